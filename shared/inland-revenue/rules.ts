import { scopeId, type KeyedContact, type NativeContact, type NativePhone } from '../contacts.ts';
import type { Change, Intent } from '../edits.ts';
import type { FieldIssue } from '../faults.ts';
import { contactTypes, phoneTypes, wordFor } from './codes.ts';
import { areaCodeRules } from './area-codes.ts';
import { countryName, isCountry } from './countries.ts';
import { accountTypeOf } from './edits.ts';
import { contactsAfter } from './project.ts';

/**
 * Inland Revenue's published rules for contacts and phones, applied before anything is queued (SPEC 7).
 * Where nothing is published we refuse nothing: which characters a name may have, how long a New Zealand number is, whether a secondary
 * contact needs a primary one, which account types beyond KSS are closed, and whether an area code may be shorter than the table's length.
 * Issue codes are our own and stable; each message says what to do.
 */
const issue = (field: string, code: string, text: string): FieldIssue => ({ field, code, text });

/** Names have at most 255 characters (SPEC 7.1, 7.2); a new contact may have none, a renamed one must have one (EV1100). */
export function validateName(name: string, { required }: { required: boolean }): FieldIssue[] {
  if (required && name.trim() === '') return [issue('name', 'name-missing', 'Type a name. Inland Revenue cannot rename a contact to nothing.')];
  const length = [...name].length;
  return length > 255 ? [issue('name', 'name-too-long', `Inland Revenue takes at most 255 characters; this has ${length}.`)] : [];
}

/**
 * One phone; `field` is its path, such as `phones.0`. Lengths and codes: SPEC 7.1. Area codes: 7.7. Digits only in number and
 * extension: inferred there from Inland Revenue's other services. An extension only on business phones and faxes: 7.7, from the 2020 contract and mind map.
 */
export function validatePhone(phone: NativePhone, field: string): FieldIssue[] {
  return [...validateType(phone, field), ...validateCountry(phone, field), ...validateAreaCode(phone, field), ...validateNumber(phone, field), ...validateExtension(phone, field)];
}

function validateType(phone: NativePhone, field: string): FieldIssue[] {
  if (Object.hasOwn(phoneTypes, phone.PhoneType)) return [];
  return [issue(`${field}.type`, 'phone-type', 'Choose what kind of phone this is: business, fax, mobile or home.')];
}

function validateCountry(phone: NativePhone, field: string): FieldIssue[] {
  if (isCountry(phone.Country)) return [];
  return [issue(`${field}.country`, 'country', 'Choose a country from the list. Inland Revenue takes only the countries of the ISO standard.')];
}

function validateAreaCode({ AreaCode: area, Country: country }: NativePhone, field: string): FieldIssue[] {
  const at = (code: string, text: string): FieldIssue[] => [issue(`${field}.areaCode`, code, text)];
  if (country === 'NZ')
    return area === '' ? [] : at('area-code-nz', 'Inland Revenue takes no area code for New Zealand numbers. Put it at the start of the number.');
  const rule = areaCodeRules.get(country);
  if (area === '')
    return rule?.required === true ? at('area-code-missing', `Inland Revenue needs an area code for ${countryName(country)}: ${digitWords(rule.length)}.`) : [];
  if (!/^\d+$/.test(area)) return at('area-code-digits', 'Inland Revenue takes only digits in an area code.');
  const longest = rule?.length ?? 5;
  return area.length > longest ? at('area-code-too-long', `Inland Revenue takes at most ${digitWords(longest)} of area code for ${countryName(country)}. Put the rest into the number.`) : [];
}

const digitWords = (count: number): string => (count === 1 ? '1 digit' : `${count} digits`);

function validateNumber({ PhoneNumber: number }: NativePhone, field: string): FieldIssue[] {
  const at = (code: string, text: string): FieldIssue[] => [issue(`${field}.number`, code, text)];
  if (number === '') return at('number-missing', 'Type a phone number.');
  if (!/^\d+$/.test(number)) return at('number-digits', 'Inland Revenue takes only digits in a phone number: no spaces, letters or signs.');
  return number.length > 15 ? at('number-too-long', `Inland Revenue takes at most 15 digits; this has ${number.length}.`) : [];
}

function validateExtension({ Extension: extension, PhoneType: type }: NativePhone, field: string): FieldIssue[] {
  const at = (code: string, text: string): FieldIssue[] => [issue(`${field}.extension`, code, text)];
  if (extension === '') return [];
  if (type === 'CELL' || type === 'HOM')
    return at('extension-type', `Inland Revenue takes an extension only on business phones and faxes. Remove it, or change the kind from ${wordFor(phoneTypes, type).toLowerCase()}.`);
  if (!/^\d+$/.test(extension)) return at('extension-digits', 'Inland Revenue takes only digits in an extension.');
  return extension.length > 10 ? at('extension-too-long', 'Inland Revenue takes at most 10 digits of extension.') : [];
}

