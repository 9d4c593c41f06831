import type { NativeDoc } from '../../shared/contacts.ts';
import type { RecordIntent } from '../../shared/edits.ts';
import type { FieldIssue } from '../../shared/faults.ts';
import type { FieldSpec } from '../../shared/systems.ts';
import { isSame, labelAt } from './field-values.ts';
import { valueAt } from './pointer.ts';
import type { RecordDraft, RecordFix } from './record-draft.ts';
import { fixedIntent, recordIntent } from './record-draft.ts';

/** What looks wrong in a record and stops nobody, and the record it was said of. */
export interface Doubts {
  doc: NativeDoc;
  found: readonly FieldIssue[];
}

export const noDoubts: Doubts = { doc: {}, found: [] };

/** Of fields that hold now what they held then: what was said of another value goes as soon as it is typed over. */
export const stillFound = ({ doc, found }: Doubts, now: NativeDoc): FieldIssue[] => found.filter(({ field }) => isSame(valueAt(doc, field), valueAt(now, field)));

/** What a form says now; null: nothing else than what is saved. */
export const saidBy = (draft: RecordDraft | RecordFix, fields: readonly FieldSpec[]): RecordIntent | null =>
  draft.kind === 'recordFix' ? fixedIntent(draft) : recordIntent(draft, fields);

/** What came up while somebody was typing, to be read out: `GSTIN: The last character …`. '' for nothing. */
export const newlyFound = (now: readonly FieldIssue[], saved: readonly FieldIssue[], fields: readonly FieldSpec[]): string =>
  now
    .filter(({ field, text }) => !saved.some((old) => old.field === field && old.text === text))
    .map(({ field, text }) => `${labelAt(fields, field)}: ${text}`)
    .join(' ');
