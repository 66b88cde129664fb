/** The events of the overview as columns in memory, and what is drawn from them under given filters. */
import type { Schemas } from './api';
import { Crossfilter, descending, membersOf, type Holds } from './crossfilter';
import type { Box, Filters, Several } from './filters';
import { fold, holdsWords } from './fold';
import { FAMILIES, familyOf, type Grade, type Kind } from './kinds';

type Columns = Schemas['OverviewColumns'];
export type Spot = Schemas['SpotRow'];

/** In columns of days: none is known. */
export const NO_DAY = -(2 ** 31);

/** One value of a filter and how many events have it, of those that all other filters let through. */
export interface Choice {
  value: string;
  events: number;
}

export class Overview {
  readonly size: number;
  readonly total: number;
  readonly leftOut: number;
  readonly ids: readonly string[];
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly killed: Int32Array;
  readonly place: Int32Array;
  readonly places: readonly Spot[];
  readonly family: Uint8Array;
  readonly #filter: Crossfilter;
  readonly #columns: Record<Several, Int32Array>;
  readonly #values: Record<Several, readonly string[]>;
  readonly #lists: Partial<Record<Several, number[][]>>;
  readonly #folded: readonly string[];
  #set: Partial<Filters> = {};
  #byKilled: Uint32Array | undefined;

  constructor(told: Columns) {
    this.size = told.id.length;
    this.total = told.total;
    this.leftOut = told.left_out;
    this.ids = told.id;
    this.first = Int32Array.from(told.first, (day) => day ?? NO_DAY);
    this.last = Int32Array.from(told.lasting, (days, row) =>
      this.first[row] === NO_DAY ? NO_DAY : (this.first[row] as number) + days,
    );
    this.killed = Int32Array.from(told.killed);
    this.place = Int32Array.from(told.place);
    this.places = told.places;
    const families = told.kinds.map((kind) => FAMILIES.indexOf(familyOf(kind)));
    this.family = Uint8Array.from(told.kind, (kind) => families[kind] ?? 0);
    this.#filter = new Crossfilter(this.size);
    this.#columns = {
      kind: Int32Array.from(told.kind),
      grade: Int32Array.from(told.grade),
      status: Int32Array.from(told.status),
      country: Int32Array.from(told.country, (at) => (told.countries[at] == null ? -1 : at)),
      actor: Int32Array.from(told.sides),
      publisher: Int32Array.from(told.publishers),
    };
    this.#values = {
      kind: told.kinds,
      grade: told.grades,
      status: told.statuses,
      country: told.countries.map((code) => code ?? ''),
      actor: told.names,
      publisher: told.names,
    };
    this.#lists = { actor: told.sides_named, publisher: told.publishers_named };
    this.#folded = told.names.map(fold);
  }

  /** Filter anew, by what differs from the last time. */
  apply(filters: Filters): void {
    const { since, until, box, killed } = filters;
    if (this.#changed('since', since) || this.#changed('until', until))
      this.#filter.set('days', since === null && until === null ? null : this.#within(since, until));
    if (this.#changed('box', box)) this.#filter.set('box', box && this.#inside(box));
    if (this.#changed('killed', killed))
      this.#filter.set('killed', killed === null ? null : (row) => (this.killed[row] as number) >= killed);
    for (const name of Object.keys(this.#columns) as Several[])
      if (this.#changed(name, filters[name])) this.#filter.set(name, this.#among(name, filters[name]));
    this.#set = { ...filters };
  }

  /** The rows that are let through: the newest first, or those with most killed. */
  rows(order: 'newest' | 'killed' = 'newest'): Uint32Array {
    if (order === 'newest') return this.#filter.rows();
    this.#byKilled ??= descending(this.killed);
    return this.#filter.rows(this.#byKilled);
  }

  /** The values of a filter with their events, those with most events first. */
  choices(name: Several): Choice[] {
    const lists = this.#lists[name];
    const values = this.#values[name];
    let counted = this.#filter.counts(name, this.#columns[name], lists ? lists.length : values.length);
    if (lists) counted = membersOf(lists, counted, values.length);
    const found: Choice[] = [];
    counted.forEach((events, at) => {
      if (events > 0) found.push({ value: values[at] as string, events });
    });
    return found.sort((a, b) => b.events - a.events || (a.value < b.value ? -1 : 1));
  }

  /** Events by a column of bins (negative: in none): of those that all filters but the days let through, and of all of them. */
  binned(bins: Int32Array, number: number): { around: Uint32Array; chosen: Uint32Array } {
    return {
      around: this.#filter.counts('days', bins, number),
      chosen: this.#filter.counts('', bins, number),
    };
  }

  /** Events that are let through by place and family of kinds: `places × families` counts. */
  byPlace(): Uint32Array {
    const found = new Uint32Array(this.places.length * FAMILIES.length);
    const { failed } = this.#filter;
    for (let row = 0; row < this.size; row++)
      if (failed[row] === 0)
        found[(this.place[row] as number) * FAMILIES.length + (this.family[row] as number)]!++;
    return found;
  }

  kindOf(row: number): Kind {
    return this.#values.kind[this.#columns.kind[row] as number] as Kind;
  }

  gradeOf(row: number): Grade {
    return this.#values.grade[this.#columns.grade[row] as number] as Grade;
  }

  placeOf(row: number): Spot {
    return this.places[this.place[row] as number] as Spot;
  }

  countryOf(row: number): string | null {
    const at = this.#columns.country[row] as number;
    return at < 0 ? null : (this.#values.country[at] as string);
  }

  sidesOf(row: number): string[] {
    const list = this.#lists.actor?.[this.#columns.actor[row] as number] ?? [];
    return list.map((at) => this.#values.actor[at] as string);
  }

  #changed<Name extends keyof Filters>(name: Name, value: Filters[Name]): boolean {
    const before = this.#set[name];
    if (before === undefined) return value !== null && !(Array.isArray(value) && value.length === 0);
    return JSON.stringify(before) !== JSON.stringify(value);
  }

  /** What may have happened between two days, as the API understands it: its days overlap them. */
  #within(since: number | null, until: number | null): Holds {
    const from = since ?? NO_DAY + 1;
    const to = until ?? 2 ** 31 - 1;
    const { first, last } = this;
    return (row) => (last[row] as number) >= from && (first[row] as number) <= to && first[row] !== NO_DAY;
  }

  #inside([south, west, north, east]: Box): Holds {
    const within = Uint8Array.from(this.places, ({ lat, lon }) => {
      if (lat === null || lon === null || lat < south || lat > north) return 0;
      return (west <= east ? lon >= west && lon <= east : lon >= west || lon <= east) ? 1 : 0;
    });
    return (row) => within[this.place[row] as number] === 1;
  }

  #among(name: Several, wanted: readonly string[]): Holds | null {
    if (wanted.length === 0) return null;
    const [column, values, lists] = [this.#columns[name], this.#values[name], this.#lists[name]];
    // names are compared as the API does: a name that holds the words asked for is meant
    const words = wanted.map(fold);
    const meant = Uint8Array.from(values, (value, at) => {
      if (!lists) return wanted.includes(value) ? 1 : 0;
      return words.some((one) => one && holdsWords(this.#folded[at] as string, one)) ? 1 : 0;
    });
    const holds = lists
      ? Uint8Array.from(lists, (list) => (list.some((at) => meant[at] === 1) ? 1 : 0))
      : meant;
    return (row) => holds[column[row] as number] === 1;
  }
}
