import { ulid } from 'ulid';
import type { FieldIssue } from '../../../shared/faults.ts';
import type { EngineRequests } from '../../../shared/ipc-contract.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { HistoryPage, HistoryRow } from '../../../shared/views.ts';
import type { Compensation } from '../gateway/connector.ts';
import { queueEdit, takeBack, type DeskParts } from '../outbox/desk.ts';
import { reversedWords, successorOf } from '../outbox/successors.ts';
import type { EditRecord } from '../outbox/transitions.ts';
import { csv } from './csv.ts';
import { outcomeOf } from './history.ts';

/** What a person asks of the history: a page of it, the whole as a file, and to have something back. */

export function historyPage(parts: DeskParts, { query, clientId, start, count }: Parameters<EngineRequests['history.list']>[0]): HistoryPage {
  const { ids, searched } = parts.history.find(query, clientId);
  return { rows: ids.slice(start, start + count).flatMap((id) => rowsOf(parts, id)), total: ids.length, searched };
}

function rowsOf(parts: DeskParts, editId: string): HistoryRow[] {
  const edit = parts.ledger.find(editId);
  return edit ? [{ ...factsOf(parts, edit), ...reverseOf(parts, edit) }] : [];
}

function factsOf({ cache, connector }: DeskParts, edit: EditRecord): Omit<HistoryRow, 'reverse' | 'reverseNote'> {
  const { id: editId, seq, at, clientId, intent, seen, attempts } = edit;
  const words = connector.describe(intent);
  const clientName = seen?.client || cache.client(clientId)?.name || connector.numberOf(clientId);
  const where = seen?.where ?? words.where;
  return { ...{ editId, seq, at, by: edit.by ?? '', clientId, clientName, title: words.title, where, changes: connector.changesOf(intent), alsoChanged: edit.state === 'done' ? (edit.alsoChanged ?? []) : [] }, outcome: outcomeOf(edit), sentAt: edit.doneAt, answer: edit.answer ?? null, attempts };
}

const isUnsent = (edit: EditRecord): boolean => edit.state === 'parked' || (edit.state === 'queued' && !edit.partly);

function reverseOf(parts: DeskParts, edit: EditRecord): Pick<HistoryRow, 'reverse' | 'reverseNote'> {
  if (isUnsent(edit)) return { reverse: 'undo', reverseNote: '' };
  if (edit.state === 'sending' || edit.state === 'unknown' || edit.state === 'queued') return { reverse: '', reverseNote: `It is on its way. Wait until ${parts.connector.system.name} has answered.` };
  if (edit.state !== 'done') return { reverse: '', reverseNote: `It was taken back; nothing of it is at ${parts.connector.system.name}.` };
  const made = successorOf(parts.ledger, edit);
  if (made !== null) return { reverse: '', reverseNote: reversedWords(parts.ledger, made, ({ intent }) => parts.connector.describe(intent).title) };
  const found = opposite(parts, edit);
  return 'why' in found ? { reverse: '', reverseNote: found.why } : { reverse: 'compensate', reverseNote: found.note };
}

/** With what the rules say to it now, so that nothing is offered that would be refused. */
function opposite({ shown, connector, cache, rows }: DeskParts, edit: EditRecord): Compensation {
  if (!rows.areContacts && cache.client(edit.clientId)?.linked !== true) return { why: 'This client is not linked to you any more.' };
  const contacts = shown.contactsAfter(rows.areContacts ? connector.rowOf(edit.intent) : edit.clientId, edit.intent.scope);
  const found = connector.opposite(edit.intent, contacts, () => `new:${ulid()}`);
  const [issue] = 'why' in found ? [] : connector.validate(found.intent, contacts);
  return issue ? { why: issue.text } : found;
}

const refused = (text: string): Result<never, FieldIssue[]> => err([{ field: '', code: 'cannot-reverse', text }]);

export function reverse(parts: DeskParts, editId: string): Result<{ editId: string | null }, FieldIssue[]> {
  const edit = parts.ledger.find(editId);
  if (!edit) return refused('This edit is not in the history.');
  if (isUnsent(edit)) return takeBack(parts, editId).length > 0 ? ok({ editId: null }) : refused('This edit has moved on meanwhile.');
  const { reverse: way, reverseNote } = reverseOf(parts, edit);
  if (way !== 'compensate') return refused(reverseNote);
  const found = opposite(parts, edit);
  if ('why' in found) return refused(found.why);
  const successor = ulid();
  const clientId = parts.rows.areContacts ? parts.connector.rowOf(found.intent) : edit.clientId;
  return queueEdit(parts, { editId: successor, clientId, intent: found.intent }, { predecessor: editId, others: [[editId, { kind: 'reversed', successor }]] });
}

/** `one`: what a row of the system is. */
const heading = (one: 'client' | 'contact'): string[] => ['Made', 'By', ...(one === 'client' ? ['Client', 'Client number'] : ['Contact', 'Contact id']), 'Edit', 'Where', 'Field', 'Before', 'After', 'Outcome', 'Sent', 'Tries', 'Answer status', 'Answer code', 'Answer', 'Edit id', 'Changed by others meanwhile'];
const outcomeWords: Record<HistoryRow['outcome'], string> = { sent: 'Sent', waiting: 'Waiting', undone: 'Undone', discarded: 'Discarded', needsYou: 'Needs you', checking: 'Checking' };

/** Times are UTC (`2026-11-20T22:14:03.120Z`), so that a file means the same wherever it is opened. */
export function historyFile(parts: DeskParts, { query, clientId }: Parameters<EngineRequests['history.export']>[0], now: number): { name: string; text: string } {
  const lines = parts.history.findAll(query, clientId).flatMap((id) => {
    const edit = parts.ledger.find(id);
    return edit ? linesOf(factsOf(parts, edit), parts.connector.numberOf(edit.clientId), parts.connector.fieldWord) : [];
  });
  return { name: `agentbook-history-${new Date(now).toISOString().slice(0, 10)}.csv`, text: csv([heading(parts.connector.words.row), ...lines]) };
}

function linesOf(row: Omit<HistoryRow, 'reverse' | 'reverseNote'>, number: string, fieldWord: (field: string) => string): string[][] {
  const { answer } = row;
  const before = [timeOf(row.at), row.by, row.clientName, number, row.title, row.where];
  const after = [outcomeWords[row.outcome], timeOf(row.sentAt), String(row.attempts), answer ? String(answer.status) : '', answer?.code ?? '', answer?.body ?? '', row.editId, row.alsoChanged.map((one) => `${fieldWord(one.field)}: ${one.before} → ${one.after}`).join('; ')];
  const changes = row.changes.length > 0 ? row.changes : [{ field: '', before: '', after: '' }];
  return changes.map((change) => [...before, fieldWord(change.field), change.before, change.after, ...after]);
}

const timeOf = (at: number | null): string => (at === null ? '' : new Date(at).toISOString());
