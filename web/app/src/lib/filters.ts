/** Filters of events in the address of a page, named as the API's parameters. */
import { fromDayNumber, toDayNumber } from './format';

/** South, west, north, east, in degrees; west may be greater than east. */
export type Box = readonly [number, number, number, number];

/** What the browser can filter by itself. Days count from 1 January 1970, both included. */
export interface Filters {
  since: number | null;
  until: number | null;
  box: Box | null;
  killed: number | null;
  kind: readonly string[];
  grade: readonly string[];
  status: readonly string[];
  country: readonly string[];
  actor: readonly string[];
  publisher: readonly string[];
}

export type Several = 'kind' | 'grade' | 'status' | 'country' | 'actor' | 'publisher';
export const SEVERAL: readonly Several[] = ['kind', 'grade', 'status', 'country', 'actor', 'publisher'];
/** What only the server can filter by; kept in the address as it is. */
export const SERVER_ONLY = [
  'place',
  'near',
  'role',
  'source',
  'operation',
  'event',
  'document',
  'text',
  'at_least',
] as const;

export const NO_FILTERS: Filters = {
  since: null,
  until: null,
  box: null,
  killed: null,
  kind: [],
  grade: [],
  status: [],
  country: [],
  actor: [],
  publisher: [],
};

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The filters of an address; what cannot be read is left out, as no link should end at an error. */
export function readFilters(query: URLSearchParams): Filters {
  const several = Object.fromEntries(
    SEVERAL.map((name) => [name, [...new Set(query.getAll(name))].filter(Boolean)]),
  );
  return {
    ...(several as Record<Several, string[]>),
    since: readDay(query.get('since')),
    until: readDay(query.get('until')),
    box: readBox(query.get('box')),
    killed: readNumber(query.get('killed')),
  };
}

/** The parameters of filters, with those of `rest` that only the server knows. */
export function writeFilters(filters: Filters, rest: URLSearchParams): URLSearchParams {
  const query = new URLSearchParams();
  if (filters.since !== null) query.set('since', fromDayNumber(filters.since));
  if (filters.until !== null) query.set('until', fromDayNumber(filters.until));
  if (filters.box) query.set('box', filters.box.map((degrees) => +degrees.toFixed(3)).join(','));
  if (filters.killed !== null) query.set('killed', String(filters.killed));
  for (const name of SEVERAL) for (const value of filters[name]) query.append(name, value);
  return appendServerOnly(query, rest);
}

/** What of an address is to be asked of the server alone. */
export function serverOnly(rest: URLSearchParams): URLSearchParams {
  return appendServerOnly(new URLSearchParams(), rest);
}

function appendServerOnly(query: URLSearchParams, rest: URLSearchParams): URLSearchParams {
  for (const name of SERVER_ONLY) for (const value of rest.getAll(name)) query.append(name, value);
  return query;
}

/** The same values with one of them taken out, or put in. */
export function toggled(values: readonly string[], value: string): string[] {
  return values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
}

function readDay(given: string | null): number | null {
  if (!given || !ISO_DAY.test(given)) return null;
  const day = toDayNumber(given);
  return Number.isNaN(day) ? null : day;
}

function readNumber(given: string | null): number | null {
  return given && /^\d{1,12}$/.test(given) ? Number(given) : null;
}

function readBox(given: string | null): Box | null {
  const sides = (given ?? '').split(',').map((side) => (side.trim() === '' ? NaN : Number(side)));
  const [south, west, north, east] = sides;
  if (sides.length !== 4 || sides.some((side) => !Number.isFinite(side))) return null;
  const inside =
    Math.abs(south!) <= 90 && Math.abs(north!) <= 90 && Math.abs(west!) <= 180 && Math.abs(east!) <= 180;
  return inside && south! <= north! ? [south!, west!, north!, east!] : null;
}
