import { expect, it } from 'vitest';

import { QUIET, SHARE, Trailing, type Pace } from './trailing';

/** A clock that moves only when something waits. */
function clock() {
  let now = 0;
  const told: string[] = [];
  const pace: Pace = {
    now: () => now,
    painted: () => Promise.resolve().then(() => void told.push('painted')),
    wait: async (ms) => {
      await Promise.resolve();
      now += ms;
      told.push(`waited ${ms}`);
    },
  };
  return { pace, told, pass: (ms: number) => (now += ms) };
}

it('a value alone is drawn as soon as the screen shows what was touched', async () => {
  const { pace, told } = clock();
  await new Trailing<string>(async (value) => void told.push(value), pace).offer('a');
  expect(told).toEqual(['painted', 'a']);
});

it('of values that come before the screen is painted only the newest is drawn, after a pause', async () => {
  const { pace, told, pass } = clock();
  const trailing = new Trailing<string>(async (value) => void told.push(value), pace);
  const done = trailing.offer('a');
  pass(10);
  void trailing.offer('b');
  await done;
  expect(told).toEqual(['painted', `waited ${QUIET - 10}`, 'b']);
});

it('values that keep coming put drawing off, for as many times as long as it takes', async () => {
  const { pace, pass } = clock();
  const drawn: number[] = [];
  const TOOK = 200;
  const trailing = new Trailing<number>(
    async () => {
      drawn.push(pace.now());
      pass(TOOK);
    },
    {
      ...pace,
      wait: async (ms) => {
        await pace.wait(Math.min(ms, QUIET / 2));
        if (drawn.length < 2) void trailing.offer(pace.now());
      },
    },
  );
  await trailing.offer(0);
  expect(drawn).toEqual([0]);
  const begun = pace.now();
  const done = trailing.offer(1);
  pass(1);
  void trailing.offer(2);
  await done;
  expect(drawn[1]! - begun).toBe(SHARE * TOOK);
});

it('a value that follows close upon one that is drawn already waits for a pause too', async () => {
  const { pace, told, pass } = clock();
  const trailing = new Trailing<string>(async (value) => void told.push(value), pace);
  await trailing.offer('a');
  pass(20);
  await trailing.offer('b');
  expect(told).toEqual(['painted', 'a', 'painted', `waited ${QUIET}`, 'b']);
});

it('while one is drawn another waits, and the newest comes next', async () => {
  const { pace } = clock();
  const drawn: string[] = [];
  let under_way = 0;
  let finish: () => void = () => undefined;
  const trailing = new Trailing<string>(async (value) => {
    expect(++under_way).toBe(1);
    if (value === 'a') await new Promise<void>((resolve) => (finish = resolve));
    drawn.push(value);
    under_way--;
  }, pace);
  const done = trailing.offer('a');
  await Promise.resolve();
  await Promise.resolve();
  void trailing.offer('b');
  void trailing.offer('c');
  await new Promise((resolve) => setTimeout(resolve));
  finish();
  await done;
  expect(drawn).toEqual(['a', 'c']);
});

it('after drawing has failed the next value is drawn', async () => {
  const { pace } = clock();
  const drawn: string[] = [];
  const trailing = new Trailing<string>(async (value) => {
    if (value === 'a') throw new Error('no');
    drawn.push(value);
  }, pace);
  await expect(trailing.offer('a')).rejects.toThrow('no');
  await trailing.offer('b');
  expect(drawn).toEqual(['b']);
});
