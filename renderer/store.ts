import { createStore, useStore } from 'zustand';
import type { StateCreator, StoreApi } from 'zustand';
import type { ClientSlice } from './contacts/client-state.ts';
import { clientSlice } from './contacts/client-state.ts';
import type { DraftSlice } from './contacts/draft-state.ts';
import { draftSlice } from './contacts/draft-state.ts';
import type { ListSlice } from './clients/list-state.ts';
import { listSlice } from './clients/list-state.ts';
import type { ConnectionsSlice } from './connections/connections-state.ts';
import { connectionsSlice } from './connections/connections-state.ts';
import type { EngineSlice } from './desk/engine-slice.ts';
import { engineSlice } from './desk/engine-slice.ts';
import type { DeskSlice } from './desk/desk-state.ts';
import { deskSlice } from './desk/desk-state.ts';
import type { HistorySlice } from './history/history-state.ts';
import { historySlice } from './history/history-state.ts';
import type { ConflictSlice } from './outbox/conflict-state.ts';
import { conflictSlice } from './outbox/conflict-state.ts';
import type { QueueActs } from './outbox/queue-acts.ts';
import { queueActs } from './outbox/queue-acts.ts';
import type { QueueSlice } from './outbox/queue-state.ts';
import { queueSlice } from './outbox/queue-state.ts';
import type { TogetherSlice } from './same-person/together-state.ts';
import { togetherSlice } from './same-person/together-state.ts';

/** Everything on screen, in small slices; each lives beside the screen it serves. */
export type AppState = EngineSlice & ConnectionsSlice & DeskSlice & ListSlice & ClientSlice & DraftSlice & QueueSlice & QueueActs & ConflictSlice & HistorySlice & TogetherSlice;

export type Slice<T> = StateCreator<AppState, [], [], T>;

type DeskStore = StoreApi<AppState>;

const makeDesk = (connectionId: string): DeskStore =>
  createStore<AppState>()((...parts) => ({
    ...engineSlice(connectionId),
    ...connectionsSlice(...parts),
    ...deskSlice(...parts),
    ...listSlice(...parts),
    ...clientSlice(...parts),
    ...draftSlice(...parts),
    ...queueSlice(...parts),
    ...queueActs(...parts),
    ...conflictSlice(...parts),
    ...historySlice(...parts),
    ...togetherSlice(...parts),
  }));

/** What belongs to the window and not to one connection: it goes along when another comes to the front. */
const shared = ['info', 'systems', 'connections', 'overlay', 'theme', 'singleKeys', 'queueOpen'] as const satisfies readonly (keyof AppState)[];

type Listener = (state: AppState, before: AppState) => void;

/** A desk for each connection, so that nothing of one is ever on the screen, in a form or in an answer of another; one of them is in front. */
const desks = new Map<string, DeskStore>();
const listeners = new Set<Listener>();
const watchers = new Set<() => void>();

/** The desk of a connection, made when it is first asked for. */
export function deskOf(connectionId: string): DeskStore {
  const known = desks.get(connectionId);
  if (known !== undefined) return known;
  const made = makeDesk(connectionId);
  made.subscribe((state, before) => {
    if (made === held) for (const listener of [...listeners]) listener(state, before);
    for (const watcher of [...watchers]) watcher();
  });
  desks.set(connectionId, made);
  return made;
}

let held: DeskStore | null = null;

/** Made when it is first asked for: the slices and this file need each other. */
const front = (): DeskStore => (held ??= deskOf(''));

/** Every desk with the id of its connection. */
export const everyDesk = (): [string, AppState][] => [...desks].map(([id, desk]) => [id, desk.getState()]);

/** Called at each change of any desk. Returns how to stop. */
export function watchDesks(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

/** Another connection's desk comes to the front, as it was left. */
export function bringToFront(connectionId: string): void {
  const next = deskOf(connectionId);
  if (next === front()) return;
  const before = front().getState();
  next.setState(Object.fromEntries(shared.map((key) => [key, before[key]])));
  held = next;
  for (const listener of [...listeners]) listener(next.getState(), before);
}

/** A connection is gone: nothing of it stays in memory. */
export function forgetDesk(connectionId: string): void {
  if (desks.get(connectionId) !== held) desks.delete(connectionId);
}

/** The desk in front, as one store: whoever holds on to it sees the next one when that comes to the front. */
const inFront: DeskStore = {
  getState: () => front().getState(),
  getInitialState: () => front().getInitialState(),
  setState: ((...change: Parameters<DeskStore['setState']>) => front().setState(...change)) as DeskStore['setState'],
  subscribe: (listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};

interface UseApp extends DeskStore {
  <T>(selector: (state: AppState) => T): T;
}

export const useApp: UseApp = Object.assign(<T>(selector: (state: AppState) => T): T => useStore(inFront, selector), inFront);
