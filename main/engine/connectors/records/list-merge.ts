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
 * one whose identity I changed is told by its place. Where several rows have the same identity, only one that is equal to the letter is known
 * to be the one: anything else I changed there is asked about. What nobody here knows of a row is kept as it is there now. Rows keep the
 * gateway's order; mine that are new come last. Pure.
 */
export function mergeRows(field: FieldSpec, was: readonly NativeDoc[], mine: readonly NativeDoc[], theirs: readonly NativeDoc[], keepMine: boolean): Merged {
  const trios = withTheirs(field, paired(field, was, mine), theirs, keepMine);
  if (trios === null) return null;
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

type Pair = Omit<Trio, 'theirs'>;

/** Which of their rows each is: the equal one, or the only one that can be. null: something I changed could be several of them. */
function withTheirs(field: FieldSpec, pairs: readonly Pair[], theirs: readonly NativeDoc[], keepMine: boolean): Trio[] | null {
  const found = new Map<Pair, NativeDoc>();
  const left = new Set(theirs);
  const take = (pair: Pair, row: NativeDoc | undefined): void => void (row && left.delete(row) && found.set(pair, row));
  const open = (): Pair[] => pairs.filter((pair) => !found.has(pair));
  const isLike = (pair: Pair, row: NativeDoc): boolean => rowIdentity(field, row) === rowIdentity(field, asKnown(pair));
  const like = (pair: Pair): NativeDoc[] => [...left].filter((row) => isLike(pair, row));
  for (const pair of pairs) take(pair, [...left].find((row) => rowForm(field, row) === rowForm(field, asKnown(pair))));
  // Somebody has made the same change.
  for (const pair of open()) take(pair, like(pair).find((row) => pair.mine && rowForm(field, row) === rowForm(field, pair.mine)));
  const rivals = (pair: Pair): Pair[] => open().filter(({ was }) => was !== null && isLike(pair, was));
  const isDoubtful = (pair: Pair): boolean => pair.was !== null && isChanged(field, pair) && like(pair).length > 0 && like(pair).length + rivals(pair).length > 2;
  if (!keepMine && open().some(isDoubtful)) return null;
  for (const pair of open()) take(pair, nearest(asKnown(pair), like(pair)));
  return pairs.map((pair) => ({ ...pair, theirs: found.get(pair) ?? null }));
}

/** As it is looked for: before I changed it, or as I made it. */
const asKnown = ({ was, mine }: Pair): NativeDoc => was ?? mine ?? {};

const isChanged = (field: FieldSpec, { was, mine }: Pair): boolean => !was || !mine || rowForm(field, was) !== rowForm(field, mine);

/** How many things are the same in two rows, what nobody here knows included. */
const inCommon = (one: NativeDoc, other: NativeDoc): number => Object.entries(one).filter(([name, value]) => JSON.stringify(other[name]) === JSON.stringify(value)).length;

const nearest = (row: NativeDoc, rows: readonly NativeDoc[]): NativeDoc | undefined => [...rows].sort((a, b) => inCommon(row, b) - inCommon(row, a))[0];

/** Rows before and after what I did: by identity, equal ones first, then those with the most in common; then what is left over on both sides, by place. */
function paired(field: FieldSpec, was: readonly NativeDoc[], mine: readonly NativeDoc[]): Pair[] {
  const found = new Map<NativeDoc, NativeDoc>();
  const free = new Set(mine);
  const match = (isMatch: (before: NativeDoc, after: NativeDoc) => boolean): void => {
    const all = was.flatMap((before) => (found.has(before) ? [] : [...free].filter((row) => isMatch(before, row)).map((after) => ({ before, after }))));
    for (const { before, after } of all.sort((a, b) => inCommon(b.before, b.after) - inCommon(a.before, a.after))) {
      if (found.has(before) || !free.delete(after)) continue;
      found.set(before, after);
    }
  };
  match((before, after) => rowForm(field, before) === rowForm(field, after));
  match((before, after) => rowIdentity(field, before) === rowIdentity(field, after));
  match((before, after) => was.length === mine.length && was.indexOf(before) === mine.indexOf(after));
  return [...was.map((before) => ({ was: before, mine: found.get(before) ?? null })), ...[...free].map((row) => ({ was: null, mine: row }))];
}

function mergedRow(field: FieldSpec, trio: Trio, keepMine: boolean): NativeDoc | null | 'conflict' {
  const { was, mine, theirs } = trio;
  if (!isChanged(field, trio)) return theirs;
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
