import type { KeyedContact, KeyedPhone, NativeContact, NativePhone, ScopeRef } from '../contacts.ts';
import type { Change, Intent } from '../edits.ts';
import type { ShownContact } from '../views.ts';
import { accountTypeWords, contactTypes, phoneTypes, wordFor } from './codes.ts';
import { displayPhone } from './phone-display.ts';

/** The six things a person can mean (SPEC 7.1-7.6). Keys of new contacts and phones are made by the caller: `new:` and a ULID. */
export const addContact = (contact: KeyedContact): Intent => ({ type: 'create', contact: contact.key, scope: contact.scope, doc: contact.doc });

export const renameContact = (contact: KeyedContact, to: string): Intent => edit(contact, { op: 'set', field: 'Name', was: contact.doc.Name, to });

/** Ends the contact and its phones for good: a removed id never comes back. */
export const removeContact = (contact: KeyedContact): Intent => ({ type: 'remove', contact: contact.key, scope: contact.scope, was: contact.doc });

export const addPhone = (contact: KeyedContact, phone: KeyedPhone): Intent => edit(contact, { op: 'addPhone', phone });

/** `was` is the phone as the person saw it. */
export const changePhone = (contact: KeyedContact, was: KeyedPhone, to: NativePhone): Intent =>
  edit(contact, { op: 'setPhone', key: was.key, was: fieldsOf(was), to: fieldsOf(to) });

export const removePhone = (contact: KeyedContact, was: KeyedPhone): Intent => edit(contact, { op: 'dropPhone', key: was.key, was: fieldsOf(was) });

const edit = (contact: KeyedContact, change: Change): Intent => ({ type: 'edit', contact: contact.key, scope: contact.scope, changes: [change] });

/** The five fields of the gateway, without key or marks. */
export const fieldsOf = (phone: NativePhone): NativePhone => ({
  PhoneType: phone.PhoneType,
  Country: phone.Country,
  AreaCode: phone.AreaCode,
  PhoneNumber: phone.PhoneNumber,
  Extension: phone.Extension,
});

/** A shown contact as the constructors and rules above want it; phones waiting to be removed are left out. */
export function keyedContact(shown: ShownContact, scope: ScopeRef): KeyedContact {
  const phones = shown.phones.filter((phone) => !phone.removed).map((phone) => ({ key: phone.key, ...fieldsOf(phone) }));
  return { key: shown.key, scope, doc: { ContactType: shown.type, Name: shown.name, Phone: phones } };
}

/** The account type inside an account scope: `GST` of `ACC:136410132GST001` (SPEC 6); '' for a customer or an id of another shape. */
export const accountTypeOf = (scope: ScopeRef): string =>
  scope.level === 'ird.account' ? (/^ACC:\d{9}([A-Z]{3})\d{3}$/.exec(scope.key)?.[1] ?? '') : '';

/** An intent in words: what (`Add mobile 021 555 0199`) and on what (`Māhina Ngata · Primary · Customer`). */
export function describeIntent(intent: Intent, contact?: KeyedContact): { title: string; where: string } {
  const doc = intent.type === 'create' ? intent.doc : intent.type === 'remove' ? intent.was : contact?.doc;
  const type = doc ? wordFor(contactTypes, doc.ContactType) : '';
  const where = [doc?.Name ?? '', type, placeWords(intent.scope)].filter((part) => part !== '').join(' · ');
  return { title: titleOf(intent, doc), where };
}

/** `primary contact`; a type we do not know keeps its code: `TRDARY contact`. */
function contactWords(doc: NativeContact | undefined): string {
  const type = doc?.ContactType ?? '';
  const word = Object.hasOwn(contactTypes, type) ? wordFor(contactTypes, type).toLowerCase() : type;
  return `${word} contact`.trim();
}

function titleOf(intent: Intent, doc: NativeContact | undefined): string {
  if (intent.type === 'create') return `Add ${contactWords(doc)}${doc?.Name ? ` ${doc.Name}` : ''}`;
  if (intent.type === 'remove') return `Remove ${doc?.Name || contactWords(doc)}`;
  return intent.changes.map(changeWords).join('; ') || 'Change nothing';
}

function changeWords(change: Change): string {
  switch (change.op) {
    case 'set': return change.was === '' ? `Name the contact ${change.to}` : `Rename ${change.was} to ${change.to}`;
    case 'addPhone': return `Add ${phoneWords(change.phone)}`;
    case 'dropPhone': return `Remove ${phoneWords(change.was)}`;
    case 'setPhone': return `Change ${phoneWords(change.was)} to ${change.was.PhoneType === change.to.PhoneType ? displayPhone(change.to) : phoneWords(change.to)}`;
  }
}

/** `mobile 021 555 0199`, `business phone 04 445 1153 ext 4`; an unknown type keeps its code. */
export function phoneWords(phone: NativePhone): string {
  const type = phone.PhoneType === 'CELL' ? 'mobile' : Object.hasOwn(phoneTypes, phone.PhoneType) ? wordFor(phoneTypes, phone.PhoneType).toLowerCase() : phone.PhoneType;
  return `${type} ${displayPhone(phone)}`;
}

/** `Customer`, `GST 136410132GST001`, `Income tax 136410132INC002`. */
function placeWords(scope: ScopeRef): string {
  if (scope.level === 'ird.customer') return 'Customer';
  const id = scope.key.slice(scope.key.indexOf(':') + 1);
  const type = accountTypeOf(scope);
  return type === '' ? id : `${accountTypeWords(type)} ${id}`;
}
