import type { ClientList, ListView } from '../../shared/views.ts';
import { freshRows, missingSlice, rowAt, sliceFor, withRows } from './row-cache.ts';
import type { RowCache } from './row-cache.ts';
import type { RowRange } from './windowing.ts';

/** What the keeper reads and writes of the screen's state. */
export interface ListParts {
  query: string;
  view: ListView;
  answered: { query: string; view: ListView } | null;
  rows: RowCache;
  active: number;
  shift: { id: number; rows: number };
  openId: string | null;
}

interface Gateway {
  list(ask: { query: string; view: ListView; start: number; count: number }): Promise<ClientList>;
  /** -1: not in the list. */
  position(ask: { clientId: string; query: string; view: ListView }): Promise<number>;
}

const firstScreen: RowRange = { first: 0, end: 60 };

/** Keeps the rows in view right, one question at a time: the latest query first, then what is out of date, then what is missing. */
export class RowKeeper {
  readonly #get: () => ListParts;
  readonly #set: (part: Partial<ListParts>) => void;
  readonly #ask: Gateway;
  #visible = firstScreen;
  #top = 0;
  #stale = true;

  /** `get` and `set` reach the state on screen; the keeper itself remembers only where the window stands. */
  constructor(get: () => ListParts, set: (part: Partial<ListParts>) => void, ask: Gateway) {
    this.#get = get;
    this.#set = set;
    this.#ask = ask;
  }

  /** One question and its answer; true when another may be needed. */
  async step(): Promise<boolean> {
    const { query, view, answered } = this.#get();
    const another = answered?.query !== query || answered.view !== view;
    if (!another && !this.#stale) return this.#fetchMissing(query, view);
    this.#stale = false;
    try {
      await (another ? this.#startOver(query, view) : this.#refresh(query, view));
    } catch (error) {
      this.#stale = true;
      throw error;
    }
    return true;
  }

  /** Says where the window stands. true: rows of it are missing. */
  moveWindow(range: RowRange, top: number): boolean {
    this.#visible = range;
    this.#top = top;
    return missingSlice(this.#get().rows, range) !== null;
  }

  /** The rows may have changed since they were fetched. */
  outdate(): void {
    this.#stale = true;
  }

  async #startOver(query: string, view: ListView): Promise<void> {
    this.#visible = firstScreen;
    this.#top = 0;
    const { openId } = this.#get();
    const searching = query.trim() !== '';
    // A search stands on its first row, for Enter; without one the list comes back to the client that is open.
    const home = searching || openId === null ? Promise.resolve(searching ? 0 : -1) : this.#ask.position({ clientId: openId, query, view });
    const [list, active] = await Promise.all([this.#ask.list({ query, view, ...sliceFor(firstScreen) }), home]);
    const id = this.#get().shift.id + 1;
    this.#set({ rows: freshRows(list), answered: { query, view }, active: Math.min(active, list.matched - 1), shift: { id, rows: -Infinity } });
  }

  /** Reads again around the row at the top of the window, wherever that row stands now. */
  async #refresh(query: string, view: ListView): Promise<void> {
    const { rows: before, active: stood } = this.#get();
    const position = (row: { id: string } | undefined): Promise<number> =>
      row ? this.#ask.position({ clientId: row.id, query, view }) : Promise.resolve(-1);
    const top = this.#top;
    const [anchorAt, heldAt] = await Promise.all([position(top === 0 ? undefined : rowAt(before, top)), position(rowAt(before, stood))]);
    const moved = anchorAt < 0 ? 0 : anchorAt - top;
    const range = { first: Math.max(0, this.#visible.first + moved), end: Math.max(1, this.#visible.end + moved) };
    const list = await this.#ask.list({ query, view, ...sliceFor(range) });
    const now = this.#get();
    if (now.query !== query || now.view !== view) return;
    this.#visible = range;
    this.#top = Math.max(0, this.#top + moved);
    const active = heldAt >= 0 && now.active === stood ? heldAt : Math.min(now.active, list.matched - 1);
    this.#set({ rows: freshRows(list), active, ...(moved === 0 ? {} : { shift: { id: now.shift.id + 1, rows: moved } }) });
  }

  async #fetchMissing(query: string, view: ListView): Promise<boolean> {
    const slice = missingSlice(this.#get().rows, this.#visible);
    if (slice === null) return false;
    const list = await this.#ask.list({ query, view, ...slice });
    const now = this.#get();
    if (now.query === query && now.view === view) this.#set({ rows: withRows(now.rows, list) });
    return true;
  }
}
