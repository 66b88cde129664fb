import { describe, expect, it } from 'vitest';

import { linesOf, networkOf, type Tie } from './network';

function tie(kind: Tie['kind'], subject: string, object: string, more: Partial<Tie> = {}): Tie {
  return {
    kind,
    subject_id: subject,
    subject: subject.toUpperCase(),
    object_id: object,
    object: object.toUpperCase(),
    since: null,
    until: null,
    told_by: 'pack',
    pack: 'p',
    reports: 0,
    document: null,
    evidence: null,
    ...more,
  };
}

const SIDES = [
  [
    { name: 'Army', actor_id: 'army' },
    { name: 'Guard', actor_id: 'guard' },
  ],
  [{ name: 'Front', actor_id: null }],
];

describe('the network of sides', () => {
  it('has members and who stands behind them, once each', () => {
    const { nodes } = networkOf(SIDES, [tie('backs', 'patron', 'army'), tie('backs', 'patron', 'guard')]);
    expect(nodes.map((node) => [node.name, node.side, node.member])).toEqual([
      ['Army', 0, true],
      ['Guard', 0, true],
      ['Front', 1, true],
      ['PATRON', 0, false],
    ]);
  });

  it('lets sides face each other, with those behind them on the outside', () => {
    const { nodes, columns } = networkOf(SIDES, [tie('backs', 'patron', 'army')]);
    const at = Object.fromEntries(nodes.map((node) => [node.name, node.x]));
    expect([at['PATRON'], at['Army'], at['Front']]).toEqual([24, 234, 444]);
    expect(columns).toEqual([234, 444]);
  });

  it('draws one line for what packs and reports both say, and marks it as reported', () => {
    const told = [
      tie('backs', 'patron', 'army'),
      tie('backs', 'patron', 'army', { told_by: 'reports', reports: 3 }),
    ];
    expect(networkOf(SIDES, told).edges.map((edge) => [edge.from.id, edge.to.id, edge.reported])).toEqual([
      ['patron', 'army', true],
    ]);
  });

  it('is drawn in the order in which sides and ties are told', () => {
    const ties = [tie('backs', 'b', 'army'), tie('backs', 'a', 'guard'), tie('allied_with', 'army', 'guard')];
    const { nodes, edges } = networkOf(SIDES, ties);
    expect(nodes.map((node) => node.name)).toEqual(['Army', 'Guard', 'Front', 'B', 'A']);
    expect(edges.map((edge) => [edge.from.id, edge.to.id])).toEqual([
      ['b', 'army'],
      ['a', 'guard'],
      ['army', 'guard'],
    ]);
  });
});

it('a long name has two lines, a very long one ends in the second', () => {
  expect(linesOf('Russia')).toEqual(['Russia']);
  expect(linesOf('State of Blocs and Front Commands')).toEqual(['State of Blocs and Front', 'Commands']);
  expect(linesOf('a'.repeat(80))).toEqual(['a'.repeat(25), `${'a'.repeat(24)}…`]);
});
