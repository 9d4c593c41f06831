import type { Json, NativeDoc } from '../../../../shared/contacts.ts';
import type { RecordIntent } from '../../../../shared/edits.ts';
import type { FieldIssue } from '../../../../shared/faults.ts';
import { textOf, type FieldSpec } from '../../../../shared/systems.ts';
import { laidOver, valueIn } from './merge.ts';
import type { RecordSystem } from './record-system.ts';
import type { RecordContact } from './records.ts';
import { formOf, rowForm, rowsOf, same } from './sameness.ts';

/** Refusals that are known before anything is queued: by the fields' own facts, and by the system's rules. Warnings pass. Pure. */
export function validateRecord(system: RecordSystem, intent: RecordIntent, shown: readonly RecordContact[]): FieldIssue[] {
  const { fields, cannot } = system.facts;
  if (intent.type === 'create') {
    if (shown.some(({ key }) => key === intent.contact)) return whole('there-already', 'This contact is there already.');
    return cannot.create === '' ? [...fieldIssues(fields, intent.doc, {}), ...errorsOf(system, intent.doc, null)] : whole('cannot-create', cannot.create);
  }
  const record = shown.find(({ key }) => key === intent.contact);
  if (!record) return whole('gone', 'This contact is not there any more.');
  const locked = system.locked(record.doc);
  if (locked !== '') return whole('locked', locked);
  if (intent.type === 'remove') return cannot.remove === '' ? [] : whole('cannot-remove', cannot.remove);
  const closed = intent.changes.filter(({ path }) => !fields.some((field) => field.path === path && field.readOnly !== true));
  if (closed.length > 0) return closed.map(({ path }) => ({ field: path, code: 'read-only', text: 'This cannot be changed.' }));
  const after = laidOver(fields, record.doc, intent.changes);
  return [...fieldIssues(fields, after, record.doc), ...errorsOf(system, after, record.doc)];
}

const whole = (code: string, text: string): FieldIssue[] => [{ field: '', code, text }];

/** What the system's own rules refuse, and did not before: what was wrong already is not this edit's. */
export function errorsOf(system: RecordSystem, doc: NativeDoc, before: NativeDoc | null): FieldIssue[] {
  const mode = before === null ? 'create' : 'edit';
  const old = new Set(before === null ? [] : system.check(before, mode).map(({ field, code }) => `${field} ${code}`));
  return system.check(doc, mode).flatMap(({ severity, ...issue }) => (severity === 'error' && !old.has(`${issue.field} ${issue.code}`) ? [issue] : []));
}

/** Of what was changed only: a value that the system has is never refused for what we know of it. */
function fieldIssues(fields: readonly FieldSpec[], doc: NativeDoc, before: NativeDoc, under = ''): FieldIssue[] {
  return fields.flatMap((field) => {
    const [value, old] = [valueIn(doc, field.path), valueIn(before, field.path)];
    if (field.readOnly === true || (same(field, value, old) && !(field.required === true && Object.keys(before).length === 0))) return [];
    return field.kind === 'list' ? listIssues(field, value, old) : valueIssues(field, value, under + field.path);
  });
}

function valueIssues(field: FieldSpec, value: Json, at: string): FieldIssue[] {
  const { required = false, maxLength = Infinity, options } = field;
  if (formOf(field, value) === '') return required ? [{ field: at, code: 'required', text: `${field.label} is needed.` }] : [];
  if (textOf(value).length > maxLength) return [{ field: at, code: 'too-long', text: `${field.label} can have ${maxLength} characters at most.` }];
  const isKnown = options === undefined || options.length === 0 || options.some((option) => same(field, option.value, value));
  return isKnown ? [] : [{ field: at, code: 'not-offered', text: `${field.label} has to be one of those offered.` }];
}

function listIssues(field: FieldSpec, value: Json, old: Json): FieldIssue[] {
  const { item = [], most = Infinity, path, label } = field;
  const rows = rowsOf(value);
  const had = new Set(rowsOf(old).map((row) => rowForm(field, row)));
  const tooMany = rows.length > most ? [{ field: path, code: 'too-many', text: `${label}: ${most} at most.` }] : [];
  const twice = item.filter((one) => one.only === true && rows.filter((row) => valueIn(row, one.path) === true).length > 1);
  const only = twice.map((one) => ({ field: path, code: 'only-one', text: `${label}: only one can be ${one.label.toLowerCase()}.` }));
  const inRows = rows.flatMap((row, at) => (had.has(rowForm(field, row)) ? [] : fieldIssues(item, row, {}, `${path}/${at}`)));
  return [...tooMany, ...only, ...inRows];
}
