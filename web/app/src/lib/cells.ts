/** Places close to each other on the map as cells of a grid of screen pixels, at a level of zoom. */
import { FAMILIES } from './kinds';
import type { Spot } from './overview';

/** Places that are shown as one, with what is counted of them. */
export interface Cell {
  counts: Uint32Array;
  events: number;
  lon: number;
  lat: number;
  places: number;
  most: number;
  mostEvents: number;
  box: [number, number, number, number];
}

/** Positions on the map at zoom 0, in pixels. */
export interface Projected {
  x: Float64Array;
  y: Float64Array;
}

const CELL = 52; // pixels
/** From this zoom on, places are told apart however close they are. */
export const APART = 9.5;
const WORLD = 512; // pixels of the map's width at zoom 0

/** Each place's position on the map at zoom 0, in pixels; NaN without a point. */
export function project(places: readonly Spot[]): Projected {
  const x = Float64Array.from(places, ({ lon }) => (lon === null ? NaN : ((lon + 180) / 360) * WORLD));
  const y = Float64Array.from(places, ({ lat }) => (lat === null ? NaN : mercator(lat) * WORLD));
  return { x, y };
}

function mercator(lat: number): number {
  const sine = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/** A point on the map that is `scale` times as large as at zoom 0, in pixels. */
export function onScreen(lon: number, lat: number, scale: number): [number, number] {
  return [((lon + 180) / 360) * WORLD * scale, mercator(lat) * WORLD * scale];
}

/** The cells of all places that have events. */
export function gathered(
  places: readonly Spot[],
  { x, y }: Projected,
  counts: Uint32Array,
  zoom: number,
): Cell[] {
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
  return [...cells.values()];
}

/** Makes one cell of two: the other's places and events are the first one's too. */
export function join(cell: Cell, other: Cell): void {
  for (let one = 0; one < FAMILIES.length; one++) cell.counts[one]! += other.counts[one] as number;
  cell.events += other.events;
  cell.places += other.places;
  cell.lon += other.lon;
  cell.lat += other.lat;
  const [a, b] = [cell.box, other.box];
  cell.box = [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}
