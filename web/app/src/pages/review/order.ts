/** The claims of the queue as it was last shown, for going on to the next and back to the one before. */
const KEY = 'casus:queue';

export function keepOrder(ids: readonly string[]): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(ids));
  } catch {
    // a browser that keeps nothing: next and previous lead back to the queue
  }
}

/** The claim beside another one in the queue; `null`: there is none. */
export function beside(id: string, step: 1 | -1): string | null {
  let ids: unknown;
  try {
    ids = JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
  } catch {
    return null;
  }
  if (!Array.isArray(ids)) return null;
  const at = ids.indexOf(id);
  const found: unknown = at < 0 ? (step === 1 ? ids[0] : undefined) : ids[at + step];
  return typeof found === 'string' ? found : null;
}
