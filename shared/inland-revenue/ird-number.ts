import { err, ok, type Result } from '../result.ts';

/**
 * Inland Revenue numbers (SPEC 6): 8 or 9 digits between 10,000,000 and 150,000,000, sent as exactly nine, the last one a
 * modulus-11 check digit. Customer ids (CST, ten digits) have no published check digit and are passed through.
 */
const lowest = 10_000_000;
const highest = 150_000_000;
const firstWeights = [3, 2, 7, 6, 5, 4, 3, 2];
const secondWeights = [7, 4, 3, 2, 5, 2, 7, 6];

const checkDigit = (base: string, weights: readonly number[]): number => {
  const remainder = weights.reduce((sum, weight, place) => sum + weight * Number(base[place]), 0) % 11;
  return remainder === 0 ? 0 : 11 - remainder;
};

/** True for nine digits in Inland Revenue's range whose check digit is right. 102210221, a test persona of theirs, is not one. */
export function isIrdNumber(nine: string): boolean {
  if (!/^\d{9}$/.test(nine)) return false;
  if (Number(nine) < lowest || Number(nine) > highest) return false;
  const base = nine.slice(0, 8);
  const first = checkDigit(base, firstWeights);
  const expected = first === 10 ? checkDigit(base, secondWeights) : first;
  return expected === Number(nine[8]);
}

/**
 * Reads what a person typed or pasted: `136-410-132`, `136 410 132`, `49091850`. Answers nine digits, zero-padded,
 * or what is wrong, in words.
 */
export function parseIrdNumber(text: string): Result<string, string> {
  const digits = text.normalize('NFKC').replace(/[\s\p{Dash}.]/gu, '');
  if (digits === '') return err('Type an IRD number: 8 or 9 digits.');
  if (!/^\d+$/.test(digits)) return err('An IRD number has digits only; hyphens and spaces between them are fine.');
  if (digits.length < 8 || digits.length > 9) return err(`An IRD number has 8 or 9 digits; this has ${digits.length}.`);
  if (Number(digits) < lowest || Number(digits) > highest)
    return err('No IRD number has been given out in this range; check the first digits.');
  const nine = digits.padStart(9, '0');
  return isIrdNumber(nine) ? ok(nine) : err('This is not an IRD number: its last digit does not fit the others. Check for a mistyped digit.');
}

/** `136410132` → `136-410-132`. Anything that is not nine digits, such as a customer id, is left as it is. */
export const formatIrdNumber = (id: string): string =>
  /^\d{9}$/.test(id) ? `${id.slice(0, 3)}-${id.slice(3, 6)}-${id.slice(6)}` : id;
