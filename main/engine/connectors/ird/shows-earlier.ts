import type { KeyedContact, KeyedPhone, NativePhone } from '../../../../shared/contacts.ts';
import type { Change, Intent } from '../../../../shared/edits.ts';

/** One thing that an edit changes, with its value before and after; null: not there. */
type Replaced = readonly [thing: string, was: string | null, to: string | null];

const there = '';

/**
 * Whether what was read still has, of anything, a value that our own edits have replaced, and not the one they left: `sent` have arrived, in
 * this order, in the place that was read. Then the reading lags (or somebody else has set it back, which it cannot be told from). Pure.
 */
export function showsEarlier(sent: readonly Intent[], read: readonly KeyedContact[]): boolean {
  const left = new Map<string, { earlier: Set<string | null>; last: string | null }>();
  for (const [thing, was, to] of sent.flatMap(replacedBy)) {
    const known = left.get(thing) ?? { earlier: new Set(), last: was };
    left.set(thing, { earlier: known.earlier.add(was).add(known.last), last: to });
  }
  const values = new Map(read.flatMap(valuesOf));
  return [...left].some(([thing, { earlier, last }]) => {
    const now = values.get(thing) ?? (isShown(thing, values) ? null : undefined);
    return now !== undefined && now !== last && earlier.has(now);
  });
}

/** Of a contact that is not there, nothing is told but that. */
const isShown = (thing: string, values: ReadonlyMap<string, string>): boolean => {
  const [kind, contact = ''] = JSON.parse(thing) as string[];
  return kind === 'contact' || (kind === 'phone' && values.has(contactThing(contact)));
};

const contactThing = (key: string): string => JSON.stringify(['contact', key]);
const nameThing = (key: string): string => JSON.stringify(['name', key]);
const phoneThing = (contact: string, key: string): string => JSON.stringify(['phone', contact, key]);
const fieldThing = (contact: string, key: string, field: string): string => JSON.stringify(['field', contact, key, field]);
const phoneFields: readonly (keyof NativePhone)[] = ['PhoneType', 'Country', 'AreaCode', 'PhoneNumber', 'Extension'];

function replacedBy(intent: Intent): Replaced[] {
  if (intent.type === 'create') return [[contactThing(intent.contact), null, there]];
  if (intent.type === 'remove') return [[contactThing(intent.contact), there, null]];
  return intent.changes.flatMap((change) => replacedIn(intent.contact, change));
}

function replacedIn(contact: string, change: Change): Replaced[] {
  switch (change.op) {
    case 'set': return [[nameThing(contact), change.was, change.to]];
    case 'addPhone': return [[phoneThing(contact, change.phone.key), null, there]];
    case 'dropPhone': return [[phoneThing(contact, change.key), there, null]];
    case 'setPhone': {
      const { key, was, to } = change;
      return phoneFields.flatMap((field): Replaced[] => (was[field] === to[field] ? [] : [[fieldThing(contact, key, field), was[field], to[field]]]));
    }
  }
}

const valuesOf = ({ key, doc }: KeyedContact): [string, string][] => [[contactThing(key), there], [nameThing(key), doc.Name], ...doc.Phone.flatMap((phone) => phoneValues(key, phone))];
const phoneValues = (contact: string, phone: KeyedPhone): [string, string][] => [
  [phoneThing(contact, phone.key), there],
  ...phoneFields.map((field): [string, string] => [fieldThing(contact, phone.key, field), phone[field]]),
];
