/** The marks of a map: places close to each other as one. */
import type { Feature, Point } from 'geojson';

import { APART, gathered, type Cell, type Projected } from './cells';
import { FAMILIES } from './kinds';
import { merged, radius } from './overlaps';
import type { Spot } from './overview';

export interface Mark {
  events: number;
  /** The family of kinds that most of the events are of. */
  family: string;
  /** The place's name, where the mark is of one place. */
  name: string;
  places: number;
  /** Number of a place in it. */
  place: number;
  radius: number;
  label: string;
  west: number;
  south: number;
  east: number;
  north: number;
}

export function clusters(
  places: readonly Spot[],
  projected: Projected,
  counts: Uint32Array,
  zoom: number,
): Feature<Point, Mark>[] {
  const sorted = gathered(places, projected, counts, zoom).sort((a, b) => b.events - a.events);
  const apart = zoom >= APART ? sorted : merged(sorted, 2 ** zoom);
  return apart.map((cell) => mark(cell, places));
}

function mark(cell: Cell, places: readonly Spot[]): Feature<Point, Mark> {
  const [west, south, east, north] = cell.box;
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [cell.lon / cell.events, cell.lat / cell.events] },
    properties: {
      events: cell.events,
      family: FAMILIES[cell.counts.indexOf(Math.max(...cell.counts))] as string,
      name: places[cell.most]?.name ?? '',
      places: cell.places,
      place: cell.most,
      radius: radius(cell.events),
      label: cell.events < 2 ? '' : short(cell.events),
      west,
      south,
      east,
      north,
    },
  };
}

function short(events: number): string {
  return events < 1000
    ? String(events)
    : events < 10_000
      ? `${(events / 1000).toFixed(1)}k`
      : `${Math.round(events / 1000)}k`;
}
