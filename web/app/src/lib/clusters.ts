/** Places close to each other on the map as one mark, by a grid of screen pixels at a level of zoom. */
import type { Feature, Point } from 'geojson';

import { FAMILIES } from './kinds';
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

const CELL = 52; // pixels
/** From this zoom on, places are told apart however close they are. */
export const APART = 9.5;
const WORLD = 512; // pixels of the map's width at zoom 0

/** Each place's position on the map at zoom 0, in pixels; NaN without a point. */
export function project(places: readonly Spot[]): { x: Float64Array; y: Float64Array } {
  const x = Float64Array.from(places, ({ lon }) => (lon === null ? NaN : ((lon + 180) / 360) * WORLD));
  const y = Float64Array.from(places, ({ lat }) => (lat === null ? NaN : mercator(lat) * WORLD));
  return { x, y };
}

function mercator(lat: number): number {
  const sine = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

interface Cell {
  counts: Uint32Array;
  events: number;
  lon: number;
  lat: number;
  places: number;
  most: number;
  mostEvents: number;
  box: [number, number, number, number];
}

export function clusters(
  places: readonly Spot[],
  { x, y }: { x: Float64Array; y: Float64Array },
  counts: Uint32Array,
  zoom: number,
): Feature<Point, Mark>[] {
  const scale = 2 ** (Math.floor(zoom * 2) / 2); // cells change at every half level only
  const cells = new Map<string | number, Cell>();
  places.forEach((spot, place) => {
    let events = 0;
    for (let at = 0; at < FAMILIES.length; at++) events += counts[place * FAMILIES.length + at] as number;
    if (events === 0 || spot.lat === null || spot.lon === null) return;
    const key =
      zoom >= APART
        ? `${spot.lat},${spot.lon}`
        : Math.floor(((x[place] as number) * scale) / CELL) * 1e6 +
          Math.floor(((y[place] as number) * scale) / CELL);
    let cell = cells.get(key);
    if (!cell) {
      cell = {
        counts: new Uint32Array(FAMILIES.length),
        events: 0,
        lon: 0,
        lat: 0,
        places: 0,
        most: place,
        mostEvents: 0,
        box: [spot.lon, spot.lat, spot.lon, spot.lat],
      };
      cells.set(key, cell);
    }
    for (let at = 0; at < FAMILIES.length; at++)
      cell.counts[at]! += counts[place * FAMILIES.length + at] as number;
    cell.events += events;
    cell.places++;
    // a mark stands where its events are, not in the middle of its cell
    cell.lon += spot.lon * events;
    cell.lat += spot.lat * events;
    if (events > cell.mostEvents) [cell.most, cell.mostEvents] = [place, events];
    cell.box = [
      Math.min(cell.box[0], spot.lon),
      Math.min(cell.box[1], spot.lat),
      Math.max(cell.box[2], spot.lon),
      Math.max(cell.box[3], spot.lat),
    ];
  });
  const sorted = [...cells.values()].sort((a, b) => b.events - a.events);
  const apart = zoom >= APART ? sorted : merged(sorted, 2 ** zoom);
  return apart.map((cell) => mark(cell, places));
}

/** Cells whose marks would lie over each other as one, the larger ones first. */
function merged(cells: readonly Cell[], scale: number): Cell[] {
  const found: Placed[] = [];
  // no two marks that lie over each other are further apart than the widest that there can be is wide
  const near = new Grid(2 * radius(cells.reduce((sum, cell) => sum + cell.events, 1)));
  for (const cell of cells) {
    const here = placed(cell, found.length, scale);
    const other = near.first(here);
    if (!other) {
      found.push(here);
      near.put(here);
      continue;
    }
    near.take(other);
    join(other.cell, cell);
    found[other.at] = placed(other.cell, other.at, scale);
    near.put(found[other.at] as Placed);
  }
  return found.map((one) => one.cell);
}

/** A cell's mark on the screen, and its place in the order of marks. */
interface Placed {
  cell: Cell;
  at: number;
  x: number;
  y: number;
  radius: number;
}

/** Marks by squares of the screen, so that each is compared only with those around it. */
class Grid {
  readonly #squares = new Map<number, Placed[]>();

  constructor(readonly side: number) {}

  put(mark: Placed): void {
    const key = this.#key(mark.x, mark.y, 0, 0);
    const there = this.#squares.get(key);
    if (there) there.push(mark);
    else this.#squares.set(key, [mark]);
  }

  take(mark: Placed): void {
    const there = this.#squares.get(this.#key(mark.x, mark.y, 0, 0));
    there?.splice(there.indexOf(mark), 1);
  }

  /** The first of the marks, in their order, that lies over this one. */
  first(mark: Placed): Placed | undefined {
    let found: Placed | undefined;
    for (const right of [-1, 0, 1])
      for (const down of [-1, 0, 1])
        for (const other of this.#squares.get(this.#key(mark.x, mark.y, right, down)) ?? [])
          if (
            Math.hypot(mark.x - other.x, mark.y - other.y) < mark.radius + other.radius &&
            (!found || other.at < found.at)
          )
            found = other;
    return found;
  }

  #key(x: number, y: number, right: number, down: number): number {
    return (Math.floor(x / this.side) + right) * 1e7 + Math.floor(y / this.side) + down;
  }
}

function join(cell: Cell, other: Cell): void {
  for (let one = 0; one < FAMILIES.length; one++) cell.counts[one]! += other.counts[one] as number;
  cell.events += other.events;
  cell.places += other.places;
  cell.lon += other.lon;
  cell.lat += other.lat;
  const [a, b] = [cell.box, other.box];
  cell.box = [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

function placed(cell: Cell, at: number, scale: number): Placed {
  const [lon, lat] = [cell.lon / cell.events, cell.lat / cell.events];
  return {
    cell,
    at,
    x: ((lon + 180) / 360) * WORLD * scale,
    y: mercator(lat) * WORLD * scale,
    radius: radius(cell.events),
  };
}

const radius = (events: number): number => 5 + 5 * Math.log10(events);

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
