/** The claim editor's form: what a claim's fields are while they are edited, and which of them have changed. */
import type { ClaimRow, Schemas } from '$lib/api';

export type Changes = Schemas['ChangesGiven'];
export type CountWhat = ClaimRow['counts'][number]['what'];

export interface CountForm {
  what: CountWhat;
  min: number | null;
  max: number | null;
}

/** Fields as inputs hold them: names of sides one a line, an empty text for what the words do not name. */
export interface Form {
  kind: ClaimRow['kind'];
  status: ClaimRow['status'];
  actors: string;
  targets: string;
  place: string;
  country: string;
  date_start: string;
  date_end: string;
  counts: CountForm[];
  source: string;
  source_type: ClaimRow['source_type'];
  aggregate: boolean;
  begin: number;
  end: number;
}

/** What a form is made from. */
export type Coded = Pick<ClaimRow, Exclude<keyof Form, 'actors' | 'targets'> & keyof ClaimRow> &
  Pick<ClaimRow, 'actors' | 'targets'>;

/** A claim of which nothing is known yet. */
export const BLANK: Coded = {
  kind: 'armed_clash',
  status: 'happened',
  actors: [],
  targets: [],
  place: null,
  country: null,
  date_start: null,
  date_end: null,
  counts: [],
  source: null,
  source_type: 'reporter',
  aggregate: false,
  begin: 0,
  end: 0,
};

export const WHATS: readonly CountWhat[] = [
  'killed', 'killed_civilians', 'killed_combatants', 'killed_children', 'wounded', 'displaced', 'detained', 'surrendered', 'abducted',
  'missing', 'deployed', 'places', 'strikes', 'area_km2',
]; // prettier-ignore

/** The whole number that an input holds, or none. */
export function numberOf(text: string): number | null {
  return /^\d{1,15}$/.test(text.trim()) ? Number(text.trim()) : null;
}

/** The event that is meant by its id or by the address of its page; empty: none. */
export function eventOf(text: string): string {
  const last = text.trim().split(/[?#]/)[0]?.replace(/\/+$/, '').split('/').pop() ?? '';
  return /^[\w:.-]{1,100}$/.test(last) ? last : '';
}

export interface KnownPlace {
  name: string;
  place_id: string;
  lat: number;
  lon: number;
  country: string | null;
}

/** Remember a place by what it is called, where its id and its point are known. */
export function knowPlace(places: Map<string, KnownPlace>, name: string, found: FoundPlace): void {
  const { place_id, lat, lon, country = null } = found;
  if (place_id && lat != null && lon != null) places.set(name, { name, place_id, lat, lon, country });
}

interface FoundPlace {
  place_id?: string | null;
  lat?: number | null;
  lon?: number | null;
  country?: string | null;
}

export function formOf(claim: Coded): Form {
  return {
    kind: claim.kind,
    status: claim.status,
    actors: claim.actors.join('\n'),
    targets: claim.targets.join('\n'),
    place: claim.place ?? '',
    country: claim.country ?? '',
    date_start: claim.date_start ?? '',
    date_end: claim.date_end ?? '',
    counts: claim.counts.map(({ what, min, max }) => ({ what, min, max })),
    source: claim.source ?? '',
    source_type: claim.source_type,
    aggregate: claim.aggregate,
    begin: claim.begin,
    end: claim.end,
  };
}

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What differs from the claim; a place that is known comes with its point. */
export function changesOf(form: Form, claim: Coded, places: ReadonlyMap<string, KnownPlace>): Changes {
  const before = formOf(claim);
  const found: Changes = {};
  if (form.kind !== before.kind) found.kind = form.kind;
  if (form.status !== before.status) found.status = form.status;
  if (form.source_type !== before.source_type) found.source_type = form.source_type;
  if (form.aggregate !== before.aggregate) found.aggregate = form.aggregate;
  if (!same(lines(form.actors), lines(before.actors))) found.actors = lines(form.actors);
  if (!same(lines(form.targets), lines(before.targets))) found.targets = lines(form.targets);
  if (orNull(form.source) !== claim.source) found.source = orNull(form.source);
  if (orNull(form.country) !== claim.country) found.country = orNull(form.country)?.toUpperCase() ?? null;
  if (form.date_start !== before.date_start || form.date_end !== before.date_end) {
    found.date_start = orNull(form.date_start);
    found.date_end = orNull(form.date_end);
  }
  if (!same(form.counts, before.counts)) found.counts = form.counts.map((one) => ({ ...one }));
  if (orNull(form.place) !== claim.place) found.place = placeOf(orNull(form.place), places);
  if (form.begin !== claim.begin || form.end !== claim.end)
    found.evidence = { begin: form.begin, end: form.end };
  return found;
}

/** All that a form says of a claim that is added. */
export function fieldsOf(form: Form, places: ReadonlyMap<string, KnownPlace>): Changes {
  const told = changesOf(form, BLANK, places);
  return { ...told, kind: form.kind, evidence: { begin: form.begin, end: form.end } };
}

function placeOf(
  name: string | null,
  places: ReadonlyMap<string, KnownPlace>,
): NonNullable<Changes['place']> | null {
  if (name === null) return null;
  const known = places.get(name);
  if (!known) return { name, precision: 'exact' };
  return { name, place_id: known.place_id, lat: known.lat, lon: known.lon, precision: 'exact' };
}
