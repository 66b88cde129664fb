import { describe, expect, it } from 'vitest';

import { NO_FILTERS, readFilters, serverOnly, toggled, writeFilters } from './filters';

const read = (search: string) => readFilters(new URLSearchParams(search));

describe('filters of an address', () => {
  it('come back as they were written', () => {
    const search =
      'since=2017-02-01&until=2017-02-28&box=35%2C36%2C37%2C38.5&killed=10&kind=shelling&kind=air_strike&grade=confirmed&country=SY&actor=Free+Army';
    const query = writeFilters(read(search), new URLSearchParams(search));
    expect(query.toString()).toBe(search);
  });

  it('keep what only the server knows', () => {
    const rest = new URLSearchParams('place=gn:1&kind=siege&text=a+b&map=1,2,3');
    expect(writeFilters(NO_FILTERS, rest).toString()).toBe('place=gn%3A1&text=a+b');
    expect(serverOnly(rest).toString()).toBe('place=gn%3A1&text=a+b');
  });

  it.each([
    'since=2017-2-1',
    'since=2017-99-99',
    'box=1,2,3',
    'box=9,0,1,2',
    'box=,,,',
    'box=a,b,c,d',
    'killed=-1',
    'kind=',
  ])('that cannot be read are none: %s', (search) => {
    expect(read(search)).toEqual(NO_FILTERS);
  });

  it('may cross 180 degrees', () => {
    expect(read('box=-10,170,10,-170').box).toEqual([-10, 170, 10, -170]);
  });
});

describe('toggled', () => {
  it('takes a value out, and puts it in', () => {
    expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
    expect(toggled(['b'], 'a')).toEqual(['b', 'a']);
  });
});
