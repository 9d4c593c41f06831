import type { ListView } from '../../shared/views.ts';
import { pump, untilDone } from '../desk/pump.ts';
import type { Slice } from '../store.ts';
import type { RowCache } from './row-cache.ts';
import { noRows } from './row-cache.ts';
import { RowKeeper } from './row-keeper.ts';
import type { RowRange } from './windowing.ts';

export interface ListSlice {
  /** As typed; the rows follow a moment later. */
  query: string;
  view: ListView;
  /** The query and view that the rows at hand answer; null before the first answer. */
  answered: { query: string; view: ListView } | null;
  rows: RowCache;
  /** The row the keyboard stands on; -1 for none. */
  active: number;
  /** Counts the moves of the keyboard; each brings its row into view. */
  moved: number;
  /**
   * Rows that came in above the ones in view: the list scrolls by as many, so that nothing jumps. -Infinity: another list, from its top
   * or from the open client. `id` tells two equal shifts apart.
   */
  shift: { id: number; rows: number };
  setQuery(query: string): void;
  setView(view: ListView): void;
  setActive(index: number): void;
  /** Says which rows are in view; those that are not at hand are fetched. */
  inView(range: RowRange, top: number): void;
  /** The rows may have changed. */
  refreshList(): void;
}

export const listSlice: Slice<ListSlice> = (set, get) => {
  const keeper = new RowKeeper(get, set, {
    list: (ask) => get().askEngine('clients.list', ask),
    position: (ask) => get().askEngine('clients.position', ask),
  });
  const work = pump(() => keeper.step());
  const quietly = (): void => untilDone(work);
  return {
    query: '',
    view: 'all',
    answered: null,
    rows: noRows,
    active: -1,
    moved: 0,
    shift: { id: 0, rows: 0 },
    setQuery: (query) => (set({ query }), quietly()),
    setView: (view) => (set({ view }), quietly()),
    setActive: (active) => set(({ moved }) => ({ active, moved: moved + 1 })),
    inView: (range, top) => {
      if (keeper.moveWindow(range, top)) quietly();
    },
    refreshList: () => {
      keeper.outdate();
      quietly();
    },
  };
};
