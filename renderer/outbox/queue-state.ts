import type { ClientId } from '../../shared/contacts.ts';
import type { QueuePage, QueueRow, QueueState } from '../../shared/views.ts';
import type { RowCache, RowSlice } from '../clients/row-cache.ts';
import { noRows } from '../clients/row-cache.ts';
import type { RowRange } from '../clients/windowing.ts';
import { PageKeeper } from '../long-list/page-keeper.ts';
import type { Sought } from '../long-list/sought.ts';
import type { Slice } from '../store.ts';
import { placeOf } from './queue-pages.ts';

/** The order they are shown in: what needs a person first. */
export const openStates: readonly QueueState[] = ['needsYou', 'checking', 'sending', 'waiting'];

export interface OneClient {
  id: ClientId;
  name: string;
}

export interface QueueSlice {
  /** Rows of the tab in view, as filtered. */
  queueRows: RowCache<QueueRow>;
  /** Of everything that the filter lets through. */
  queueCounts: Record<QueueState, number>;
  queueLoaded: boolean;
  queueTab: 'unsent' | 'sent';
  queueQuery: string;
  /** Edits of this client only; null: of all. */
  queueClient: OneClient | null;
  /** The row to bring into view and to give the focus. */
  queueSought: Sought | null;
  /** The edit about which it is asked whether it may be discarded; '' for none. */
  queueAsked: string;
  loadQueue(): void;
  queueInView(range: RowRange): void;
  showTab(tab: 'unsent' | 'sent'): void;
  filterQueue(filter: Partial<Pick<QueueSlice, 'queueQuery' | 'queueClient'>>): void;
  /** Opens the queue at a row. */
  showEdit(editId: string): void;
}

export const noCounts: Record<QueueState, number> = { needsYou: 0, checking: 0, sending: 0, waiting: 0, sent: 0 };

const asSlice = (page: QueuePage, start: number, tab: 'unsent' | 'sent'): RowSlice<QueueRow> => {
  const matched = tab === 'sent' ? page.counts.sent : openStates.reduce((sum, state) => sum + page.counts[state], 0);
  return { rows: page.rows, start, matched, total: matched };
};

export const queueSlice: Slice<QueueSlice> = (set, get) => {
  let queueCounts = noCounts;
  const ask = async (start: number, count: number): Promise<RowSlice<QueueRow>> => {
    const { queueTab, queueQuery, queueClient } = get();
    const states: QueueState[] = queueTab === 'sent' ? ['sent'] : [...openStates];
    const page = await get().askEngine('queue.list', { states, start, count, query: queueQuery, clientId: queueClient?.id ?? null });
    queueCounts = page.counts;
    return asSlice(page, start, queueTab);
  };
  const keeper = new PageKeeper<QueueRow>({ read: ask, held: () => get().queueRows, put: (queueRows) => set({ queueRows, queueCounts, queueLoaded: true }) });
  return {
    queueRows: noRows,
    queueCounts: noCounts,
    queueLoaded: false,
    queueTab: 'unsent',
    queueQuery: '',
    queueClient: null,
    queueSought: null,
    queueAsked: '',
    loadQueue: () => keeper.outdate(),
    queueInView: (range) => keeper.inView(range),
    showTab: (queueTab) => (set({ queueTab, queueRows: noRows }), keeper.startOver()),
    filterQueue: (filter) => (set(filter), keeper.startOver()),
    showEdit: (editId) => {
      const filtered = get().queueQuery !== '' || get().queueClient !== null || get().queueTab === 'sent';
      set({ queueOpen: true, queueTab: 'unsent', queueQuery: '', queueClient: null, queueSought: { id: editId, index: -1 } });
      if (filtered) keeper.startOver();
      void placeOf(editId, (page) => get().askEngine('queue.list', page), openStates)
        .then((index) => get().queueSought?.id === editId && set({ queueSought: index < 0 ? null : { id: editId, index } }))
        .catch(() => undefined);
    },
  };
};
