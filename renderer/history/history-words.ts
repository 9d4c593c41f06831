import type { Mark } from '../../shared/marks.ts';
import type { HistoryOutcome, HistoryRow } from '../../shared/views.ts';
import type { SystemFacts } from '../../shared/systems.ts';
import { count, momentWords } from '../desk/time-words.ts';
import { fieldWord } from '../outbox/queue-words.ts';

export const outcomeWords: Readonly<Record<HistoryOutcome, string>> = {
  sent: 'Sent', waiting: 'Waiting', undone: 'Undone', discarded: 'Discarded', needsYou: 'Needs you', checking: 'Checking',
};

/** The mark of an outcome; null for what was taken back: nothing of it is anywhere. */
export const outcomeMark = (outcome: HistoryOutcome): Mark | null => (outcome === 'sent' ? 'upToDate' : outcome === 'undone' || outcome === 'discarded' ? null : outcome);

/** Who made it and when, and when it arrived: `Made 10:41 by mere · sent 10:58 · tried twice`. */
export function madeWords(row: HistoryRow, now: number): string {
  const parts = [`Made ${momentWords(row.at, now)}${row.by === '' ? '' : ` by ${row.by}`}`];
  if (row.sentAt !== null) parts.push(`sent ${momentWords(row.sentAt, now)}`);
  if (row.attempts > 0) parts.push(row.attempts === 1 ? 'tried once before' : `tried ${row.attempts} times before`);
  return parts.join(' · ');
}

/** The field that was changed, in a person's words. */
export const changedWord = (field: string, facts: SystemFacts | null): string => (field === 'contactType' ? 'Kind of contact' : fieldWord(field, facts));

/** Above what somebody else had changed of the same contact. */
export const alsoChangedWords = 'Somebody else had changed meanwhile; both stand:';

/** What a change of a field says where one side holds nothing. */
export const sideOf = (text: string): string => (text === '' ? 'nothing' : text);

/** What is asked before an edit is reversed, and the word on the button. */
export const reverseQuestion = (row: HistoryRow): { question: string; yes: string; word: string } =>
  row.reverse === 'undo'
    ? { question: `Undo “${row.title}”?`, yes: 'Undo edit', word: 'Undo…' }
    : { question: `Reverse “${row.title}”?`, yes: 'Queue the opposite', word: 'Reverse…' };

/** What is said besides the engine's own note. */
export const reverseMeans = (row: HistoryRow): string =>
  row.reverse === 'undo' ? 'It will not be sent, nor will what rests on it.' : 'A new edit that says the opposite is put into the queue and sent in its turn.';

/** What is read out when a row takes the focus. */
export function historyName(row: HistoryRow): string {
  const told = (changes: HistoryRow['changes']): string => changes.map(({ before, after }) => `${sideOf(before)} became ${sideOf(after)}`).join('; ');
  const [changes, also] = [told(row.changes), told(row.alsoChanged)];
  return `${row.title}, ${row.clientName}. ${outcomeWords[row.outcome]}.${changes === '' ? '' : ` ${changes}.`}${also === '' ? '' : ` ${alsoChangedWords} ${also}.`}`;
}

/** How many edits the history shows, and how far the search is while it is not through: `12 found so far, 34 % searched`. */
export function countWords(total: number, filtered: boolean, searched: number): string {
  if (searched < 1) return `${count(total)} found so far, ${Math.floor(searched * 100)} % searched`;
  return `${count(total)} ${filtered ? 'found' : total === 1 ? 'edit' : 'edits'}`;
}
