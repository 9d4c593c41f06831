import type { Json, NativeDoc } from '../../../../shared/contacts.ts';
import type { FieldSpec } from '../../../../shared/systems.ts';
import { isDoc, valueAt } from './pointer.ts';

/** When two values of a field are the same: servers rewrite what they are sent, and that is no change of anybody's (COMMON 2.5). Pure. */

const forms: Record<NonNullable<FieldSpec['sameAs']>, (text: string) => string> = {
  exact: (text) => text,
  trim: (text) => text.trim(),
  trimLower: (text) => text.trim().toLowerCase(),
  trimUpper: (text) => text.trim().toUpperCase(),
  // What has none is no number, and not nothing either.
  digits: (text) => text.replace(/\D/g, '') || text.trim(),
};

/** Null, '', an empty list and nothing there are the same, and so is *no* where it is yes or no. */
export const isBlank = ({ kind }: Pick<FieldSpec, 'kind'>, value: Json | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0) || (kind === 'yesNo' && value === false);

/** A value in the form in which it is compared; '' where there is none. */
export function formOf(field: FieldSpec, value: Json | undefined): string {
  if (isBlank(field, value)) return '';
  if (typeof value === 'string') return forms[field.sameAs ?? 'exact'](value);
  return field.kind === 'list' && Array.isArray(value) ? JSON.stringify(rowsOf(value).map((row) => rowForm(field, row)).sort()) : JSON.stringify(ordered(value ?? null));
}

export const same = (field: FieldSpec, a: Json | undefined, b: Json | undefined): boolean => formOf(field, a) === formOf(field, b);

/** Rows of a list; what is no object is left out. */
export const rowsOf = (value: Json | undefined): NativeDoc[] => (Array.isArray(value) ? value.filter(isDoc) : []);

/** All that is known of a row, in the form in which it is compared. A row's own id is none of it, unless it is a field. */
export const rowForm = ({ item = [] }: FieldSpec, row: NativeDoc): string => JSON.stringify(item.filter(({ readOnly }) => readOnly !== true).map((field) => formOf(field, valueAt(row, field.path))));

/** Which row it is. */
export const rowIdentity = (field: FieldSpec, row: NativeDoc): string => {
  const identity = field.identity ?? (field.item ?? []).map(({ path }) => path);
  return JSON.stringify(identity.map((path) => formOf(field.item?.find((one) => one.path === path) ?? { path, label: '', group: '', kind: 'text' }, valueAt(row, path))));
};

/** The same whatever order the names come in. */
function ordered(value: Json): Json {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isDoc(value)) return value;
  return Object.fromEntries(Object.keys(value).sort().map((name) => [name, ordered(value[name] ?? null)]));
}
