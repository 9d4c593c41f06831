import type { KeyedContact, LocalKey, ScopeRef } from '../../shared/contacts.ts';
import { scopeId } from '../../shared/contacts.ts';
import type { Intent } from '../../shared/edits.ts';
import type { FieldIssue } from '../../shared/faults.ts';
import { addContact, addPhone, changePhone, keyedContact, removeContact, removePhone, renameContact } from '../../shared/inland-revenue/edits.ts';
import { validateIntent } from '../../shared/inland-revenue/rules.ts';
import type { ClientDetail, LevelDetail, ShownContact } from '../../shared/views.ts';
import type { PhoneDraft } from './phone-draft.ts';
import { nativePhone } from './phone-draft.ts';

/** A form that is open, with what was typed so far. Drafts outlive a change of client: what was typed is still there on return. */
export type Draft = { clientId: string; scope: ScopeRef; issues: FieldIssue[] } & (
  | { kind: 'contact'; contactType: string; name: string; phone: PhoneDraft }
  | { kind: 'name'; contact: LocalKey; name: string }
  | { kind: 'phone'; contact: LocalKey; phoneKey: LocalKey | null; phone: PhoneDraft }
  | { kind: 'remove'; contact: LocalKey; phoneKey: LocalKey | null }
);

export type Drafts = Readonly<Record<string, Draft>>;

/** One form of each kind in each place; the name also finds the form on the page. */
export function draftKey(draft: Draft): string {
  switch (draft.kind) {
    case 'contact': return `contact ${scopeId(draft.scope)}`;
    case 'name': return `name ${draft.contact}`;
    case 'phone': return `phone ${draft.contact} ${draft.phoneKey ?? 'new'}`;
    case 'remove': return `remove ${draft.contact} ${draft.phoneKey ?? 'all'}`;
  }
}

export const levelOf = (detail: ClientDetail, scope: ScopeRef): LevelDetail | undefined =>
  detail.levels.find((level) => scopeId(level.scope) === scopeId(scope));

/** The contacts of a level as they will be once everything has arrived: what validation counts by. */
export const keptContacts = (level: LevelDetail): KeyedContact[] =>
  level.contacts.filter((contact) => !contact.removed).map((contact) => keyedContact(contact, level.scope));

export type Built = { ok: true; intent: Intent } | { ok: false; issues: FieldIssue[] };

const gone: FieldIssue = { field: '', code: 'gone', text: 'This is no longer there. Close this and look at the client again.' };

/** What a draft means, checked against what is on screen; or everything wrong with it. `newKey` makes the key of a new contact or phone. */
export function buildIntent(draft: Draft, detail: ClientDetail, newKey: () => LocalKey): Built {
  const level = levelOf(detail, draft.scope);
  if (!level) return { ok: false, issues: [gone] };
  const contacts = keptContacts(level);
  const intent = intentOf(draft, contacts, newKey);
  if (!intent) return { ok: false, issues: [gone] };
  const issues = mergeUnread(draft, validateIntent(intent, contacts));
  return issues.length > 0 ? { ok: false, issues } : { ok: true, intent };
}

function intentOf(draft: Draft, contacts: readonly KeyedContact[], newKey: () => LocalKey): Intent | null {
  if (draft.kind === 'contact') {
    const phone = { key: newKey(), ...nativePhone(draft.phone) };
    return addContact({ key: newKey(), scope: draft.scope, doc: { ContactType: draft.contactType, Name: draft.name.trim(), Phone: [phone] } });
  }
  const contact = contacts.find((held) => held.key === draft.contact);
  if (!contact) return null;
  if (draft.kind === 'name') return renameContact(contact, draft.name.trim());
  const held = contact.doc.Phone.find((phone) => phone.key === draft.phoneKey);
  if (draft.kind === 'phone' && draft.phoneKey === null) return addPhone(contact, { key: newKey(), ...nativePhone(draft.phone) });
  if (draft.kind === 'remove' && draft.phoneKey === null) return removeContact(contact);
  if (!held) return null;
  return draft.kind === 'phone' ? changePhone(contact, held, nativePhone(draft.phone)) : removePhone(contact, held);
}

