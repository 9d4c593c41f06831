import type { EngineRequests } from '../../../shared/ipc-contract.ts';
import { scopeId } from '../../../shared/contacts.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { EditRequest } from '../../../shared/edits.ts';
import type { FieldIssue } from '../../../shared/faults.ts';
import type { QueueAction, QueuePage, QueueRow, QueueState } from '../../../shared/views.ts';
import type { Cache, CachedClient } from '../cache/cache.ts';
import { sqliteCode } from '../database.ts';
import type { Connector } from '../gateway/connector.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Shown } from '../shown.ts';
import type { Drain } from './drain.ts';
import { actionsFor, contactOf, queueRow, queueStateOf } from './queue-view.ts';
import type { EditRecord } from './transitions.ts';
import { takenBackWith } from './undo.ts';

/** What a person does with edits: queue, undo, retry, discard. */
export interface DeskParts {
  ledger: Ledger;
  cache: Cache;
  connector: Connector;
  shown: Shown;
  drain: Drain;
}

const refused = (code: string, text: string): Result<never, FieldIssue[]> => err([{ field: '', code, text }]);

/** Checks an edit against everything known and keeps it: once this answers ok, it survives anything. */
export function queueEdit({ ledger, cache, connector, shown, drain }: DeskParts, { editId, clientId, intent }: EditRequest): Result<{ editId: string }, FieldIssue[]> {
  if (ledger.find(editId)) return ok({ editId });
  const client = cache.client(clientId);
  if (!client) return refused('unknown-client', 'This client is not in the list any more. Nothing was changed.');
  if (!client.linked) return refused('not-linked', 'This client is no longer linked to you, so its contacts cannot be changed.');
  if (client.readAt === null) return refused('not-read', 'This client has not been read yet, so there is nothing to change. Try again once it has.');
  const level = connector.levels(clientId, client.accounts).find((candidate) => scopeId(candidate.scope) === scopeId(intent.scope));
  if (!level) return refused('unknown-account', 'This account is not one of this client any more. Look at the client again.');
  if (level.locked !== '') return err([{ field: 'scope', code: 'account-locked', text: level.locked }]);
  const issues = connector.validate(intent, shown.contactsAfter(clientId, intent.scope));
  if (issues.length > 0) return err(issues);
  try {
    ledger.queue(editId, { kind: 'queued', lane: connector.laneOf(clientId), clientId, intent });
  } catch (error) {
    if (!ledger.find(editId) && sqliteCode(error) === 'SQLITE_FULL') return refused('disk-full', 'There is no room left on the disk, so this could not be kept. Free some space and save again; what you typed is still here.');
    // The edit is durable and something after it failed: saying it was not kept would make the person save it twice.
    if (!ledger.find(editId)) throw error;
  }
  drain.kick();
  return ok({ editId });
}

/** Takes back an unsent edit and those that rest on it; answers them all, none when it has been sent. */
export function undo(parts: DeskParts, editId: string): string[] {
  const edit = parts.ledger.find(editId);
  return edit && actionsFor(edit).includes('undo') ? takeBack(parts, editId) : [];
}

function takeBack({ ledger, cache, connector, drain }: DeskParts, editId: string): string[] {
  const edit = ledger.find(editId);
  if (!edit) return [];
  const server = cache.contactsIn(edit.clientId, edit.intent.scope);
  const ids = takenBackWith(editId, ledger.openOf(edit.clientId), server, connector.validate);
  const parked = ids.filter((id) => ledger.find(id)?.state === 'parked');
  const queued = ids.filter((id) => ledger.find(id)?.state === 'queued' && !ledger.find(id)?.partly);
  // Dependants first: a stop in between leaves an edit that stands, never one that rests on nothing.
  ledger.recordAll(queued.filter((id) => id !== editId), { kind: 'undone' });
  ledger.recordAll(queued.filter((id) => id === editId), { kind: 'undone' });
  ledger.recordAll(parked, { kind: 'discarded' });
  drain.kick();
  return [...queued, ...parked];
}

/** Does to an edit what its row offered; not done when the row has moved on meanwhile. */
export function act(parts: DeskParts, editId: string, action: QueueAction): { done: boolean; taken: string[] } {
  const edit = parts.ledger.find(editId);
  if (!edit || !actionsFor(edit).includes(action)) return { done: false, taken: [] };
  if (action === 'undo' || action === 'discard') return { done: true, taken: takeBack(parts, editId) };
  const intent = action === 'keepMine' && edit.before ? parts.connector.rebase(edit.intent, edit.before) : null;
  parts.ledger.record(editId, action === 'checkAgain' ? { kind: 'recheck' } : { kind: 'retried', intent });
  parts.drain.kickNow();
  return { done: true, taken: [] };
}

/** One page of the queue: what needs the person first, then what is under way, what waits, and what was sent, newest first. */
export function queuePage(parts: DeskParts, { states, start, count }: Parameters<EngineRequests['queue.list']>[0]): QueuePage {
  const open = parts.ledger.open();
  const counts: Record<QueueState, number> = { waiting: 0, sending: 0, checking: 0, needsYou: 0, sent: parts.ledger.doneCount() };
  for (const edit of open) counts[queueStateOf(edit)] += 1;
  const order: readonly QueueState[] = ['needsYou', 'checking', 'sending', 'waiting'];
  const wanted = order.filter((state) => states.includes(state)).flatMap((state) => open.filter((edit) => queueStateOf(edit) === state));
  const page = wanted.slice(start, start + count);
  if (states.includes('sent')) page.push(...parts.ledger.done(Math.max(0, start - wanted.length), count - page.length));
  return { rows: page.map((edit) => row(parts, edit)), counts };
}

function row({ ledger, cache, connector, shown }: DeskParts, edit: EditRecord): QueueRow {
  const client = cache.client(edit.clientId);
  const contacts = edit.state === 'done' ? cache.contactsIn(edit.clientId, edit.intent.scope) : [...shown.contactsAfter(edit.clientId, edit.intent.scope), ...cache.contactsIn(edit.clientId, edit.intent.scope)];
  const words = connector.describe(edit.intent, contactOf(edit, contacts));
  const server = cache.contactsIn(edit.clientId, edit.intent.scope);
  const restingOn = edit.state === 'parked' ? takenBackWith(edit.id, ledger.openOf(edit.clientId), server, connector.validate).length - 1 : 0;
  return queueRow(edit, client?.name || connector.numberOf(edit.clientId), words, waitsFor(ledger, client, edit), restingOn);
}

function waitsFor(ledger: Ledger, client: CachedClient | null, edit: EditRecord): string {
  if (client?.linked === false) return edit.state === 'unknown' ? 'Whether this arrived cannot be looked at while this client is not linked to you.' : 'Kept, and not sent while this client is not linked to you.';
  const held = ledger.openOf(edit.clientId).some((other) => other.state === 'parked' && other.seq < edit.seq);
  return held ? 'Waits for the edit of this client that needs you.' : '';
}
