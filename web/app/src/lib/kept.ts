/** What this browser keeps for the app. One that may keep nothing is as one that has nothing yet: what is chosen holds for the page. */
type Where = 'localStorage' | 'sessionStorage';

/** What is kept under a key; `null`: nothing. */
export const kept = (where: Where, key: string): string | null =>
  unlessForbidden(() => globalThis[where].getItem(key));

export function keep(where: Where, key: string, value: string): void {
  unlessForbidden(() => globalThis[where].setItem(key, value));
}

/** Browsers say by a DOMException that nothing may be kept, or no more; any other error is raised. */
function unlessForbidden<Found>(act: () => Found): Found | null {
  try {
    return act();
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
