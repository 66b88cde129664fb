/** Numbers, days and ranges as people read them. */
import { LOCALE, t } from './i18n';

const whole = new Intl.NumberFormat(LOCALE);
const short = new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(LOCALE, { style: 'percent' });
const MONTHS = Array.from({ length: 12 }, (_, month) =>
  new Intl.DateTimeFormat(LOCALE, { month: 'short', timeZone: 'UTC' }).format(Date.UTC(2000, month, 1)),
);

export const number = (value: number): string => whole.format(value);
/** 1.2K, 3.4M */
export const compact = (value: number): string => short.format(value);
export const share = (value: number): string => percent.format(value);

/** A day such as "9 Feb 2017", from ISO 8601. */
export function day(iso: string): string {
  const { year, month, date } = parts(iso);
  return `${date} ${MONTHS[month - 1] ?? ''} ${year}`;
}

/** The days of something: "9 Feb 2017", "9–11 Feb 2017", "Feb 2017" for a whole month, "from 9 Feb 2017", "day unknown". */
export function days(start: string | null, end: string | null): string {
  if (!start && !end) return t('common.day_unknown');
  if (!start) return t('common.until_day', { day: day(end as string) });
  if (!end) return t('common.from_day', { day: day(start) });
  if (start === end) return day(start);
  const a = parts(start);
  const b = parts(end);
  if (a.date === 1 && b.date === lastOfMonth(b.year, b.month)) {
    if (a.year === b.year && a.month === b.month) return `${MONTHS[a.month - 1] ?? ''} ${a.year}`;
    if (a.year === b.year && a.month === 1 && b.month === 12) return String(a.year);
  }
  if (a.year !== b.year) return `${day(start)} – ${day(end)}`;
  if (a.month !== b.month) return `${a.date} ${MONTHS[a.month - 1] ?? ''} – ${day(end)}`;
  return `${a.date}–${day(end)}`;
}

/** A number that may be a range. */
export interface Bounds {
  low: number | null;
  best: number | null;
  high: number | null;
}

/** "12", "8–12", "at least 8", "up to 12"; "unknown" where nothing is. The best value is not in it: see {@link best}. */
export function range({ low, best, high }: Bounds): string {
  const values = [low, best, high].filter((one): one is number => one !== null);
  if (values.length === 0) return t('common.number_unknown');
  if (low === null && high !== null)
    return best === null ? t('common.at_most', { number: high }) : span(best, high);
  if (high === null && low !== null) return t('common.at_least', { number: low });
  return span(Math.min(...values), Math.max(...values));
}

/** The one number to show where there is room for one: best, else low, else high. */
export const best = (bounds: Bounds): number | null => bounds.best ?? bounds.low ?? bounds.high;

function span(from: number, to: number): string {
  return from === to ? number(from) : `${number(from)}–${number(to)}`;
}

function parts(iso: string): { year: number; month: number; date: number } {
  const [year, month, date] = iso.split('-').map(Number);
  return { year: year ?? 0, month: month ?? 1, date: date ?? 1 };
}

function lastOfMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Days since 1 January 1970 of an ISO day, and back. */
export const toDayNumber = (iso: string): number => Math.round(Date.parse(`${iso}T00:00:00Z`) / 86_400_000);
export const fromDayNumber = (value: number): string =>
  new Date(value * 86_400_000).toISOString().slice(0, 10);

/** The address of a document as a link, where it is one that a browser may follow safely. */
export function safeLink(url: string | null): string | null {
  if (!url) return null;
  try {
    const parsed = new URL(url);
    return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed.href : null;
  } catch {
    return null;
  }
}
