/** What a search asks, as it stands in the address: words, what is searched, and filters by the API's own names. */

export const WHATS = ['events', 'claims', 'documents'] as const;
export type What = (typeof WHATS)[number];

/** Filters that the API knows, in the order in which they are told. */
export const FILTERS = [
  'since', 'until', 'place', 'country', 'near', 'box', 'actor', 'role', 'kind', 'grade', 'status', 'killed', 'at_least', 'publisher',
  'source', 'operation', 'event', 'document', 'text',
] as const; // prettier-ignore
export type FilterName = (typeof FILTERS)[number];
/** Filters of which only one value makes sense. */
const SINGLE: ReadonlySet<string> = new Set(['since', 'until', 'near', 'box', 'role', 'killed', 'text']);

export interface Chip {
  name: FilterName;
  value: string;
}

export function whatOf(query: URLSearchParams): What {
  return WHATS.find((one) => one === query.get('what')) ?? 'events';
}

/** The filters of an address, each value by itself. */
export function chips(query: URLSearchParams): Chip[] {
  return FILTERS.flatMap((name) => query.getAll(name).map((value) => ({ name, value }))).filter(
    (one) => one.value,
  );
}

/** The address with a filter more; the first page again. */
export function withFilter(query: URLSearchParams, name: string, value: string): URLSearchParams {
  const next = new URLSearchParams(query);
  next.delete('cursor');
  if (SINGLE.has(name)) next.delete(name);
  if (value && !next.getAll(name).includes(value)) next.append(name, value);
  return next;
}

/** The address with a filter less; the first page again. */
export function withoutFilter(query: URLSearchParams, { name, value }: Chip): URLSearchParams {
  const next = new URLSearchParams(query);
  next.delete('cursor');
  next.delete(name, value);
  return next;
}

/** What is asked of `/api/v1/search`, or of a list where there are no words; filters that are not of the subject are left out. */
export function toApi(query: URLSearchParams): { words: string; what: What; query: URLSearchParams } {
  const words = query.get('q')?.trim() ?? '';
  const what = whatOf(query);
  const told = new URLSearchParams();
  for (const { name, value } of chips(query))
    if (name !== 'grade' || what === 'events') told.append(name, value);
  const cursor = query.get('cursor');
  if (cursor) told.set('cursor', cursor);
  told.set('limit', '20');
  told.set('count', 'true');
  if (words) {
    told.set('q', words);
    told.set('what', what);
  }
  return { words, what, query: told };
}

/** The same as parameters of `/api/v1/events`, as searches are saved and feeds are asked for. */
export function toEvents(query: URLSearchParams): string {
  const told = new URLSearchParams(chips(query).map(({ name, value }): [string, string] => [name, value]));
  const words = query.get('q')?.trim();
  if (words) told.set('text', words);
  return told.toString();
}

/** The address of the search page for a saved query. */
export function fromEvents(saved: string): string {
  const query = new URLSearchParams(saved);
  const words = query.get('text');
  if (words) {
    query.delete('text');
    query.set('q', words);
  }
  return `/search?${query}`;
}
