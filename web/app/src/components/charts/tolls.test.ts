import { describe, expect, it } from 'vitest';

import { steps, tollCharts, type Series, type Total } from './tolls';

function total(told: string | null, min: number | null, max: number | null, parts: number[] = []): Total {
  return {
    told,
    said_by: 'a monitor',
    stands: true,
    toll: {
      toll_id: `t${told}${min}`,
      claim_id: 'c1',
      what: 'killed',
      min,
      max,
      parts: parts.map((one) => ({ what: 'killed_civilians', min: one, max: one, begin: null, end: null })),
      source: 'a monitor',
      source_type: 'monitor',
      place: null,
      country: null,
      actors: [],
      targets: [],
      date_start: null,
      date_end: null,
      operation_id: null,
      superseded_by: null,
    },
  };
}

const series = (what: Series['what'], ...totals: Total[]): Series => ({
  what,
  people: 'all sides',
  said_by: 'a monitor',
  totals,
  includes: [],
});

describe('charts of tolls', () => {
  it('part what is counted, so that the dead and the displaced share no axis', () => {
    const charts = tollCharts([
      series('killed', total('2024-12-01', 10, 10)),
      series('displaced', total('2024-12-01', 9000, null)),
      series('killed', total('2024-12-02', 12, 12)),
    ]);
    expect(charts.map((one) => [one.what, one.lines.map((line) => line.number)])).toEqual([
      ['killed', [1, 3]],
      ['displaced', [2]],
    ]);
  });

  it('keep the totals of a source as they are told and never add them', () => {
    const [chart] = tollCharts([
      series('killed', total('2024-12-04', 602, 602, [104]), total('2024-12-01', 480, null)),
    ]);
    expect(chart?.lines[0]?.points.map((point) => point.value)).toEqual([480, 602]);
    expect(chart?.values).toEqual([0, 602]);
  });

  it('say which totals have no day instead of inventing one', () => {
    const [chart] = tollCharts([series('killed', total(null, 24, 99))]);
    expect(chart?.days).toBeNull();
    expect(chart?.lines[0]?.undated).toHaveLength(1);
  });

  it('reach up to the most that is claimed, and go by orders of magnitude where numbers lie far apart', () => {
    const [near] = tollCharts([series('killed', total('2024-12-01', 24, 99))]);
    expect([near?.values, near?.log]).toEqual([[0, 99], false]);
    const [far] = tollCharts([
      series('killed', total('2024-12-01', 20, 20)),
      series('killed', total('2024-12-02', 7100, null)),
    ]);
    expect([far?.values, far?.log]).toEqual([[10, 7100], true]);
  });

  it('draw steps: a total holds until a later one is told', () => {
    const [chart] = tollCharts([series('killed', total('1970-01-02', 10, 10), total('1970-01-05', 30, 30))]);
    const path = steps(
      chart?.lines[0]?.points ?? [],
      (day) => day * 10,
      (value) => 100 - value,
      80,
    );
    expect(path).toBe('M10,90H40V70H80');
  });
});
