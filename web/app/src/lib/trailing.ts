/**
 * Work that may come after what was touched has been painted, as redrawing a map: the newest value only, one at a time, and put off while
 * more is coming, for at most a while.
 */

/** Resolves when a frame with all that has been changed so far is on the screen. */
export function painted(): Promise<void> {
  // a frame's own callbacks run before it is painted; what is queued in them runs after
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

export interface Pace {
  /** Resolves when the screen shows what is there now. */
  painted: () => Promise<void>;
  wait: (ms: number) => Promise<void>;
  now: () => number;
}

const BROWSER: Pace = {
  painted,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  now: () => performance.now(),
};
/** Milliseconds without a new value after which values that kept coming are over. */
export const QUIET = 90;
/** Values that keep coming put drawing off for so many times as long as it takes: they have most of the time, and the map the rest. */
export const SHARE = 5;

export class Trailing<Value> {
  readonly #draw: (value: Value) => Promise<void>;
  readonly #pace: Pace;
  #newest: { value: Value } | null = null;
  /** When the values that wait began to come, the last came, and the one before that. */
  #since = 0;
  #last = -Infinity;
  #before = -Infinity;
  #took = 0;
  #running = false;

  constructor(draw: (value: Value) => Promise<void>, pace: Pace = BROWSER) {
    this.#draw = draw;
    this.#pace = pace;
  }

  /** Draw a value once there is time; one that waits still is drawn no more. What drawing raises rejects the promise of the first offer. */
  async offer(value: Value): Promise<void> {
    const now = this.#pace.now();
    if (this.#newest === null) this.#since = now;
    [this.#before, this.#last] = [this.#last, now];
    this.#newest = { value };
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.#newest !== null) await this.#next();
    } finally {
      this.#running = false;
    }
  }

  async #next(): Promise<void> {
    await this.#pace.painted();
    for (let left = this.#left(); left > 0; left = this.#left()) await this.#pace.wait(left);
    const newest = this.#newest;
    this.#newest = null;
    if (!newest) return;
    const begun = this.#pace.now();
    await this.#draw(newest.value);
    this.#took = this.#pace.now() - begun;
  }

  /** Milliseconds still to wait: none for a value that comes alone. */
  #left(): number {
    if (this.#last - this.#before > 2 * QUIET) return 0;
    return Math.min(this.#last + QUIET, this.#since + Math.max(QUIET, SHARE * this.#took)) - this.#pace.now();
  }
}
