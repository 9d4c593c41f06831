import type { Json, NativeDoc, ScopeRef } from '../../../../shared/contacts.ts';
import type { FieldChange, RecordIntent } from '../../../../shared/edits.ts';
import { textOf, type FieldSpec } from '../../../../shared/systems.ts';
import type { HistoryRow } from '../../../../shared/views.ts';
import { fieldAt, valueIn } from './merge.ts';
import type { RecordSystem } from './record-system.ts';
import type { RecordContact } from './records.ts';
import { isBlank, rowsOf } from './sameness.ts';

/** Values, titles and changes of records in words. Pure. */

/** `Work` for `WORK`; rows of a list one after the other: `ada@example.com (Work); a@b.c`. '' for nothing. */
export function valueWords(field: FieldSpec, value: Json): string {
  if (isBlank(field, value)) return '';
  if (field.kind === 'list') return rowsOf(value).map((row) => rowWords(field, row)).filter(Boolean).join('; ');
  if (field.kind === 'yesNo') return value === true ? 'yes' : textOf(value);
  return field.options?.find((option) => option.value === value)?.label ?? textOf(value);
}

function rowWords({ item = [] }: FieldSpec, row: NativeDoc): string {
  const [first = '', ...rest] = item.map((field) => (field.kind === 'yesNo' ? (valueIn(row, field.path) === true ? field.label.toLowerCase() : '') : valueWords(field, valueIn(row, field.path)))).filter(Boolean);
  return rest.length > 0 ? `${first} (${rest.join(', ')})` : first;
}

const placeWords = (scopeWord: string, { key }: ScopeRef): string => `${scopeWord} ${key}`;

/** An intent in words: what (`Change email to ada@example.com`) and on what (`Ada Ngata · Account 1010`). */
export function describeRecord(system: RecordSystem, intent: RecordIntent, contact?: RecordContact): { title: string; where: string } {
  const doc = intent.type === 'create' ? intent.doc : intent.type === 'remove' ? intent.was : contact?.doc;
  const name = doc ? system.title(doc) : '';
  const where = [name, placeWords(system.facts.scopeWord, intent.scope)].filter((part) => part !== '').join(' · ');
  if (intent.type !== 'edit') return { title: `${intent.type === 'create' ? 'Add' : 'Remove'} ${name || 'contact'}`, where };
  const title = intent.changes.map((change) => changeWords(system.facts.fields, change)).join('; ') || 'change nothing';
  return { title: title.charAt(0).toUpperCase() + title.slice(1), where };
}

function changeWords(fields: readonly FieldSpec[], { path, to }: FieldChange): string {
  const field = fieldAt(fields, path);
  const label = /^[A-Z][^A-Z]/.test(field.label) ? field.label.charAt(0).toLowerCase() + field.label.slice(1) : field.label;
  const words = valueWords(field, to);
  if (words === '') return `clear ${label}`;
  return field.kind === 'list' ? `change ${label}` : `change ${label} to ${words}`;
}

/** What an edit changes, by the label of each field; '' for what was not there before or is not there after. */
export function recordChanges(fields: readonly FieldSpec[], intent: RecordIntent): HistoryRow['changes'] {
  if (intent.type === 'create') return wholeRecord(fields, intent.doc).map(([field, value]) => ({ field, before: '', after: value }));
  if (intent.type === 'remove') return wholeRecord(fields, intent.was).map(([field, value]) => ({ field, before: value, after: '' }));
  return intent.changes.map(({ path, was, to }) => {
    const field = fieldAt(fields, path);
    return { field: field.label, before: valueWords(field, was), after: valueWords(field, to) };
  });
}

const wholeRecord = (fields: readonly FieldSpec[], doc: NativeDoc): [label: string, value: string][] =>
  fields.filter(({ readOnly }) => readOnly !== true).map((field): [string, string] => [field.label, valueWords(field, valueIn(doc, field.path))]).filter(([, value]) => value !== '');

/** What a record can be found by: every text in it, unknown ones too, and numbers of phones in every form. */
export const recordLines = (fields: readonly FieldSpec[], doc: NativeDoc): string[] => [...textsIn(doc), ...fields.flatMap((field) => phonesIn(field, valueIn(doc, field.path)))];

function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
}

function phonesIn(field: FieldSpec, value: Json): string[] {
  if (field.kind === 'list') return rowsOf(value).flatMap((row) => (field.item ?? []).flatMap((one) => phonesIn(one, valueIn(row, one.path))));
  return field.kind === 'phone' ? digitForms(textOf(value)) : [];
}

/** `+64 21 555 0123` is also looked for as it is dialled at home: country codes have one to three digits (ITU E.164). */
export function digitForms(text: string): string[] {
  const digits = text.replace(/\D/g, '');
  if (digits === '') return [];
  return text.trim().startsWith('+') ? [digits, `00${digits}`, ...[1, 2, 3].map((code) => `0${digits.slice(code)}`)] : [digits];
}
