import { describe, expect, it } from 'vitest';

import { binsOf, type Spread } from './months';

const spread = (months: Spread['months']): Spread => ({ events: 0, undated: 0, grades: {}, months });

describe('months of events', () => {
  it('keep empty months, so that a lull is seen', () => {
    const bins = binsOf(
      spread([
        { month: '2016-12', grades: { reported: 2 } },
        { month: '2017-02', grades: { confirmed: 1, reported: 3 } },
      ]),
    );
    expect(bins.map((bin) => [bin.from, bin.events])).toEqual([
      ['2016-12', 2],
      ['2017-01', 0],
      ['2017-02', 4],
    ]);
  });

  it('put the best attested first', () => {
    const [bin] = binsOf(spread([{ month: '2017-02', grades: { denied: 1, reported: 3, confirmed: 2 } }]));
    expect(bin?.grades.map((one) => one.grade)).toEqual(['confirmed', 'reported', 'denied']);
  });

  it('are quarters of many years, and lose no event', () => {
    const bins = binsOf(
      spread([
        { month: '2011-02', grades: { reported: 1 } },
        { month: '2011-03', grades: { reported: 1 } },
        { month: '2020-12', grades: { contested: 5 } },
      ]),
    );
    expect(bins[0]).toMatchObject({ from: '2011-01', to: '2011-03', events: 2 });
    expect(bins.reduce((sum, bin) => sum + bin.events, 0)).toBe(7);
  });

  it('are none where no event has a day', () => {
    expect(binsOf(spread([]))).toEqual([]);
  });
});
