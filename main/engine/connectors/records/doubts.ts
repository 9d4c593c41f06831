import type { NativeDoc } from '../../../../shared/contacts.ts';
import type { RecordIntent } from '../../../../shared/edits.ts';
import type { FieldIssue } from '../../../../shared/faults.ts';
import { withValue } from './pointer.ts';
import type { RecordSystem } from './record-system.ts';
import type { RecordContact } from './records.ts';

/** What the system's rules find odd in a record, and let pass. Pure. */
export const doubtsIn = (system: RecordSystem, doc: NativeDoc, mode: 'create' | 'edit'): FieldIssue[] =>
  system.check(doc, mode).flatMap(({ severity, ...issue }) => (severity === 'warning' ? [issue] : []));

/**
 * The same of what a form says: its values stand in the record as they are, not merged, so that each doubt has the row's place in the form.
 * None for a removal, and for a record that is gone. Pure.
 */
export function doubtsOf(system: RecordSystem, intent: RecordIntent, shown: readonly RecordContact[]): FieldIssue[] {
  if (intent.type === 'create') return doubtsIn(system, intent.doc, 'create');
  const record = shown.find(({ key }) => key === intent.contact);
  if (record === undefined || intent.type === 'remove') return [];
  return doubtsIn(system, intent.changes.reduce<NativeDoc>((doc, { path, to }) => withValue(doc, path, to), record.doc), 'edit');
}
