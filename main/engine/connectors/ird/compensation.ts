import type { KeyedContact } from '../../../../shared/contacts.ts';
import type { Change, Intent } from '../../../../shared/edits.ts';
import { fieldsOf } from '../../../../shared/inland-revenue/edits.ts';
import { samePhone } from './phones.ts';

/** The opposite of an edit that was sent, with what a person should know before; or why there is none. */
export type Compensation = { intent: Intent; note: string } | { why: string };

const contactGone = 'The contact is no longer there.';
const phoneGone = 'The phone number is no longer there.';
const changedSince = 'It has been changed again since.';
const newContact = 'Adding it again makes a new contact: Inland Revenue never reuses an id.';
const newPhone = 'Adding it again makes a new phone number: Inland Revenue never reuses an id.';
const endsContact = 'This removes the contact as it is now. Its id at Inland Revenue does not come back.';
const endsPhone = 'This removes the phone number. Its id at Inland Revenue does not come back.';

/**
 * What undoes a sent edit, from the contacts as they are shown now; only while what it did still stands, so that nobody's later change is
 * overwritten. Pure, but for the new keys.
 */
export function compensation(intent: Intent, shown: readonly KeyedContact[], newKey: () => string): Compensation {
  const { contact: key, scope } = intent;
  if (intent.type === 'remove') {
    const { ContactType, Name, Phone } = intent.was;
    return { intent: { type: 'create', contact: newKey(), scope, doc: { ContactType, Name, Phone: Phone.map((phone) => ({ ...fieldsOf(phone), key: newKey() })) } }, note: newContact };
  }
  const contact = shown.find((candidate) => candidate.key === key);
  if (!contact) return { why: contactGone };
  if (intent.type === 'create') return { intent: { type: 'remove', contact: key, scope, was: contact.doc }, note: endsContact };
  const opposites = [...intent.changes].reverse().map((change) => opposite(change, contact, newKey));
  const why = opposites.find((one) => 'why' in one);
  if (why) return why;
  const changes = opposites.flatMap((one) => ('change' in one ? [one.change] : []));
  return { intent: { type: 'edit', contact: key, scope, changes }, note: opposites.flatMap((one) => ('note' in one && one.note !== '' ? [one.note] : [])).join(' ') };
}

function opposite(change: Change, { doc }: KeyedContact, newKey: () => string): { change: Change; note: string } | { why: string } {
  if (change.op === 'set') {
    if (doc.Name !== change.to) return { why: changedSince };
    return change.was === '' ? { why: 'It had no name before, and Inland Revenue cannot rename a contact to nothing.' } : { change: { ...change, was: change.to, to: change.was }, note: '' };
  }
  if (change.op === 'dropPhone') return { change: { op: 'addPhone', phone: { ...fieldsOf(change.was), key: newKey() } }, note: newPhone };
  const [key, made] = change.op === 'addPhone' ? [change.phone.key, change.phone] : [change.key, change.to];
  const phone = doc.Phone.find((candidate) => candidate.key === key);
  if (!phone) return { why: phoneGone };
  if (!samePhone(phone, made)) return { why: changedSince };
  return change.op === 'addPhone' ? { change: { op: 'dropPhone', key, was: fieldsOf(phone) }, note: endsPhone } : { change: { ...change, was: fieldsOf(phone), to: change.was }, note: '' };
}
