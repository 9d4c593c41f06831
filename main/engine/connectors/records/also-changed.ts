import type { NativeDoc } from '../../../../shared/contacts.ts';
import type { RecordIntent } from '../../../../shared/edits.ts';
import type { FieldSpec } from '../../../../shared/systems.ts';
import type { AlsoChanged } from '../../gateway/connector.ts';
import { fieldAt, valueIn } from './merge.ts';
import type { RecordContact } from './records.ts';
import { same } from './sameness.ts';
import { valueWords } from './wording.ts';

/**
 * What stands in a record besides what this edit changes, and is not as the person saw it; of the lists that it changes, what they hold more
 * or less than its own base. Each with the target it is about, so that what we have changed ourselves since can be told apart. Pure.
 */
export function alsoChanged(fields: readonly FieldSpec[], intent: RecordIntent, seen: NativeDoc | null, { key, doc }: RecordContact): AlsoChanged[] {
  if (intent.type !== 'edit') return [];
  const own = new Set(intent.changes.map(({ path }) => path));
  const lists = intent.changes.flatMap(({ path, was }) => (fieldAt(fields, path).kind === 'list' ? changed(fieldAt(fields, path), was, valueIn(doc, path), null) : []));
  const besides = seen === null ? [] : fields.filter(({ path, readOnly }) => readOnly !== true && !own.has(path));
  return [...lists, ...besides.flatMap((field) => changed(field, valueIn(seen ?? {}, field.path), valueIn(doc, field.path), `${key} ${field.path}`))];
}

const changed = (field: FieldSpec, was: Parameters<typeof same>[1], now: Parameters<typeof same>[1], target: string | null): AlsoChanged[] =>
  same(field, was, now) ? [] : [{ target, field: field.label, before: valueWords(field, was ?? null), after: valueWords(field, now ?? null) }];
