import type { NativeDoc } from '../../../../shared/contacts.ts';
import type { FieldChange, RecordIntent } from '../../../../shared/edits.ts';
import type { Conflict, Fault } from '../../../../shared/faults.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import type { Names } from '../../gateway/connector.ts';
import { differing, fieldAt, mergeValue, valueIn } from './merge.ts';
import { withValue } from './pointer.ts';
import type { RecordSystem } from './record-system.ts';
import { idKind, type RecordContact, type RecordEdit, type RecordStep } from './records.ts';
import { errorsOf } from './validate.ts';
import { valueWords } from './wording.ts';

type Planned = Result<RecordStep[], Fault>;

const gone: Fault = { kind: 'conflict', conflicts: [], gone: true };
const unreadWords = ({ facts: { name, fields } }: RecordSystem, paths: readonly string[]): string =>
  `${name} sent this contact without its ${paths.map((path) => fieldAt(fields, path).label.toLowerCase()).join(', ').replace(/, ([^,]*)$/, ' and $1')}. Changing it now could lose them. Try again later; if there are none at ${name} any more, discard this edit and make it anew.`;

const refuse = (text: string): Fault => ({ kind: 'refused', code: 'locked', fields: [{ field: '', code: 'locked', text }] });

/**
 * Compiles what a person meant into one call against the freshest record, or into none where it is so already. A field that somebody else
 * changed to something different is a conflict, with the field's pointer. Pure.
 */
export function planRecord(system: RecordSystem, intent: RecordIntent, fresh: readonly RecordContact[], names: Names, seen: NativeDoc | null = null): Planned {
  if (intent.type === 'create') return planCreate(system, intent, fresh, names);
  const record = fresh.find(({ key }) => key === intent.contact);
  const id = names.remote(idKind(intent.scope), intent.contact);
  if (intent.type === 'remove' && !record) return id === null ? err(gone) : ok([]);
  if (!record || id === null) return err(gone);
  const locked = system.locked(record.doc);
  if (locked !== '') return err(refuse(locked));
  return intent.type === 'remove' ? planRemove(system, intent, record, id) : planEdit(system, intent, record, id, seen);
}

function planCreate(system: RecordSystem, intent: Extract<RecordIntent, { type: 'create' }>, fresh: readonly RecordContact[], names: Names): Planned {
  const { contact, scope, doc } = intent;
  const own = system.idFor?.(scope, contact);
  const there = fresh.find(({ doc: one }) => system.idOf(one) === own);
  // Made under our own id, and then changed by somebody: it cannot be made once more.
  if (there && differing(system.facts.fields, there.doc, doc).length > 0) return err(conflictOf(system, there.doc, [{ field: '', was: '', mine: system.title(doc), theirs: system.title(there.doc) }]));
  const known = fresh.flatMap(({ key }) => names.remote(idKind(scope), key) ?? []);
  return ok([{ call: system.createCall(scope, doc, contact), effect: { type: 'create', contact, scope, doc, known } }]);
}

/** Only a record that is still as the person saw it is removed. */
function planRemove(system: RecordSystem, { contact, scope, was }: Extract<RecordIntent, { type: 'remove' }>, { doc }: RecordContact, id: string): Planned {
  const { fields } = system.facts;
  const changed = differing(fields, doc, was);
  if (changed.length === 0) return ok([{ call: system.removeCall(scope, id), effect: { type: 'remove', contact, scope } }]);
  return err(conflictOf(system, doc, changed.map((path) => ({ field: path, was: inWords(system, was, path), mine: '', theirs: inWords(system, doc, path) }))));
}

function planEdit(system: RecordSystem, { contact, scope, changes }: RecordEdit, { doc }: RecordContact, id: string, seen: NativeDoc | null): Planned {
  const unread = system.unread?.(doc, seen) ?? [];
  if (unread.length > 0) return err(refuse(unreadWords(system, unread)));
  const merged = mergedWith(system, doc, changes);
  if (!merged.ok) return merged;
  const paths = differing(system.facts.fields, merged.value, doc).filter((path) => changes.some((change) => change.path === path));
  if (paths.length === 0) return ok([]);
  const fields = errorsOf(system, merged.value, doc);
  if (fields.length > 0) return err({ kind: 'refused', code: fields[0]?.code ?? '', fields });
  const sent = paths.map((path): FieldChange => ({ op: 'field', path, was: valueIn(doc, path), to: valueIn(merged.value, path) }));
  return ok([{ call: system.changeCall(scope, id, merged.value, paths), effect: { type: 'change', contact, scope, changes: sent } }]);
}

/** The freshest record with the changes laid over it, or every field at which it cannot be done. */
function mergedWith(system: RecordSystem, doc: NativeDoc, changes: readonly FieldChange[]): Result<NativeDoc, Fault> {
  const conflicts: Conflict[] = [];
  let merged = doc;
  for (const { path, was, to } of changes) {
    const field = fieldAt(system.facts.fields, path);
    const theirs = valueIn(merged, path);
    const value = mergeValue(field, was, to, theirs, false);
    if (value === undefined) conflicts.push({ field: path, was: valueWords(field, was), mine: valueWords(field, to), theirs: valueWords(field, theirs) });
    else if (value !== theirs) merged = withValue(merged, path, value);
  }
  return conflicts.length > 0 ? err(conflictOf(system, doc, conflicts)) : ok(merged);
}

const conflictOf = (system: RecordSystem, doc: NativeDoc, conflicts: readonly Conflict[]): Fault => ({ kind: 'conflict', conflicts: conflicts.map((one) => ({ ...one, theirsAt: system.updatedAt(doc) })), gone: false });

const inWords = ({ facts: { fields } }: RecordSystem, doc: NativeDoc, path: string): string => valueWords(fieldAt(fields, path), valueIn(doc, path));

