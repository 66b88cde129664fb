import { describe, expect, it } from 'vitest';

import { toDayNumber } from '$lib/format';

import { dayTicks, linear, logarithmic, powers, ticks } from './scale';

describe('scales', () => {
  it('put the ends of the domain at the ends of the range', () => {
    const scale = linear([10, 20], [100, 0]);
    expect([scale(10), scale(15), scale(20)]).toEqual([100, 50, 0]);
  });

  it('put a single value in the middle', () => {
    expect(linear([7, 7], [0, 50])(7)).toBe(25);
  });

  it('go by orders of magnitude where told', () => {
    const scale = logarithmic([1, 10_000], [0, 400]);
    expect(scale(100)).toBeCloseTo(200);
  });
});

describe('ticks', () => {
  it('are round numbers inside the span', () => {
    expect(ticks([0, 602], 4)).toEqual([0, 200, 400, 600]);
  });

  it('are never fractions, for people are counted', () => {
    expect(ticks([0, 2], 8)).toEqual([0, 1, 2]);
  });

  it('are powers of ten on a logarithmic axis', () => {
    expect(powers([3, 20_000])).toEqual([10, 100, 1000, 10_000]);
  });
});

describe('ticks of days', () => {
  const span = (from: string, to: string) => [toDayNumber(from), toDayNumber(to)] as const;

  it('name days of a short span', () => {
    expect(dayTicks(span('2024-11-27', '2024-11-30'), 4).map((one) => one.label)).toEqual([
      '27 Nov',
      '28 Nov',
      '29 Nov',
      '30 Nov',
    ]);
  });

  it('name first days of months of a longer one', () => {
    expect(dayTicks(span('2017-01-15', '2017-06-20'), 6).map((one) => one.label)).toEqual([
      'Feb 2017',
      'Mar 2017',
      'Apr 2017',
      'May 2017',
      'Jun 2017',
    ]);
  });

  it('name years of a long one', () => {
    expect(dayTicks(span('2011-03-01', '2016-06-20'), 6).map((one) => one.label)).toEqual([
      '2012',
      '2013',
      '2014',
      '2015',
      '2016',
    ]);
  });
});
