import { describe, expect, it } from 'vitest';

import { match, ROUTES, to } from './routes';

describe('routes', () => {
  it('tell lists from their members', () => {
    expect(match('/places')?.route.path).toBe('/places');
    expect(match('/places/')?.route.path).toBe('/places');
    expect(match('/places/gn%3A170063')).toMatchObject({
      route: { path: '/places/:id' },
      props: { id: 'gn:170063' },
    });
  });

  it('let ids hold anything', () => {
    const id = 'a/b c?d#e%';
    expect(match(to('/documents/', id))?.props.id).toBe(id);
  });

  it.each(['/nothing', '/events/', '/events/%E0%A4%A', '/aboutx'])('know no %s', (path) => {
    expect(match(path)).toBeNull();
  });

  it('each lead to a page that loads', async () => {
    for (const route of ROUTES) expect((await route.load()).default, route.path).toBeTypeOf('function');
  }, 60_000);
});
