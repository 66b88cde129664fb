import { afterEach, describe, expect, it, vi } from 'vitest';

import { ApiError } from './api';
import { asHelp, wordsOf } from './errors';

afterEach(() => vi.restoreAllMocks());

describe('an answer that is only a help', () => {
  it('is gone without where the server refuses it, which the console says', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    expect(await asHelp(Promise.reject(new ApiError(404, 'no such operation')))).toBeNull();
    expect(warned).toHaveBeenCalledWith('no such operation');
  });

  it('is gone without where the question was taken back, and nothing is said of it', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    expect(await asHelp(Promise.reject(new DOMException('', 'AbortError')))).toBeNull();
    expect(warned).not.toHaveBeenCalled();
  });

  it('hides no error of the program', async () => {
    await expect(asHelp(Promise.reject(new TypeError('of the program')))).rejects.toThrow('of the program');
  });

  it('is handed on where it comes', async () => {
    expect(await asHelp(Promise.resolve(3))).toBe(3);
  });
});

it('an error is told in its own words, whatever was thrown', () => {
  expect([wordsOf(new ApiError(409, 'taken')), wordsOf('gone')]).toEqual(['taken', 'gone']);
});
