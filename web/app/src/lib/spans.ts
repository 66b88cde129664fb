/**
 * A text cut into stretches that are shown alike, by spans that may overlap: evidence of claims, numbers in it, boilerplate.
 * The API counts offsets in characters (code points), the browser in UTF-16 units.
 */

/** A span of the text, offsets in code points, the end exclusive. */
export interface Span {
  begin: number;
  end: number;
}
export interface Marked extends Span {
  id: string;
  /** Where its numbers stand. */
  counts?: readonly Span[];
}
export interface Noise extends Span {
  reason: string;
}

/** A stretch of the text: which spans it lies in (the shortest last), which of them begin here, numbers of which, boilerplate why. */
export interface Stretch {
  text: string;
  ids: readonly string[];
  begins: readonly string[];
  counts: readonly string[];
  noise: string | null;
}
/** A part of the text that can be laid out by itself: a line, or some thousand letters of a very long one. */
export interface Block {
  stretches: readonly Stretch[];
}

export const LONGEST_BLOCK = 4000;

/** A function from offsets in code points to offsets in UTF-16 units. */
export function utf16(text: string): (offset: number) => number {
  const wide: number[] = [];
  let points = 0;
  for (let at = 0; at < text.length; at += 1, points += 1) {
    const unit = text.charCodeAt(at);
    const next = text.charCodeAt(at + 1);
    if (unit >= 0xd800 && unit < 0xdc00 && next >= 0xdc00 && next < 0xe000) {
      wide.push(points);
      at += 1;
    }
  }
  if (wide.length === 0) return (offset) => offset;
  return (offset) => offset + below(wide, offset);
}

/** How many of sorted numbers are less than a value. */
function below(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Cut {
  at: number;
  open: boolean;
  what: 'mark' | 'count' | 'noise';
  id: string;
  length: number;
}

/** The text in blocks of stretches; spans that lie outside of it, or are empty, are left out. */
export function blocks(text: string, marks: readonly Marked[], noise: readonly Noise[] = []): Block[] {
  const unit = utf16(text);
  const cuts: Cut[] = [];
  const add = (span: Span, what: Cut['what'], id: string): void => {
    const begin = unit(span.begin);
    const end = Math.min(unit(span.end), text.length);
    if (begin < 0 || begin >= end) return;
    cuts.push({ at: begin, open: true, what, id, length: end - begin });
    cuts.push({ at: end, open: false, what, id, length: end - begin });
  };
  for (const mark of marks) {
    add(mark, 'mark', mark.id);
    for (const count of mark.counts ?? []) add(count, 'count', mark.id);
  }
  for (const one of noise) add(one, 'noise', one.reason);
  cuts.sort((a, b) => a.at - b.at || Number(a.open) - Number(b.open));
  return together(stretches(text, cuts));
}

function* stretches(text: string, cuts: readonly Cut[]): Generator<Stretch> {
  let inside: Cut[] = [];
  let counts: string[] = [];
  let noise: string[] = [];
  let begun: string[] = [];
  let from = 0;
  const until = function* (to: number): Generator<Stretch> {
    if (to <= from) return;
    const ids = inside.map((one) => one.id);
    // only the first piece of a stretch has the beginnings
    for (const [at, piece] of pieces(text.slice(from, to)).entries())
      yield { text: piece, ids, begins: at ? [] : begun, counts: [...counts], noise: noise[0] ?? null };
    from = to;
    begun = [];
  };
  for (const cut of cuts) {
    yield* until(cut.at);
    if (cut.what === 'mark') {
      inside = cut.open
        ? [...inside, cut].sort((a, b) => b.length - a.length)
        : inside.filter((one) => one.id !== cut.id);
      if (cut.open) begun = [...begun, cut.id];
    } else if (cut.what === 'count') counts = cut.open ? [...counts, cut.id] : without(counts, cut.id);
    else noise = cut.open ? [...noise, cut.id] : without(noise, cut.id);
  }
  yield* until(text.length);
}

/** A list without the first of a value. */
function without(list: readonly string[], value: string): string[] {
  const at = list.indexOf(value);
  return at < 0 ? [...list] : [...list.slice(0, at), ...list.slice(at + 1)];
}

/** A stretch cut behind each line, and where a line is very long, so that none is laid out whole. */
function pieces(text: string): string[] {
  const found: string[] = [];
  for (const line of text.match(/[^\n]*\n|[^\n]+/g) ?? [])
    for (let at = 0; at < line.length;) {
      let end = Math.min(line.length, at + LONGEST_BLOCK);
      const last = line.charCodeAt(end - 1);
      if (end < line.length && last >= 0xd800 && last < 0xdc00) end += 1; // never between the halves of a letter
      found.push(line.slice(at, end));
      at = end;
    }
  return found;
}

const plain = ({ ids, noise }: Stretch): boolean => ids.length === 0 && noise === null;

function together(all: Iterable<Stretch>): Block[] {
  const found: Block[] = [];
  let open: Stretch[] = [];
  let length = 0;
  const close = (): void => {
    if (open.length > 0) found.push({ stretches: open });
    open = [];
    length = 0;
  };
  for (const one of all) {
    if (length + one.text.length > LONGEST_BLOCK) close();
    const last = open.at(-1);
    if (last && plain(last) && plain(one)) open[open.length - 1] = { ...last, text: last.text + one.text };
    else open.push(one);
    length += one.text.length;
    if (one.text.endsWith('\n')) close();
  }
  close();
  return found;
}

/** A stretch of text in pieces, each with whether it is one of the marks; offsets in code points from `begin`. */
export function highlighted(
  text: string,
  begin: number,
  marks: readonly (readonly number[])[],
): { text: string; marked: boolean }[] {
  const spans = marks.map(([from = 0, to = 0], at) => ({
    begin: from - begin,
    end: to - begin,
    id: String(at),
  }));
  return blocks(text, spans)
    .flatMap((block) => block.stretches)
    .map((one) => ({ text: one.text, marked: one.ids.length > 0 }));
}
