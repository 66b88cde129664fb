/** The kinds of claims in the order of the coding guide, and the family whose colour each is drawn in. */
import type { Schemas } from './api';

export type Kind = Schemas['EventRow']['kind'];
export type Grade = Schemas['EventRow']['grade'];
export const FAMILIES = ['fighting', 'remote', 'civilians', 'territory', 'movement', 'other'] as const;
export type Family = (typeof FAMILIES)[number];

const FAMILY: Record<Kind, Family> = {
  armed_clash: 'fighting',
  territory_gain: 'territory',
  air_strike: 'remote',
  shelling: 'remote',
  suicide_bombing: 'remote',
  explosive_device: 'remote',
  chemical_attack: 'remote',
  attack_on_civilians: 'civilians',
  abduction: 'civilians',
  detention: 'civilians',
  surrender: 'territory',
  withdrawal: 'territory',
  deployment: 'movement',
  offensive: 'fighting',
  agreement: 'other',
  displacement: 'movement',
  siege: 'fighting',
  aid: 'movement',
  property_destruction: 'civilians',
  weapons_seizure: 'other',
  protest: 'other',
  casualty_report: 'other',
};

export const KINDS = Object.keys(FAMILY) as readonly Kind[];
/** Best attested first. */
export const GRADES: readonly Grade[] = ['confirmed', 'corroborated', 'reported', 'contested', 'denied'];

export const familyOf = (kind: Kind): Family => FAMILY[kind];
/** The name in styles/tokens.css of the colour that a family is drawn in. */
export const familyColour = (family: Family): string => `family-${family}`;
