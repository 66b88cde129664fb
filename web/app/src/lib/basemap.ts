/**
 * The report's basemap (format: web/basemap/convert.py) as GeoJSON for the map: land, coasts, borders, disputed borders, names of
 * countries. It is drawn, and never asked which country a point is in.
 */
import type { Feature, FeatureCollection, MultiLineString, MultiPolygon, Point, Position } from 'geojson';

export interface Basemap {
  credit: string;
  scale: number;
  arcs: number[][];
  coast: number[];
  border: number[];
  disputed: number[];
  countries: { name: string; label: [number, number]; size: number; rings: number[][] }[];
}

export interface Layers {
  land: FeatureCollection<MultiPolygon>;
  coast: FeatureCollection<MultiLineString>;
  border: FeatureCollection<MultiLineString>;
  disputed: FeatureCollection<MultiLineString>;
  countries: FeatureCollection<Point, { name: string; rank: number }>;
}

export function layers(basemap: Basemap): Layers {
  const arcs = basemap.arcs.map((flat) => decode(flat, basemap.scale));
  const lines = (numbers: number[]): FeatureCollection<MultiLineString> =>
    collection([
      feature({ type: 'MultiLineString', coordinates: numbers.map((number) => arcs[number] ?? []) }, {}),
    ]);
  return {
    // every ring as a polygon of its own: what is drawn is land, whosever it is, and enclaves are land too
    land: collection(
      basemap.countries.map((country) =>
        feature(
          { type: 'MultiPolygon', coordinates: country.rings.map((ring) => [closed(ring, arcs)]) },
          { name: country.name },
        ),
      ),
    ),
    coast: lines(basemap.coast),
    border: lines(basemap.border),
    disputed: lines(basemap.disputed),
    countries: collection(
      basemap.countries.map((country, rank) =>
        feature({ type: 'Point', coordinates: country.label }, { name: country.name, rank }),
      ),
    ),
  };
}

/** A list of longitude and latitude in turn, in steps: first a point, then what is added to the one before. */
function decode(flat: number[], scale: number): Position[] {
  const points: Position[] = [];
  let lon = 0;
  let lat = 0;
  for (let at = 0; at + 1 < flat.length; at += 2) {
    lon += flat[at] as number;
    lat += flat[at + 1] as number;
    points.push([lon / scale, lat / scale]);
  }
  return points;
}

/** The arcs of a ring one after another; `~i` is arc `i` backwards. */
function closed(ring: number[], arcs: Position[][]): Position[] {
  const points: Position[] = [];
  for (const number of ring) {
    const arc = number < 0 ? [...(arcs[~number] ?? [])].reverse() : (arcs[number] ?? []);
    // neighbouring arcs share their end, but may be written a turn of the globe apart
    const last = points.at(-1);
    const turn = last && arc[0] ? Math.round(((last[0] as number) - (arc[0][0] as number)) / 360) * 360 : 0;
    for (const point of last ? arc.slice(1) : arc)
      points.push([(point[0] as number) + turn, point[1] as number]);
  }
  const first = points[0];
  if (first) points.push([...first]);
  return points;
}

function feature<Geometry extends Feature['geometry'], Properties extends Feature['properties']>(
  geometry: Geometry,
  properties: Properties,
): Feature<Geometry, Properties> {
  return { type: 'Feature', geometry, properties };
}

function collection<Geometry extends Feature['geometry'], Properties extends Feature['properties']>(
  features: Feature<Geometry, Properties>[],
): FeatureCollection<Geometry, Properties> {
  return { type: 'FeatureCollection', features };
}
