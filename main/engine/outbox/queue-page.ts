import type { EngineRequests } from '../../../shared/ipc-contract.ts';
import type { QueuePage, QueueRow, QueueState } from '../../../shared/views.ts';
import type { CachedClient } from '../cache/cache.ts';
import { searchTerms } from '../cache/search-text.ts';
import { historyText } from '../history/history-text.ts';
import { canRecreate } from './corrections.ts';
import type { DeskParts } from './desk.ts';
import { contactOf, queueRow, queueStateOf } from './queue-view.ts';
import type { EditRecord } from './transitions.ts';
import { takenBackWith } from './undo.ts';

const order: readonly QueueState[] = ['needsYou', 'checking', 'sending', 'waiting'];

/** One page of the queue: what needs the person first, then what is under way, what waits, and what was sent, newest first. `counts` are of what the filter lets through. */
export function queuePage(parts: DeskParts, { states, start, count, query = '', clientId = null }: Parameters<EngineRequests['queue.list']>[0]): QueuePage {
  const terms = searchTerms(query);
  const lets = (edit: EditRecord): boolean => (clientId === null || edit.clientId === clientId) && (terms.length === 0 || terms.every((term) => historyText(edit, parts.connector).includes(term)));
  const open = (clientId === null ? parts.ledger.open() : parts.ledger.openOf(clientId)).filter(lets);
  const sent = terms.length === 0 && clientId === null ? { count: parts.ledger.doneCount(), slice: (from: number, many: number) => parts.ledger.done(from, many) } : found(parts, query, clientId);
  const counts: Record<QueueState, number> = { waiting: 0, sending: 0, checking: 0, needsYou: 0, sent: sent.count };
  for (const edit of open) counts[queueStateOf(edit)] += 1;
  const wanted = order.filter((state) => states.includes(state)).flatMap((state) => open.filter((edit) => queueStateOf(edit) === state));
  const page = wanted.slice(start, start + count);
  if (states.includes('sent')) page.push(...sent.slice(Math.max(0, start - wanted.length), count - page.length));
  return { rows: page.map((edit) => row(parts, edit)), counts };
}

function found({ history, ledger }: DeskParts, query: string, clientId: string | null): { count: number; slice: (from: number, many: number) => EditRecord[] } {
  const { ids } = history.findSent(query, clientId);
  return { count: ids.length, slice: (from, many) => ids.slice(from, from + many).flatMap((id) => ledger.find(id) ?? []) };
}

function row(parts: DeskParts, edit: EditRecord): QueueRow {
  const { ledger, cache, connector, shown } = parts;
  const client = cache.client(edit.clientId);
  const server = cache.contactsIn(edit.clientId, edit.intent.scope);
  const contacts = edit.state === 'done' ? server : [...shown.contactsAfter(edit.clientId, edit.intent.scope), ...server];
  const words = connector.describe(edit.intent, contactOf(edit, contacts));
  const restingOn = edit.state === 'parked' ? takenBackWith(edit.id, ledger.openOf(edit.clientId), server, connector).length - 1 : 0;
  const shownRow = queueRow(edit, connector, client?.name || connector.numberOf(edit.clientId), words, waitsFor(parts, client, edit), restingOn, nextTryAt(parts, edit));
  return { ...shownRow, actions: shownRow.actions.filter((action) => action !== 'recreate' || canRecreate(parts, edit)) };
}

/** Known only while the connection or the edit's lane rests. */
function nextTryAt({ gate, drain }: DeskParts, edit: EditRecord): number | null {
  if (edit.state !== 'queued' && edit.state !== 'unknown') return null;
  const { connection } = gate;
  if (connection.state === 'busy') return connection.until;
  return connection.state === 'offline' ? connection.nextTryAt : drain.nextTryAt(edit.lane);
}

function waitsFor({ ledger, connector }: DeskParts, client: CachedClient | null, edit: EditRecord): string {
  if (client?.linked === false) return edit.state === 'unknown' ? 'Whether this arrived cannot be looked at while this client is not linked to you.' : 'Kept, and not sent while this client is not linked to you.';
  const held = ledger.openOf(edit.clientId).some((other) => other.state === 'parked' && other.seq < edit.seq);
  return held ? `Waits for the edit of this ${connector.words.row} that needs you.` : '';
}
