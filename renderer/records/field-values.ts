import type { Json, NativeDoc } from '../../shared/contacts.ts';
import type { FieldChange } from '../../shared/edits.ts';
import type { FieldSpec } from '../../shared/systems.ts';
import { textOf } from '../../shared/systems.ts';
import { momentWords } from '../desk/time-words.ts';
import { topOf, valueAt } from './pointer.ts';

/** Null, '' and absent are the same nothing (`FieldSpec.sameAs`). */
const isNothing = (value: Json | undefined): boolean => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

const same = (a: Json | undefined, b: Json | undefined): boolean => {
  if (isNothing(a) || isNothing(b)) return isNothing(a) && isNothing(b);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((one, at) => same(one, b[at]));
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => same(a[name], b[name]));
};

/** Whether a person wrote something else into a field than it holds. What a server makes of it is the connector's. */
export const isSame = same;

/** What changed between two states of a record, field by field, in the order of the form. */
export const changesBetween = (was: NativeDoc, to: NativeDoc, fields: readonly FieldSpec[]): FieldChange[] =>
  fields
    .filter((field) => field.readOnly !== true && field.kind !== 'time' && !same(valueAt(was, field.path), valueAt(to, field.path)))
    .map(({ path }) => ({ op: 'field', path, was: valueAt(was, path) ?? null, to: valueAt(to, path) ?? null }));

const timeOf = (value: Json | undefined): number => (typeof value === 'number' ? value : Date.parse(textOf(value)));

/** A field's value in a person's words; '' for nothing. Lists are not said this way. `now`: epoch milliseconds. */
export function valueWords(spec: FieldSpec, value: Json | undefined, now: number): string {
  if (isNothing(value)) return '';
  if (spec.kind === 'yesNo') return value === true || value === 'true' ? 'Yes' : value === false || value === 'false' ? 'No' : textOf(value);
  if (spec.kind === 'time') return Number.isNaN(timeOf(value)) ? textOf(value) : momentWords(timeOf(value), now);
  if (spec.kind === 'choice') return spec.options?.find((option) => option.value === value)?.label ?? textOf(value);
  return textOf(value);
}

export const rowsOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

/** One row of a list in words: `ada@ngata.example · Work · Primary`. */
export function rowWords(spec: FieldSpec, row: Json, now: number): string {
  if (spec.item === undefined) return textOf(row);
  const parts = spec.item.map((field) => {
    const value = valueAt(row, field.path);
    return field.kind === 'yesNo' ? (value === true ? field.label : '') : valueWords(field, value, now);
  });
  return parts.filter((part) => part !== '').join(' · ');
}

/** Fields in their groups, in the order they first come. */
export function groupsOf(fields: readonly FieldSpec[]): { title: string; fields: FieldSpec[] }[] {
  const groups = new Map<string, FieldSpec[]>();
  for (const field of fields) groups.set(field.group, [...(groups.get(field.group) ?? []), field]);
  return [...groups].map(([title, held]) => ({ title, fields: held }));
}

/** What a record holds that nobody here knows, as it is: shown, kept, never changed. */
export const unknownOf = (doc: NativeDoc, fields: readonly FieldSpec[]): { name: string; text: string }[] => {
  const known = new Set(fields.map(({ path }) => topOf(path)));
  return Object.entries(doc)
    .filter(([name, value]) => !known.has(name) && !isNothing(value))
    .map(([name, value]) => ({ name, text: typeof value === 'object' ? JSON.stringify(value) : String(value) }));
};

/** The spec that a pointer leads to, and the row of its list (0 for the first; -1: no row). null: a field nobody here knows. */
export function specAt(fields: readonly FieldSpec[], pointer: string): { spec: FieldSpec; list: FieldSpec | null; row: number } | null {
  for (const spec of fields) {
    if (spec.path === pointer) return { spec, list: null, row: -1 };
    if (spec.kind !== 'list' || !pointer.startsWith(`${spec.path}/`)) continue;
    const [, place = '', rest = ''] = /^\/([^/]+)(.*)$/.exec(pointer.slice(spec.path.length)) ?? [];
    const row = /^\d+$/.test(place) ? Number(place) : -1;
    const part = rest === '' ? undefined : spec.item?.find(({ path }) => path === rest);
    return { spec: part ?? spec, list: spec, row };
  }
  return null;
}

/** What a field is called wherever its pointer is met: `First name`, `Emails, 2: Kind`; an unknown one keeps its own name. */
export function labelAt(fields: readonly FieldSpec[], pointer: string): string {
  const found = specAt(fields, pointer);
  if (found === null) return pointer.split('/').at(-1) ?? pointer;
  if (found.list === null) return found.spec.label;
  const place = found.row < 0 ? found.list.label : `${found.list.label}, ${found.row + 1}`;
  return found.spec === found.list ? place : `${place}: ${found.spec.label}`;
}
