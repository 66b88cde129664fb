import { describe, expect, it } from 'vitest';

import { messages, t } from './i18n';

const sources = import.meta.glob<string>(['../**/*.svelte', '../**/*.ts', '!../**/*.test.ts'], {
  eager: true,
  query: '?raw',
  import: 'default',
});
const code = Object.values(sources).join('\n');
// t('area.key') by name, t(`area.${value}`) by what its keys begin with, and 'area.key' handed on to be told later
const named = new Set(
  [...code.matchAll(/['"`]([a-z_]+\.[a-z_0-9]+)['"`]/g)].map((found) => found[1] as string),
);
const begun = [...code.matchAll(/\bt\(\s*`([^`$]+)\$\{/g)].map((found) => found[1] as string);
const asked = new Set([...code.matchAll(/\bt\(\s*['"]([^'"]+)['"]/g)].map((found) => found[1] as string));

describe('messages', () => {
  it('has every key that is asked for', () => {
    expect([...asked].filter((key) => !messages.has(key))).toEqual([]);
  });

  it('has no key that nobody asks for', () => {
    const used = (key: string): boolean => named.has(key) || begun.some((start) => key.startsWith(start));
    expect([...messages.keys()].filter((key) => !used(key))).toEqual([]);
  });

  it('fills in names and chooses the plural form', () => {
    expect(t('common.page_missing', { address: '/x' })).toContain('/x');
    expect(t('common.at_least', { number: 1200 })).toBe('at least 1,200');
  });
});
