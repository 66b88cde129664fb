import { describe, expect, it } from 'vitest';

import { binOf, bins, ticks } from './bins';
import { fromDayNumber, toDayNumber } from './format';
import { NO_DAY } from './overview';

const daysOf = (...iso: string[]) => Int32Array.from(iso, toDayNumber);

describe('bins', () => {
  it('are days for some months, weeks for some years, months for decades, years for more', () => {
    expect(bins(daysOf('2017-01-01', '2017-04-01')).unit).toBe('day');
    expect(bins(daysOf('2017-01-01', '2019-04-01')).unit).toBe('week');
    expect(bins(daysOf('2001-01-01', '2017-04-01')).unit).toBe('month');
    expect(bins(daysOf('1900-01-01', '2017-04-01', '1920-05-05')).unit).toBe('year');
  });

  it('hold every day of theirs and no other', () => {
    const { edges, column } = bins(daysOf('2017-01-04', '2018-12-31', '2017-01-08', '2017-01-09'));
    expect(fromDayNumber(edges[0] as number)).toBe('2017-01-02'); // a Monday
    expect([column[0], column[2], column[3]]).toEqual([0, 0, 1]);
    expect(column[1]).toBe(edges.length - 2);
  });

  it('tell what has no day from what came before them', () => {
    const first = Int32Array.from({ length: 400 }, (_, at) => toDayNumber('2017-01-01') + (at % 90));
    first[0] = NO_DAY;
    first[1] = toDayNumber('1947-01-01');
    const found = bins(first);
    expect([found.column[0], found.column[1], found.before, found.unit]).toEqual([-2, -1, 1, 'day']);
  });

  it('are one where nothing has a day', () => {
    expect(bins(Int32Array.of(NO_DAY)).edges.length).toBe(2);
    expect(bins(new Int32Array(0)).edges.length).toBe(2);
  });

  it('find the bin of a day at their edges', () => {
    const edges = Int32Array.of(0, 7, 14);
    expect([-1, 0, 6, 7, 13, 14, 99].map((day) => binOf(edges, day))).toEqual([-1, 0, 0, 1, 1, 1, 1]);
  });
});

describe('ticks', () => {
  it('are few, and years where there are many', () => {
    const found = ticks(Int32Array.of(toDayNumber('2010-03-01'), toDayNumber('2020-03-01')), 12);
    expect(found.map((one) => one.label)).toEqual([
      '2011',
      '2012',
      '2013',
      '2014',
      '2015',
      '2016',
      '2017',
      '2018',
      '2019',
      '2020',
    ]);
  });

  it('begin with the month of the first bin or later', () => {
    const found = ticks(Int32Array.of(toDayNumber('2017-01-15'), toDayNumber('2017-04-02')), 12);
    expect(found.map((one) => one.label)).toEqual(['Feb', 'Mar', 'Apr']);
  });
});
