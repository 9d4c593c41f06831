import type { KeyedContact, NativeContact } from '../../../../shared/contacts.ts';
import type { Change, Intent } from '../../../../shared/edits.ts';
import { fieldsOf } from '../../../../shared/inland-revenue/edits.ts';
import { samePhone } from './phones.ts';
import { mergePhone } from './merge.ts';

/**
 * A later edit, after one before it was corrected: what it took for its base is what it will meet now. `old` and `now` are the contacts
 * it would have met and will meet. What it changes itself stays its own. Pure.
 */
export function inStep(later: Intent, old: readonly KeyedContact[], now: readonly KeyedContact[]): Intent {
  const [before, after] = [old, now].map((contacts) => contacts.find((contact) => contact.key === later.contact)?.doc);
  if (later.type === 'create' || !before || !after) return later;
  if (later.type === 'remove') return sameContact(later.was, before) ? { ...later, was: after } : later;
  return { ...later, changes: later.changes.map((change) => changeInStep(change, before, after)) };
}

function changeInStep(change: Change, before: NativeContact, after: NativeContact): Change {
  if (change.op === 'addPhone') return change;
  if (change.op === 'set') return change.was === before.Name ? { ...change, was: after.Name } : change;
  const [old, now] = [before, after].map((doc) => doc.Phone.find((phone) => phone.key === change.key));
  if (!old || !now || !samePhone(change.was, old)) return change;
  if (change.op === 'dropPhone') return { ...change, was: fieldsOf(now) };
  const merged = mergePhone(change.was, change.to, now, true);
  return { ...change, was: fieldsOf(now), to: merged.ok ? merged.value : change.to };
}

const sameContact = (a: NativeContact, b: NativeContact): boolean =>
  a.Name === b.Name && a.Phone.length === b.Phone.length && a.Phone.every((phone) => b.Phone.some((other) => other.key === phone.key && samePhone(other, phone)));

/** The same intent on records that have got other keys. Pure. */
export function rekeyed(intent: Intent, keys: ReadonlyMap<string, string>): Intent {
  const of = (key: string): string => keys.get(key) ?? key;
  const doc = (contact: NativeContact): NativeContact => ({ ...contact, Phone: contact.Phone.map((phone) => ({ ...phone, key: of(phone.key) })) });
  if (intent.type === 'create') return { ...intent, contact: of(intent.contact), doc: doc(intent.doc) };
  if (intent.type === 'remove') return { ...intent, contact: of(intent.contact), was: doc(intent.was) };
  const changes = intent.changes.map((change): Change => (change.op === 'set' ? change : change.op === 'addPhone' ? { ...change, phone: { ...change.phone, key: of(change.phone.key) } } : { ...change, key: of(change.key) }));
  return { ...intent, contact: of(intent.contact), changes };
}
