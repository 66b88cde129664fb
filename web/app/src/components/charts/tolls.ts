/** Series of tolls as step charts: one chart for each thing that is counted, and nothing added up. */
import type { Schemas } from '$lib/api';
import { toDayNumber } from '$lib/format';

import type { Span } from './scale';

export type Series = Schemas['SeriesRow'];
export type Total = Schemas['TotalRow'];
export type What = Series['what'];

/** A total on a chart: its day (of its report, else the last it counts), least and most; `null`: open. */
export interface TollPoint {
  at: number;
  low: number | null;
  high: number | null;
  /** Where the line runs: the least, else the most. */
  value: number;
  total: Total;
}

export interface TollLine {
  /** From 1; written at the line and in the table. */
  number: number;
  series: Series;
  points: TollPoint[];
  /** Totals that cannot be drawn, for no day of them is known. */
  undated: Total[];
}

export interface TollChart {
  what: What;
  lines: TollLine[];
  days: Span | null;
  values: Span;
  /** By orders of magnitude, where the numbers lie so far apart that the small ones would vanish. */
  log: boolean;
}

const FAR_APART = 60;

/** A chart for each thing that is counted, in the order in which the series come; lines are numbered through all of them. */
export function tollCharts(all: readonly Series[]): TollChart[] {
  const groups = new Map<What, TollLine[]>();
  let number = 0;
  for (const series of all) {
    const lines = groups.get(series.what) ?? [];
    groups.set(series.what, lines);
    lines.push(line(series, ++number));
  }
  return [...groups].map(([what, lines]) => chart(what, lines));
}

function line(series: Series, number: number): TollLine {
  const points: TollPoint[] = [];
  const undated: Total[] = [];
  for (const total of series.totals) {
    const { min, max, date_end, date_start } = total.toll;
    const told = total.told ?? date_end ?? date_start;
    const value = min ?? max;
    if (told === null || value === null) undated.push(total);
    else points.push({ at: toDayNumber(told), low: min, high: max, value, total });
  }
  return { number, series, points: points.sort((a, b) => a.at - b.at), undated };
}

function chart(what: What, lines: TollLine[]): TollChart {
  const points = lines.flatMap((one) => one.points);
  const ends = points.flatMap((one) => [one.value, one.low ?? one.value, one.high ?? one.value]);
  const parts = points.flatMap((one) => one.total.toll.parts.map((part) => part.min ?? part.max ?? 0));
  const most = Math.max(1, ...ends);
  const least = Math.min(...ends, ...parts.filter((one) => one > 0));
  const log = points.length > 0 && least > 0 && most / least > FAR_APART;
  const at = points.map((one) => one.at);
  return {
    what,
    lines,
    days: at.length > 0 ? [Math.min(...at), Math.max(...at)] : null,
    values: [log ? 10 ** Math.floor(Math.log10(least)) : 0, most],
    log,
  };
}

/** The line of a series as steps: each total holds until the next one is told, the last to the end of the chart. */
export function steps(
  points: readonly TollPoint[],
  x: (day: number) => number,
  y: (value: number) => number,
  end: number,
): string {
  const first = points[0];
  if (!first) return '';
  const parts = [`M${round(x(first.at))},${round(y(first.value))}`];
  for (const point of points.slice(1)) parts.push(`H${round(x(point.at))}V${round(y(point.value))}`);
  return `${parts.join('')}H${round(end)}`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
