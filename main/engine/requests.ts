import type { FieldIssue } from '../../shared/faults.ts';
import { err, type Result } from '../../shared/result.ts';
import type { EngineRequests } from '../../shared/ipc-contract.ts';
import type { ClientDetail, ClientList, Status } from '../../shared/views.ts';
import type { ClientLists } from './cache/client-list.ts';
import type { Gate } from './gateway/gate.ts';
import type { Clock } from './clock.ts';
import { orNoRoom } from './no-room.ts';
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
  /** One quiet line. */
  say: (text: string) => void;
}

/** What the renderer may ask: one line a channel, delegating. */
export const requestsOf = (parts: RequestParts): Requests => ({
  'clients.list': (ask) => list(parts, ask),
  'clients.open': ({ clientId }) => open(parts, clientId),
  'clients.position': ({ clientId, query, view }) => parts.lists.position(clientId, query, view),
  'edits.queue': (ask) => queueEdit(parts, ask),
  'edits.doubts': ({ clientId, intent }) => parts.connector.doubts(intent, parts.shown.contactsAfter(clientId, intent.scope)),
  'edits.undo': ({ editId }) => orNoRoom(() => ({ undone: undo(parts, editId) }), (trouble) => ({ undone: [], trouble })),
  'edits.act': ({ editId, action }) => orNoRoom(() => act(parts, editId, action), (trouble) => ({ done: false, taken: [], trouble })),
  'edits.resolve': ({ editId, choices }) => orNoRoom(() => resolveConflict(parts, editId, choices), notKept),
  'edits.replace': ({ editId, with: request }) => orNoRoom(() => replaceEdit(parts, editId, request), notKept),
  'edits.discardAll': ({ clientId }) => orNoRoom(() => ({ taken: discardAll(parts, clientId) }), (trouble) => ({ taken: [], trouble })),
  'edits.reopen': ({ editIds }) => orNoRoom<ReturnType<Requests['edits.reopen']>>(() => reopen(parts, editIds), (trouble) => ({ done: false, trouble })),
  'history.list': (ask) => historyPage(parts, ask),
  'history.reverse': ({ editId }) => orNoRoom(() => reverse(parts, editId), notKept),
  'history.export': (ask) => historyFile(parts, ask, parts.clock.now()),
  'queue.list': (ask) => queuePage(parts, ask),
  'same.ties': () => parts.ledger.ties.all(),
  'same.tie': ({ contacts, ties }) => kept(() => parts.ledger.ties.tie(contacts, ties)),
  'same.untie': (contact) => kept(() => parts.ledger.ties.untie(contact)),
  'status.get': () => parts.status(),
  'status.lossRead': () => orNoRoom(() => (parts.ledger.noteLossRead(), null), (words) => (parts.say(words), null)),
  'sync.now': () => sendNow(parts),
  'sync.refresh': () => (parts.reader.refresh(), null),
  'sync.pause': ({ paused }) => pause(parts, paused),
});

const kept = (deed: () => void): { done: boolean; trouble?: string } => orNoRoom<{ done: boolean; trouble?: string }>(() => (deed(), { done: true }), (trouble) => ({ done: false, trouble }));

const notKept = (text: string): Result<never, FieldIssue[]> => err([{ field: '', code: 'disk-full', text }]);

function list({ lists, cache, shown }: RequestParts, { query, view, start, count }: Parameters<Requests['clients.list']>[0]): ClientList {
  const rows = lists.slice(query, view, start, count).map((client) => shown.row(client));
  return { total: cache.total, matched: lists.matched(query, view), rows, start };
}

function open({ reader, shown }: RequestParts, clientId: string): ClientDetail | null {
  reader.lookAt(clientId);
  return shown.detail(clientId);
}

/** Working offline on purpose outlasts a restart: nothing may go out that the person has held back. Where that cannot be kept, it is said. */
function pause({ gate, cache, say }: RequestParts, paused: boolean): null {
  gate.pause(paused);
  orNoRoom(() => cache.setMeta('paused', paused ? 'yes' : 'no'), () => say(`${paused ? 'Offline' : 'Online'} until Agentbook is closed: there is no room left on the disk to keep that. Free some space, then choose it again.`));
  return null;
}

function sendNow({ gate, drain }: RequestParts): null {
  drain.kickNow();
  void gate.tryNow();
  return null;
}