/** A number that could not be read says why in place of the rules' own words about its leftovers. */
function mergeUnread(draft: Draft, issues: FieldIssue[]): FieldIssue[] {
  const unread = draft.kind === 'phone' || draft.kind === 'contact' ? draft.phone.unread : null;
  if (!unread) return issues;
  const parts = /\.(number|areaCode|extension|country)$/;
  return [{ ...unread, field: 'phones.0.number' }, ...issues.filter((issue) => !parts.test(issue.field))];
}

/** True when saving would change nothing: the form may simply close. */
export function changesNothing(intent: Intent): boolean {
  if (intent.type !== 'edit') return false;
  return intent.changes.every((change) => {
    if (change.op === 'set') return change.was === change.to;
    if (change.op !== 'setPhone') return false;
    const { was, to } = change;
    return was.PhoneType === to.PhoneType && was.Country === to.Country && was.AreaCode === to.AreaCode && was.PhoneNumber === to.PhoneNumber && was.Extension === to.Extension;
  });
}

/** The words for one field; `field` is the end of its path. '' when it is right. */
export const problemWith = (issues: readonly FieldIssue[], field: string): string =>
  issues.filter((issue) => issue.field === field || issue.field.endsWith(`.${field}`)).map((issue) => issue.text).join(' ');

const ofAField = /(^|\.)(name|number|areaCode|extension|country|type|contactType)$/;

/** The words for what belongs to no single field of a form, such as the number of phones. */
export const problemWithAll = (issues: readonly FieldIssue[]): string =>
  issues.filter((issue) => !ofAField.test(issue.field)).map((issue) => issue.text).join(' ');

/**
 * A contact or phone just confirmed changes its key from ours to the gateway's. Forms open on it follow it, so that what is being typed
 * stays where it is: a contact by its level and type (one of each), a phone by its place in the contact.
 */
export function rekeyDrafts(drafts: Drafts, before: ClientDetail, after: ClientDetail): Drafts {
  let changed = false;
  const moved = Object.entries(drafts).map(([key, draft]): [string, Draft] => {
    if (draft.clientId !== after.id || draft.kind === 'contact') return [key, draft];
    const next = followed(draft, levelOf(before, draft.scope), levelOf(after, draft.scope));
    if (next !== draft) changed = true;
    return [next === draft ? key : draftKey(next), next];
  });
  return changed ? Object.fromEntries(moved) : drafts;
}

function followed(draft: Exclude<Draft, { kind: 'contact' }>, before: LevelDetail | undefined, after: LevelDetail | undefined): Draft {
  const was = before?.contacts.find((contact) => contact.key === draft.contact);
  const contact = after?.contacts.find((held) => held.key === draft.contact) ?? after?.contacts.find((held) => was !== undefined && held.type === was.type && !held.removed);
  if (!was || !contact) return draft;
  const phoneKey = draft.kind === 'name' || draft.phoneKey === null ? null : followedPhone(draft.phoneKey, was, contact);
  if (contact.key === draft.contact && (draft.kind === 'name' || phoneKey === draft.phoneKey)) return draft;
  return draft.kind === 'name' ? { ...draft, contact: contact.key } : { ...draft, contact: contact.key, phoneKey };
}

function followedPhone(key: LocalKey, was: ShownContact, now: ShownContact): LocalKey {
  if (now.phones.some((phone) => phone.key === key)) return key;
  const old = was.phones.find((phone) => phone.key === key);
  const same = now.phones.find((phone) => old !== undefined && phone.PhoneNumber === old.PhoneNumber && phone.PhoneType === old.PhoneType && !was.phones.some((other) => other.key === phone.key));
  return same?.key ?? key;
}
