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

export function formOf(claim: ClaimRow): Form {
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
export function changesOf(form: Form, claim: ClaimRow, places: ReadonlyMap<string, KnownPlace>): Changes {
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

function placeOf(
  name: string | null,
  places: ReadonlyMap<string, KnownPlace>,
): NonNullable<Changes['place']> | null {
  if (name === null) return null;
  const known = places.get(name);
  if (!known) return { name, precision: 'exact' };
  return { name, place_id: known.place_id, lat: known.lat, lon: known.lon, precision: 'exact' };
}
