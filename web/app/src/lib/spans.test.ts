import { describe, expect, it } from 'vitest';

import { blocks, highlighted, LONGEST_BLOCK, utf16, type Marked } from './spans';

const flat = (text: string, marks: Marked[], noise: { begin: number; end: number; reason: string }[] = []) =>
  blocks(text, marks, noise).flatMap((block) => block.stretches);

describe('offsets', () => {
  it('in code points become those in UTF-16 units', () => {
    const at = utf16('a💣b𝔘c');
    expect([0, 1, 2, 3, 4, 5].map(at)).toEqual([0, 1, 3, 4, 6, 7]);
  });

  it('of a lone half of a letter are those of one unit', () => {
    expect(utf16('\ud83da')(2)).toBe(2);
  });
});

describe('a text', () => {
  it('stays whole, whatever is marked', () => {
    const text = 'One two.\n\nThree 💣 four.\n';
    const told = flat(text, [
      { id: 'a', begin: 0, end: 12 },
      { id: 'b', begin: 4, end: 20 },
      { id: 'c', begin: 4, end: 999 },
    ]);
    expect(told.map((one) => one.text).join('')).toBe(text);
  });

  it('tells the spans that a stretch lies in, the shortest last, and where each begins', () => {
    const told = flat('abcdef', [
      { id: 'short', begin: 2, end: 4 },
      { id: 'long', begin: 0, end: 5 },
    ]);
    expect(told.map(({ text, ids, begins }) => ({ text, ids, begins }))).toEqual([
      { text: 'ab', ids: ['long'], begins: ['long'] },
      { text: 'cd', ids: ['long', 'short'], begins: ['short'] },
      { text: 'e', ids: ['long'], begins: [] },
      { text: 'f', ids: [], begins: [] },
    ]);
  });

  it('begins a span once, also over lines', () => {
    const told = flat('a\nb\nc', [{ id: 'x', begin: 0, end: 5 }]);
    expect(told.map((one) => one.begins)).toEqual([['x'], [], []]);
  });

  it('tells two spans of the same words apart', () => {
    const same = { begin: 1, end: 3 };
    const told = flat('abcd', [
      { id: 'x', ...same },
      { id: 'y', ...same },
    ]);
    expect(told[1]).toMatchObject({ ids: ['x', 'y'], begins: ['x', 'y'] });
    expect(told[2]?.ids).toEqual([]);
  });

  it('tells numbers of a span and boilerplate with its reason', () => {
    const told = flat(
      'killed 12. Subscribe!',
      [{ id: 'x', begin: 0, end: 10, counts: [{ begin: 7, end: 9 }] }],
      [{ begin: 11, end: 21, reason: 'newsletter' }],
    );
    expect(told.find((one) => one.text === '12')?.counts).toEqual(['x']);
    expect(told.at(-1)).toMatchObject({ text: 'Subscribe!', noise: 'newsletter' });
  });

  it('leaves out spans that lie outside of it', () => {
    expect(flat('abc', [{ id: 'x', begin: 7, end: 9 }])).toHaveLength(1);
    expect(flat('abc', [{ id: 'x', begin: 2, end: 2 }])).toHaveLength(1);
  });

  it('of one very long line comes in blocks, no letter cut in two', () => {
    const text = `${'a'.repeat(LONGEST_BLOCK - 1)}💣${'b'.repeat(3 * LONGEST_BLOCK)}`;
    const told = blocks(text, []);
    expect(told.length).toBeGreaterThan(3);
    expect(told.flatMap((block) => block.stretches.map((one) => one.text)).join('')).toBe(text);
    for (const block of told)
      for (const one of block.stretches) expect(one.text).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
  });

  it('of nothing is nothing', () => {
    expect(blocks('', [])).toEqual([]);
  });
});

describe('a snippet', () => {
  it('is told with its marks by offsets into the whole text', () => {
    expect(highlighted('💣 the market', 100, [[106, 112]])).toEqual([
      { text: '💣 the ', marked: false },
      { text: 'market', marked: true },
    ]);
  });
});
