import { afterEach, expect, it, vi } from 'vitest';

import { keep, kept } from './kept';

afterEach(() => {
  vi.restoreAllMocks();
  sessionStorage.clear();
});

it('what is kept is found again under its key', () => {
  keep('sessionStorage', 'a', 'one');
  expect([kept('sessionStorage', 'a'), kept('sessionStorage', 'b')]).toEqual(['one', null]);
});

it('a browser that may keep nothing is as one that has nothing', () => {
  const forbid = (): never => {
    throw new DOMException('denied', 'SecurityError');
  };
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(forbid);
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(forbid);
  keep('localStorage', 'a', 'one');
  expect(kept('localStorage', 'a')).toBeNull();
});

it('an error of the program is not hidden', () => {
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new TypeError('of the program');
  });
  expect(() => kept('localStorage', 'a')).toThrow('of the program');
});
