import type { KeyedContact, KeyedPhone, NativePhone } from '../../../../shared/contacts.ts';
import type { Intent } from '../../../../shared/edits.ts';
import type { Identity, Names, Part } from '../../gateway/connector.ts';

export const samePhone = (a: NativePhone, b: NativePhone): boolean =>
  a.PhoneType === b.PhoneType && a.Country === b.Country && a.AreaCode === b.AreaCode && a.PhoneNumber === b.PhoneNumber && a.Extension === b.Extension;

/** Phones that go out inside a new contact: only the next reading tells their ids (SPEC 7.1). */
export const phonesInside = (intent: Intent): Part[] => (intent.type === 'create' ? intent.doc.Phone.map((phone) => ({ kind: 'phone', key: phone.key, body: phone })) : []);

/** Gives phones just read the keys they were sent under: the first one equal in every field. Pure. */
export function pairPhones(expected: readonly KeyedPhone[], read: readonly KeyedPhone[]): Identity[] {
  const taken = new Set<string>();
  return expected.flatMap((phone) => {
    const match = read.find((candidate) => !candidate.key.startsWith('new:') && !taken.has(candidate.key) && samePhone(candidate, phone));
    if (!match) return [];
    taken.add(match.key);
    return [{ kind: 'phone' as const, local: phone.key, remote: match.key }];
  });
}

/** A contact with our own keys for itself and its phones. Pure. */
export const named = (contact: KeyedContact, names: Names): KeyedContact => ({
  ...contact,
  key: names.local('contact', contact.key),
  doc: { ...contact.doc, Phone: contact.doc.Phone.map((phone) => ({ ...phone, key: names.local('phone', phone.key) })) },
});
