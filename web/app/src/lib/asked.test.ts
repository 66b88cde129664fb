import { describe, expect, it } from 'vitest';

import { chips, fromEvents, toApi, toEvents, withFilter, withoutFilter } from './asked';

const query = (text: string): URLSearchParams => new URLSearchParams(text);

describe('a search in the address', () => {
  it('tells its filters one by one, others are none', () => {
    expect(chips(query('q=a&kind=shelling&kind=siege&cursor=x&country='))).toEqual([
      { name: 'kind', value: 'shelling' },
      { name: 'kind', value: 'siege' },
    ]);
  });

  it('gets a filter more, once, on the first page', () => {
    expect(withFilter(query('kind=siege&cursor=x'), 'kind', 'shelling').toString()).toBe(
      'kind=siege&kind=shelling',
    );
    expect(withFilter(query('kind=siege'), 'kind', 'siege').toString()).toBe('kind=siege');
    expect(withFilter(query('since=2020-01-01'), 'since', '2021-01-01').toString()).toBe('since=2021-01-01');
    expect(withFilter(query('since=2020-01-01'), 'since', '').toString()).toBe('');
  });

  it('gets a filter less, the others stay', () => {
    const left = withoutFilter(query('kind=siege&kind=shelling&cursor=x'), { name: 'kind', value: 'siege' });
    expect(left.toString()).toBe('kind=shelling');
  });

  it('asks the search for words, a list without them', () => {
    expect(toApi(query('q= market &country=SY')).query.toString()).toBe(
      'country=SY&limit=20&count=true&q=market&what=events',
    );
    expect(toApi(query('country=SY&what=claims')).query.toString()).toBe('country=SY&limit=20&count=true');
  });

  it('asks for grades of events only', () => {
    expect(toApi(query('grade=denied&what=documents')).query.has('grade')).toBe(false);
    expect(toApi(query('grade=denied')).query.get('grade')).toBe('denied');
  });

  it('is saved as a question for events, and opened again', () => {
    const saved = toEvents(query('q=market&kind=siege&what=claims&cursor=x'));
    expect(saved).toBe('kind=siege&text=market');
    expect(fromEvents(saved)).toBe('/search?kind=siege&q=market');
  });
});
