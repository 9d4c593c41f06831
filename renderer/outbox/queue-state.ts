import type { QueueAction, QueueRow, QueueState } from '../../shared/views.ts';
import { bridge } from '../bridge.ts';
import { undoEdit } from '../contacts/contact-commands.ts';
import { pump, untilDone } from '../desk/pump.ts';
import type { Slice } from '../store.ts';
import { readQueue } from './queue-pages.ts';
import { discardedWords } from './queue-words.ts';

/** The order they are shown in: what needs a person first. */
export const queueStates: readonly QueueState[] = ['needsYou', 'checking', 'sending', 'waiting', 'sent'];
export const queuePage = 50;

export interface QueueSlice {
  queue: Record<QueueState, QueueRow[]>;
  queueCounts: Record<QueueState, number>;
  /** How many rows of each state are asked for; grows by a page on demand. */
  queueWanted: Record<QueueState, number>;
  queueLoaded: boolean;
  queueTab: 'unsent' | 'sent';
  /** The row to bring into view and mark; '' for none. */
  queueFocus: string;
  loadQueue(): void;
  moreOf(state: QueueState): void;
  showTab(tab: 'unsent' | 'sent'): void;
  /** Opens the queue at a row. */
  showEdit(editId: string): void;
  act(row: QueueRow, action: QueueAction): Promise<void>;
}

const each = <T>(value: (state: QueueState) => T): Record<QueueState, T> =>
  ({ needsYou: value('needsYou'), checking: value('checking'), sending: value('sending'), waiting: value('waiting'), sent: value('sent') });

export const queueSlice: Slice<QueueSlice> = (set, get) => {
  const load = pump(async () => {
    const { queueWanted } = get();
    const pages = await Promise.all(queueStates.map((state) => readQueue((ask) => bridge().askEngine('queue.list', ask), [state], queueWanted[state])));
    const first = pages[0];
    if (!first) return;
    set({ queue: each((state) => pages[queueStates.indexOf(state)]?.rows ?? []), queueCounts: first.counts, queueLoaded: true });
  });
  const quietly = (): void => untilDone(load);
  return {
    queue: each(() => []),
    queueCounts: each(() => 0),
    queueWanted: each(() => queuePage),
    queueLoaded: false,
    queueTab: 'unsent',
    queueFocus: '',
    loadQueue: quietly,
    moreOf: (state) => {
      set(({ queueWanted }) => ({ queueWanted: { ...queueWanted, [state]: queueWanted[state] + queuePage } }));
      quietly();
    },
    showTab: (tab) => set({ queueTab: tab }),
    showEdit: (editId) => set({ queueOpen: true, queueTab: 'unsent', queueFocus: editId }),
    act: async (row, action) => {
      const { done, taken } = action === 'undo' ? { done: await undoEdit(get(), row.editId), taken: [] } : await bridge().askEngine('edits.act', { editId: row.editId, action });
      if (!done) get().say('That edit has moved on meanwhile; this is how it stands now');
      else if (taken.length > 0) get().say(discardedWords(taken.length));
      quietly();
      if (get().openId === row.clientId) await get().reloadClient();
    },
  };
};
