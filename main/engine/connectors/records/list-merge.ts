import type { NativeDoc } from '../../../../shared/contacts.ts';
import type { FieldSpec } from '../../../../shared/systems.ts';
import { valueAt, withValue } from './pointer.ts';
import { rowForm, rowIdentity, same } from './sameness.ts';

/** One row on its three sides; null where a side does not have it. */
interface Trio {
  was: NativeDoc | null;
  mine: NativeDoc | null;
  theirs: NativeDoc | null;
}

/** null: both sides changed the same differently. */
export type Merged = NativeDoc[] | null;

/**
 * Three-way merge of a list, row by row. A row is told by its identity, not by its place or its id, because servers give new ids and orders;
 * one whose identity I changed is told by its place. What nobody here knows of a row is kept as it is there now. Rows keep the gateway's
 * order; mine that are new come last. Pure.
 */
export function mergeRows(field: FieldSpec, was: readonly NativeDoc[], mine: readonly NativeDoc[], theirs: readonly NativeDoc[], keepMine: boolean): Merged {
  const pairs = paired(field, was, mine);
  const left = [...theirs];
  const take = (row: NativeDoc): NativeDoc | null => {
    const at = left.findIndex((other) => rowIdentity(field, other) === rowIdentity(field, row));
    return at < 0 ? null : (left.splice(at, 1)[0] ?? null);
  };
  const trios: Trio[] = pairs.map((pair) => ({ ...pair, theirs: take(pair.was ?? pair.mine ?? {}) }));
  const made = new Map<NativeDoc, NativeDoc | null>();
  const added: NativeDoc[] = [];
  for (const trio of trios) {
    const row = mergedRow(field, trio, keepMine);
    if (row === 'conflict') return null;
    if (trio.theirs) made.set(trio.theirs, row);
    else if (row) added.push(row);
  }
  const there = theirs.map((row) => (made.has(row) ? (made.get(row) ?? null) : row));
  return [...there.filter((row) => row !== null), ...added];
}

/** Rows before and after what I did: by identity, equal ones first; then what is left over on both sides, by place. */
function paired(field: FieldSpec, was: readonly NativeDoc[], mine: readonly NativeDoc[]): Omit<Trio, 'theirs'>[] {
  const found = new Map<NativeDoc, NativeDoc>();
  const free = new Set(mine);
  const match = (isMatch: (before: NativeDoc, after: NativeDoc) => boolean): void => {
    for (const before of was) {
      const after = found.has(before) ? undefined : [...free].find((row) => isMatch(before, row));
      if (!after) continue;
      found.set(before, after);
      free.delete(after);
    }
  };
  match((before, after) => rowForm(field, before) === rowForm(field, after));
  match((before, after) => rowIdentity(field, before) === rowIdentity(field, after));
  match((before, after) => was.length === mine.length && was.indexOf(before) === mine.indexOf(after));
  return [...was.map((before) => ({ was: before, mine: found.get(before) ?? null })), ...[...free].map((row) => ({ was: null, mine: row }))];
}

function mergedRow(field: FieldSpec, { was, mine, theirs }: Trio, keepMine: boolean): NativeDoc | null | 'conflict' {
  const changed = !was || !mine || rowForm(field, was) !== rowForm(field, mine);
  if (!changed) return theirs;
  if (!mine) return theirs === null || keepMine || (was && rowForm(field, was) === rowForm(field, theirs)) ? null : 'conflict';
  if (!theirs) return was === null || keepMine ? mine : 'conflict';
  return mergedFields(field.item ?? [], was, mine, theirs, keepMine);
}

/** Field by field: what only I changed is mine, whatever else is in the row stays as it is there. */
function mergedFields(item: readonly FieldSpec[], was: NativeDoc | null, mine: NativeDoc, theirs: NativeDoc, keepMine: boolean): NativeDoc | 'conflict' {
  let row = theirs;
  for (const field of item) {
    const [before, own, there] = [was ? valueAt(was, field.path) : undefined, valueAt(mine, field.path), valueAt(theirs, field.path)];
    if ((was && same(field, before, own)) || same(field, own, there)) continue;
    if (!same(field, before, there) && !keepMine) return 'conflict';
    row = withValue(row, field.path, own ?? null);
  }
  return row;
}
