import type { Status } from '../../shared/views.ts';
import { queueStateOf } from './outbox/queue-view.ts';
import type { EditRecord } from './outbox/transitions.ts';

/** The one truth the status bar tells. Pure. */
export function statusOf(connection: Status['connection'], openEdits: readonly EditRecord[], upToDateAt: number | null, reading: Status['reading'], listTrouble: string): Status {
  const counts = { waiting: 0, sending: 0, checking: 0, needsYou: 0, sent: 0 };
  for (const edit of openEdits) counts[queueStateOf(edit)] += 1;
  return { connection, waiting: counts.waiting, sending: counts.sending, checking: counts.checking, needsYou: counts.needsYou, upToDateAt, listTrouble, reading };
}

/** `3 edits sent`; `2 sent, 1 needs you`. `also`: fields that somebody else had changed meanwhile, in words: theirs and ours stand, and it is said. */
export function sentWords(sent: number, parked: number, also: readonly string[] = []): string {
  const edits = (count: number): string => (count === 1 ? '1 edit' : `${count} edits`);
  const needs = parked === 1 ? 'needs' : 'need';
  const told = parked === 0 ? `${edits(sent)} sent` : sent === 0 ? `${edits(parked)} ${needs} you` : `${sent} sent, ${parked} ${needs} you`;
  if (also.length === 0) return told;
  const fields = listed([...new Set(also.map((field) => `the ${field.toLowerCase()}`))]);
  return `${sent === 1 && parked === 0 ? 'Sent' : told}. Somebody else had changed ${fields} meanwhile; ${sent === 1 && also.length === 1 ? 'both' : 'all'} changes stand.`;
}

const listed = (words: readonly string[]): string => (words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}` : (words[0] ?? ''));
