import { afterEach, expect, it, vi } from 'vitest';

import { OperationNames } from './operations.svelte';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const answering = (status: number, body: unknown) =>
  vi.fn(() =>
    Promise.resolve(
      new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } }),
    ),
  );

it('an operation is called by its id until its name is known, which is asked for once', async () => {
  const asked = answering(200, { operation: { name: 'Siege of Oldtown' } });
  vi.stubGlobal('fetch', asked);
  const names = new OperationNames();
  names.want(['o1']);
  names.want(['o1']);
  expect(names.of('o1')).toBe('o1');
  await vi.waitFor(() => expect(names.of('o1')).toBe('Siege of Oldtown'));
  names.want(['o1']);
  expect(asked).toHaveBeenCalledTimes(1);
});

it('an id that is none stays what it is, and is asked for again when it is wanted again', async () => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const asked = answering(404, { detail: 'no such operation' });
  vi.stubGlobal('fetch', asked);
  const names = new OperationNames();
  names.want(['o2']);
  await vi.waitFor(() => expect(warned).toHaveBeenCalledWith('no such operation'));
  await vi.waitFor(() => {
    names.want(['o2']);
    expect(asked.mock.calls.length).toBeGreaterThan(1);
  });
  expect(names.of('o2')).toBe('o2');
});
