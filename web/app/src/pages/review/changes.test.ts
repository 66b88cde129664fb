import { describe, expect, it } from 'vitest';

import type { ClaimRow } from '$lib/api';

import { BLANK, changesOf, eventOf, fieldsOf, formOf, knowPlace, numberOf, type KnownPlace } from './changes';

const claim = {
  kind: 'air_strike',
  status: 'happened',
  actors: ['army'],
  targets: [],
  place: 'Nyala',
  country: 'SD',
  date_start: '2024-03-05',
  date_end: '2024-03-05',
  counts: [{ what: 'killed', min: 2, max: 2 }],
  source: null,
  source_type: 'reporter',
  aggregate: false,
  begin: 0,
  end: 20,
} as unknown as ClaimRow;

describe('the claim editor', () => {
  it('changes nothing that was not touched', () => {
    expect(changesOf(formOf(claim), claim, new Map())).toEqual({});
  });

  it('tells each field that was, and what the words do not name as null', () => {
    const form = { ...formOf(claim), actors: ' army \n\nrebels', place: '', source: 'a nurse', date_end: '' };
    expect(changesOf(form, claim, new Map())).toEqual({
      actors: ['army', 'rebels'],
      place: null,
      source: 'a nurse',
      date_start: '2024-03-05',
      date_end: null,
    });
  });

  it('gives a place that is known its point', () => {
    const known = { name: 'Zalingei', place_id: 'gn:9', lat: 12.9, lon: 23.5, country: 'SD' };
    const form = { ...formOf(claim), place: 'Zalingei' };
    expect(changesOf(form, claim, new Map([['Zalingei', known]])).place).toEqual({
      name: 'Zalingei',
      place_id: 'gn:9',
      lat: 12.9,
      lon: 23.5,
      precision: 'exact',
    });
  });
});

it('a place is known only with its id and its point', () => {
  const places = new Map<string, KnownPlace>();
  knowPlace(places, 'Oldtown', { place_id: 'gn:1', lat: 0, lon: 38 });
  knowPlace(places, 'Nowhere', { place_id: 'gn:2', lat: null, lon: 38 });
  knowPlace(places, 'The market', { lat: 36, lon: 38, country: 'SY' });
  expect([...places.values()]).toEqual([
    { name: 'Oldtown', place_id: 'gn:1', lat: 0, lon: 38, country: null },
  ]);
});

it('a claim that is added has its kind and its words, and what else was filled in', () => {
  const form = { ...formOf(BLANK), kind: 'shelling', place: 'Kas', begin: 3, end: 20 } as const;
  expect(fieldsOf(form, new Map())).toEqual({
    kind: 'shelling',
    place: { name: 'Kas', precision: 'exact' },
    evidence: { begin: 3, end: 20 },
  });
  expect(fieldsOf({ ...formOf(BLANK), begin: 3, end: 20 }, new Map()).kind).toBe(BLANK.kind);
});

it.each([
  ['12', 12],
  [' 0 ', 0],
  ['', null],
  ['-1', null],
  ['1.5', null],
  ['1e3', null],
  ['99999999999999999999', null],
])('%j is the number %j', (text, found) => expect(numberOf(text)).toBe(found));

it.each([
  ['e0a1b2c3', 'e0a1b2c3'],
  ['https://example.org/events/e0a1b2c3?x=1#c1', 'e0a1b2c3'],
  [' /events/e0a1b2c3/ ', 'e0a1b2c3'],
  ['', ''],
  ['an event', ''],
])('%j means the event %j', (text, found) => expect(eventOf(text)).toBe(found));
