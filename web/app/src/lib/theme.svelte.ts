/** Light, dark, or as the system says; remembered in this browser only. */
import { keep, kept } from './kept';

export type Theme = 'system' | 'light' | 'dark';

export const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
const KEPT = 'casus-theme';

let chosen = $state<Theme>(remembered());
const systemDark = globalThis.matchMedia?.('(prefers-color-scheme: dark)');
let system = $state(systemDark?.matches ?? false);
systemDark?.addEventListener('change', (event) => (system = event.matches));

export const theme = {
  get chosen(): Theme {
    return chosen;
  },
  /** Whether the page is dark now. */
  get dark(): boolean {
    return chosen === 'system' ? system : chosen === 'dark';
  },
};

/** Choose a theme and remember it. */
export function choose(next: Theme): void {
  chosen = next;
  keep('localStorage', KEPT, next);
  applyTheme();
}

/** Tell the style sheet; `system` leaves it to the browser. */
export function applyTheme(): void {
  if (chosen === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = chosen;
}

function remembered(): Theme {
  const before = kept('localStorage', KEPT);
  return THEMES.find((one) => one === before) ?? 'system';
}
