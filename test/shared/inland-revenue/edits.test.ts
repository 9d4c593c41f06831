import { expect, test } from 'vitest';
import type { Intent } from '../../../shared/edits.ts';
import { accountTypeOf, addContact, addPhone, changePhone, describeIntent, keyedContact, removeContact, removePhone, renameContact } from '../../../shared/inland-revenue/edits.ts';
import { project } from '../../../shared/inland-revenue/project.ts';
import { contact, customer, gst, phone } from './people.ts';

const mahina = contact('a', { Phone: [phone('p1'), phone('p2', { PhoneType: 'BSN', PhoneNumber: '044451153', Extension: '4' })] });
const [mobile, business] = mahina.doc.Phone as [ReturnType<typeof phone>, ReturnType<typeof phone>];
const nameless = contact('b', { Name: '', ContactType: 'SCNDRY' }, gst);

test.each<[string, Intent]>([
  ['Add primary contact Māhina Ngata', addContact(mahina)],
  ['Add secondary contact', addContact(nameless)],
  ['Rename Māhina Ngata to Māhina Tane', renameContact(mahina, 'Māhina Tane')],
  ['Name the contact Aroha', renameContact(nameless, 'Aroha')],
  ['Remove Māhina Ngata', removeContact(mahina)],
  ['Remove secondary contact', removeContact(nameless)],
  ['Add mobile 021 555 0199', addPhone(mahina, mobile)],
  ['Add fax 04 445 1154', addPhone(mahina, phone('x', { PhoneType: 'BSNFAX', PhoneNumber: '044451154' }))],
  ['Add SAT 123', addPhone(mahina, phone('x', { PhoneType: 'SAT', PhoneNumber: '123' }))],
  ['Change mobile 021 555 0199 to 021 555 0200', changePhone(mahina, mobile, { ...mobile, PhoneNumber: '0215550200' })],
  ['Change mobile 021 555 0199 to home phone 021 555 0199', changePhone(mahina, mobile, { ...mobile, PhoneType: 'HOM' })],
  ['Remove business phone 04 445 1153 ext 4', removePhone(mahina, business)],
])('%s', (title, intent) => {
  expect(describeIntent(intent, mahina).title).toBe(title);
});

test('an intent says on what it is, as far as it is known', () => {
  expect(describeIntent(addPhone(mahina, mobile), mahina).where).toBe('Māhina Ngata · Primary · Customer');
  expect(describeIntent(removeContact(contact('c', {}, gst))).where).toBe('Māhina Ngata · Primary · GST 136410132GST001');
  expect(describeIntent(addContact(nameless)).where).toBe('Secondary · GST 136410132GST001');
  expect(describeIntent(renameContact(contact('d', {}, { level: 'ird.account', key: 'ACC:136410132CSP001' }), 'X')).where).toBe('CSP 136410132CSP001');
  expect(describeIntent(renameContact(contact('d', {}, { level: 'ird.account', key: 'KSF:1234567' }), 'X')).where).toBe('1234567');
});

test('an edit carries the fields of the gateway and nothing of ours', () => {
  const shown = project([mahina], [])[0]!;
  const kept = keyedContact(shown, customer);
  expect(kept).toEqual(mahina);
  const intent = changePhone(kept, { ...shown.phones[0]!, ...mobile }, shown.phones[1]!);
  expect(intent).toMatchObject({ type: 'edit', changes: [{ op: 'setPhone', key: 'p1' }] });
  expect(Object.keys(intent.type === 'edit' && intent.changes[0]?.op === 'setPhone' ? intent.changes[0].to : {}).sort()).toEqual(['AreaCode', 'Country', 'Extension', 'PhoneNumber', 'PhoneType']);
});

test('a phone waiting to be removed is no longer part of the contact', () => {
  const shown = project([mahina], [{ editId: '1', mark: 'waiting', intent: removePhone(mahina, mobile) }])[0]!;
  expect(keyedContact(shown, customer).doc.Phone.map((held) => held.key)).toEqual(['p2']);
});

test('the account type is read from an account’s id', () => {
  expect(accountTypeOf(gst)).toBe('GST');
  expect(accountTypeOf(customer)).toBe('');
  expect(accountTypeOf({ level: 'ird.account', key: 'KSF:1234567' })).toBe('');
});
