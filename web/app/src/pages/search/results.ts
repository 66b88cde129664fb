/** What was found, by words or by filters alone, in one form. */
import type { ClaimRow, DocumentRow, EventRow, Schemas } from '$lib/api';
import type { What } from '$lib/asked';
import { t } from '$lib/i18n';
import { to } from '$lib/routes';

type Hit = Schemas['HitRow'];
export type Found = Pick<Schemas['SearchResults'], 'items' | 'next' | 'total'>;
export interface ListPage {
  items: (EventRow | ClaimRow | DocumentRow)[];
  next: string | null;
  total: Found['total'];
}

/** A page of a list as if it had been searched: without passages but what there is to show. */
export function fromList(what: What, page: ListPage): Found {
  return { ...page, items: page.items.map((one) => hit(what, one)) };
}

function hit(what: What, one: EventRow | ClaimRow | DocumentRow): Hit {
  const nothing = { text: '', begin: 0, marks: [] };
  const own = {
    what,
    document: '',
    claim: null,
    kind: null,
    grade: null,
    place: null,
    publisher: null,
    likeness: null,
  };
  if ('event_id' in one && 'title' in one)
    return { ...own, id: one.event_id, title: one.title, day: one.date_start, kind: one.kind, grade: one.grade, place: one.place, snippet: nothing }; // prettier-ignore
  if ('claim_id' in one) {
    const snippet = { text: one.evidence, begin: one.begin, marks: [] };
    return { ...own, id: one.claim_id, claim: one.claim_id, document: one.document, title: t(`kind.${one.kind}`), day: one.date_start, kind: one.kind, place: one.place, snippet }; // prettier-ignore
  }
  return { ...own, id: one.key, document: one.key, title: one.title ?? one.id, day: one.date.start, publisher: one.publisher, snippet: nothing }; // prettier-ignore
}

/** The page of what was found. */
export function addressOf(one: Hit): string {
  if (one.what === 'events') return to('/events/', one.id);
  return to('/documents/', one.document) + (one.what === 'claims' ? `#${one.id}` : '');
}
