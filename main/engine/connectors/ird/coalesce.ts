import type { KeyedContact, NativeContact } from '../../../../shared/contacts.ts';
import type { Change, Intent } from '../../../../shared/edits.ts';
import { contactsAfter } from '../../../../shared/inland-revenue/project.ts';
import { samePhone } from './phones.ts';
import type { Together } from '../../gateway/connector.ts';

/** Edits that come to one call, or to none. */
export type Group = Together<Intent>;

interface Waiting {
  id: string;
  intent: Intent;
}

/** A group while it grows, with what it is about: a contact, its name, or one of its phones. */
interface Growing extends Group {
  contact: string;
  about: string;
  members: Intent[];
}

/**
 * The smallest set of calls for edits of one scope that wait, in the order they are to be sent. What is about the same name, phone or
 * contact comes together; what is taken back by a later edit, or set back to what it was, is not sent. A removal takes in what was
 * changed before it, a new contact what is changed after. Phones of `fresh` are added before one is removed where it would be the last, and
 * the other way round at five, so that each state on the way is legal (SPEC 7.8: one to five phones, one contact of a type). An edit of
 * several changes stays by itself, and nothing moves past it. Pure.
 */
export function coalesce(edits: readonly Waiting[], fresh: readonly KeyedContact[]): Group[] {
  const several = edits.findIndex(({ intent }) => intent.type === 'edit' && intent.changes.length !== 1);
  const [head] = edits;
  if (several === 0 && head) return [{ ids: [head.id], intent: head.intent }, ...coalesce(edits.slice(1), contactsAfter(fresh, [head]))];
  const [before, after] = several < 0 ? [edits, []] : [edits.slice(0, several), edits.slice(several)];
  const groups: Growing[] = [];
  for (const edit of before) take(groups, edit);
  const inOrder = (ids: readonly string[]): string[] => before.flatMap(({ id }) => (ids.includes(id) ? [id] : []));
  const ordered = legal(groups, fresh).map(({ ids, intent }) => ({ ids: ids.length > 1 ? inOrder(ids) : ids, intent }));
  return after.length === 0 ? ordered : [...ordered, ...coalesce(after, contactsAfter(fresh, before))];
}

function take(groups: Growing[], { id, intent }: Waiting): void {
  const { contact } = intent;
  const made = groups.find((group) => group.contact === contact && group.about === 'contact');
  if (made) return grow(made, id, intent, made.intent && together(made.intent, intent));
  if (intent.type !== 'edit') {
    // A removal: what was meant for the contact before it goes with it.
    const absorbed = intent.type === 'remove' ? groups.filter((group) => group.contact === contact) : [];
    const members = absorbed.flatMap((group) => group.members);
    const whole: Growing = { contact, about: 'contact', ids: [...absorbed.flatMap((group) => group.ids), id], members: [...members, intent], intent: intent.type === 'remove' ? rewound(intent, members) : intent };
    const place = absorbed[0] ? groups.indexOf(absorbed[0]) : groups.length;
    groups.splice(place, 0, whole);
    for (const group of absorbed) groups.splice(groups.indexOf(group), 1);
    return;
  }
  const about = aboutOf(intent);
  const same = groups.find((group) => group.contact === contact && group.about === about);
  if (same) grow(same, id, intent, same.intent ? together(same.intent, intent) : orNothing(intent));
  else groups.push({ contact, about, ids: [id], members: [intent], intent: orNothing(intent) });
}

function aboutOf({ changes: [change] }: Extract<Intent, { type: 'edit' }>): string {
  if (!change || change.op === 'set') return 'name';
  return `phone ${change.op === 'addPhone' ? change.phone.key : change.key}`;
}

const orNothing = (intent: Extract<Intent, { type: 'edit' }>): Intent | null => (intent.changes.every(changesNothing) ? null : intent);

const changesNothing = (change: Change): boolean => (change.op === 'set' && change.was === change.to) || (change.op === 'setPhone' && samePhone(change.was, change.to));

function grow(group: Growing, id: string, intent: Intent, together: Intent | null): void {
  group.ids.push(id);
  group.members.push(intent);
  group.intent = together;
}

/** Two intents on the same thing as one; null where nothing is left of them. */
function together(first: Intent, second: Intent): Intent | null {
  if (first.type === 'create') {
    if (second.type !== 'edit') return null;
    const [after] = contactsAfter([{ key: first.contact, scope: first.scope, doc: first.doc }], [{ intent: second }]);
    return { ...first, doc: after?.doc ?? first.doc };
  }
  if (first.type !== 'edit' || second.type !== 'edit') return second;
  const [one] = first.changes;
  const [other] = second.changes;
  const change = one && other ? bothOf(one, other) : null;
  return change && { ...second, changes: [change] };
}

function bothOf(first: Change, second: Change): Change | null {
  if (first.op === 'set' && second.op === 'set') return first.was === second.to ? null : { ...second, was: first.was };
  if (first.op === 'addPhone') return second.op === 'setPhone' ? { ...first, phone: { ...first.phone, ...second.to } } : null;
  if (first.op === 'setPhone' && second.op === 'setPhone') return samePhone(first.was, second.to) ? null : { ...second, was: first.was };
  if (first.op === 'setPhone' && second.op === 'dropPhone') return { ...second, was: first.was };
  return second;
}

/** The contact as it was before what was changed of it and is not sent. */
function rewound(removal: Extract<Intent, { type: 'remove' }>, members: readonly Intent[]): Intent {
  let was: NativeContact = removal.was;
  for (const member of [...members].reverse()) if (member.type === 'edit') for (const change of member.changes) was = before(was, change);
  return { ...removal, was };
}

function before(doc: NativeContact, change: Change): NativeContact {
  switch (change.op) {
    case 'set': return { ...doc, Name: change.was };
    case 'addPhone': return { ...doc, Phone: doc.Phone.filter(({ key }) => key !== change.phone.key) };
    case 'setPhone': return { ...doc, Phone: doc.Phone.map((phone) => (phone.key === change.key ? { ...phone, ...change.was } : phone)) };
    case 'dropPhone': return { ...doc, Phone: [...doc.Phone, { ...change.was, key: change.key }] };
  }
}

/** +1 for a phone more, -1 for one fewer. */
function byPhones({ intent }: Group): number {
  const op = intent?.type === 'edit' ? intent.changes[0]?.op : undefined;
  return op === 'addPhone' ? 1 : op === 'dropPhone' ? -1 : 0;
}

/** The same groups, so that no contact has fewer than one or more than five phones in between. */
function legal(groups: readonly Growing[], fresh: readonly KeyedContact[]): Growing[] {
  const counts = new Map(fresh.map((contact) => [contact.key, contact.doc.Phone.length]));
  const left = [...groups];
  const ordered: Growing[] = [];
  while (left[0]) {
    const count = counts.get(left[0].contact);
    const fits = (group: Growing): boolean => count === undefined || byPhones(group) === 0 || (count + byPhones(group) >= 1 && count + byPhones(group) <= 5);
    const [first] = left;
    const next = fits(first) ? first : (left.find((group) => group.contact === first.contact && byPhones(group) === -byPhones(first)) ?? first);
    left.splice(left.indexOf(next), 1);
    if (count !== undefined) counts.set(next.contact, count + byPhones(next));
    ordered.push(next);
  }
  return ordered;
}
