import type { KeyedContact, KeyedPhone, LocalKey } from '../contacts.ts';
import type { Change, Intent } from '../edits.ts';
import { mostUrgent, type Mark } from '../marks.ts';
import type { ShownContact, ShownPhone } from '../views.ts';
import { fieldsOf } from './edits.ts';

/** An edit on its way, with the mark its state in the queue shows. */
export interface PendingEdit {
  editId: string;
  mark: Mark;
  intent: Intent;
}

/** A contact while edits are laid over it. Unknown fields of the gateway's document stay in `doc`. */
interface Draft {
  contact: KeyedContact;
  mark: Mark;
  removed: boolean;
  editIds: string[];
  phones: DraftPhone[];
}
interface DraftPhone {
  phone: KeyedPhone;
  mark: Mark;
  removed: boolean;
  editIds: string[];
}

/**
 * Lays queued edits, in order, over what the gateway last said about one scope. Nothing given is changed. What waits to be removed stays,
 * flagged; an edit whose target is gone is left out. A contact's mark is the most urgent of its own edits and its phones'; its `editIds`
 * are its own only. Server order is kept; new contacts and phones follow in the order they were made.
 */
export function project(server: readonly KeyedContact[], edits: readonly PendingEdit[]): ShownContact[] {
  return overlay(server, edits).map(shownContact);
}

/** The same contacts as they will be once every edit has arrived: removed ones left out. What validation counts by. */
export function contactsAfter(server: readonly KeyedContact[], edits: readonly Pick<PendingEdit, 'intent'>[]): KeyedContact[] {
  const drafts = overlay(server, edits.map(({ intent }) => ({ editId: '', mark: 'waiting', intent })));
  return drafts.filter((draft) => !draft.removed).map(keptContact);
}

function overlay(server: readonly KeyedContact[], edits: readonly PendingEdit[]): Draft[] {
  const drafts = new Map<LocalKey, Draft>(server.map((contact) => [contact.key, draftOf(contact, 'upToDate', [])]));
  for (const edit of edits) apply(drafts, edit);
  return [...drafts.values()];
}

function draftOf(contact: KeyedContact, mark: Mark, editIds: string[]): Draft {
  const phones = contact.doc.Phone.map((phone) => ({ phone, mark, removed: false, editIds: [] }));
  return { contact, mark, removed: false, editIds, phones };
}

function apply(drafts: Map<LocalKey, Draft>, { editId, mark, intent }: PendingEdit): void {
  const draft = drafts.get(intent.contact);
  if (intent.type === 'create') {
    if (!draft) drafts.set(intent.contact, draftOf({ key: intent.contact, scope: intent.scope, doc: intent.doc }, mark, [editId]));
    return;
  }
  if (!draft || draft.removed) return;
  if (intent.type === 'remove') {
    note(draft, editId, mark);
    draft.removed = true;
    for (const phone of draft.phones) phone.removed = true;
    return;
  }
  for (const change of intent.changes) applyChange(draft, change, editId, mark);
}

function applyChange(draft: Draft, change: Change, editId: string, mark: Mark): void {
  if (change.op === 'set') {
    draft.contact = { ...draft.contact, doc: { ...draft.contact.doc, Name: change.to } };
    note(draft, editId, mark);
    return;
  }
  const key = change.op === 'addPhone' ? change.phone.key : change.key;
  const phone = draft.phones.find((held) => held.phone.key === key);
  if (change.op === 'addPhone') {
    if (!phone) draft.phones.push({ phone: change.phone, mark, removed: false, editIds: [editId] });
    return;
  }
  if (!phone || phone.removed) return;
  note(phone, editId, mark);
  if (change.op === 'dropPhone') phone.removed = true;
  else phone.phone = { ...phone.phone, ...change.to };
}

function note(touched: { mark: Mark; editIds: string[] }, editId: string, mark: Mark): void {
  touched.mark = mostUrgent([touched.mark, mark]);
  if (!touched.editIds.includes(editId)) touched.editIds.push(editId);
}

const shownPhone = (draft: DraftPhone): ShownPhone => ({
  key: draft.phone.key,
  ...fieldsOf(draft.phone),
  mark: draft.mark,
  removed: draft.removed,
  editIds: draft.editIds,
});

const shownContact = (draft: Draft): ShownContact => ({
  key: draft.contact.key,
  type: draft.contact.doc.ContactType,
  name: draft.contact.doc.Name,
  mark: mostUrgent([draft.mark, ...draft.phones.map((phone) => phone.mark)]),
  removed: draft.removed,
  phones: draft.phones.map(shownPhone),
  editIds: draft.editIds,
});

function keptContact(draft: Draft): KeyedContact {
  const phones = draft.phones.filter((phone) => !phone.removed).map((phone) => phone.phone);
  return { ...draft.contact, doc: { ...draft.contact.doc, Phone: phones } };
}
