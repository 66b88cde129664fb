/** The page about something that has a name. */
import type { Schemas } from './api';
import { to } from './routes';

/** A publisher or a cited source by its name; the server compares names without case, accents and punctuation. */
export const sourcePage = (what: 'publisher' | 'cited' | 'side', name: string): string =>
  to('/sources/', `${what}:${name}`);

/** The page of a suggestion; a kind has none, and leads to the events of that kind. */
export function suggestedPage(one: Schemas['SuggestionRow']): string {
  if (one.what === 'place' && one.identifier) return to('/places/', one.identifier);
  if (one.what === 'actor' && one.identifier) return to('/actors/', one.identifier);
  if (one.what === 'operation' && one.identifier) return to('/operations/', one.identifier);
  if (one.what === 'publisher') return sourcePage('publisher', one.name);
  if (one.what === 'source')
    return one.identifier ? sourcePage('side', one.identifier) : sourcePage('cited', one.name);
  return `/search?${new URLSearchParams({ [one.parameter]: one.value })}`;
}
