import type { Json } from '../../../../shared/contacts.ts';
import type { RecordIntent } from '../../../../shared/edits.ts';
import type { FieldSpec } from '../../../../shared/systems.ts';
import { fieldAt, valueIn } from './merge.ts';
import type { RecordContact } from './records.ts';
import { same } from './sameness.ts';

/**
 * Whether what was read still has, in any field, a value that our own edits have replaced, and not the one they left, or lacks what they
 * have made: `sent` have arrived, in this order. Then the reading lags (or somebody else has set it back). Pure.
 */
export function showsEarlier(fields: readonly FieldSpec[], sent: readonly RecordIntent[], read: readonly RecordContact[]): boolean {
  return [...new Set(sent.map(({ contact }) => contact))].some((contact) => {
    const own = sent.filter((intent) => intent.contact === contact);
    const record = read.find(({ key }) => key === contact);
    if (!record) return own.some(({ type }) => type === 'create') && own.at(-1)?.type !== 'remove';
    return own.at(-1)?.type === 'remove' || hasReplaced(fields, own, record);
  });
}

function hasReplaced(fields: readonly FieldSpec[], sent: readonly RecordIntent[], { doc }: RecordContact): boolean {
  const left = new Map<string, { earlier: Json[]; last: Json }>();
  for (const { path, was, to } of sent.flatMap((intent) => (intent.type === 'edit' ? intent.changes : []))) {
    const known = left.get(path) ?? { earlier: [], last: was };
    left.set(path, { earlier: [...known.earlier, was, known.last], last: to });
  }
  return [...left].some(([path, { earlier, last }]) => {
    const [field, now] = [fieldAt(fields, path), valueIn(doc, path)];
    return !same(field, now, last) && earlier.some((value) => same(field, now, value));
  });
}
