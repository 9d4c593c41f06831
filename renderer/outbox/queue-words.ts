import type { QueueAction, QueueRow } from '../../shared/views.ts';
import { ageWords, clockTime, momentWords } from '../desk/time-words.ts';

/** What an action is called on this row: a conflict is answered, everything else is sent, checked or dropped. */
export function actionWord(row: QueueRow, action: QueueAction): string {
  switch (action) {
    case 'undo': return 'Undo';
    case 'retry': return 'Send again';
    case 'checkAgain': return 'Check again';
    case 'keepMine': return 'Keep mine';
    case 'discard': return row.conflicts.length > 0 ? 'Keep Inland Revenue’s' : 'Discard';
  }
}

/** When it was made, how often it was tried, when it is tried next. */
export function whenWords(row: QueueRow, now: number): string {
  if (row.state === 'sent') return row.sentAt === null ? 'Sent' : `Sent ${momentWords(row.sentAt, now)} · made ${ageWords(row.at, now)}`;
  const parts = [`Made ${ageWords(row.at, now)}`];
  if (row.attempts > 0) parts.push(row.attempts === 1 ? 'tried once' : `tried ${row.attempts} times`);
  if (row.nextTryAt !== null && row.nextTryAt > now) parts.push(`next try ${clockTime(row.nextTryAt)}`);
  return parts.join(' · ');
}

/** Field names of the gateway in a person's words. */
export function fieldWord(field: string): string {
  const last = field.split('.').at(-1) ?? field;
  const words: Record<string, string> = {
    Name: 'Name', name: 'Name', PhoneNumber: 'Number', AreaCode: 'Area code', Country: 'Country', Extension: 'Extension', PhoneType: 'Kind', ContactType: 'Contact type', phone: 'Phone',
  };
  return words[last] ?? last;
}

/** The row that takes the focus when `editId` leaves the list: the next one, otherwise the one before; '' when it was the only one. */
export function neighbour(rows: readonly QueueRow[], editId: string): string {
  const at = rows.findIndex((row) => row.editId === editId);
  return (rows[at + 1] ?? rows[at - 1])?.editId ?? '';
}
