/** Events by month and grade: bars, with empty months in between, so that a lull is seen as one. */
import type { Schemas } from '$lib/api';
import { GRADES, type Grade } from '$lib/kinds';

export type Spread = Schemas['SpreadRow'];

export interface Bin {
  /** First month, and last if it spans several: "2017-02". */
  from: string;
  to: string;
  events: number;
  grades: { grade: Grade; events: number }[];
}

const MOST_BINS = 72;

/** Bins of one, three or twelve months, whichever gives few enough of them. */
export function binsOf(spread: Spread): Bin[] {
  const first = spread.months[0];
  const last = spread.months.at(-1);
  if (!first || !last) return [];
  const [from, to] = [serial(first.month), serial(last.month)];
  const length = [1, 3, 12].find((months) => (to - from + 1) / months <= MOST_BINS) ?? 120;
  const begin = from - (from % length);
  const bins = Array.from({ length: Math.floor((to - begin) / length) + 1 }, (_, index) => {
    const month = begin + index * length;
    return { from: named(month), to: named(month + length - 1), counts: new Map<Grade, number>() };
  });
  for (const { month, grades } of spread.months) {
    const bin = bins[Math.floor((serial(month) - begin) / length)];
    for (const grade of GRADES) {
      const events = grades[grade];
      if (bin && events) bin.counts.set(grade, (bin.counts.get(grade) ?? 0) + events);
    }
  }
  return bins.map(({ from: one, to: other, counts }) => ({
    from: one,
    to: other,
    events: [...counts.values()].reduce((sum, events) => sum + events, 0),
    grades: GRADES.filter((grade) => counts.has(grade)).map((grade) => ({
      grade,
      events: counts.get(grade) ?? 0,
    })),
  }));
}

function serial(month: string): number {
  const [year, number] = month.split('-').map(Number);
  return (year ?? 0) * 12 + (number ?? 1) - 1;
}

function named(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
}
