import { create } from 'zustand';
import type { StateCreator } from 'zustand';
import type { ClientSlice } from './contacts/client-state.ts';
import { clientSlice } from './contacts/client-state.ts';
import type { DraftSlice } from './contacts/draft-state.ts';
import { draftSlice } from './contacts/draft-state.ts';
import type { ListSlice } from './clients/list-state.ts';
import { listSlice } from './clients/list-state.ts';
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

/** Everything on screen, in small slices; each lives beside the screen it serves. */
export type AppState = DeskSlice & ListSlice & ClientSlice & DraftSlice & QueueSlice & QueueActs & ConflictSlice & HistorySlice;

export type Slice<T> = StateCreator<AppState, [], [], T>;

export const useApp = create<AppState>()((...parts) => ({
  ...deskSlice(...parts),
  ...listSlice(...parts),
  ...clientSlice(...parts),
  ...draftSlice(...parts),
  ...queueSlice(...parts),
  ...queueActs(...parts),
  ...conflictSlice(...parts),
  ...historySlice(...parts),
}));
