import { areaCodeRules } from './area-codes.ts';
import { callingCode } from './numbering-plan.ts';

/**
 * Countries a phone can be in: Inland Revenue's area-code table plus New Zealand (SPEC 7.7), without its `XX` (unknown).
 * Names come from the runtime's own Unicode data, which adds nothing to the app.
 */
export interface Country {
  /** ISO 3166-1 alpha-2, and `XK`. */
  code: string;
  name: string;
  /** `64`; '' for the few territories without a numbering plan. */
  callingCode: string;
}

const names = new Intl.DisplayNames(['en-NZ'], { type: 'region', fallback: 'code' });

/** `Australia` for `AU`; a code nobody knows is answered as it is. */
export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code;
}

/** True for a code Inland Revenue's table knows, and for NZ. */
export const isCountry = (code: string): boolean => code === 'NZ' || areaCodeRules.has(code);

const byName = new Intl.Collator('en-NZ');
const named = (code: string): Country => ({ code, name: countryName(code), callingCode: callingCode(code) });

/** Every country on offer, by name. */
export const countries: readonly Country[] = ['NZ', ...areaCodeRules.keys()]
  .filter((code) => code !== 'XX')
  .map(named)
  .sort((a, b) => byName.compare(a.name, b.name));

/** The four that a New Zealand practice meets most, to offer first. */
export const commonCountries: readonly Country[] = ['NZ', 'AU', 'GB', 'US'].map(named);
