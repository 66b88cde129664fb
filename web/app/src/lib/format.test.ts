import { describe, expect, it } from 'vitest';

import { days, fromDayNumber, range, safeLink, toDayNumber } from './format';

describe('days', () => {
  it.each([
    ['2017-02-09', '2017-02-09', '9 Feb 2017'],
    ['2017-02-09', '2017-02-11', '9–11 Feb 2017'],
    ['2017-01-30', '2017-02-02', '30 Jan – 2 Feb 2017'],
    ['2016-12-30', '2017-01-02', '30 Dec 2016 – 2 Jan 2017'],
    ['2016-02-01', '2016-02-29', 'Feb 2016'],
    ['2017-02-01', '2017-02-27', '1–27 Feb 2017'],
    ['2017-01-01', '2017-12-31', '2017'],
    ['2017-02-09', null, 'from 9 Feb 2017'],
    [null, '2017-02-09', 'until 9 Feb 2017'],
    [null, null, 'day unknown'],
  ])('%s to %s is told as %s', (start, end, told) => {
    expect(days(start, end)).toBe(told);
  });

  it('are counted from 1970 and back', () => {
    expect(toDayNumber('1970-01-02')).toBe(1);
    expect(fromDayNumber(toDayNumber('2024-02-29'))).toBe('2024-02-29');
  });
});

describe('range', () => {
  it.each([
    [{ low: 12, best: 12, high: 12 }, '12'],
    [{ low: 8, best: 10, high: 12 }, '8–12'],
    [{ low: 1200, best: null, high: null }, 'at least 1,200'],
    [{ low: null, best: null, high: 7 }, 'up to 7'],
    [{ low: null, best: null, high: null }, 'not stated'],
    [{ low: null, best: 0, high: null }, '0'],
  ])('%o is told as %s', (bounds, told) => {
    expect(range(bounds)).toBe(told);
  });
});

describe('safeLink', () => {
  it.each([
    ['https://example.org/a?b', 'https://example.org/a?b'],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['no address', null],
    [null, null],
  ])('%s leads to %s', (given, link) => {
    expect(safeLink(given)).toBe(link);
  });
});
