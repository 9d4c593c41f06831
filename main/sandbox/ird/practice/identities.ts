import { randomFrom } from '../../random.ts';
import { checkDigitFor, isIrdNumber } from '../check-digit.ts';

export type Kind = 'person' | 'company' | 'trust' | 'partnership' | 'society';

/** Who a client is before anything else is invented about it. */
export interface Identity {
  idType: 'IRD' | 'CST';
  id: string;
  kind: Kind;
}

const kinds: readonly (readonly [Kind, number])[] = [['person', 0.46], ['company', 0.76], ['trust', 0.89], ['partnership', 0.95], ['society', 1]];
const shareWithoutIrdNumber = 0.02;

/**
 * The first `count` identities of a seed, each id once. Client *i* is the same whatever the count.
 * Numbers are put together from the valid range, one in five of them with only eight digits; they belong to nobody we know of.
 */
export function identitiesOf(seed: number, count: number): Identity[] {
  const random = randomFrom(seed, 1);
  const taken = new Set<string>();
  const made: Identity[] = [];
  while (made.length < count) {
    const share = random.next();
    const kind = kinds.find(([, upTo]) => share < upTo)?.[0] ?? 'person';
    const idType = random.next() < shareWithoutIrdNumber ? 'CST' : 'IRD';
    const base = random.chance(0.2) ? random.whole(1_000_000, 9_999_999) : random.whole(10_000_000, 14_999_999);
    const digits = String(base).padStart(8, '0');
    const id = idType === 'CST' ? `151${digits.slice(-7)}` : `${digits}${checkDigitFor(digits) ?? ''}`;
    if (taken.has(id) || (idType === 'IRD' && !isIrdNumber(id))) continue;
    taken.add(id);
    made.push({ idType, id, kind });
  }
  return made;
}

/** Two numbers of the agency's, its own first: the first that this seed could not have given a client. */
export function agencyNumbersOf(seed: number, isTaken: (id: string) => boolean): [string, string] {
  const random = randomFrom(seed, 2);
  const next = (but: string): string => {
    for (;;) {
      const digits = String(random.whole(10_000_000, 14_999_999));
      const id = `${digits}${checkDigitFor(digits) ?? ''}`;
      if (id !== but && isIrdNumber(id) && !isTaken(id)) return id;
    }
  };
  const own = next('');
  return [own, next(own)];
}
