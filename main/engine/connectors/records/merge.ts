import type { Json, NativeDoc } from '../../../../shared/contacts.ts';
import type { FieldChange } from '../../../../shared/edits.ts';
import type { FieldSpec } from '../../../../shared/systems.ts';
import { mergeRows } from './list-merge.ts';
import { valueAt, withValue } from './pointer.ts';
import { isBlank, rowsOf, same } from './sameness.ts';

/** A change of what no field describes is compared as it is. */
export const fieldAt = (fields: readonly FieldSpec[], path: string): FieldSpec => fields.find((field) => field.path === path) ?? { path, label: path.slice(1), group: '', kind: 'text' };

/** The value after both sides' changes; undefined: both changed it, differently. `keepMine`: then mine. Pure. */
export function mergeValue(field: FieldSpec, was: Json, mine: Json, theirs: Json, keepMine: boolean): Json | undefined {
  if (field.kind === 'list') {
    if (same(field, mine, theirs)) return theirs;
    const rows = mergeRows(field, rowsOf(was), rowsOf(mine), rowsOf(theirs), keepMine);
    return rows === null ? undefined : rows.length === 0 && isBlank(field, theirs) ? theirs : rows;
  }
  if (same(field, mine, theirs)) return theirs;
  // Set back to what it was: nothing of mine is left.
  if (same(field, was, mine)) return theirs;
  return keepMine || same(field, was, theirs) ? mine : undefined;
}

export const valueIn = (doc: NativeDoc, path: string): Json => valueAt(doc, path) ?? null;

/** A record with changes laid over it, mine where both changed the same: what is shown, and what comes of it. Unknown fields stay. Pure. */
export function laidOver(fields: readonly FieldSpec[], doc: NativeDoc, changes: readonly FieldChange[]): NativeDoc {
  return changes.reduce((now, { path, was, to }) => {
    const field = fieldAt(fields, path);
    const theirs = valueIn(now, path);
    const value = mergeValue(field, was, to, theirs, true) ?? to;
    return value === theirs ? now : withValue(now, path, value);
  }, doc);
}

/** The paths at which two records differ, of those that can be written. Pure. */
export const differing = (fields: readonly FieldSpec[], a: NativeDoc, b: NativeDoc): string[] =>
  fields.filter((field) => field.readOnly !== true && !same(field, valueIn(a, field.path), valueIn(b, field.path))).map(({ path }) => path);
