import type { LocalKey } from '../../shared/contacts.ts';
import type { Change, Intent } from '../../shared/edits.ts';
import type { FieldIssue } from '../../shared/faults.ts';
import type { QueueRow } from '../../shared/views.ts';
import type { PhoneDraft } from '../contacts/phone-draft.ts';
import { nativePhone, phoneDraftOf } from '../contacts/phone-draft.ts';

/** A phone of an edit that is being corrected. `at`: its number in the paths of issues, such as `phones.1.number`. */
export interface FixPhone {
  key: LocalKey;
  at: number;
  phone: PhoneDraft;
}

/** What an edit meant, in a form: only what it says can be corrected. */
export interface Fix {
  editId: string;
  intent: Intent;
  /** null: this edit says nothing about it. */
  contactType: string | null;
  name: string | null;
  phones: readonly FixPhone[];
}

/** The parts of an edit that a form can show. A removal has none. */
export function fixOf({ editId, doc }: Pick<QueueRow, 'editId' | 'doc'>): Fix {
  // Only rows of Inland Revenue's come here: records have a form of their own.
  const intent = doc as Intent;
  if (intent.type === 'create') {
    const phones = intent.doc.Phone.map((phone, at) => ({ key: phone.key, at, phone: phoneDraftOf(phone) }));
    return { editId, intent, contactType: intent.doc.ContactType, name: intent.doc.Name, phones };
  }
  const changes = intent.type === 'edit' ? intent.changes : [];
  const phones = changes.filter((change) => change.op !== 'set').flatMap((change, at) => fixPhone(change, at));
  return { editId, intent, contactType: null, name: changes.find((change) => change.op === 'set')?.to ?? null, phones };
}

function fixPhone(change: Exclude<Change, { op: 'set' }>, at: number): FixPhone[] {
  if (change.op === 'addPhone') return [{ key: change.phone.key, at, phone: phoneDraftOf(change.phone) }];
  return change.op === 'setPhone' ? [{ key: change.key, at, phone: phoneDraftOf(change.to) }] : [];
}

/** The same edit with what the form says now; keys and what was seen stay as they were. */
export function intentOfFix({ intent, contactType, name, phones }: Fix): Intent {
  const corrected = new Map(phones.map(({ key, phone }) => [key, nativePhone(phone)]));
  if (intent.type === 'remove') return intent;
  if (intent.type === 'create') {
    const Phone = intent.doc.Phone.map((phone) => ({ ...phone, ...corrected.get(phone.key) }));
    return { ...intent, doc: { ...intent.doc, ContactType: contactType ?? intent.doc.ContactType, Name: (name ?? intent.doc.Name).trim(), Phone } };
  }
  return { ...intent, changes: intent.changes.map((change) => fixedChange(change, name, corrected)) };
}

function fixedChange(change: Change, name: string | null, corrected: ReadonlyMap<LocalKey, ReturnType<typeof nativePhone>>): Change {
  if (change.op === 'set') return name === null ? change : { ...change, to: name.trim() };
  if (change.op === 'addPhone') return { ...change, phone: { ...change.phone, ...corrected.get(change.phone.key) } };
  return change.op === 'setPhone' ? { ...change, to: corrected.get(change.key) ?? change.to } : change;
}

/** Numbers that could not be read, in words: nothing is handed in while there is one. */
export const unreadIn = ({ phones }: Fix): FieldIssue[] =>
  phones.flatMap(({ at, phone }) => (phone.unread ? [{ ...phone.unread, field: `phones.${at}.number` }] : []));

/** What is wrong with one phone of the form. */
export const issuesOfPhone = (issues: readonly FieldIssue[], at: number): FieldIssue[] => issues.filter(({ field }) => field.startsWith(`phones.${at}.`));
