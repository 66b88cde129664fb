/** Sides and who stands behind them as a drawing of nodes and lines; the same record always gives the same drawing. */
import type { Schemas } from '$lib/api';

export type Tie = Schemas['TieRow'];
export type Member = Schemas['SideMember'];

export interface Node {
  id: string;
  name: string;
  actorId: string | null;
  /** Index of the side that it is of, or stands behind. */
  side: number;
  member: boolean;
  x: number;
  y: number;
}

export interface Edge {
  from: Node;
  to: Node;
  kind: Tie['kind'];
  /** Said by reports, and not only by a theatre pack. */
  reported: boolean;
}

export interface Network {
  nodes: Node[];
  edges: Edge[];
  width: number;
  height: number;
  /** Where the columns of members of each side stand, for the word "against" between them. */
  columns: number[];
}

const COLUMN = 210;
const ROW = 46;
const MARGIN = 24;

/** Members of each side in a column; beside it those who stand behind it, on the outside of the first and the last side. */
export function networkOf(sides: readonly (readonly Member[])[], ties: readonly Tie[]): Network {
  const nodes = new Map<string, Node>();
  sides.forEach((side, index) => {
    for (const member of side)
      add(nodes, member.actor_id ?? `name ${member.name}`, member.name, member.actor_id, index, true);
  });
  for (const tie of ties) {
    for (const [own, other, name] of [
      [tie.object_id, tie.subject_id, tie.subject],
      [tie.subject_id, tie.object_id, tie.object],
    ] as const) {
      const known = nodes.get(own);
      if (known?.member && !nodes.has(other)) add(nodes, other, name, other, known.side, false);
    }
  }
  const { height, width, columns } = place([...nodes.values()], sides.length);
  return { nodes: [...nodes.values()], edges: edges(nodes, ties), width, height, columns };
}

const LETTERS = 25;

/** A name in at most two lines of a box. */
export function linesOf(name: string): string[] {
  if (name.length <= LETTERS) return [name];
  const at = name.lastIndexOf(' ', LETTERS);
  const [first, rest] =
    at > 0 ? [name.slice(0, at), name.slice(at + 1)] : [name.slice(0, LETTERS), name.slice(LETTERS)];
  return [first, rest.length > LETTERS ? `${rest.slice(0, LETTERS - 1)}…` : rest];
}

function add(
  nodes: Map<string, Node>,
  id: string,
  name: string,
  actorId: string | null,
  side: number,
  member: boolean,
): void {
  if (!nodes.has(id)) nodes.set(id, { id, name, actorId, side, member, x: 0, y: 0 });
}

function place(nodes: Node[], sides: number): { width: number; height: number; columns: number[] } {
  const behind = (side: number): boolean => nodes.some((node) => node.side === side && !node.member);
  const columns: number[] = [];
  const tallest = Math.max(1, ...nodes.map((one) => alike(nodes, one).length));
  const height = MARGIN * 2 + tallest * ROW;
  let x = MARGIN;
  for (let side = 0; side < sides; side++) {
    // what stands behind the last side is drawn to its right, so that sides face each other
    const last = side === sides - 1 && sides > 1;
    const order = last ? [true, false] : [false, true];
    for (const member of order) {
      if (!member && !behind(side)) continue;
      const own = nodes.filter((node) => node.side === side && node.member === member);
      own.forEach((node, index) => {
        node.x = x;
        node.y = height / 2 + (index - (own.length - 1) / 2) * ROW;
      });
      if (member) columns[side] = x;
      x += COLUMN;
    }
  }
  return { width: Math.max(x, COLUMN + MARGIN), height, columns };
}

function alike(nodes: readonly Node[], one: Node): Node[] {
  return nodes.filter((node) => node.side === one.side && node.member === one.member);
}

function edges(nodes: ReadonlyMap<string, Node>, ties: readonly Tie[]): Edge[] {
  const found = new Map<string, Edge>();
  for (const tie of ties) {
    const [from, to] = [nodes.get(tie.subject_id), nodes.get(tie.object_id)];
    if (!from || !to || from === to) continue;
    const key = `${tie.kind} ${from.id} ${to.id}`;
    const known = found.get(key);
    const reported = tie.told_by === 'reports';
    if (known) known.reported ||= reported;
    else found.set(key, { from, to, kind: tie.kind, reported });
  }
  return [...found.values()];
}
