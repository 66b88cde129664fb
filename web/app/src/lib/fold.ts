/** Names as the API compares them (casus.store.folding): plain words without case, accents and punctuation. */
export function fold(name: string): string {
  const words = name.toLowerCase().match(/[\p{L}\p{N}](?:[\p{L}\p{N}]|[\u0300-\u036f])*/gu) ?? [];
  return words.map((word) => word.normalize('NFD').replace(/\p{M}/gu, '')).join(' ');
}

/** Whether a name holds the whole words of another one. */
export function holdsWords(folded: string, asked: string): boolean {
  return ` ${folded} `.includes(` ${asked} `);
}
