/** Who is said to have held which place: lanes of a chart, and the state on one day. What nobody tells of stays empty. */
import type { Schemas } from '$lib/api';
import { toDayNumber } from '$lib/format';

import type { Span } from './scale';

export type PlaceSpells = Schemas['PlaceSpells'];
export type Spell = Schemas['ControlRow'];
export type Standing = 'held' | 'changing' | 'contested';

export interface Holder {
  /** What it is called; the names of a side's members when several hold. */
  name: string;
  /** Which colour and pattern it has: that of its side in the operation, else one of its own. */
  side: number;
}

export interface Bar {
  spell: Spell;
  holder: Holder;
  /** First day on which it is surely said to hold, last day before it is said to be lost; within the span that is drawn. */
  from: number;
  to: number;
  /** Days among which it began or ended, where the day is not known. */
  beginning: Span | null;
  ending: Span | null;
  contested: boolean;
  /** It goes on beyond what is drawn; at its end: nobody else is said to have taken the place. */
  before: boolean;
  open: boolean;
  /** Spells that overlap lie one below the other: 0 is the uppermost. */
  level: number;
}

export interface Lane {
  place: PlaceSpells;
  bars: Bar[];
  levels: number;
}

export interface Held {
  place: PlaceSpells;
  /** Latest first; empty: nothing is said of that day. */
  holders: Holder[];
  spells: Spell[];
  standing: Standing | null;
}

/** By holder, its colour: the operation's sides in their order, then others in the order in which they appear. */
export function holdersOf(
  places: readonly PlaceSpells[],
  sides: readonly (readonly string[])[],
): Map<string, Holder> {
  const found = new Map<string, Holder>();
  let next = sides.length;
  for (const spell of places.flatMap((place) => place.spells)) {
    if (found.has(spell.holder)) continue;
    const names = spell.holder.split(' and ');
    const own = sides.findIndex((side) => names.some((name) => side.includes(name)));
    found.set(spell.holder, { name: spell.holder, side: own >= 0 ? own : next++ });
  }
  return found;
}

/** The days that lanes show: those of the operation and of all changes within a year of it. */
export function spanOf(
  places: readonly PlaceSpells[],
  start: string | null,
  end: string | null,
): Span | null {
  const changes = places
    .flatMap((place) => place.spells)
    .flatMap((spell) => [begun(spell), ended(spell)])
    .filter((one): one is number => one !== null);
  const own = [start, end].filter((one): one is string => one !== null).map(toDayNumber);
  const near = own.length
    ? changes.filter((one) => one >= Math.min(...own) - 366 && one <= Math.max(...own) + 366)
    : changes;
  const all = [...own, ...near];
  if (all.length === 0) return null;
  const [from, to] = [Math.min(...all), Math.max(...all)];
  const margin = Math.max(2, Math.round((to - from) * 0.04));
  return [from - margin, to + margin];
}

/** A lane for each place, with the spells that reach into the span. */
export function lanesOf(
  places: readonly PlaceSpells[],
  holders: ReadonlyMap<string, Holder>,
  [from, to]: Span,
): Lane[] {
  return places.map((place) => {
    const bars = place.spells.flatMap((spell) => bar(spell, holders.get(spell.holder), from, to));
    return { place, bars, levels: level(bars) };
  });
}

/** Put bars that overlap on levels of their own; how many levels there are, at least one. */
function level(bars: Bar[]): number {
  const free: number[] = [];
  for (const one of bars.toSorted((a, b) => a.from - b.from)) {
    const found = free.findIndex((day) => day <= one.from);
    one.level = found < 0 ? free.length : found;
    free[one.level] = Math.max(one.to, one.from + 1);
  }
  return Math.max(1, free.length);
}

function bar(spell: Spell, holder: Holder | undefined, from: number, to: number): Bar[] {
  const begins = begun(spell);
  if (begins === null || holder === undefined || begins > to) return [];
  const ends = ended(spell);
  if (ends !== null && ends < from) return [];
  return [
    {
      spell,
      holder,
      from: Math.max(from, begins),
      to: Math.min(to, ends ?? to),
      beginning: among(spell.since),
      ending: spell.until ? among(spell.until) : null,
      contested: spell.contested_by.length > 0,
      before: begins < from || spell.since.start === null,
      open: ends === null,
      level: 0,
    },
  ];
}

/** Who is said to hold which place on a day: a spell lasts until another is told of, as in the API's `/control?at=`. */
export function holdingsOn(
  places: readonly PlaceSpells[],
  holders: ReadonlyMap<string, Holder>,
  at: number,
): Held[] {
  return places.map((place) => {
    const spells = place.spells
      .filter((spell) => covers(spell, at))
      .sort((a, b) => (begun(b) ?? 0) - (begun(a) ?? 0));
    const own = spells.map((spell) => holders.get(spell.holder)).filter((one): one is Holder => !!one);
    return { place, holders: own, spells, standing: standing(spells, at) };
  });
}

function standing(spells: readonly Spell[], at: number): Standing | null {
  if (spells.length === 0) return null;
  const changing = spells.filter(
    (spell) => within(spell.since, at) || (spell.until && within(spell.until, at)),
  );
  if (spells.some((spell) => spell.contested_by.length > 0) || spells.length - changing.length > 1)
    return 'contested';
  return changing.length > 0 ? 'changing' : 'held';
}

function covers(spell: Spell, at: number): boolean {
  const begins = begun(spell);
  const ends = ended(spell);
  return begins !== null && begins <= at && (ends === null || at < ends || (begins === ends && ends === at));
}

type Moment = Spell['since'];

function begun(spell: Spell): number | null {
  const day = spell.since.start ?? spell.since.end;
  return day === null ? null : toDayNumber(day);
}

function ended(spell: Spell): number | null {
  const day = spell.until && (spell.until.end ?? spell.until.start);
  return day ? toDayNumber(day) : null;
}

function among(moment: Moment): Span | null {
  if (!moment.start || !moment.end || moment.start === moment.end) return null;
  return [toDayNumber(moment.start), toDayNumber(moment.end)];
}

function within(moment: Moment, at: number): boolean {
  const days = among(moment);
  return days !== null && days[0] <= at && at < days[1];
}
