import { expect, test } from 'vitest';

import { sourcePage, suggestedPage } from './named';

const one = {
  name: 'The Post',
  identifier: null,
  country: null,
  events: 3,
  parameter: 'publisher',
  value: 'The Post',
};

test('each suggestion leads to its page', () => {
  const of = (more: object): string =>
    suggestedPage({ ...one, ...more } as Parameters<typeof suggestedPage>[0]);
  expect(of({ what: 'publisher' })).toBe('/sources/publisher%3AThe%20Post');
  expect(of({ what: 'source' })).toBe('/sources/cited%3AThe%20Post');
  expect(of({ what: 'source', identifier: 'hezbollah' })).toBe('/sources/side%3Ahezbollah');
  expect(of({ what: 'place', identifier: 'gn:1/x' })).toBe('/places/gn%3A1%2Fx');
  expect(of({ what: 'operation', identifier: 'o1' })).toBe('/operations/o1');
});

test('what has no page leads to what it finds', () => {
  const kind = {
    ...one,
    what: 'kind' as const,
    identifier: 'shelling',
    parameter: 'kind',
    value: 'shelling',
  };
  expect(suggestedPage(kind)).toBe('/search?kind=shelling');
  const unknown = { ...one, what: 'actor' as const, parameter: 'actor', value: 'a & b' };
  expect(suggestedPage(unknown)).toBe('/search?actor=a+%26+b');
});

test('names of sources are escaped', () => {
  expect(sourcePage('cited', '../x?y#z')).toBe('/sources/cited%3A..%2Fx%3Fy%23z');
});
