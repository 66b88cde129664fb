import { describe, expect, it } from 'vitest';

import type { Schemas } from './api';
import { NO_FILTERS } from './filters';
import { toDayNumber } from './format';
import { Overview } from './overview';

const TOLD: Schemas['OverviewColumns'] = {
  total: 4,
  left_out: 0,
  id: ['e1', 'e2', 'e3', 'e4'],
  first: [toDayNumber('2017-03-01'), toDayNumber('2017-02-09'), toDayNumber('2017-02-01'), null],
  lasting: [0, 3, 0, 0],
  killed: [-1, 12, 3, 12],
  kind: [0, 1, 0, 1],
  kinds: ['shelling', 'siege'],
  grade: [0, 0, 1, 0],
  grades: ['reported', 'confirmed'],
  status: [0, 0, 0, 0],
  statuses: ['happened'],
  country: [0, 0, 1, 1],
  countries: ['SY', null],
  place: [0, 0, 1, 2],
  places: [
    { name: 'Oldtown', place_id: 'gn:1', lat: 36, lon: 37 },
    { name: 'Isle', place_id: null, lat: -17, lon: 179 },
    { name: null, place_id: null, lat: null, lon: null },
  ],
  sides: [0, 1, 1, 2],
  sides_named: [[0, 1], [1], []],
  publishers: [0, 0, 0, 0],
  publishers_named: [[2]],
  names: ['Free Army', 'Army of the North', 'The Courier'],
};

function ids(filters: Partial<typeof NO_FILTERS>, order: 'newest' | 'killed' = 'newest'): string[] {
  const data = new Overview(TOLD);
  data.apply({ ...NO_FILTERS, ...filters });
  return [...data.rows(order)].map((row) => data.ids[row] as string);
}

describe('Overview', () => {
  it('filters days as the API does: what may have happened between them', () => {
    expect(ids({ since: toDayNumber('2017-02-11'), until: toDayNumber('2017-02-28') })).toEqual(['e2']);
    expect(ids({ until: toDayNumber('2017-02-01') })).toEqual(['e3']);
  });

  it('filters by a box, also one across 180 degrees', () => {
    expect(ids({ box: [35, 36, 37, 38] })).toEqual(['e1', 'e2']);
    expect(ids({ box: [-20, 170, 0, -170] })).toEqual(['e3']);
  });

  it('takes names as the API does: by whole words, without case', () => {
    expect(ids({ actor: ['army'] })).toEqual(['e1', 'e2', 'e3']);
    expect(ids({ actor: ['free army'] })).toEqual(['e1']);
    expect(ids({ publisher: ['courier'] }).length).toBe(4);
  });

  it('takes one of several values, and all of several filters', () => {
    expect(ids({ kind: ['shelling', 'siege'], grade: ['reported'], killed: 1 })).toEqual(['e2', 'e4']);
    expect(ids({ country: ['SY'] })).toEqual(['e1', 'e2']);
  });

  it('sorts by most killed, equal ones as they come', () => {
    expect(ids({}, 'killed')).toEqual(['e2', 'e4', 'e3', 'e1']);
  });

  it('counts the values that the other filters leave', () => {
    const data = new Overview(TOLD);
    data.apply({ ...NO_FILTERS, kind: ['siege'], grade: ['reported'] });
    expect(data.choices('kind')).toEqual([
      { value: 'siege', events: 2 },
      { value: 'shelling', events: 1 },
    ]);
    expect(data.choices('actor')).toEqual([{ value: 'Army of the North', events: 1 }]);
    expect(data.choices('country')).toEqual([{ value: 'SY', events: 1 }]);
    data.apply(NO_FILTERS);
    expect(data.rows().length).toBe(4);
  });
});
