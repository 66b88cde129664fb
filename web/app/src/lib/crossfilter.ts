/**
 * Filters over columns of the same length, each told apart from the others: a row carries one bit for each filter that it fails, so that
 * changing one filter looks at its own column only, and the counts beside a filter are of the rows that all *others* let through.
 */

/** How a filter reads a row. */
export type Holds = (row: number) => boolean;

export class Crossfilter {
  readonly size: number;
  /** For each row the filters that it fails, one bit each. */
  readonly failed: Uint32Array;
  readonly #bits = new Map<string, number>();
  readonly #active = new Set<string>();

  constructor(size: number) {
    this.size = size;
    this.failed = new Uint32Array(size);
  }

  /** Whether a filter is set. */
  has(name: string): boolean {
    return this.#active.has(name);
  }

  /** Set a filter, or with `null` let all rows through. Returns whether anything may have changed. */
  set(name: string, holds: Holds | null): boolean {
    const bit = this.#bit(name);
    if (holds === null) {
      if (!this.#active.delete(name)) return false;
      const others = ~bit;
      for (let row = 0; row < this.size; row++) this.failed[row]! &= others;
      return true;
    }
    this.#active.add(name);
    const { failed, size } = this;
    for (let row = 0; row < size; row++) {
      if (holds(row)) failed[row]! &= ~bit;
      else failed[row]! |= bit;
    }
    return true;
  }

  /** How many rows all filters let through. */
  count(): number {
    let found = 0;
    for (let row = 0; row < this.size; row++) if (this.failed[row] === 0) found++;
    return found;
  }

  /** The rows that all filters let through, in an order of all rows (by default their own). */
  rows(order?: Uint32Array): Uint32Array {
    const found = new Uint32Array(this.size);
    let length = 0;
    for (let at = 0; at < this.size; at++) {
      const row = order ? (order[at] as number) : at;
      if (this.failed[row] === 0) found[length++] = row;
    }
    return found.subarray(0, length);
  }

  /** How many rows have each value of a column, counting those that all filters but `name` let through; negative values are none. */
  counts(name: string, column: Int32Array, values: number): Uint32Array {
    const found = new Uint32Array(values);
    const others = ~this.#bit(name);
    for (let row = 0; row < this.size; row++) {
      if (((this.failed[row] as number) & others) !== 0) continue;
      const value = column[row] as number;
      if (value >= 0) found[value]!++;
    }
    return found;
  }

  #bit(name: string): number {
    let bit = this.#bits.get(name);
    if (bit === undefined) {
      if (this.#bits.size >= 31) throw new Error('more filters than bits');
      bit = 1 << this.#bits.size;
      this.#bits.set(name, bit);
    }
    return bit;
  }
}

/** How many rows have each member, where a row has a list of them: lists are counted first, as few are different. */
export function membersOf(
  lists: readonly (readonly number[])[],
  counted: Uint32Array,
  members: number,
): Uint32Array {
  const found = new Uint32Array(members);
  lists.forEach((list, at) => {
    const times = counted[at] as number;
    if (times > 0) for (const member of list) found[member]! += times;
  });
  return found;
}

/** The rows in the order of a column, greatest first; equal ones stay in their own order. */
export function descending(column: Int32Array): Uint32Array {
  const order = Uint32Array.from(column, (_, row) => row);
  return order.sort((a, b) => (column[b] as number) - (column[a] as number) || a - b);
}
