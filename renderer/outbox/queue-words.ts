import type { QueueAction, QueueRow } from '../../shared/views.ts';
import { countryName } from '../../shared/inland-revenue/countries.ts';
import { phoneTypeWord } from '../contacts/phone-words.ts';
import { ageWords, momentWords } from '../desk/time-words.ts';

/** A conflict in which a person chooses between two sides, field by field. */
export const isChoice = (row: QueueRow): boolean => row.conflicts.length > 0 && row.actions.includes('keepMine');

/** What an action is called on this row: a conflict is answered, everything else is sent, checked or dropped. */
export function actionWord(row: QueueRow, action: QueueAction): string {
  switch (action) {
    case 'undo': return 'Undo';
    case 'retry': return 'Send again';
    case 'checkAgain': return 'Check again';
    case 'keepMine': return 'Keep mine';
    case 'discard': return isChoice(row) ? 'Keep Inland Revenue’s' : 'Discard';
  }
}

/** A person must be asked before this: it cannot be had back, and they may not know what goes with it. A conflict is itself the question, unless more goes. */
export const mustAsk = (row: QueueRow, action: QueueAction): boolean => action === 'discard' && (!isChoice(row) || row.restingOn > 0);

/** What is asked before an edit is discarded, with how many go with it; and the word on the button that does it. */
export function discardQuestion(row: QueueRow): { question: string; yes: string } {
  const rest = row.restingOn === 0 ? '' : row.restingOn === 1 ? ' and the one that rests on it' : ` and the ${row.restingOn} that rest on it`;
  if (isChoice(row)) return { question: `Keep Inland Revenue’s and discard this edit${rest}?`, yes: 'Keep Inland Revenue’s' };
  return { question: `Discard this edit${rest}?`, yes: row.restingOn === 0 ? 'Discard edit' : `Discard ${row.restingOn + 1} edits` };
}

/** What is said once `taken` edits, the one asked about included, have been discarded. */
export const discardedWords = (taken: number): string => (taken > 1 ? `Discarded, with ${taken - 1} that rested on it` : 'Discarded');

/** When it was made and how often it was tried. */
export function whenWords(row: QueueRow, now: number): string {
  if (row.state === 'sent') return row.sentAt === null ? 'Sent' : `Sent ${momentWords(row.sentAt, now)} · made ${ageWords(row.at, now)}`;
  const parts = [`Made ${ageWords(row.at, now)}`];
  if (row.attempts > 0) parts.push(row.attempts === 1 ? 'tried once' : `tried ${row.attempts} times`);
  return parts.join(' · ');
}

const fieldWords: Readonly<Record<string, string>> = {
  name: 'Name', contact: 'Contact', contactType: 'Contact of this type', phone: 'Phone', type: 'Kind', country: 'Country', areaCode: 'Area code', number: 'Number', extension: 'Extension',
};

const lastPart = (field: string): string => field.split('.').at(-1) ?? field;

/** A field in conflict in a person's words; one we do not know keeps its name. */
export const fieldWord = (field: string): string => fieldWords[lastPart(field)] ?? lastPart(field);

/** One side of a conflict in words: codes are spelt out, and what is not there says so. */
export function sideWords(field: string, value: string, mine = false): string {
  if (value === '') return mine && /^(contact|phone)$/.test(field) ? 'removed' : 'nothing';
  if (lastPart(field) === 'type') return phoneTypeWord(value);
  return lastPart(field) === 'country' ? countryName(value) : value;
}

/** The row that takes the focus when `editId` leaves the list: the next one, otherwise the one before; '' when it was the only one. */
export function neighbour(rows: readonly QueueRow[], editId: string): string {
  const at = rows.findIndex((row) => row.editId === editId);
  return (rows[at + 1] ?? rows[at - 1])?.editId ?? '';
}
