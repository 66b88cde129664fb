/** Marks that would lie over each other on the screen as one. */
import { join, onScreen, type Cell } from './cells';

/** Cells whose marks would lie over each other as one; the larger ones are given first. `scale` is that of the map to zoom 0. */
export function merged(cells: readonly Cell[], scale: number): Cell[] {
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

function placed(cell: Cell, at: number, scale: number): Placed {
  const [lon, lat] = [cell.lon / cell.events, cell.lat / cell.events];
  const [x, y] = onScreen(lon, lat, scale);
  return {
    cell,
    at,
    x,
    y,
    radius: radius(cell.events),
  };
}

/** How large the mark of so many events is, in pixels. */
export const radius = (events: number): number => 5 + 5 * Math.log10(events);
