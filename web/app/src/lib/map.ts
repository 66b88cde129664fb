/** The map's library with its worker and basemap, loaded when a map is first opened. */
import 'maplibre-gl/dist/maplibre-gl.css';

import basemapUrl from '$basemap/basemap.json?url';
import { Map as GlMap, setWorkerUrl, type LayerSpecification, type StyleSpecification } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';

import { layers, type Basemap, type Layers } from './basemap';
import type { Settings } from './settings';

// without this the worker is not found in a built page, and the map stays empty
setWorkerUrl(workerUrl);

let drawn: Promise<Layers> | undefined;

/** The basemap, fetched once. */
export function basemap(): Promise<Layers> {
  drawn ??= fetch(basemapUrl).then(async (answer) => {
    if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
    return layers((await answer.json()) as Basemap);
  });
  return drawn;
}

/** Colours as the style sheet names them: the map draws on a canvas, which knows no custom properties. */
export function colour(name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

/** The style of the basemap in the colours that the page has now. */
export function style(base: Layers, settings: Settings): StyleSpecification {
  const source = (data: Layers[keyof Layers]) => ({ type: 'geojson' as const, data, tolerance: 0.2 });
  const tiles = settings.tiles;
  const raster: LayerSpecification[] = tiles ? [{ id: 'tiles', type: 'raster', source: 'tiles' }] : [];
  return {
    version: 8,
    sources: {
      land: source(base.land),
      coast: source(base.coast),
      border: source(base.border),
      disputed: source(base.disputed),
      countries: source(base.countries),
      ...(tiles
        ? {
            tiles: {
              type: 'raster' as const,
              tiles: [tiles],
              tileSize: 256,
              ...(settings.tilesCredit ? { attribution: settings.tilesCredit } : {}),
            },
          }
        : {}),
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': colour('sea') } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colour('land') } },
      ...raster,
      line('coast', 'coast', 0.8),
      line('border', 'border', 0.8),
      line('disputed', 'border', 1, [3, 2.5]),
      {
        id: 'country-names',
        type: 'symbol',
        source: 'countries',
        // the larger a country, the further out its name is shown
        filter: ['<', ['get', 'rank'], ['step', ['zoom'], 25, 2, 60, 3, 110, 4, 300]],
        layout: {
          'text-field': ['get', 'name'],
          'text-font': ['Noto Sans Regular'],
          'text-size': ['interpolate', ['linear'], ['zoom'], 1, 10, 5, 14],
          'text-max-width': 7,
          'text-letter-spacing': 0.06,
          'symbol-sort-key': ['get', 'rank'],
        },
        paint: {
          'text-color': colour('map-label'),
          'text-halo-color': colour('map-halo'),
          'text-halo-width': 1.2,
        },
      },
    ],
  };
}

function line(source: string, ink: string, width: number, dash?: number[]): LayerSpecification {
  return {
    id: source,
    type: 'line',
    source,
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': colour(ink),
      'line-width': ['interpolate', ['linear'], ['zoom'], 1, width * 0.7, 6, width * 1.6],
      ...(dash ? { 'line-dasharray': dash } : {}),
    },
  };
}

export { GlMap };
