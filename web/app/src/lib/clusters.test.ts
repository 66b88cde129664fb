import { describe, expect, it } from 'vitest';

import { project } from './cells';
import { clusters } from './clusters';
import { FAMILIES } from './kinds';
import type { Spot } from './overview';

const spot = (name: string, lat: number | null, lon: number | null): Spot => ({
  name,
  place_id: name,
  lat,
  lon,
});
const places = [
  spot('A', 36.2, 37.1),
  spot('B', 36.3, 37.2),
  spot('Far', -10, -60),
  spot('Nowhere', null, null),
];

function marks(zoom: number, events: readonly number[]) {
  const counts = new Uint32Array(places.length * FAMILIES.length);
  events.forEach((number, place) => (counts[place * FAMILIES.length + (place % FAMILIES.length)] = number));
  return clusters(places, project(places), counts, zoom).map((one) => one.properties);
}

describe('clusters', () => {
  it('are one mark of places that lie close on the screen, and apart when one comes nearer', () => {
    expect(marks(2, [5, 2, 1, 9]).map((one) => [one.events, one.places])).toEqual([
      [7, 2],
      [1, 1],
    ]);
    expect(marks(10, [5, 2, 1, 9]).map((one) => one.name)).toEqual(['A', 'B', 'Far']);
  });

  it('have the name and the family of what most of their events are', () => {
    expect(marks(2, [5, 20, 0, 0])[0]).toMatchObject({ name: 'B', family: FAMILIES[1], label: '25' });
  });

  it('never lose or double an event that has a point', () => {
    for (const zoom of [0, 1, 3, 5.5, 8, 9.5, 13])
      expect(marks(zoom, [5, 2, 1, 9]).reduce((sum, one) => sum + one.events, 0)).toBe(8);
  });

  it('leave out places without events', () => {
    expect(marks(10, [0, 2, 0, 0]).map((one) => one.name)).toEqual(['B']);
  });
});
