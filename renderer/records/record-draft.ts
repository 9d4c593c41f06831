import type { LocalKey, NativeDoc, ScopeRef } from '../../shared/contacts.ts';
import type { RecordIntent } from '../../shared/edits.ts';
import type { FieldIssue } from '../../shared/faults.ts';
import type { FieldSpec } from '../../shared/systems.ts';
import type { ClientDetail, LevelDetail, QueueRow, ShownContact } from '../../shared/views.ts';
import { changesBetween, isSame, specAt } from './field-values.ts';
import { valueAt, withValue } from './pointer.ts';

interface Frame {
  clientId: string;
  scope: ScopeRef;
  issues: FieldIssue[];
}

/** The form of a whole record. `was`: as the person saw it when the form opened; null: it is new. */
export type RecordDraft = Frame & { kind: 'record'; contact: LocalKey; was: NativeDoc | null; doc: NativeDoc };

/** The question before a record is removed. */
export type RecordRemoval = Frame & { kind: 'recordRemoval'; contact: LocalKey; was: NativeDoc; title: string };

/** An edit in the queue that is being corrected there: `doc` holds what its fields say in the form. */
export type RecordFix = Frame & { kind: 'recordFix'; editId: string; intent: RecordIntent; doc: NativeDoc };

export type AnyRecordDraft = RecordDraft | RecordRemoval | RecordFix;

export const isOfRecord = (draft: { kind: string }): draft is AnyRecordDraft => draft.kind === 'record' || draft.kind === 'recordRemoval' || draft.kind === 'recordFix';

export interface PlacedRecord {
  level: LevelDetail;
  contact: ShownContact;
}

/** The one record of a row; null while it has not come. */
export function recordOf(detail: ClientDetail | null): PlacedRecord | null {
  const level = detail?.levels[0];
  const contact = level?.contacts[0];
  return level && contact ? { level, contact } : null;
}

export const recordKey = (clientId: string): string => `record ${clientId}`;
export const removalKey = (clientId: string): string => `recordRemoval ${clientId}`;

export const editDraft = (clientId: string, { level, contact }: PlacedRecord): RecordDraft => {
  const doc = contact.doc ?? {};
  return { kind: 'record', clientId, scope: level.scope, issues: [], contact: contact.key, was: doc, doc };
};

/** A new record has the row that the engine will give it: its scope's key and its own. */
export const newRecordDraft = (scope: ScopeRef, contact: LocalKey): RecordDraft => ({
  kind: 'record', clientId: `${scope.key}/${contact}`, scope, issues: [], contact, was: null, doc: {},
});

export const removalDraft = (clientId: string, { level, contact }: PlacedRecord): RecordRemoval => ({
  kind: 'recordRemoval', clientId, scope: level.scope, issues: [], contact: contact.key, was: contact.doc ?? {}, title: contact.name,
});

/** What a form means; null: nothing of it changed. */
export function recordIntent(draft: RecordDraft | RecordRemoval, fields: readonly FieldSpec[]): RecordIntent | null {
  const { contact, scope, was } = draft;
  if (draft.kind === 'recordRemoval') return { type: 'remove', contact, scope, was: draft.was };
  if (was === null) return { type: 'create', contact, scope, doc: draft.doc };
  const changes = changesBetween(was, draft.doc, fields);
  return changes.length === 0 ? null : { type: 'edit', contact, scope, changes };
}

/** Something typed into a field of the form. What was said about it no longer holds, nor what was said about the whole. */
export function typed<D extends RecordDraft | RecordFix>(draft: D, path: string, value: NativeDoc[string]): D {
  const touched = (field: string): boolean => field === path || field.startsWith(`${path}/`);
  return { ...draft, doc: withValue(draft.doc, path, value), issues: draft.issues.filter(({ field }) => field.startsWith('/') && !touched(field)) };
}

/** The fields that an edit in the queue says something of. */
export const fieldsOfFix = (intent: RecordIntent, fields: readonly FieldSpec[]): FieldSpec[] => {
  if (intent.type === 'create') return fields.filter(({ readOnly, kind }) => readOnly !== true && kind !== 'time');
  return intent.type === 'edit' ? intent.changes.flatMap(({ path }) => fields.find((field) => field.path === path) ?? []) : [];
};

const docOf = (intent: RecordIntent): NativeDoc => {
  if (intent.type === 'create') return intent.doc;
  return intent.type === 'edit' ? intent.changes.reduce<NativeDoc>((doc, { path, to }) => withValue(doc, path, to), {}) : {};
};

export const fixDraft = (row: Pick<QueueRow, 'editId' | 'clientId' | 'issues'>, intent: RecordIntent): RecordFix => ({
  kind: 'recordFix', clientId: row.clientId, scope: intent.scope, issues: row.issues, editId: row.editId, intent, doc: docOf(intent),
});

/** The same edit with what the form says now; what the person saw stays as it was. */
export function fixedIntent({ intent, doc }: RecordFix): RecordIntent {
  if (intent.type === 'create') return { ...intent, doc };
  return intent.type === 'edit' ? { ...intent, changes: intent.changes.map((change) => ({ ...change, to: valueAt(doc, change.path) ?? null })) } : intent;
}

/** A form left open on a record just edited elsewhere here: it rests on that edit, so that no form is in conflict with its own person. */
export function restedOnEdit(draft: RecordDraft, intent: RecordIntent): RecordDraft {
  if (draft.was === null || intent.type !== 'edit' || intent.contact !== draft.contact) return draft;
  let { doc } = draft;
  let was = draft.was;
  for (const { path, to } of intent.changes) {
    if (isSame(valueAt(doc, path), valueAt(was, path))) doc = withValue(doc, path, to);
    was = withValue(was, path, to);
  }
  return { ...draft, doc, was };
}

/** The words for one field of the form; '' when it is right. */
export const issueAt = (issues: readonly FieldIssue[], pointer: string): string => issues.filter(({ field }) => field === pointer).map(({ text }) => text).join(' ');

/** Whether an issue has a field of the form to stand beside. */
export const standsBeside = (fields: readonly FieldSpec[], pointer: string): boolean => {
  const found = pointer.startsWith('/') ? specAt(fields, pointer) : null;
  return found !== null && found.spec.readOnly !== true && found.spec.kind !== 'time';
};
