import { describe, expect, it } from 'vitest';

import type { Mark } from '$lib/clusters';

import { boxOf, extent, namesOf, NOTHING, outline } from './layers';

const mark = (name: string, places: number) => ({
  type: 'Feature' as const,
  geometry: { type: 'Point' as const, coordinates: [37, 36] },
  properties: { name, places, events: 3, radius: 10 } as Mark,
});

describe('names of marks', () => {
  it('are those of single places, and none from far away', () => {
    const marks = [mark('Oldtown', 1), mark('Bridge', 2), mark('', 1)];
    expect(namesOf(marks, 7).features.map((one) => one.properties?.name)).toEqual(['Oldtown']);
    expect(namesOf(marks, 5.5)).toBe(NOTHING);
  });
});

describe('an area', () => {
  it('comes back into the world, to thousandths of a degree', () => {
    expect(boxOf(-10.12345, 190, 20, 200)).toEqual([-10.123, -170, 20, -160]);
    expect(boxOf(-95, -200, 95, 200)).toEqual([-90, -180, 90, 180]);
  });

  it('is drawn across 180 degrees, not around the world', () => {
    const [ring] = (outline([-20, 170, 0, -170]).features[0]?.geometry as GeoJSON.Polygon).coordinates;
    expect(ring?.map(([lon]) => lon)).toEqual([170, 190, 190, 170, 170]);
    expect(outline(null)).toBe(NOTHING);
  });
});

describe('the extent of points', () => {
  it('leaves out the few that lie far off', () => {
    const many = Array.from({ length: 200 }, (_, at): [number, number] => [30 + at / 100, 10]);
    expect(extent([...many, [-120, 80]])?.map(Math.round)).toEqual([30, 10, 32, 10]);
    expect(extent([])).toBeUndefined();
  });
});
