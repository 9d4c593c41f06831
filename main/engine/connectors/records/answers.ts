import type { Json, NativeDoc } from '../../../../shared/contacts.ts';
import type { RecordIntent, FieldChange } from '../../../../shared/edits.ts';
import type { ConflictChoice } from '../../../../shared/faults.ts';
import type { FieldSpec } from '../../../../shared/systems.ts';
import type { Compensation } from '../../gateway/connector.ts';
import { differing, fieldAt, laidOver, mergeValue, valueIn } from './merge.ts';
import type { RecordSystem } from './record-system.ts';
import type { RecordContact, RecordEdit } from './records.ts';
import { same } from './sameness.ts';

/** What a person answers to a conflict, and what becomes of edits when something under them has changed. Pure, but for new keys. */

/** The same wish of somebody who has seen `theirs` and keeps their own: what they saw is the new base. */
export function rebaseRecord(fields: readonly FieldSpec[], intent: RecordIntent, { doc }: RecordContact): RecordIntent {
  if (intent.type === 'create') return intent;
  if (intent.type === 'remove') return { ...intent, was: doc };
  return { ...intent, changes: intent.changes.map((change) => onTop(fields, change, doc)) };
}

const onTop = (fields: readonly FieldSpec[], change: FieldChange, doc: NativeDoc): FieldChange => {
  const now = valueIn(doc, change.path);
  return { ...change, was: now, to: mergeValue(fieldAt(fields, change.path), change.was, change.to, now, true) ?? change.to };
};

/** What is left after a conflict was answered field by field; what was left unanswered stays theirs. null: nothing. */
export function resolveRecord(fields: readonly FieldSpec[], intent: RecordIntent, theirs: RecordContact, choices: readonly ConflictChoice[]): RecordIntent | null {
  if (intent.type === 'create') return null;
  const { doc } = theirs;
  if (intent.type === 'remove') return choices.length > 0 && choices.every(({ take }) => take === 'mine') ? { ...intent, was: doc } : null;
  const changes = intent.changes.flatMap((change): FieldChange[] => {
    const [field, now] = [fieldAt(fields, change.path), valueIn(doc, change.path)];
    const merged = mergeValue(field, change.was, change.to, now, false) ?? answered(field, onTop(fields, change, doc).to, now, choices.find((choice) => choice.field === change.path));
    return same(field, merged, now) ? [] : [{ ...change, was: now, to: merged }];
  });
  return changes.length > 0 ? { ...intent, changes } : null;
}

function answered(field: FieldSpec, mine: Json, theirs: Json, choice: ConflictChoice | undefined): Json {
  if (choice?.take === 'mine') return mine;
  if (choice?.take !== 'other' || field.kind === 'list') return theirs;
  return field.kind === 'yesNo' ? choice.value === 'true' : choice.value;
}

/** A later edit, after one before it was corrected: what it took for its base is what it will meet now. */
export function inStepWith(fields: readonly FieldSpec[], later: RecordIntent, old: readonly RecordContact[], now: readonly RecordContact[]): RecordIntent {
  const [before, after] = [old, now].map((records) => records.find(({ key }) => key === later.contact)?.doc);
  if (later.type === 'create' || !before || !after) return later;
  if (later.type === 'remove') return differing(fields, later.was, before).length === 0 ? { ...later, was: after } : later;
  return { ...later, changes: later.changes.map((change) => (same(fieldAt(fields, change.path), change.was, valueIn(before, change.path)) ? onTop(fields, change, after) : change)) };
}

/** An edit of a record that is gone, as one that makes it anew from what the person saw. */
export function recreateRecord(system: RecordSystem, intent: RecordIntent, seen: NativeDoc | null, newKey: () => string): { intent: RecordIntent; keys: ReadonlyMap<string, string> } | null {
  if (intent.type !== 'edit' || !seen || system.facts.cannot.create !== '') return null;
  const contact = newKey();
  return { intent: { type: 'create', contact, scope: intent.scope, doc: laidOver(system.facts.fields, seen, intent.changes) }, keys: new Map([[intent.contact, contact]]) };
}

const changedSince = 'It has been changed again since.';

/** What undoes an edit that was sent, while what it did still stands. */
export function oppositeOf(system: RecordSystem, intent: RecordIntent, shown: readonly RecordContact[], newKey: () => string): Compensation {
  const { name, cannot, fields } = system.facts;
  const { contact, scope } = intent;
  if (intent.type === 'remove') return cannot.create === '' ? { intent: { type: 'create', contact: newKey(), scope, doc: intent.was }, note: `Adding it again makes a new contact at ${name}, with a new id.` } : { why: cannot.create };
  const record = shown.find(({ key }) => key === contact);
  if (!record) return { why: 'The contact is no longer there.' };
  const locked = system.locked(record.doc);
  if (locked !== '') return { why: locked };
  if (intent.type === 'create') return cannot.remove === '' ? { intent: { type: 'remove', contact, scope, was: record.doc }, note: 'This removes the contact as it is now.' } : { why: cannot.remove };
  const changes = backwards(fields, intent, record.doc);
  return changes === null ? { why: changedSince } : { intent: { type: 'edit', contact, scope, changes }, note: '' };
}

/** null: a field is not any more what this edit made of it. */
function backwards(fields: readonly FieldSpec[], { changes }: RecordEdit, doc: NativeDoc): FieldChange[] | null {
  const back: FieldChange[] = [];
  for (const { path, was, to } of [...changes].reverse()) {
    const [field, now] = [fieldAt(fields, path), valueIn(doc, path)];
    const value = mergeValue(field, to, was, now, false);
    if (value === undefined || same(field, value, now)) return null;
    back.push({ op: 'field', path, was: now, to: value });
  }
  return back;
}
