/** What the page of an event makes of the API's answer. */
import type { ClaimRow, Schemas } from '$lib/api';

export type Dossier = Schemas['EventDossier'];
export type Voice = Schemas['VoiceRow'];
export type DossierDocument = Schemas['DossierDocument'];
export type Stance = Voice['stance'];

export const STANCES: readonly Stance[] = ['agrees', 'differs', 'denies'];

/** The claims of an event, numbered as the page shows them: by stance of their account, then as the accounts list them. */
export function numbered(dossier: Dossier): Map<string, number> {
  const found = new Map<string, number>();
  for (const { voices } of dossier.accounts)
    for (const { claim } of voices) found.set(claim.claim_id, found.size + 1);
  return found;
}

/** Ids of sides by the names that claims give them. */
export function idsOf(dossier: Dossier): { actors: Map<string, string>; targets: Map<string, string> } {
  const actors = new Map<string, string>();
  const targets = new Map<string, string>();
  for (const { claim } of dossier.accounts.flatMap((account) => account.voices)) {
    for (const sides of [actors, targets]) {
      addIds(sides, claim.actors, claim.actor_ids);
      addIds(sides, claim.targets, claim.target_ids);
    }
  }
  return { actors, targets };
}

function addIds(found: Map<string, string>, names: readonly string[], ids: readonly string[]): void {
  if (names.length !== ids.length) return; // claims that came from elsewhere may name more sides than they identify
  names.forEach((name, at) => {
    const id = ids[at];
    if (id && !found.has(name)) found.set(name, id);
  });
}

/**
 * The voices of an account as they are shown: each document's, with those of its copies folded under it. A copy of a document that is
 * not among them stands by itself.
 */
export function folded(
  voices: readonly Voice[],
  documents: ReadonlyMap<string, DossierDocument>,
): { voice: Voice; copies: Voice[] }[] {
  const shown: { voice: Voice; copies: Voice[] }[] = [];
  const of = (voice: Voice): string | null => documents.get(voice.claim.document)?.copy_of ?? null;
  const first = new Map<string, { voice: Voice; copies: Voice[] }>();
  for (const voice of voices.filter((one) => !of(one) || !voices.some((v) => v.claim.document === of(one)))) {
    const entry = { voice, copies: [] };
    shown.push(entry);
    if (!first.has(voice.claim.document)) first.set(voice.claim.document, entry);
  }
  for (const voice of voices) {
    const entry = first.get(of(voice) ?? '');
    if (entry && !shown.some((one) => one.voice === voice)) entry.copies.push(voice);
  }
  return shown;
}

/** A claimed number as people write it: its bounds, none of them the best. */
export const bounds = ({ min, max }: ClaimRow['counts'][number]) => ({
  low: min,
  best: min !== null && min === max ? min : null,
  high: max,
});
