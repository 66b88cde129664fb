import { describe, expect, it } from 'vitest';

import { fold, holdsWords } from './fold';

describe('fold', () => {
  it.each([
    ['Hay’at Tahrir al-Sham', 'hay at tahrir al sham'],
    ['Ţūz Khūrmātū', 'tuz khurmatu'],
    ['الجيش السوري', 'الجيش السوري'],
    ['24th_Brigade', '24th brigade'],
    ['—', ''],
  ])('%s is compared as %s', (name, folded) => {
    expect(fold(name)).toBe(folded);
  });

  it('finds whole words only', () => {
    expect(holdsWords('free syrian army', 'syrian army')).toBe(true);
    expect(holdsWords('free syrian army', 'arm')).toBe(false);
  });
});
