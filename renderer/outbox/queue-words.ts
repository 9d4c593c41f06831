import type { Conflict, ConflictChoice } from '../../shared/faults.ts';
import { markWords } from '../../shared/marks.ts';
import type { SystemFacts } from '../../shared/systems.ts';
import type { QueueAction, QueueRow } from '../../shared/views.ts';
import { countryName } from '../../shared/inland-revenue/countries.ts';
import { phoneTypeWord } from '../contacts/phone-words.ts';
import { systemName } from '../connections/connection-words.ts';
import { ageWords, momentWords } from '../desk/time-words.ts';
import { isPointer, pointerCanBeTyped, pointerSide, pointerWord } from '../records/conflict-words.ts';

/** A conflict in which a person chooses between two sides, field by field. */
export const isChoice = (row: QueueRow): boolean => row.conflicts.length > 0 && row.actions.includes('keepMine');

/** The first field that has no choice yet. */
export const currentConflict = (row: QueueRow, chosen: readonly ConflictChoice[]): Conflict | undefined =>
  row.conflicts.find(({ field }) => !chosen.some((made) => made.field === field));

/** Whether a value of one's own makes sense: not where one side has removed the whole thing. */
export const canBeTyped = ({ field }: Conflict, facts: SystemFacts | null): boolean => (isPointer(field) ? pointerCanBeTyped(facts, field) : isTyped(field));

const isTyped = (field: string): boolean => /(^|\.)(name|number|areaCode|extension|type|country)$/.test(field);

/** What was chosen, in words. */
export const choiceWord = ({ field, take, value }: ConflictChoice, facts: SystemFacts | null): string => (take === 'mine' ? 'yours' : take === 'theirs' ? `${systemName(facts)}’s` : sideWords(field, value, facts));

/** What is said once a field has its choice and others of the edit have none. */
export const chosenWords = (choice: ConflictChoice, left: number, facts: SystemFacts | null): string => `${fieldWord(choice.field, facts)}: ${choiceWord(choice, facts)}. ${left === 1 ? 'One more to choose' : `${left} more to choose`}`;

/** The actions offered as buttons, in order: a choice is made in its own table. */
export const buttonsOf = (row: QueueRow): QueueAction[] =>
  isChoice(row) ? row.actions.filter((action) => action !== 'keepMine' && action !== 'takeTheirs' && action !== 'discard') : row.actions;

/** What an action is called on this row. */
export function actionWord(action: QueueAction, facts: SystemFacts | null): string {
  switch (action) {
    case 'undo': return 'Undo';
    case 'retry': return 'Send again';
    case 'checkAgain': return 'Check again';
    case 'keepMine': return 'Keep mine';
    case 'takeTheirs': return `Keep ${systemName(facts)}’s`;
    case 'recreate': return 'Add it again';
    case 'fix': return 'Correct…';
    case 'discard': return 'Discard';
  }
}

/** A person must be asked before this: they may not know what goes with it. */
export const mustAsk = (row: QueueRow, action: QueueAction): boolean => action === 'discard' || (action === 'takeTheirs' && row.restingOn > 0);

/** What is asked before an edit is discarded, with how many go with it; and the word on the button that does it. */
export function discardQuestion(row: QueueRow, facts: SystemFacts | null): { question: string; yes: string } {
  const rest = row.restingOn === 0 ? '' : row.restingOn === 1 ? ' and the one that rests on it' : ` and the ${row.restingOn} that rest on it`;
  if (row.conflicts.length > 0 && (isChoice(row) || row.actions.includes('takeTheirs'))) return { question: `Keep ${systemName(facts)}’s and discard this edit${rest}?`, yes: `Keep ${systemName(facts)}’s` };
  return { question: `Discard this edit${rest}?`, yes: row.restingOn === 0 ? 'Discard edit' : `Discard ${row.restingOn + 1} edits` };
}

/** What is said once `taken` edits have been discarded: one with those that rested on it, or several of their own. */
export const discardedWords = (taken: number, several = false): string =>
  taken === 1 ? 'Discarded' : several ? `${taken} edits discarded` : `Discarded, with ${taken - 1} that rested on it`;

/** What adding something again means, said before it is done. */
export const recreateNote = (facts: SystemFacts | null): string => `${systemName(facts)} never gives an id a second time: what is added again is a new record there, with a new id and no history.`;

/** When it was made and how often it was tried. */
export function whenWords(row: QueueRow, now: number): string {
  if (row.state === 'sent') return row.sentAt === null ? 'Sent' : `Sent ${momentWords(row.sentAt, now)} · made ${ageWords(row.at, now)}${row.by === '' ? '' : ` by ${row.by}`}`;
  const parts = [`Made ${ageWords(row.at, now)}${row.by === '' ? '' : ` by ${row.by}`}`];
  if (row.attempts > 0) parts.push(row.attempts === 1 ? 'tried once' : `tried ${row.attempts} times`);
  if (row.nextTryAt !== null && row.nextTryAt > now) parts.push(`next try ${momentWords(row.nextTryAt, now)}`);
  return parts.join(' · ');
}

const fieldWords: Readonly<Record<string, string>> = {
  name: 'Name', contact: 'Contact', contactType: 'Contact of this type', phone: 'Phone', type: 'Kind', country: 'Country', areaCode: 'Area code', number: 'Number', extension: 'Extension',
};

const lastPart = (field: string): string => field.split('.').at(-1) ?? field;

/** A field in conflict in a person's words; one we do not know keeps its name. */
export const fieldWord = (field: string, facts: SystemFacts | null): string => (isPointer(field) ? pointerWord(facts, field) : fieldWords[lastPart(field)] ?? lastPart(field));

/** One side of a conflict in words: codes are spelt out, and what is not there says so. */
export function sideWords(field: string, value: string, facts: SystemFacts | null, mine = false): string {
  if (value === '') return mine && /^(contact|phone)$/.test(field) ? 'removed' : 'nothing';
  if (isPointer(field)) return pointerSide(facts, field, value);
  if (lastPart(field) === 'type') return phoneTypeWord(value);
  return lastPart(field) === 'country' ? countryName(value) : value;
}

/** What is read out when a row takes the focus: what, for whom, how it stands, and the choice that is open. */
export function rowName(row: QueueRow, facts: SystemFacts | null): string {
  const state = row.state === 'sent' ? 'Sent' : markWords[row.state].word;
  const choices = isChoice(row) ? [...row.conflicts.map((conflict) => conflictName(conflict, facts)), keysOf(row, facts)] : [];
  return [`${row.title}, ${row.clientName === '' ? row.clientId : row.clientName}. ${state}.`, row.reason, ...choices].filter((part) => part !== '').join(' ');
}

/** The keys of a choice. The third is only named for what can be typed: which, where that is not all of it. */
function keysOf({ conflicts }: QueueRow, facts: SystemFacts | null): string {
  const theirs = `2 for ${systemName(facts)}’s`;
  const typed = conflicts.filter((conflict) => canBeTyped(conflict, facts));
  if (typed.length === 0) return `Press 1 for yours or ${theirs}.`;
  const which = typed.length === conflicts.length ? '' : ` of ${typed.map(({ field }) => fieldWord(field, facts)).join(' or ')}`;
  return `Press 1 for yours, ${theirs}, 3 for another value${which}.`;
}

const conflictName = ({ field, was, mine, theirs }: Conflict, facts: SystemFacts | null): string =>
  `${fieldWord(field, facts)} was ${sideWords(field, was, facts)}; yours ${sideWords(field, mine, facts, true)}; ${systemName(facts)}’s ${sideWords(field, theirs, facts)}.`;
