/** Offsets of the API count characters (code points); those of JavaScript count UTF-16 units, of which an emoji has two. */

/** Where in a JavaScript string a character begins that is so many characters into the text. */
export function toUnits(text: string, characters: number): number {
  let units = 0;
  let left = characters;
  for (const one of text) {
    if (left <= 0) break;
    units += one.length;
    left -= 1;
  }
  return units;
}

/** How many characters there are before a place in a JavaScript string. */
export function toCharacters(text: string, units: number): number {
  let characters = 0;
  for (const _ of text.slice(0, units)) characters += 1;
  return characters;
}

/** A text in three parts: before, within and behind a passage that is told in characters. */
export function around(text: string, begin: number, end: number): [string, string, string] {
  const from = toUnits(text, begin);
  const to = toUnits(text, end);
  return [text.slice(0, from), text.slice(from, to), text.slice(to)];
}
