import type { Random } from '../../random.ts';
import type { Kind } from './identities.ts';
import { activities, firmTrades, firmWords, firstNames, surnames, towns } from './words.ts';

export interface PersonName {
  first: string;
  middle: string;
  last: string;
}

export const inventedPerson = (random: Random): PersonName => ({
  first: random.pick(firstNames),
  middle: random.chance(0.4) ? random.pick(firstNames) : '',
  last: random.pick(surnames),
});

export const inFull = (name: PersonName): string => [name.first, name.middle, name.last].filter((part) => part !== '').join(' ');

/** Every fiftieth or so runs past sixty characters, as trusts and estates do. */
function longName(kind: Kind, random: Random): string {
  const one = inFull({ ...inventedPerson(random), middle: random.pick(firstNames) });
  const two = inFull({ ...inventedPerson(random), middle: random.pick(firstNames) });
  if (kind === 'trust') return `The Trustees of the ${one} and ${two} Family Trust Number Two`;
  if (kind === 'society') return `The ${random.pick(towns)[1]} and Districts Combined ${random.pick(activities)} and ${random.pick(activities)} Incorporated`;
  if (kind === 'partnership') return `${one}, ${two} and ${inFull(inventedPerson(random))} in Partnership`;
  return `${random.pick(firmWords)} ${random.pick(firmWords)} ${random.pick(firmTrades)} and ${random.pick(firmTrades)} (Aotearoa New Zealand) Limited`;
}

export function inventedFirm(kind: Kind, random: Random): string {
  if (random.chance(0.02)) return longName(kind, random);
  if (kind === 'trust') return random.chance(0.7) ? `The ${random.pick(surnames)} Family Trust` : `${random.pick(firmWords)} Trust`;
  if (kind === 'partnership') return `${random.pick(surnames)} & ${random.pick(surnames)} Partnership`;
  if (kind === 'society') return `${random.pick(towns)[1]} ${random.pick(activities)} Incorporated`;
  return `${random.pick(firmWords)} ${random.pick(firmTrades)}${random.chance(0.3) ? ` ${random.whole(2005, 2025)}` : ''} Limited`;
}
