import type { LocalKey } from '../../shared/contacts.ts';
import type { ClientDetail, LevelDetail, QueueRow, ShownContact, ShownPhone } from '../../shared/views.ts';
import { contactTypes } from '../../shared/inland-revenue/codes.ts';
import { keyedContact } from '../../shared/inland-revenue/edits.ts';
import type { AppState } from '../store.ts';
import { unsentOf } from './client-state.ts';
import type { PageDraft } from './drafts.ts';
import { emptyPhone, phoneDraftOf } from './phone-draft.ts';

export interface PlacedContact {
  level: LevelDetail;
  contact: ShownContact;
}

/** The contact a command is about: the one last touched, otherwise the first that can be changed. */
export function contactAt(detail: ClientDetail, key: string): PlacedContact | null {
  const open = detail.levels
    .filter((level) => level.locked === '')
    .flatMap((level) => level.contacts.filter((contact) => !contact.removed).map((contact) => ({ level, contact })));
  return open.find(({ contact }) => contact.key === key) ?? open[0] ?? null;
}

/** Contact types that a level has no contact of yet. */
export const freeTypes = (level: LevelDetail): string[] =>
  level.locked !== '' ? [] : Object.keys(contactTypes).filter((type) => !level.contacts.some((contact) => contact.type === type && !contact.removed));

/** The level a new contact goes to: that of the current contact, otherwise the first with room. */
export function levelWithRoom(detail: ClientDetail, key: string): LevelDetail | null {
  const current = detail.levels.find((level) => level.contacts.some((contact) => contact.key === key));
  const room = (level: LevelDetail | undefined): level is LevelDetail => level !== undefined && freeTypes(level).length > 0;
  return room(current) ? current : (detail.levels.find(room) ?? null);
}

export const newContactDraft = (clientId: string, level: LevelDetail, type = freeTypes(level)[0] ?? 'PRIMRY'): PageDraft => ({
  kind: 'contact', clientId, scope: level.scope, issues: [], contactType: type, name: '', phone: emptyPhone(),
});

export const newPhoneDraft = (clientId: string, { level, contact }: PlacedContact): PageDraft => ({
  kind: 'phone', clientId, scope: level.scope, issues: [], was: keyedContact(contact, level.scope), phoneKey: null,
  phone: emptyPhone(contact.phones.some((phone) => phone.PhoneType === 'CELL' && !phone.removed) ? 'BSN' : 'CELL'),
});

export const nameDraft = (clientId: string, { level, contact }: PlacedContact): PageDraft => ({
  kind: 'name', clientId, scope: level.scope, issues: [], was: keyedContact(contact, level.scope), name: contact.name,
});

/** A stored phone opened to be changed. */
export const phoneDraft = (clientId: string, { level, contact }: PlacedContact, phone: ShownPhone): PageDraft => ({
  kind: 'phone', clientId, scope: level.scope, issues: [], was: keyedContact(contact, level.scope), phoneKey: phone.key, phone: phoneDraftOf(phone),
});

/** The question before a removal; `phoneKey` null for the whole contact. */
export const removeDraft = (clientId: string, { level, contact }: PlacedContact, phoneKey: LocalKey | null): PageDraft => ({
  kind: 'remove', clientId, scope: level.scope, issues: [], was: keyedContact(contact, level.scope), phoneKey,
});

/** Every edit of a client that may still be undone, in no order between one thing and another. */
export function undoable(detail: ClientDetail): string[] {
  const ids = detail.levels.flatMap((level) =>
    level.contacts.flatMap((contact) => [
      ...(contact.mark === 'upToDate' ? [] : contact.editIds),
      ...contact.phones.flatMap((phone) => (phone.mark === 'upToDate' ? [] : phone.editIds)),
    ]),
  );
  return [...new Set(ids)];
}

/** These edits, newest first by their place in the one order of all edits (never by a clock). What the queue does not hold any more is left out. */
export const newestFirst = (editIds: readonly string[], rows: readonly Pick<QueueRow, 'editId' | 'seq'>[]): string[] =>
  rows.filter(({ editId }) => editIds.includes(editId)).sort((a, b) => b.seq - a.seq).map(({ editId }) => editId);

/** Undoes one edit and what cannot stand without it. Says so, or that it was sent already. */
export async function undoEdit(state: AppState, editId: string): Promise<boolean> {
  const { undone, trouble } = await state.askEngine('edits.undo', { editId });
  await state.reloadClient();
  if (undone.length === 0 && !trouble) return false;
  state.say(trouble ? trouble : undone.length === 1 ? 'Undone' : `Undone, with ${undone.length - 1} that followed from it`, undone);
  return true;
}

/** Undoes the newest edit of the open client that has not been sent. */
export async function undoLast(state: AppState): Promise<void> {
  const editIds = state.detail ? undoable(state.detail) : [];
  for (const editId of newestFirst(editIds, editIds.length === 0 ? [] : await unsentOf(state, state.openId ?? ''))) if (await undoEdit(state, editId)) return;
  state.say('Nothing to undo: what was sent cannot be undone, but it can be changed again');
}
