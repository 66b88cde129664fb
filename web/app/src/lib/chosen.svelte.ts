/** Which one of many is chosen: who asks about one of them hears only of changes to that one, however many there are. */
import { createSubscriber } from 'svelte/reactivity';

class Cell {
  #tell = (): void => undefined;
  readonly #hear = createSubscriber((update) => {
    this.#tell = update;
    return () => (this.#tell = () => undefined);
  });

  constructor(private state: boolean) {}

  get on(): boolean {
    this.#hear();
    return this.state;
  }

  set on(state: boolean) {
    this.state = state;
    this.#tell();
  }
}

export class Chosen {
  readonly #cells = new Map<string, Cell>();
  #now = '';

  /** Whether it is this one. */
  is(id: string): boolean {
    return this.#cell(id).on;
  }

  /** Choose this one, and no other. */
  choose(id: string): void {
    if (id === this.#now) return;
    const before = this.#now;
    this.#now = id;
    this.#cell(before).on = false;
    this.#cell(id).on = true;
  }

  #cell(id: string): Cell {
    let cell = this.#cells.get(id);
    if (!cell) this.#cells.set(id, (cell = new Cell(id === this.#now)));
    return cell;
  }
}
