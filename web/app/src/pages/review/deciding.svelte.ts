/** Taking decisions from a page: one at a time, with what was refused kept to be shown. */
import type { Schemas } from '$lib/api';
import { write } from '$lib/session.svelte';

export type Taken = Schemas['TakenRow'];

export class Deciding {
  busy = $state(false);
  refused = $state.raw<unknown>(null);

  /** What became of a decision; `null` where it was refused (`refused` says why), or another one is under way. */
  take(body: Record<string, unknown>): Promise<Taken | null> {
    return this.write<Taken>('/api/v1/decisions', body);
  }

  /** The same for anything else that is written. */
  async write<Body>(address: string, body: unknown): Promise<Body | null> {
    if (this.busy) return null;
    this.busy = true;
    this.refused = null;
    try {
      return await write<Body>('POST', address, body);
    } catch (error) {
      this.refused = error;
      return null;
    } finally {
      this.busy = false;
    }
  }
}
