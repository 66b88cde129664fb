/** What MapLibre draws of the overview: the area chosen, and the names of places when one is near. The marks themselves lie above (`lib/marks.ts`). */
import type { Feature, FeatureCollection, Point } from 'geojson';
import type { Map as GlMap } from 'maplibre-gl';

import type { Mark } from '$lib/clusters';
import type { Box } from '$lib/filters';

/** From this zoom on marks of one place have its name. */
export const NAMED = 6;
export const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** Add the layers to a map whose style is there, empty. */
export function addLayers(map: GlMap, colour: (name: string) => string): void {
  for (const name of ['box', 'names']) map.addSource(name, { type: 'geojson', data: NOTHING });
  map.addLayer({
    id: 'box-area',
    type: 'fill',
    source: 'box',
    paint: { 'fill-color': colour('accent'), 'fill-opacity': 0.1 },
  });
  map.addLayer({
    id: 'box-line',
    type: 'line',
    source: 'box',
    paint: { 'line-color': colour('accent'), 'line-width': 2 },
  });
  map.addLayer({
    id: 'mark-names',
    type: 'symbol',
    source: 'names',
    minzoom: NAMED,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': ['Noto Sans Regular'],
      'text-size': 12,
      'text-anchor': 'top',
      'text-radial-offset': ['get', 'offset'],
      'text-optional': true,
      'symbol-sort-key': ['-', 0, ['get', 'events']],
    },
    paint: { 'text-color': colour('ink'), 'text-halo-color': colour('map-halo'), 'text-halo-width': 1.4 },
  });
}

/** The names of marks of one place, under them; none from further away than they are told. */
export function namesOf(marks: readonly Feature<Point, Mark>[], zoom: number): FeatureCollection {
  if (zoom < NAMED) return NOTHING;
  const alone = marks.filter((one) => one.properties.places === 1 && one.properties.name);
  return {
    type: 'FeatureCollection',
    features: alone.map(({ geometry, properties: { name, events, radius } }) => ({
      type: 'Feature',
      geometry,
      // below the mark, in heights of the text
      properties: { name, events, offset: (radius + 1) / 12 },
    })),
  };
}

/** The outline of an area, also of one across 180 degrees. */
export function outline(chosen: Box | null): FeatureCollection {
  if (!chosen) return NOTHING;
  const [south, west, north] = chosen;
  const east = chosen[3] < west ? chosen[3] + 360 : chosen[3];
  const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]; // prettier-ignore
  return {
    type: 'FeatureCollection',
    features: [{ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } }],
  };
}

/** An area of whole thousandths of degrees; longitudes that have gone round the world come back. */
export function boxOf(south: number, west: number, north: number, east: number): Box {
  const turn = (lon: number): number => ((((lon + 180) % 360) + 360) % 360) - 180;
  const [left, right] = east - west >= 360 ? [-180, 180] : [turn(west), turn(east)];
  const round = (degrees: number): number => +degrees.toFixed(3);
  return [round(Math.max(-90, south)), round(left), round(Math.min(90, north)), round(right)];
}

/** West, south, east, north around points, without the few that lie far off; undefined where there are none. */
export function extent(
  points: readonly (readonly [number, number])[],
): [number, number, number, number] | undefined {
  if (points.length === 0) return undefined;
  const cut = Math.floor(points.length * 0.01);
  const [lons, lats] = [0, 1].map((side) =>
    points.map((point) => point[side] as number).sort((a, b) => a - b),
  ) as [number[], number[]];
  const least = (values: number[]): number => values[cut] as number;
  const greatest = (values: number[]): number => values[points.length - 1 - cut] as number;
  return [least(lons) - 0.3, least(lats) - 0.3, greatest(lons) + 0.3, greatest(lats) + 0.3];
}
