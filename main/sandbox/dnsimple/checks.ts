import type { TextField, TextFields } from './contact.ts';
import { countries } from './countries.ts';
import { looksLikePhone } from './rewriting.ts';

/** Field to texts, in the order of the published refusal: by field name. */
export type FieldErrors = Partial<Record<TextField, string[]>>;

const blank = "can't be blank";
const required: readonly TextField[] = ['address1', 'city', 'country', 'email', 'first_name', 'last_name', 'phone', 'postal_code', 'state_province'];

/** SPEC 4. `label` and `organization_name` have no published length. */
const longest: Partial<Record<TextField, number>> = {
  address1: 60, address2: 60, city: 60, email: 128, fax: 20, first_name: 60, job_title: 60, last_name: 60, phone: 20, postal_code: 16, state_province: 60,
};

const checked: readonly TextField[] = [...new Set([...required, ...(Object.keys(longest) as TextField[])])].sort();

const email = (text: string): string[] => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? [] : ['is an invalid email address']);
const phone = (text: string): string[] => (looksLikePhone(text) ? [] : ['is probably not a phone number']);

function country(text: string): string[] {
  if (text === '') return [];
  const wrongLength = text.length === 2 ? [] : ['is the wrong length (should be 2 characters)'];
  return countries.has(text) ? wrongLength : [...wrongLength, 'is not a valid country'];
}

/** The words about one field. A blank one is also no email address and no phone number, as the published refusal shows (SPEC 6). */
function wordsFor(field: TextField, fields: TextFields): string[] {
  const text = fields[field];
  const words: string[] = [];
  // The text for a missing job title is inferred.
  if (text === '' && (required.includes(field) || (field === 'job_title' && fields.organization_name !== ''))) words.push(blank);
  if (field === 'email') words.push(...email(text));
  if (field === 'phone' || (field === 'fax' && text !== '')) words.push(...phone(text));
  if (field === 'country') words.push(...country(text));
  const most = longest[field];
  // The text for a value that is too long is inferred (SPEC 6).
  if (most !== undefined && text.length > most) words.push(`is too long (maximum is ${most} characters)`);
  return words;
}

/** What is wrong with a whole contact, after the server's rewriting; null for nothing. A PATCH is held to the whole contact too. */
export function errorsIn(fields: TextFields): FieldErrors | null {
  const errors: FieldErrors = {};
  for (const field of checked) {
    const words = wordsFor(field, fields);
    if (words.length > 0) errors[field] = words;
  }
  return Object.keys(errors).length === 0 ? null : errors;
}
