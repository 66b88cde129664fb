/** What the server tells the page beside the record: `<meta name="casus:settings">`, JSON. */
export interface Settings {
  /** Address of raster tiles to lay under the map, with {z}, {x}, {y}; none by default: nothing is loaded from elsewhere. */
  tiles?: string;
  /** Whose tiles they are, to be said on the map. */
  tilesCredit?: string;
}

export function readSettings(document: Document): Settings {
  const given = document.querySelector('meta[name="casus:settings"]')?.getAttribute('content');
  const told: unknown = JSON.parse(given || '{}');
  return typeof told === 'object' && told !== null ? (told as Settings) : {};
}
