import type { LocalKey } from '../../../../shared/contacts.ts';
import type { RecordIntent } from '../../../../shared/edits.ts';
import { mostUrgent, type Mark } from '../../../../shared/marks.ts';
import type { ShownContact } from '../../../../shared/views.ts';
import { doubtsIn } from './doubts.ts';
import { laidOver } from './merge.ts';
import type { RecordSystem } from './record-system.ts';
import type { RecordContact } from './records.ts';

interface PendingRecord {
  editId: string;
  mark: Mark;
  intent: RecordIntent;
}

/** The records as they will be once these edits have arrived, in order; an edit whose record is gone is left out. Pure. */
export function recordsAfter({ facts: { fields } }: RecordSystem, server: readonly RecordContact[], intents: readonly RecordIntent[]): RecordContact[] {
  const records = new Map<LocalKey, RecordContact>(server.map((record) => [record.key, record]));
  for (const intent of intents) {
    const held = records.get(intent.contact);
    if (intent.type === 'create') records.set(intent.contact, held ?? { key: intent.contact, scope: intent.scope, doc: intent.doc });
    else if (intent.type === 'remove') records.delete(intent.contact);
    else if (held) records.set(intent.contact, { ...held, doc: laidOver(fields, held.doc, intent.changes) });
  }
  return [...records.values()];
}

/** The same as a person sees it: what waits to be removed stays, flagged, and each field tells whether it waits. Pure. */
export function shownRecords(system: RecordSystem, server: readonly RecordContact[], edits: readonly PendingRecord[]): ShownContact[] {
  const kept = edits.filter(({ intent }) => intent.type !== 'remove').map(({ intent }) => intent);
  return recordsAfter(system, server, kept).map(({ key, doc }) => {
    const own = edits.filter(({ intent }) => intent.contact === key);
    const touched = new Set(own.flatMap(({ intent }) => (intent.type === 'edit' ? intent.changes.map(({ path }) => path) : [])));
    return {
      ...{ key, type: '', name: system.title(doc), phones: [], doc },
      mark: mostUrgent(['upToDate', ...own.map(({ mark }) => mark)]),
      removed: own.some(({ intent }) => intent.type === 'remove'),
      touched: [...touched],
      locked: system.locked(doc),
      warnings: doubtsIn(system, doc, 'edit'),
      editIds: own.map(({ editId }) => editId),
    };
  });
}
