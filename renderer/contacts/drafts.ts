import type { KeyedContact, LocalKey, ScopeRef } from '../../shared/contacts.ts';
import { scopeId } from '../../shared/contacts.ts';
import type { Intent } from '../../shared/edits.ts';
import type { FieldIssue } from '../../shared/faults.ts';
import { addContact, addPhone, changePhone, keyedContact, removeContact, removePhone, renameContact } from '../../shared/inland-revenue/edits.ts';
import { contactsAfter } from '../../shared/inland-revenue/project.ts';
import { validateIntent } from '../../shared/inland-revenue/rules.ts';
import type { ClientDetail, LevelDetail } from '../../shared/views.ts';
import type { Fix } from '../outbox/fix-draft.ts';
import type { AnyRecordDraft } from '../records/record-draft.ts';
import { isOfRecord, recordKey, removalKey } from '../records/record-draft.ts';
import type { PhoneDraft } from './phone-draft.ts';
import { nativePhone } from './phone-draft.ts';

/**
 * A form that is open, with what was typed so far. Drafts outlive a change of client: what was typed is still there on return.
 * `was` is the contact as the person saw it when the form opened: the base of the comparison at send time, whatever is read meanwhile.
 */
export type Draft = ({ clientId: string; scope: ScopeRef; issues: FieldIssue[] } & (
  | { kind: 'contact'; contactType: string; name: string; phone: PhoneDraft }
  | { kind: 'name'; was: KeyedContact; name: string }
  | { kind: 'phone'; was: KeyedContact; phoneKey: LocalKey | null; phone: PhoneDraft }
  | { kind: 'remove'; was: KeyedContact; phoneKey: LocalKey | null }
  /** An edit in the queue that is being corrected there. */
  | { kind: 'fix'; fix: Fix }
)) | AnyRecordDraft;

/** A form on the page of its client, and not in the queue. */
export type PageDraft = Exclude<Draft, AnyRecordDraft | { kind: 'fix' }>;

export type Drafts = Readonly<Record<string, Draft>>;

/** One form of each kind in each place; the name also finds the form on the page. */
export function draftKey(draft: Draft): string {
  switch (draft.kind) {
    case 'contact': return `contact ${scopeId(draft.scope)}`;
    case 'name': return `name ${draft.was.key}`;
    case 'phone': return `phone ${draft.was.key} ${draft.phoneKey ?? 'new'}`;
    case 'remove': return `remove ${draft.was.key} ${draft.phoneKey ?? 'all'}`;
    case 'fix': return `fix ${draft.fix.editId}`;
    case 'record': return recordKey(draft.clientId);
    case 'recordRemoval': return removalKey(draft.clientId);
    case 'recordFix': return `fix ${draft.editId}`;
  }
}

export const levelOf = (detail: ClientDetail, scope: ScopeRef): LevelDetail | undefined =>
  detail.levels.find((level) => scopeId(level.scope) === scopeId(scope));

/** The contacts of a level as they will be once everything has arrived: what validation counts by. */
export const keptContacts = (level: LevelDetail): KeyedContact[] =>
  level.contacts.filter((contact) => !contact.removed).map((contact) => keyedContact(contact, level.scope));

export type Built = { ok: true; intent: Intent } | { ok: false; issues: FieldIssue[] };

export const gone: FieldIssue = { field: '', code: 'gone', text: 'This is no longer there. Close this and look at the client again.' };

/** What a draft means on the contact as it was seen, checked against what is on screen now; or everything wrong with it. `newKey` makes the key of a new contact or phone. */
export function buildIntent(draft: PageDraft, detail: ClientDetail, newKey: () => LocalKey): Built {
  const level = levelOf(detail, draft.scope);
  if (!level) return { ok: false, issues: [gone] };
  const contacts = keptContacts(level);
  const intent = intentOf(draft, newKey);
  if (!intent) return { ok: false, issues: [gone] };
  const issues = mergeUnread(draft, validateIntent(intent, contacts));
  return issues.length > 0 ? { ok: false, issues } : { ok: true, intent };
}

function intentOf(draft: PageDraft, newKey: () => LocalKey): Intent | null {
  if (draft.kind === 'contact') {
    const phone = { key: newKey(), ...nativePhone(draft.phone) };
    return addContact({ key: newKey(), scope: draft.scope, doc: { ContactType: draft.contactType, Name: draft.name.trim(), Phone: [phone] } });
  }
  const { was } = draft;
  if (draft.kind === 'name') return renameContact(was, draft.name.trim());
  if (draft.kind === 'phone' && draft.phoneKey === null) return addPhone(was, { key: newKey(), ...nativePhone(draft.phone) });
  if (draft.kind === 'remove' && draft.phoneKey === null) return removeContact(was);
  const phone = was.doc.Phone.find((held) => held.key === draft.phoneKey);
  if (!phone) return null;
  return draft.kind === 'phone' ? changePhone(was, phone, nativePhone(draft.phone)) : removePhone(was, phone);
}

/** A number that could not be read says why in place of the rules' own words about its leftovers. */
function mergeUnread(draft: PageDraft, issues: FieldIssue[]): FieldIssue[] {
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

/** Whether an issue is about one of the fields that the forms of Inland Revenue’s contacts have. */
export const ofAField = (field: string): boolean => /(^|\.)(name|number|areaCode|extension|country|type|contactType)$/.test(field);

/** The words for what belongs to no single field of a form, such as the number of phones. */
export const problemWithAll = (issues: readonly FieldIssue[], beside = ofAField): string =>
  issues.filter((issue) => !beside(issue.field)).map((issue) => issue.text).join(' ');

/** Forms on a contact just edited here: what was seen when they opened, with that edit in it, so that no form is in conflict with its own person. */
export function restedOn(drafts: Drafts, intent: Intent): Drafts {
  const rebased = (draft: Draft): Draft => {
    if (!onPage(draft) || draft.kind === 'contact' || draft.was.key !== intent.contact) return draft;
    const was = contactsAfter([draft.was], [{ intent }])[0];
    return was ? { ...draft, was } : draft;
  };
  return Object.fromEntries(Object.entries(drafts).map(([key, draft]) => [key, rebased(draft)]));
}

/** Forms of a client whose place is not on screen any more, by name: their level, contact or phone is gone. Nothing typed in them may be lost. */
export const stranded = (drafts: Drafts, clientId: string, detail: ClientDetail | null): [string, PageDraft][] =>
  Object.entries(drafts).filter((entry): entry is [string, PageDraft] => onPage(entry[1]) && entry[1].clientId === clientId && !hasPlace(entry[1], detail));

export const onPage = (draft: Draft): draft is PageDraft => draft.kind !== 'fix' && !isOfRecord(draft);

function hasPlace(draft: PageDraft, detail: ClientDetail | null): boolean {
  const level = detail ? levelOf(detail, draft.scope) : undefined;
  if (draft.kind === 'contact' || !level) return level !== undefined;
  const contact = level.contacts.find((held) => held.key === draft.was.key);
  if (draft.kind === 'name' || draft.phoneKey === null) return contact !== undefined;
  return contact?.phones.some((phone) => phone.key === draft.phoneKey) === true;
}
