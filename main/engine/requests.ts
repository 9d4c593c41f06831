import type { EngineRequests } from '../../shared/ipc-contract.ts';
import type { ClientDetail, ClientList, Status } from '../../shared/views.ts';
import type { ClientLists } from './cache/client-list.ts';
import type { Gate } from './gateway/gate.ts';
import type { Clock } from './clock.ts';
import { historyFile, historyPage, reverse } from './history/history-page.ts';
import { replaceEdit, resolveConflict } from './outbox/corrections.ts';
import { act, discardAll, queueEdit, reopen, undo, type DeskParts } from './outbox/desk.ts';
import { queuePage } from './outbox/queue-page.ts';
import type { Reader } from './pull/reader.ts';

export type Requests = EngineRequests;

export interface RequestParts extends DeskParts {
  clock: Clock;
  lists: ClientLists;
  gate: Gate;
  reader: Reader;
  status: () => Status;
}

/** What the renderer may ask: one line a channel, delegating. */
export const requestsOf = (parts: RequestParts): Requests => ({
  'clients.list': (ask) => list(parts, ask),
  'clients.open': ({ clientId }) => open(parts, clientId),
  'clients.position': ({ clientId, query, view }) => parts.lists.position(clientId, query, view),
  'edits.queue': (ask) => queueEdit(parts, ask),
  'edits.undo': ({ editId }) => ({ undone: undo(parts, editId) }),
  'edits.act': ({ editId, action }) => act(parts, editId, action),
  'edits.resolve': ({ editId, choices }) => resolveConflict(parts, editId, choices),
  'edits.replace': ({ editId, with: request }) => replaceEdit(parts, editId, request),
  'edits.discardAll': ({ clientId }) => ({ taken: discardAll(parts, clientId) }),
  'edits.reopen': ({ editIds }) => ({ done: reopen(parts, editIds) }),
  'history.list': (ask) => historyPage(parts, ask),
  'history.reverse': ({ editId }) => reverse(parts, editId),
  'history.export': (ask) => historyFile(parts, ask, parts.clock.now()),
  'queue.list': (ask) => queuePage(parts, ask),
  'status.get': () => parts.status(),
  'status.lossRead': () => (parts.ledger.noteLossRead(), null),
  'sync.now': () => sendNow(parts),
  'sync.refresh': () => (parts.reader.refresh(), null),
  'sync.pause': ({ paused }) => pause(parts, paused),
});

function list({ lists, cache, shown }: RequestParts, { query, view, start, count }: Parameters<Requests['clients.list']>[0]): ClientList {
  const rows = lists.slice(query, view, start, count).map((client) => shown.row(client));
  return { total: cache.total, matched: lists.matched(query, view), rows, start };
}

function open({ reader, shown }: RequestParts, clientId: string): ClientDetail | null {
  reader.lookAt(clientId);
  return shown.detail(clientId);
}

/** Working offline on purpose outlasts a restart: nothing may go out that the person has held back. */
function pause({ gate, cache }: RequestParts, paused: boolean): null {
  cache.setMeta('paused', paused ? 'yes' : 'no');
  gate.pause(paused);
  return null;
}

function sendNow({ gate, drain }: RequestParts): null {
  drain.kickNow();
  void gate.tryNow();
  return null;
}
