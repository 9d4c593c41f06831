const first = [3, 2, 7, 6, 5, 4, 3, 2];
const second = [7, 4, 3, 2, 5, 2, 7, 6];

const remainder = (base: string, weights: readonly number[]): number => {
  let sum = 0;
  for (const [place, weight] of weights.entries()) sum += weight * Number(base[place]);
  const rest = sum % 11;
  return rest === 0 ? 0 : 11 - rest;
};

/** The check digit that belongs to the eight digits before it, or null where no digit does (SPEC 6). */
export function checkDigitFor(base: string): number | null {
  const one = remainder(base, first);
  if (one !== 10) return one;
  const two = remainder(base, second);
  return two === 10 ? null : two;
}

/** Nine digits, in the range Inland Revenue issues, with the right last digit. */
export function isIrdNumber(id: string): boolean {
  if (!/^\d{9}$/.test(id)) return false;
  const value = Number(id);
  if (value < 10_000_000 || value > 150_000_000) return false;
  return checkDigitFor(id.slice(0, 8)) === Number(id[8]);
}
