import { flushSync } from 'svelte';
import { expect, it } from 'vitest';

import { Chosen } from './chosen.svelte';

it('tells only those whose state changes', () => {
  const chosen = new Chosen();
  const told: string[] = [];
  const stop = $effect.root(() => {
    for (const id of ['a', 'b', 'c']) $effect(() => void told.push(`${id} ${chosen.is(id)}`));
  });
  flushSync();
  expect(told.splice(0)).toEqual(['a false', 'b false', 'c false']);
  chosen.choose('a');
  flushSync();
  expect(told.splice(0)).toEqual(['a true']);
  chosen.choose('c');
  flushSync();
  expect(told.splice(0)).toEqual(['a false', 'c true']);
  chosen.choose('c');
  flushSync();
  expect(told).toEqual([]);
  expect(chosen.is('c')).toBe(true);
  stop();
});
