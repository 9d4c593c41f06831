import libphonenumber from 'google-libphonenumber';
import { areaCodeRules } from './area-codes.ts';

/**
 * How a country writes its numbers, and how Inland Revenue wants them split (SPEC 7.7; docs/decisions/0010-area-codes.md).
 * The *significant* number is what follows the calling code; the *trunk prefix* (0 in most countries) is dialled before it at home.
 */
const phones = libphonenumber.PhoneNumberUtil.getInstance();
const plans: ReadonlySet<string> = new Set<string>(phones.getSupportedRegions());

export type ParsedNumber = libphonenumber.PhoneNumber;
export interface Split {
  areaCode: string;
  number: string;
}

/** True where libphonenumber knows the country's numbering plan; eight small territories of IRD's table have none. */
export const hasPlan = (country: string): boolean => plans.has(country);

/** `64` for NZ; '' where the country has no numbering plan of its own. */
export const callingCode = (country: string): string => (hasPlan(country) ? String(phones.getCountryCodeForRegion(country)) : '');

/** The trunk prefix when it is written before national numbers (`0` in NZ), else ''. */
export const trunkPrefix = (country: string): string => (hasPlan(country) ? (phones.getNddPrefixForRegion(country, true) ?? '') : '');

/** The digits after the calling code, leading zeros kept where they belong to the number (Italy). */
export const significant = (number: ParsedNumber): string => phones.getNationalSignificantNumber(number);

const digitsOf = (text: string): string => text.replace(/\D/g, '');

const trunkCounts = new Map<string, boolean>();

/**
 * Whether Inland Revenue's length for a country counts the trunk prefix: its table says 2 for Australia (`02`, `04`), where the
 * area code alone has one digit, but 2 for Switzerland (`44` of `044`). Told by the country's example number, since nothing is published.
 */
function countsTrunk(country: string, length: number): boolean {
  const known = trunkCounts.get(country);
  if (known !== undefined) return known;
  const trunk = trunkPrefix(country);
  const example = phones.getExampleNumberForType(country, libphonenumber.PhoneNumberType.FIXED_LINE);
  const area = example ? phones.getLengthOfGeographicalAreaCode(example) : 0;
  const written = example ? digitsOf(phones.format(example, libphonenumber.PhoneNumberFormat.NATIONAL)) : '';
  const counts = trunk !== '' && area > 0 && area < length && area + trunk.length <= length && written.startsWith(trunk);
  trunkCounts.set(country, counts);
  return counts;
}

/**
 * Splits a significant number into Inland Revenue's two fields.
 * New Zealand: everything, with its leading 0, in the number. Required area codes: exactly the table's length, which is right whether
 * that length is exact or a maximum. Optional ones: the geographic area code of up to five digits, otherwise none.
 */
export function splitNumber(country: string, number: ParsedNumber): Split {
  const digits = significant(number);
  if (country === 'NZ') return { areaCode: '', number: `0${digits}` };
  const rule = areaCodeRules.get(country);
  if (rule?.required === true) {
    const whole = countsTrunk(country, rule.length) ? trunkPrefix(country) + digits : digits;
    return whole.length > rule.length ? { areaCode: whole.slice(0, rule.length), number: whole.slice(rule.length) } : { areaCode: '', number: whole };
  }
  const area = geographicLength(number);
  return area > 0 && area <= 5 ? { areaCode: digits.slice(0, area), number: digits.slice(area) } : { areaCode: '', number: digits };
}

/** Digits of the geographic area code; 0 for mobiles, freephone and countries without area codes. */
export const geographicLength = (number: ParsedNumber): number => phones.getLengthOfGeographicalAreaCode(number);

/** null when libphonenumber can make nothing of it. `country` is assumed where the text has no calling code. */
export function parseNumber(text: string, country: string): ParsedNumber | null {
  try {
    return phones.parse(text, country);
  } catch {
    return null;
  }
}

export type Length = 'possible' | 'localOnly' | 'tooShort' | 'tooLong' | 'notInPlan';

/** Judged by length alone: which numbers a country has given out changes faster than any table. */
export function judgeLength(number: ParsedNumber): Length {
  const reason = libphonenumber.PhoneNumberUtil.ValidationResult;
  switch (phones.isPossibleNumberWithReason(number)) {
    case reason.IS_POSSIBLE: return 'possible';
    case reason.IS_POSSIBLE_LOCAL_ONLY: return 'localOnly';
    case reason.TOO_SHORT: return 'tooShort';
    case reason.TOO_LONG: return 'tooLong';
    case reason.INVALID_LENGTH: return 'tooLong';
    default: return 'notInPlan';
  }
}

/** Whether numbers like this one have been given out in the country, as far as libphonenumber knows. */
export const inUse = (number: ParsedNumber, country: string): boolean => phones.isValidNumberForRegion(number, country);

/** Ascension and Tristan da Cunha have plans but no ISO country of their own: both are part of Saint Helena. */
const isoOf = (region: string): string => (region === 'AC' || region === 'TA' ? 'SH' : region);

/**
 * The country of a number with a calling code: the preferred one where the number is valid there (calling codes are shared), else
 * the one it is valid in, else the main country of its calling code. '' for calling codes that belong to no country, such as +800.
 */
export function countryOf(number: ParsedNumber, preferred: string): string {
  if (hasPlan(preferred) && phones.isValidNumberForRegion(number, preferred)) return preferred;
  const main = phones.getRegionCodeForCountryCode(number.getCountryCodeOrDefault());
  const sameCode = callingCode(preferred) === String(number.getCountryCodeOrDefault()) ? preferred : main;
  const region = phones.getRegionCodeForNumber(number) ?? sameCode;
  return plans.has(region) ? isoOf(region) : '';
}

/**
 * The number behind a stored pair of fields, or null when it does not follow its country's plan: then it is not ours to reformat.
 * One that we would split into exactly these two fields comes first; outside New Zealand, one with its area code cut elsewhere (`2` for
 * Sydney's `02`) is understood too.
 */
export function joinNumber(country: string, areaCode: string, number: string): ParsedNumber | null {
  const whole = areaCode + number;
  if (!hasPlan(country) || !/^\d+$/.test(whole)) return null;
  const candidates = numbersWritten(country, whole);
  const same = candidates.filter((found) => {
    const split = splitNumber(country, found);
    return split.areaCode === areaCode && split.number === number;
  });
  const cutElsewhere = country === 'NZ' || areaCode === '' ? undefined : candidates.find((found) => phones.isValidNumber(found));
  return same.find((found) => phones.isValidNumber(found)) ?? same[0] ?? cutElsewhere ?? null;
}

/** Numbers of a possible length that digits may stand for: with the trunk prefix taken off where they begin with it, and as they are. */
function numbersWritten(country: string, digits: string): ParsedNumber[] {
  const trunk = trunkPrefix(country);
  const bare = trunk !== '' && digits.startsWith(trunk) ? [digits.slice(trunk.length)] : [];
  return [...bare, digits]
    .map((significantDigits) => parseNumber(`+${callingCode(country)}${significantDigits}`, country))
    .filter((found) => found !== null)
    .filter((found) => judgeLength(found) === 'possible');
}

/** `021 555 0199` at home, `+61 2 9374 4000` abroad; hyphens become spaces at home, as New Zealanders write them. */
export const writeNumber = (country: string, number: ParsedNumber): string =>
  country === 'NZ'
    ? phones.format(number, libphonenumber.PhoneNumberFormat.NATIONAL).replaceAll('-', ' ')
    : phones.format(number, libphonenumber.PhoneNumberFormat.INTERNATIONAL);
