import { describe, expect, it } from 'vitest';

import { toDayNumber } from '$lib/format';

import { holdersOf, holdingsOn, lanesOf, spanOf, type PlaceSpells, type Spell } from './lanes';

function spell(
  holder: string,
  since: [string | null, string | null],
  until: [string, string] | null,
  contested = 0,
): Spell {
  return {
    place: 'Oldtown',
    holder,
    since: { start: since[0], end: since[1] },
    until: until && { start: until[0], end: until[1] },
    claim_ids: ['c1'],
    place_id: 'gn:1',
    country: 'SY',
    lat: 36,
    lon: 37,
    contested_by: Array.from({ length: contested }, (_, n) => `c${n}`),
    lost_by: [],
  };
}

const place = (...spells: Spell[]): PlaceSpells => ({
  place: 'Oldtown',
  place_id: 'gn:1',
  country: 'SY',
  lat: 36,
  lon: 37,
  spells,
});
const OLDTOWN = place(
  spell('Army', ['2017-02-01', '2017-02-01'], ['2017-02-08', '2017-02-10']),
  spell('Front', ['2017-02-08', '2017-02-10'], null),
);
const SIDES = [['Front'], ['Army', 'Militia']];
const on = (places: PlaceSpells[], day: string) =>
  holdingsOn(places, holdersOf(places, SIDES), toDayNumber(day))[0];

describe('holders', () => {
  it('have the colour of their side in the operation, others one of their own', () => {
    const places = [
      place(
        spell('Militia and Wolves', ['2017-01-01', null], null),
        spell('Sea Guard', ['2017-03-01', null], null),
      ),
    ];
    const holders = holdersOf(places, SIDES);
    expect([...holders.values()].map((one) => one.side)).toEqual([1, 2]);
  });
});

describe('the state on a day', () => {
  it('is nothing before anything is said', () => {
    expect(on([OLDTOWN], '2017-01-31')).toMatchObject({ holders: [], standing: null });
  });

  it('is held by whom it is said, until another is told of', () => {
    expect(on([OLDTOWN], '2017-02-03')).toMatchObject({
      holders: [{ name: 'Army', side: 1 }],
      standing: 'held',
    });
    expect(on([OLDTOWN], '2019-01-01')).toMatchObject({
      holders: [{ name: 'Front', side: 0 }],
      standing: 'held',
    });
  });

  it('is changing in the days of which nobody says on which it changed hands', () => {
    expect(on([OLDTOWN], '2017-02-09')?.standing).toBe('changing');
    expect(on([OLDTOWN], '2017-02-10')?.standing).toBe('held');
  });

  it('is contested where somebody disputes it', () => {
    expect(on([place(spell('Army', ['2017-02-01', '2017-02-01'], null, 1))], '2017-02-05')?.standing).toBe(
      'contested',
    );
  });
});

describe('lanes', () => {
  const span = spanOf([OLDTOWN], '2017-02-01', '2017-02-15');

  it('show the days of the operation and of changes near it', () => {
    expect(span).toEqual([toDayNumber('2017-01-30'), toDayNumber('2017-02-17')]);
    const old = place(spell('Army', ['2012-01-01', '2012-01-01'], null));
    expect(spanOf([OLDTOWN, old], '2017-02-01', '2017-02-15')).toEqual(span);
  });

  it('cut spells at their ends and say so', () => {
    const old = place(spell('Army', ['2012-01-01', '2012-01-01'], null));
    const [lane] = lanesOf([old], holdersOf([old], SIDES), span ?? [0, 0]);
    expect(lane?.bars[0]).toMatchObject({ from: span?.[0], to: span?.[1], before: true, open: true });
  });

  it('leave out what ended before or began after', () => {
    const over = place(spell('Army', ['2012-01-01', '2012-01-01'], ['2013-01-01', '2013-01-01']));
    const later = place(spell('Army', ['2020-01-01', '2020-01-01'], null));
    const lanes = lanesOf([over, later], holdersOf([over, later], SIDES), span ?? [0, 0]);
    expect(lanes.map((lane) => lane.bars)).toEqual([[], []]);
  });

  it('put spells that overlap one below the other, as two are said to hold the place', () => {
    const both = place(
      spell('Army', ['2017-02-01', '2017-02-01'], null),
      spell('Front', ['2017-02-05', '2017-02-05'], null, 1),
    );
    const [lane] = lanesOf([both], holdersOf([both], SIDES), span ?? [0, 0]);
    expect([lane?.levels, lane?.bars.map((bar) => bar.level)]).toEqual([2, [0, 1]]);
    const one = place(
      spell('Army', ['2017-02-01', '2017-02-01'], ['2017-02-05', '2017-02-05']),
      spell('Front', ['2017-02-05', '2017-02-05'], null),
    );
    expect(lanesOf([one], holdersOf([one], SIDES), span ?? [0, 0])[0]?.levels).toBe(1);
  });

  it('keep the days among which a place changed hands', () => {
    const [lane] = lanesOf([OLDTOWN], holdersOf([OLDTOWN], SIDES), span ?? [0, 0]);
    const change = [toDayNumber('2017-02-08'), toDayNumber('2017-02-10')];
    expect(lane?.bars.map((bar) => [bar.beginning, bar.ending])).toEqual([
      [null, change],
      [change, null],
    ]);
  });
});
