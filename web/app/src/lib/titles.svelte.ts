/** What the list tells of an event beside the overview's columns, asked for as it comes into view. */
import { SvelteMap } from 'svelte/reactivity';

import { get, type EventRow } from './api';
import { asHelp } from './errors';

const AT_ONCE = 40; // the API takes up to 50 ids
const WAIT_MS = 60;
const MOST_KEPT = 5000;

export class Titles {
  readonly #known = new SvelteMap<string, EventRow | null>();
  #wanted: readonly string[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** The event, `undefined` while it is on its way, `null` where it could not be had. */
  of(id: string): EventRow | null | undefined {
    return this.#known.get(id);
  }

  /** Ask for what is in view and not known; what was wanted before and has gone out of view is not asked for any more. */
  want(ids: readonly string[]): void {
    this.#wanted = ids.filter((id) => !this.#known.has(id));
    if (this.#wanted.length === 0 || this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#fetch(this.#wanted.slice(0, AT_ONCE));
    }, WAIT_MS);
  }

  async #fetch(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    if (this.#known.size > MOST_KEPT) this.#known.clear();
    const query = new URLSearchParams(ids.map((id) => ['event', id]));
    query.set('limit', String(AT_ONCE));
    const found = await asHelp(get('/api/v1/events', { query })); // without it the list tells what it has
    const rows = new Map(found?.items.map((row) => [row.event_id, row]));
    for (const id of ids) this.#known.set(id, rows.get(id) ?? null);
    this.want(this.#wanted);
  }
}
