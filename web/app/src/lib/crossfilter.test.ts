import { describe, expect, it } from 'vitest';

import { Crossfilter, descending, membersOf } from './crossfilter';

const kind = Int32Array.of(0, 0, 1, 1, 2, -1);
const day = Int32Array.of(5, 6, 5, 9, 1, 5);

function filtered(): Crossfilter {
  const filter = new Crossfilter(6);
  filter.set('kind', (row) => kind[row] === 1 || kind[row] === 0);
  filter.set('day', (row) => (day[row] as number) >= 6);
  return filter;
}

describe('Crossfilter', () => {
  it('lets through what all filters let through', () => {
    expect([...filtered().rows()]).toEqual([1, 3]);
    expect(filtered().count()).toBe(2);
  });

  it('counts beside a filter what the others let through', () => {
    expect([...filtered().counts('kind', kind, 3)]).toEqual([1, 1, 0]);
    expect([...filtered().counts('none of them', kind, 3)]).toEqual([1, 1, 0]);
    expect([...filtered().counts('day', kind, 3)]).toEqual([2, 2, 0]);
  });

  it('forgets a filter that is taken away', () => {
    const filter = filtered();
    expect(filter.set('day', null)).toBe(true);
    expect(filter.has('day')).toBe(false);
    expect([...filter.rows()]).toEqual([0, 1, 2, 3]);
    expect(filter.set('day', null)).toBe(false);
  });

  it('replaces a filter that is set again', () => {
    const filter = filtered();
    filter.set('day', (row) => day[row] === 5);
    expect([...filter.rows()]).toEqual([0, 2]);
  });

  it('agrees with looking at every row, whatever is set', () => {
    const filter = new Crossfilter(500);
    const columns = [0, 1, 2].map((seed) =>
      Int32Array.from({ length: 500 }, (_, row) => (row * (7 + seed) + seed * 3) % 11),
    );
    const asked: (number | null)[] = [null, null, null];
    for (let step = 0; step < 60; step++) {
      const which = step % 3;
      const least = step % 7 === 0 ? null : (step * 5) % 11;
      asked[which] = least;
      const column = columns[which] as Int32Array;
      filter.set(String(which), least === null ? null : (row) => (column[row] as number) >= least);
      const plainly = Array.from({ length: 500 }, (_, row) => row).filter((row) =>
        columns.every((one, at) => asked[at] === null || (one[row] as number) >= (asked[at] as number)),
      );
      expect([...filter.rows()]).toEqual(plainly);
    }
  });

  it('gives rows in the order asked for', () => {
    const filter = new Crossfilter(6);
    expect([...filter.rows(descending(day))]).toEqual([3, 1, 0, 2, 5, 4]);
  });
});

describe('membersOf', () => {
  it('counts the members of lists by how often each list occurs', () => {
    expect([...membersOf([[0, 1], [1], []], Uint32Array.of(3, 2, 9), 3)]).toEqual([3, 5, 0]);
  });
});