/**
 * Why contacts of an account of this type cannot be changed, in words; '' when they can. KSS is the one type Inland Revenue documents as
 * closed (ACT100); its list of eligible types is not public, so every other type, known or not, is left to the gateway (SPEC 7.8).
 */
export const lockedReason = (accountType: string): string =>
  accountType === 'KSS' ? 'Inland Revenue keeps contacts of KSS accounts closed to software. They can only be changed with Inland Revenue directly.' : '';

/**
 * Everything wrong with an intent, empty when it may be queued. `shown` are the contacts of the intent's own scope as a person sees them:
 * server copies with queued edits applied, removed ones left out (`contactsAfter`).
 * Field paths: `name`, `contactType`, `phones` (their number), `phones.N.number` `.country` `.areaCode` `.extension` `.type`, `scope` (the
 * account is closed to changes), `contact` (it is gone). N counts the phones of this intent: a single phone edit is always `phones.0`.
 */
export function validateIntent(intent: Intent, shown: readonly KeyedContact[]): FieldIssue[] {
  const locked = lockedReason(accountTypeOf(intent.scope));
  if (locked !== '') return [issue('scope', 'account-locked', locked)];
  const level = shown.filter((contact) => scopeId(contact.scope) === scopeId(intent.scope));
  if (intent.type === 'create') return validateCreate(intent, level);
  const contact = level.find((held) => held.key === intent.contact);
  if (!contact) return [issue('contact', 'contact-gone', 'This contact is no longer there. Close this and look at the client again.')];
  return intent.type === 'remove' ? [] : validateChanges(intent, contact);
}

function validateCreate(intent: Extract<Intent, { type: 'create' }>, level: readonly KeyedContact[]): FieldIssue[] {
  const { doc } = intent;
  return [
    ...validateContactType(doc, level.filter((contact) => contact.key !== intent.contact)),
    ...validateName(doc.Name, { required: false }),
    ...validateCount(doc.Phone.length),
    ...doc.Phone.flatMap((phone, index) => validatePhone(phone, `phones.${index}`)),
  ];
}

/** One contact of each type at a level (SPEC 7.8, CNT101). */
function validateContactType({ ContactType: type }: NativeContact, others: readonly KeyedContact[]): FieldIssue[] {
  if (!Object.hasOwn(contactTypes, type))
    return [issue('contactType', 'contact-type', 'Choose primary or secondary.')];
  const taken = others.find((contact) => contact.doc.ContactType === type);
  if (!taken) return [];
  const word = wordFor(contactTypes, type).toLowerCase();
  const who = taken.doc.Name === '' ? `There is a ${word} contact already` : `${taken.doc.Name} is the ${word} contact already`;
  return [issue('contactType', 'contact-type-taken', `${who}. Inland Revenue takes one of each kind here: change that one, or remove it first.`)];
}

/** Each contact has 1 to 5 phones, whatever is done to it (SPEC 7.8, CNT103). */
function validateCount(count: number): FieldIssue[] {
  if (count === 0) return [issue('phones', 'phones-none', 'Inland Revenue needs at least one phone on a contact. Add another before removing the last, or remove the contact.')];
  if (count > 5) return [issue('phones', 'phones-many', `Inland Revenue takes at most 5 phones on a contact; this would make ${count}.`)];
  return [];
}

function validateChanges(intent: Extract<Intent, { type: 'edit' }>, contact: KeyedContact): FieldIssue[] {
  const phoneChanges = intent.changes.filter((change) => change.op !== 'set');
  const after = contactsAfter([contact], [{ intent }])[0] ?? contact;
  return [
    ...intent.changes.flatMap((change) => (change.op === 'set' ? validateName(change.to, { required: true }) : [])),
    ...(after.doc.Phone.length === contact.doc.Phone.length ? [] : validateCount(after.doc.Phone.length)),
    ...phoneChanges.flatMap((change, index) => validatePhoneChange(change, contact, `phones.${index}`)),
  ];
}

function validatePhoneChange(change: Exclude<Change, { op: 'set' }>, contact: KeyedContact, field: string): FieldIssue[] {
  if (change.op === 'addPhone') return validatePhone(change.phone, field);
  if (!contact.doc.Phone.some((phone) => phone.key === change.key))
    return [issue(field, 'phone-gone', 'This phone is no longer there. Close this and look at the client again.')];
  return change.op === 'setPhone' ? validatePhone(change.to, field) : [];
}
