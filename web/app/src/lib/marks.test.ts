import { describe, expect, it } from 'vitest';

import type { Mark } from './clusters';
import { copies, inView, under, type View } from './marks';

const mark = (name: string, radius: number): Mark => ({
  name,
  radius,
  events: 1,
  family: 'force',
  places: 1,
  place: 0,
  label: '',
  west: 0,
  south: 0,
  east: 0,
  north: 0,
});

/** A screen on which a degree is a pixel, and 0,0 the upper left corner. */
const view = (more: Partial<View> = {}): View => ({
  width: 200,
  height: 100,
  world: 360,
  project: (lon, lat) => ({ x: lon, y: -lat }),
  ...more,
});

describe('copies', () => {
  it('are one where the world is wider than the screen', () => {
    expect(copies(50, -20, 5, view())).toEqual([{ x: 50, y: 20 }]);
  });

  it('are as many as the screen shows of the world', () => {
    expect(copies(50, -20, 5, view({ world: 60 })).map(({ x }) => x)).toEqual([50, 110, 170]);
    expect(copies(-20, -20, 5, view({ world: 100 })).map(({ x }) => x)).toEqual([80, 180]);
  });

  it('are none for what lies off the screen, but for what reaches into it', () => {
    expect(copies(50, 30, 5, view())).toEqual([]);
    expect(copies(250, -20, 5, view())).toEqual([]);
    expect(copies(50, 3, 5, view())).toEqual([{ x: 50, y: -3 }]);
    expect(copies(-3, -20, 5, view())).toEqual([{ x: -3, y: 20 }]);
  });
});

describe('marks in view', () => {
  const standing = [
    { lon: 50, lat: -20, mark: mark('large', 20) },
    { lon: 55, lat: -20, mark: mark('small', 5) },
    { lon: 50, lat: 80, mark: mark('far', 5) },
  ];

  it('are those on the screen, the first of them drawn last', () => {
    expect(inView(standing, view()).map((one) => one.mark.name)).toEqual(['small', 'large']);
  });

  it('are touched where they are seen: the uppermost one', () => {
    const seen = inView(standing, view());
    expect(under(seen, 55, 20)?.name).toBe('large');
    expect(under(seen, 75, 20)).toBeUndefined();
    expect(under(seen, 32, 20)?.name).toBe('large');
  });
});
