import type { Status } from '../../shared/views.ts';
import { queueStateOf } from './outbox/queue-view.ts';
import type { EditRecord } from './outbox/transitions.ts';

/** The one truth the status bar tells. Pure. */
export function statusOf(connection: Status['connection'], openEdits: readonly EditRecord[], upToDateAt: number | null, reading: Status['reading'], listTrouble: string): Status {
  const counts = { waiting: 0, sending: 0, checking: 0, needsYou: 0, sent: 0 };
  for (const edit of openEdits) counts[queueStateOf(edit)] += 1;
  return { connection, waiting: counts.waiting, sending: counts.sending, checking: counts.checking, needsYou: counts.needsYou, upToDateAt, listTrouble, reading };
}

/** `3 edits sent`; `2 sent, 1 needs you`. */
export function sentWords(sent: number, parked: number): string {
  const edits = (count: number): string => (count === 1 ? '1 edit' : `${count} edits`);
  if (parked === 0) return `${edits(sent)} sent`;
  return sent === 0 ? `${edits(parked)} ${parked === 1 ? 'needs' : 'need'} you` : `${sent} sent, ${parked} ${parked === 1 ? 'needs' : 'need'} you`;
}
