import { err, ok, type Result } from '../../../../shared/result.ts';
import type { KeyedContact, KeyedPhone, NativePhone } from '../../../../shared/contacts.ts';
import type { Change, Intent } from '../../../../shared/edits.ts';
import type { Conflict, Fault } from '../../../../shared/faults.ts';
import type { Names } from '../../gateway/connector.ts';
import { contactsAfter } from '../../../../shared/inland-revenue/project.ts';
import { samePhone } from './phones.ts';
import { mergePhone } from './merge.ts';
import * as calls from './calls.ts';
import type { IrdStep } from './effects.ts';
import { momentOf } from './nz-time.ts';
import { refusalWords } from './words.ts';

type Planned = Result<IrdStep[], Fault>;

const gone: Fault = { kind: 'conflict', conflicts: [], gone: true };
const refuse = (code: string, field: string): Fault => ({ kind: 'refused', code, fields: [{ field, code, text: refusalWords(code) }] });
/** With when the contact was last changed there (SPEC 7: `Updated` is of the whole contact). */
const conflict = (conflicts: Conflict[], { doc }: KeyedContact): Fault => ({ kind: 'conflict', conflicts: conflicts.map((one) => ({ ...one, theirsAt: momentOf(doc.Updated ?? '') })), gone: false });

/**
 * Compiles what a person meant into calls against the freshest copy. No steps: it is already so. A field somebody else changed to
 * something different is a conflict. Pure.
 */
export function plan(intent: Intent, fresh: readonly KeyedContact[], names: Names): Planned {
  if (intent.type === 'create') return planCreate(intent, fresh);
  const contact = fresh.find((candidate) => candidate.key === intent.contact);
  // One that never got an id that we know of cannot be told to be gone.
  if (intent.type === 'remove') return contact ? planRemove(intent, contact, names) : names.remote('contact', intent.contact) ? ok([]) : err(gone);
  if (!contact) return err(gone);
  return planChanges(intent.changes, contact, names);
}

function planCreate(intent: Extract<Intent, { type: 'create' }>, fresh: readonly KeyedContact[]): Planned {
  const { doc } = intent;
  const holder = fresh.find((candidate) => candidate.doc.ContactType === doc.ContactType);
  if (holder) return err(conflict([{ field: 'contactType', was: '', mine: doc.Name, theirs: holder.doc.Name }], holder));
  return ok([{ call: calls.addContact(intent.scope, doc.ContactType, doc.Name, doc.Phone), effect: { type: 'createContact', contact: intent.contact } }]);
}

function planRemove(intent: Extract<Intent, { type: 'remove' }>, contact: KeyedContact, names: Names): Planned {
  const changed = contact.doc.Name !== intent.was.Name || !samePhones(contact.doc.Phone, intent.was.Phone);
  if (changed) return err(conflict([{ field: 'contact', was: intent.was.Name, mine: '', theirs: contact.doc.Name }], contact));
  const remote = names.remote('contact', contact.key);
  return remote ? ok([{ call: calls.removeContact(remote), effect: { type: 'removeContact', contact: contact.key } }]) : err(gone);
}

const samePhones = (a: readonly KeyedPhone[], b: readonly KeyedPhone[]): boolean =>
  a.length === b.length && a.every((phone) => b.some((other) => other.key === phone.key && samePhone(other, phone)));

function planChanges(changes: readonly Change[], contact: KeyedContact, names: Names): Planned {
  const steps: IrdStep[] = [];
  let now = contact;
  for (const change of changes) {
    const planned = planChange(change, now, names);
    if (!planned.ok) return planned;
    steps.push(...planned.value);
    // The next call meets the contact as this one leaves it.
    [now = contact] = contactsAfter([now], [{ intent: { type: 'edit', contact: now.key, scope: now.scope, changes: [change] } }]);
  }
  return ok(steps);
}

function planChange(change: Change, contact: KeyedContact, names: Names): Planned {
  const remote = names.remote('contact', contact.key);
  if (!remote) return err(gone);
  if (change.op === 'set') return planRename(change, contact, remote);
  if (change.op === 'addPhone') {
    if (contact.doc.Phone.some((phone) => phone.key === change.phone.key)) return ok([]);
    if (contact.doc.Phone.length >= 5) return err(refuse('CNT103', 'phones'));
    return ok([{ call: calls.addPhone(remote, change.phone), effect: { type: 'addPhone', contact: contact.key, phone: change.phone.key } }]);
  }
  return planPhone(change, contact, names);
}

function planRename(change: Extract<Change, { op: 'set' }>, contact: KeyedContact, remote: string): Planned {
  const theirs = contact.doc.Name;
  if (theirs === change.to) return ok([]);
  if (theirs !== change.was) return err(conflict([{ field: 'name', was: change.was, mine: change.to, theirs }], contact));
  return ok([{ call: calls.renameContact(remote, change.to), effect: { type: 'renameContact', contact: contact.key, to: change.to } }]);
}

function planPhone(change: Extract<Change, { op: 'setPhone' | 'dropPhone' }>, contact: KeyedContact, names: Names): Planned {
  const theirs = contact.doc.Phone.find((phone) => phone.key === change.key);
  const remote = names.remote('phone', change.key);
  if (change.op === 'dropPhone') {
    // Sent inside a new contact and never seen since: it may be there in another form.
    if (!remote) return err(gone);
    if (!theirs) return ok([]);
    if (!samePhone(theirs, change.was)) return err(conflict(phoneConflict(change.was, null, theirs), contact));
    if (contact.doc.Phone.length <= 1) return err(refuse('CNT103', 'phones'));
    return ok([{ call: calls.dropPhone(remote), effect: { type: 'dropPhone', contact: contact.key, phone: change.key } }]);
  }
  if (!theirs || !remote) return err(gone);
  if (samePhone(theirs, change.to)) return ok([]);
  const merged = mergePhone(change.was, change.to, theirs, false);
  if (!merged.ok) return err(conflict(merged.error, contact));
  if (samePhone(theirs, merged.value)) return ok([]);
  return ok([{ call: calls.setPhone(remote, merged.value), effect: { type: 'setPhone', contact: contact.key, phone: change.key } }]);
}

const phoneConflict = (was: NativePhone, mine: NativePhone | null, theirs: NativePhone): Conflict[] => [
  { field: 'phone', was: was.PhoneNumber, mine: mine?.PhoneNumber ?? '', theirs: theirs.PhoneNumber },
];
