import type { FieldIssue } from '../faults.ts';
import { err, ok, type Result } from '../result.ts';
import { countryName } from './countries.ts';
import { countryOf, geographicLength, hasPlan, inUse, judgeLength, parseNumber, splitNumber, type ParsedNumber, type Split } from './numbering-plan.ts';

/** A typed number, taken apart. `note` says in words what was moved where, '' when nothing needs saying. */
export interface ReadPhone {
  country: string;
  areaCode: string;
  number: string;
  extension: string;
  note: string;
}

const issue = (code: string, text: string): Result<never, FieldIssue> => err({ field: 'number', code, text });

/** `ext 5`, `ext. 5`, `extn 5`, `extension 5`, `x5`, `#5`, and a comma or semicolon before any of them. */
const extensionAtEnd = /[\s,;]*(?:;ext=|\bext(?:ensi?on|n)?\b\.?|(?<=[\d\s)])(?:ext(?:ensi?on|n)?|x)\.?|#)\s*[:.]?\s*(\d+)\s*#?\s*$/iu;

/** Any digit of Unicode (full-width, Arabic-Indic…) as ASCII; dashes and spaces of every kind as plain ones. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)))
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, '')
    .replace(/\p{Dash}/gu, '-')
    .replace(/\s+/gu, ' ')
    .replace(/^tel:\s*/i, '')
    .trim();
}

/** Unicode lays out every set of decimal digits as ten code points in a row, so the start of the row is the zero. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  if (code >= 0x1d7ce && code <= 0x1d7ff) return (code - 0x1d7ce) % 10;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return code - zero;
}

/**
 * Turns a number as a person types or pastes it into Inland Revenue's fields. `country` (ISO alpha-2) is assumed where the text has no
 * calling code. Only what cannot be a number is refused; every field can still be corrected by hand.
 * The number's length is judged by its country's plan, not by which numbers are in use: that changes faster than any table.
 */
export function readPhone(text: string, country = 'NZ'): Result<ReadPhone, FieldIssue> {
  const typed = plain(text);
  if (typed === '') return issue('number-missing', 'Type a phone number.');
  const found = extensionAtEnd.exec(typed);
  const extension = found?.[1] ?? '';
  const body = found ? typed.slice(0, found.index).trim() : typed;
  if (extension.length > 10) return issue('extension-too-long', 'Inland Revenue takes at most 10 digits of extension.');
  const wrong = wrongCharacters(body);
  if (wrong) return wrong;
  const international = /^\s*[([]?\s*\+/.test(body) || /^\(?00/.test(body);
  if (!hasPlan(country) && !international) return ok({ ...digitsOnly(body), country, extension, note: `Check the parts by hand: we do not know how numbers of ${countryName(country)} are written.` });
  return understand(body.replace(/^\(?00/, (start) => (start.startsWith('(') ? '(+' : '+')), country, international, extension);
}

function wrongCharacters(body: string): Result<never, FieldIssue> | null {
  if (/\p{L}/u.test(body)) return issue('number-letters', 'A phone number has digits only. Write letters as digits, and an extension as “ext 5”.');
  if (!/\d/.test(body)) return issue('number-missing', 'Type a phone number.');
  if (/@|\/\s|\/\+|[;,]\s*[+\d]|\+.*\+/.test(body)) return issue('number-several', 'This looks like more than one number. Add each as its own phone.');
  const odd = /[^\d\s+()[\]./-]/u.exec(body);
  return odd ? issue('number-characters', `“${odd[0]}” cannot be part of a phone number.`) : null;
}

const digitsOnly = (body: string): Split => ({ areaCode: '', number: body.replace(/\D/g, '') });

function understand(body: string, hint: string, international: boolean, extension: string): Result<ReadPhone, FieldIssue> {
  const assumed = hasPlan(hint) ? hint : 'NZ';
  const parsed = parseNumber(body, assumed);
  if (!parsed) return unreadable(body, assumed, international);
  const country = international ? countryOf(parsed, hint) : hint;
  if (country === '') return issue('country-unknown', `+${parsed.getCountryCodeOrDefault()} belongs to no country, and Inland Revenue needs one. Use a number with a country’s calling code.`);
  const withoutArea = country === 'NZ' && !international && !/^\D*0/.test(body) && !inUse(parsed, country);
  const tooOdd = withoutArea ? missingArea(country) : wrongLength(parsed, country);
  if (tooOdd) return tooOdd;
  const split = splitNumber(country, parsed);
  return ok({ country, ...split, extension, note: noteFor(country, parsed) });
}

function unreadable(body: string, country: string, international: boolean): Result<never, FieldIssue> {
  const digits = body.replace(/\D/g, '').length;
  if (digits > 17) return issue('number-too-long', tooLong(country));
  if (international && digits > 4) return issue('country-unknown', 'No country has the calling code after the +. Check the first digits.');
  return issue('number-too-short', tooShort(country));
}

function wrongLength(parsed: ParsedNumber, country: string): Result<never, FieldIssue> | null {
  switch (judgeLength(parsed)) {
    case 'possible': return null;
    case 'localOnly': return missingArea(country);
    case 'tooShort': return issue('number-too-short', tooShort(country));
    case 'tooLong': return issue('number-too-long', tooLong(country));
    case 'notInPlan': return issue('country-unknown', 'No country has the calling code after the +. Check the first digits.');
  }
}

const missingArea = (country: string): Result<never, FieldIssue> =>
  issue('number-without-area', country === 'NZ' ? 'Start with 0: an area code such as 04 or 09, or 02 for a mobile.' : 'Start with the area code.');

const tooShort = (country: string): string =>
  `This is too short for a number in ${countryName(country)}. For another country, start with + and its calling code.`;
const tooLong = (country: string): string =>
  `This is too long for a number in ${countryName(country)}. Write an extension as “ext 5”; for another country, start with + and its calling code.`;

/** Said only where the person's area code ended up somewhere they may not look for it. */
function noteFor(country: string, parsed: ParsedNumber): string {
  const area = geographicLength(parsed);
  if (country !== 'NZ' || area === 0) return '';
  const code = splitNumber('NZ', parsed).number.slice(0, area + 1);
  return `Inland Revenue takes no area code for New Zealand numbers; we put ${code} into the number.`;
}
