/** Where a map of some places begins. */
interface Point {
  lat: number | null;
  lon: number | null;
}

/** West, south, east, north around points, with room at the sides; undefined where none has a point. */
export function bounded(points: readonly Point[]): [number, number, number, number] | undefined {
  const known = points.filter(
    (one): one is { lat: number; lon: number } => one.lat !== null && one.lon !== null,
  );
  if (known.length === 0) return undefined;
  const lat = known.map((one) => one.lat);
  const lon = known.map((one) => one.lon);
  const room = 2;
  return [Math.min(...lon) - room, Math.min(...lat) - room, Math.max(...lon) + room, Math.max(...lat) + room];
}
