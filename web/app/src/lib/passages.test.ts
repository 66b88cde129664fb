import { describe, expect, it } from 'vitest';

import { around, toCharacters, toUnits } from './passages';

describe('passages', () => {
  const text = '🕊 peace 🔥 fire';

  it('counts characters where JavaScript counts units', () => {
    expect(toUnits(text, 2)).toBe(3);
    expect(toCharacters(text, 3)).toBe(2);
    expect(around(text, 2, 7)).toEqual(['🕊 ', 'peace', ' 🔥 fire']);
  });

  it('ends with the text', () => {
    expect(around('ab', 1, 9)).toEqual(['a', 'b', '']);
  });
});
