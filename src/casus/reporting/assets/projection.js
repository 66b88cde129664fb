// The basemap's geometry in Mercator, on a plane 1000 units wide whose origin is the north-west corner.

const WORLD = 1000;
const TOP_LATITUDE = 84;

function project(lon, lat) {
  const phi = (clamp(lat, -TOP_LATITUDE, TOP_LATITUDE) * Math.PI) / 180;
  return [((lon + 180) / 360) * WORLD, WORLD / 2 - (Math.log(Math.tan(Math.PI / 4 + phi / 2)) / (2 * Math.PI)) * WORLD];
}

function latitude(y) {
  return ((2 * Math.atan(Math.exp(((WORLD / 2 - y) / WORLD) * 2 * Math.PI)) - Math.PI / 2) * 180) / Math.PI;
}

// Arcs are stored as a first point and deltas on a grid (format: web/basemap/convert.py).
function decodeArcs(basemap) {
  return basemap.arcs.map((flat) => {
    const points = [];
    let x = 0;
    let y = 0;
    for (let i = 0; i < flat.length; i += 2) {
      x += flat[i];
      y += flat[i + 1];
      points.push(project(x / basemap.scale, y / basemap.scale));
    }
    return points;
  });
}

// Lines that cross 180 degrees go on beyond the edge of the plane and are drawn a second time at the other edge.
function unwrap(points) {
  let last = points[0][0];
  return points.map(([x, y]) => {
    last = x + WORLD * Math.round((last - x) / WORLD);
    return [last, y];
  });
}

function copies(points) {
  const shifted = (by) => points.map(([x, y]) => [x + by, y]);
  const beyond = (test, by) => (points.some(test) ? [shifted(by)] : []);
  return [points, ...beyond((point) => point[0] > WORLD, -WORLD), ...beyond((point) => point[0] < 0, WORLD)];
}

const ringPoints = (ring, arcs) => unwrap(ring.flatMap((n) => (n >= 0 ? arcs[n] : arcs[~n].slice().reverse())));
const line = (points) => points.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(3)} ${y.toFixed(3)}`).join("");

function readBasemap() {
  const basemap = parse("basemap");
  const arcs = decodeArcs(basemap);
  const lines = (numbers) => numbers.flatMap((n) => copies(arcs[n])).map(line).join("");
  const countries = basemap.countries.map((country) => {
    const rings = country.rings.flatMap((ring) => copies(ringPoints(ring, arcs)));
    const xs = rings.flatMap((ring) => ring.map((point) => point[0]));
    const ys = rings.flatMap((ring) => ring.map((point) => point[1]));
    const least = (values) => values.reduce((a, b) => Math.min(a, b));
    const most = (values) => values.reduce((a, b) => Math.max(a, b));
    return { name: country.name, label: project(...country.label), size: country.size, rings, box: [least(xs), least(ys), most(xs), most(ys)] };
  });
  return {
    countries,
    land: countries.map((country) => country.rings.map((ring) => `${line(ring)}Z`).join("")).join(""),
    coast: lines(basemap.coast),
    border: lines(basemap.border),
    disputed: lines(basemap.disputed),
  };
}

// Even-odd rule; only used to find room for a country's name, never to say where an event was.
function inside(rings, x, y) {
  let odd = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi, yi] = ring[i];
      const [xj, yj] = ring[j];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) odd = !odd;
    }
  }
  return odd;
}
