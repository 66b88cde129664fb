/** What operations are called: pages filter by their ids, and tell their names. */
import { SvelteMap } from 'svelte/reactivity';

import { get } from './api';
import { asHelp } from './errors';

export class OperationNames {
  readonly #known = new SvelteMap<string, string>();
  readonly #asked = new Set<string>();

  /** The name; the id while it is on its way, and where there is none: what is wrong with an id, the events tell. */
  of(id: string): string {
    return this.#known.get(id) ?? id;
  }

  /** Ask for the names that are not known. */
  want(ids: readonly string[]): void {
    for (const id of ids) if (!this.#asked.has(id)) void this.#ask(id);
  }

  async #ask(operation_id: string): Promise<void> {
    this.#asked.add(operation_id);
    const told = await asHelp(get('/api/v1/operations/{operation_id}', { path: { operation_id } }));
    if (told) this.#known.set(operation_id, told.operation.name);
    else this.#asked.delete(operation_id);
  }
}
