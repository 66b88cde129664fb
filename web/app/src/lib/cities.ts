/** Names of large cities on a map, more of them the nearer one is. */
import type { LayerSpecification, Map as GlMap } from 'maplibre-gl';

import { get } from './api';
import { colour } from './map';

const SOURCE = 'cities';

/** Lay the names under a layer of a map whose style is there. */
export async function addCities(map: GlMap, under: string): Promise<void> {
  const told = await get('/api/v1/cities');
  if (map.getSource(SOURCE) || !map.getStyle()) return;
  map.addSource(SOURCE, {
    type: 'geojson',
    data: {
      type: 'FeatureCollection',
      features: told.name.map((name, at) => ({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [told.lon[at] as number, told.lat[at] as number] },
        properties: { name, people: told.people[at] as number },
      })),
    },
  });
  const layer: LayerSpecification = {
    id: SOURCE,
    type: 'symbol',
    source: SOURCE,
    minzoom: 3.5,
    filter: ['>=', ['get', 'people'], ['step', ['zoom'], 3e6, 4.5, 1.2e6, 5.5, 5e5, 6.5, 2e5, 7.5, 0]],
    layout: {
      'text-field': ['get', 'name'],
      'text-font': ['Noto Sans Regular'],
      'text-size': ['interpolate', ['linear'], ['zoom'], 4, 10, 9, 13],
      'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
      'text-radial-offset': 0.3,
      'symbol-sort-key': ['-', 0, ['get', 'people']],
    },
    paint: {
      'text-color': colour('map-label'),
      'text-halo-color': colour('map-halo'),
      'text-halo-width': 1.1,
    },
  };
  map.addLayer(layer, under);
}
