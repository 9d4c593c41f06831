import type { KeyedContact, NativeContact, NativePhone } from '../../../../shared/contacts.ts';
import type { Intent } from '../../../../shared/edits.ts';
import { phoneTypes, wordFor } from '../../../../shared/inland-revenue/codes.ts';
import { phoneWords } from '../../../../shared/inland-revenue/edits.ts';
import { displayPhone } from '../../../../shared/inland-revenue/phone-display.ts';
import type { AlsoChanged } from '../../gateway/connector.ts';
import { samePhone } from './phones.ts';

/**
 * What stands in a contact besides what this edit changes, and is not as the person saw it: of the phones that it changes by their own base,
 * of all else by `seen`. Each with the target it is about, so that what we have changed ourselves since can be told apart. Pure.
 */
export function alsoChanged(intent: Intent, seen: NativeContact | null, now: KeyedContact): AlsoChanged[] {
  if (intent.type !== 'edit') return [];
  const set = intent.changes.flatMap((change) => (change.op === 'setPhone' ? [change] : []));
  const inside = set.flatMap(({ key, was, to }) => {
    const phone = now.doc.Phone.find((candidate) => candidate.key === key);
    return phone ? partsOf(was, to, phone).map((part) => ({ ...part, target: null })) : [];
  });
  return seen ? [...inside, ...besides(seen, now.doc, now.key)] : inside;
}

type Part = Omit<AlsoChanged, 'target'>;

/** The parts of a phone that they have changed and I have not: country, area code and number are one (SPEC 7.5). */
function partsOf(was: NativePhone, mine: NativePhone, theirs: NativePhone): Part[] {
  const parts: [string, (phone: NativePhone) => string][] = [
    ['phone.number', (phone) => displayPhone({ ...phone, Extension: '' })],
    ['phone.type', (phone) => wordFor(phoneTypes, phone.PhoneType)],
    ['phone.extension', (phone) => phone.Extension],
  ];
  return parts.flatMap(([field, of]) => (of(mine) === of(was) && of(theirs) !== of(was) ? [{ field, before: of(was), after: of(theirs) }] : []));
}

function besides(seen: NativeContact, now: NativeContact, contact: string): AlsoChanged[] {
  const phone = (key: string, was: NativePhone | undefined, is: NativePhone | undefined): AlsoChanged[] =>
    was && is && samePhone(was, is) ? [] : [{ target: `phone ${key}`, field: 'phone', before: was ? phoneWords(was) : '', after: is ? phoneWords(is) : '' }];
  return [
    ...(seen.Name === now.Name ? [] : [{ target: `name ${contact}`, field: 'name', before: seen.Name, after: now.Name }]),
    ...seen.Phone.flatMap((was) => phone(was.key, was, now.Phone.find(({ key }) => key === was.key))),
    ...now.Phone.filter(({ key }) => !seen.Phone.some((was) => was.key === key)).flatMap((is) => phone(is.key, undefined, is)),
  ];
}
