import { isObject } from '../json.ts';
import { textFields } from './contact.ts';
import type { TextFields } from './contact.ts';

/** Which published form of a phone number the server keeps: the sources disagree (SPEC 4). */
export type PhoneForm = 'e164' | 'epp' | 'asGiven';

const singleDigit = new Set(['1', '7']);
const twoDigits = new Set('20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'.split(' '));

const callingCode = (digits: string): string => {
  if (singleDigit.has(digits.slice(0, 1))) return digits.slice(0, 1);
  return twoDigits.has(digits.slice(0, 2)) ? digits.slice(0, 2) : digits.slice(0, 3);
};

/** `+18001234567`, `+1.8001234567`, or the trimmed text. What is no phone number stays as it is, for the check to name. */
export function phoneInForm(text: string, form: PhoneForm): string {
  const trimmed = text.trim();
  if (form === 'asGiven' || !looksLikePhone(trimmed)) return trimmed;
  const digits = trimmed.replace(/\D/g, '');
  const code = callingCode(digits);
  return form === 'e164' ? `+${digits}` : `+${code}.${digits.slice(code.length)}`;
}

/** A plus, then 7 to 15 digits with the usual punctuation. What exactly DNSimple takes for a number is not published (inferred). */
export const looksLikePhone = (text: string): boolean => /^\+[\d\s().-]+$/.test(text) && /^\d{7,15}$/.test(text.replace(/\D/g, ''));

const textOf = (value: unknown): string | undefined => {
  if (value === null) return '';
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
};

/** The text fields that a body sends, rewritten as the server does (SPEC 4). Fields it does not know are passed over, lists and objects too. */
export function writtenFields(body: unknown, form: PhoneForm): Partial<TextFields> {
  if (!isObject(body)) return {};
  const written: Partial<TextFields> = {};
  for (const field of textFields) {
    const text = Object.hasOwn(body, field) ? textOf(body[field])?.trim() : undefined;
    if (text === undefined) continue;
    if (field === 'email') written[field] = text.toLowerCase();
    else if (field === 'country') written[field] = text.toUpperCase();
    else written[field] = field === 'phone' || field === 'fax' ? phoneInForm(text, form) : text;
  }
  return written;
}
