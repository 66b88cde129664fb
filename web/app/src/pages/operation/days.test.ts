import { describe, expect, it } from 'vitest';

import type { EventRow } from '$lib/api';

import { byDay, firstDays } from './days';

const event = (event_id: string, date_start: string | null, date_end = date_start): EventRow =>
  ({ event_id, date_start, date_end }) as EventRow;

describe('an operation day by day', () => {
  it('groups events by the day on which they began', () => {
    const days = byDay([
      event('a', '2017-02-01'),
      event('b', '2017-02-01', '2017-02-05'),
      event('c', '2017-02-02'),
    ]);
    expect(days.map((day) => [day.day, day.events.map((one) => one.event_id)])).toEqual([
      ['2017-02-01', ['a', 'b']],
      ['2017-02-02', ['c']],
    ]);
  });

  it('takes the last day where the first is open, and keeps events without any', () => {
    expect(byDay([event('a', null, '2017-02-03'), event('b', null)]).map((day) => day.day)).toEqual([
      '2017-02-03',
      null,
    ]);
  });

  it('shows whole days only, the first one whatever it holds', () => {
    const days = byDay([event('a', '2017-02-01'), event('b', '2017-02-01'), event('c', '2017-02-02')]);
    expect(firstDays(days, 1).map((day) => day.day)).toEqual(['2017-02-01']);
    expect(firstDays(days, 3)).toHaveLength(2);
  });
});
