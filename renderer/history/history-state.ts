import type { HistoryRow } from '../../shared/views.ts';
import { bridge } from '../bridge.ts';
import type { RowCache } from '../clients/row-cache.ts';
import { noRows } from '../clients/row-cache.ts';
import type { RowRange } from '../clients/windowing.ts';
import { PageKeeper } from '../long-list/page-keeper.ts';
import type { Sought } from '../long-list/sought.ts';
import type { OneClient } from '../outbox/queue-state.ts';
import type { Slice } from '../store.ts';

export interface HistorySlice {
  historyRows: RowCache<HistoryRow>;
  historyLoaded: boolean;
  /** The share of the history that was searched, 0 to 1. */
  historySearched: number;
  historyQuery: string;
  /** Edits of this client only; null: of all. */
  historyClient: OneClient | null;
  historySought: Sought | null;
  /** The edit about which it is asked whether it is to be reversed; '' for none. */
  historyAsked: string;
  /** Reads again what is on screen; nothing while the history is not. */
  loadHistory(): void;
  historyInView(range: RowRange): void;
  filterHistory(filter: Partial<Pick<HistorySlice, 'historyQuery' | 'historyClient'>>): void;
  /** Undoes what is unsent, or queues the opposite of what was sent. */
  reverse(row: HistoryRow): Promise<void>;
  exportHistory(): Promise<void>;
}

type Ways = Parameters<Slice<HistorySlice>>;

const keeperOf = (set: Ways[0], get: Ways[1]): PageKeeper<HistoryRow> =>
  new PageKeeper<HistoryRow>({
    read: async (start, count) => {
      const { historyQuery, historyClient } = get();
      const { rows, total, searched } = await get().askEngine('history.list', { query: historyQuery, clientId: historyClient?.id ?? null, start, count });
      set({ historySearched: searched });
      return { rows, start, total, matched: total };
    },
    held: () => get().historyRows,
    put: (historyRows) => set({ historyRows, historyLoaded: true }),
  });

export const historySlice: Slice<HistorySlice> = (set, get) => {
  const keeper = keeperOf(set, get);
  return {
    historyRows: noRows,
    historyLoaded: false,
    historySearched: 1,
    historyQuery: '',
    historyClient: null,
    historySought: null,
    historyAsked: '',
    loadHistory: () => get().place === 'history' && keeper.outdate(),
    historyInView: (range) => keeper.inView(range),
    filterHistory: (filter) => (set(filter), keeper.startOver()),
    reverse: async (row) => {
      // The question goes with the first press: a second one asks for nothing.
      if (get().historyAsked !== row.editId) return;
      set({ historyAsked: '', historySought: { id: row.editId, index: -1 } });
      const answer = await get().askEngine('history.reverse', { editId: row.editId });
      if (!answer.ok) get().say(answer.error.map(({ text }) => text).join(' '));
      else if (answer.value.editId === null) get().say('Undone: it will not be sent', [row.editId]);
      else get().say('The opposite edit waits to be sent; the queue can undo it until then');
      keeper.outdate();
      get().loadQueue();
      get().refreshList();
      if (get().openId === row.clientId) await get().reloadClient();
    },
    exportHistory: async () => {
      const { historyQuery, historyClient, say } = get();
      const file = await get().askEngine('history.export', { query: historyQuery, clientId: historyClient?.id ?? null });
      const answer = await bridge().ask('app.save', file).catch(() => 'failed' as const);
      if (answer === 'saved') say(`Saved. The file holds names and phone numbers in plain text: keep it where only you can read it`);
      else if (answer === 'failed') say('The file could not be written there. Choose another place');
    },
  };
};
