/** Days in bins of one length: days, weeks, months or years, so that a timeline has neither too few bars nor too many. */
import { fromDayNumber } from './format';
import { NO_DAY } from './overview';

export type Unit = 'day' | 'week' | 'month' | 'year';

export interface Bins {
  unit: Unit;
  /** The first day of each bin, and at the end the day after the last. */
  edges: Int32Array;
  /** The bin of each row's first day; -1 for those before the first bin, -2 without a day. */
  column: Int32Array;
  /** Rows whose first day lies before the first bin. */
  before: number;
}

const MOST_DAYS = 150;
const MOST_WEEKS = 160;
const MOST_MONTHS = 400;
/** What share of the rows, the oldest, may stand before the first bin, where that makes the rest much better to see. */
const OUTLIERS = 0.01;
const WORTH_IT = 3;

export function bins(first: Int32Array): Bins {
  const known = first.filter((day) => day !== NO_DAY).sort();
  if (known.length === 0)
    return { unit: 'day', edges: Int32Array.of(0, 1), column: first.map(() => -2), before: 0 };
  const last = known[known.length - 1] as number;
  const oldest = known[0] as number;
  const trimmed = known[Math.floor(known.length * OUTLIERS)] as number;
  const start = last - oldest > WORTH_IT * (last - trimmed + 30) ? trimmed : oldest;
  const unit = unitOf(last - start + 1);
  const edges = edgesOf(unit, start, last);
  const column = first.map((day) => (day === NO_DAY ? -2 : binOf(edges, day)));
  return { unit, edges, column, before: column.reduce((found, at) => found + (at === -1 ? 1 : 0), 0) };
}

/** The bin that a day lies in; -1 before the first, the last one for what is later. */
export function binOf(edges: Int32Array, day: number): number {
  let [low, high] = [0, edges.length - 1];
  if (day < (edges[0] as number)) return -1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((edges[middle] as number) <= day) low = middle;
    else high = middle;
  }
  return low;
}

function unitOf(days: number): Unit {
  if (days <= MOST_DAYS) return 'day';
  if (days <= MOST_WEEKS * 7) return 'week';
  return days <= MOST_MONTHS * 30.4 ? 'month' : 'year';
}

function edgesOf(unit: Unit, start: number, last: number): Int32Array {
  const edges: number[] = [];
  if (unit === 'day' || unit === 'week') {
    const step = unit === 'day' ? 1 : 7;
    // 1 January 1970 was a Thursday; weeks begin on Mondays
    const from = unit === 'day' ? start : start - ((((start + 3) % 7) + 7) % 7);
    for (let day = from; day <= last; day += step) edges.push(day);
    edges.push((edges.at(-1) as number) + step);
  } else {
    const months = unit === 'month' ? 1 : 12;
    const [year, month] = fromDayNumber(start).split('-').map(Number) as [number, number];
    let at = year * 12 + (unit === 'month' ? month - 1 : 0);
    for (; monthStart(at) <= last; at += months) edges.push(monthStart(at));
    edges.push(monthStart(at));
  }
  return Int32Array.from(edges);
}

/** The first day of a month, counted in months from the year 0. */
function monthStart(months: number): number {
  return Date.UTC(Math.floor(months / 12), months % 12, 1) / 86_400_000;
}

/** A few days at which a timeline is labelled, with the label: years, months or days. */
export function ticks(edges: Int32Array, most: number): { day: number; label: string; major: boolean }[] {
  const from = edges[0] as number;
  const to = edges[edges.length - 1] as number;
  const [year, month] = fromDayNumber(from).split('-').map(Number) as [number, number];
  for (const step of [1, 3, 6, 12, 24, 60, 120, 240]) {
    const found: { day: number; label: string; major: boolean }[] = [];
    for (let at = Math.ceil((year * 12 + month - 1) / step) * step; monthStart(at) < to; at += step) {
      const day = monthStart(at);
      if (day < from) continue;
      const name = new Date(day * 86_400_000).toLocaleDateString('en-GB', {
        month: 'short',
        timeZone: 'UTC',
      });
      const major = at % 12 === 0;
      found.push({ day, label: major ? String(at / 12) : name, major });
    }
    if (found.length <= most) return found;
  }
  return [];
}
