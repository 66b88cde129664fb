/** The claims of the queue as it was last shown, for going on to the next and back to the one before. */
import { keep, kept } from '$lib/kept';

const KEY = 'casus:queue';

export function keepOrder(ids: readonly string[]): void {
  keep('sessionStorage', KEY, JSON.stringify(ids));
}

/** The claim beside another one in the queue; `null`: there is none. */
export function beside(id: string, step: 1 | -1): string | null {
  const ids = JSON.parse(kept('sessionStorage', KEY) ?? '[]') as string[];
  const at = ids.indexOf(id);
  return (at < 0 ? (step === 1 ? ids[0] : undefined) : ids[at + step]) ?? null;
}
