/** Scales and ticks of charts: plain functions of numbers, days as days since 1970. */
import { day, fromDayNumber } from '$lib/format';
import { LOCALE } from '$lib/i18n';

export type Span = readonly [from: number, to: number];

/** A value of the domain to its place in the range; a domain of one value stands in the middle. */
export function linear([from, to]: Span, [begin, end]: Span): (value: number) => number {
  if (from === to) return () => (begin + end) / 2;
  return (value) => begin + ((value - from) / (to - from)) * (end - begin);
}

/** As {@link linear}, by orders of magnitude; all values must be above zero. */
export function logarithmic([from, to]: Span, range: Span): (value: number) => number {
  const scale = linear([Math.log10(from), Math.log10(to)], range);
  return (value) => scale(Math.log10(value));
}

/** About so many round values (1, 2 or 5 times a power of ten) within a span, from low to high. */
export function ticks([from, to]: Span, about: number): number[] {
  if (to <= from) return [from];
  const rough = (to - from) / Math.max(1, about);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? 10 * power;
  const whole = Math.max(1, step);
  const found: number[] = [];
  for (let value = Math.ceil(from / whole) * whole; value <= to; value += whole) found.push(value);
  return found;
}

/** Powers of ten within a span. */
export function powers([from, to]: Span): number[] {
  const found: number[] = [];
  for (let value = 10 ** Math.ceil(Math.log10(from)); value <= to; value *= 10) found.push(value);
  return found;
}

export interface DayTick {
  at: number;
  label: string;
}

const monthName = new Intl.DateTimeFormat(LOCALE, { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** About so many days to write below a time axis: days, first days of months, or first days of years. */
export function dayTicks([from, to]: Span, about: number): DayTick[] {
  const length = to - from;
  if (length <= 62) {
    const step = Math.max(1, Math.ceil((length + 1) / about));
    const found: DayTick[] = [];
    for (let at = from; at <= to; at += step) found.push({ at, label: shortDay(at) });
    return found;
  }
  const months = Math.max(1, Math.ceil(length / 30.44 / about));
  const step = [1, 2, 3, 6, 12, 24, 60, 120].find((one) => one >= months) ?? 240;
  return firstsOfMonths(from, to, step).map((at) => ({
    at,
    label: step >= 12 ? fromDayNumber(at).slice(0, 4) : monthName.format(at * 86_400_000),
  }));
}

function firstsOfMonths(from: number, to: number, step: number): number[] {
  const begin = new Date(from * 86_400_000);
  const found: number[] = [];
  // months are counted from the year's first, so that steps fall on January, April, July ...
  const base = begin.getUTCFullYear() * 12;
  for (let month = base; ; month += step) {
    const at = Date.UTC(Math.floor(month / 12), month % 12, 1) / 86_400_000;
    if (at > to) return found;
    if (at >= from) found.push(at);
  }
}

function shortDay(at: number): string {
  return day(fromDayNumber(at)).replace(/ \d{4}$/, '');
}
