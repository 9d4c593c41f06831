import type { RowCache, RowSlice } from '../clients/row-cache.ts';
import { freshRows, missingSlice, sliceFor, withRows } from '../clients/row-cache.ts';
import type { RowRange } from '../clients/windowing.ts';
import { pump, untilDone } from '../desk/pump.ts';

interface Parts<Row> {
  /** Asks for a slice of the list as it is filtered now. */
  read: (start: number, count: number) => Promise<RowSlice<Row>>;
  held: () => RowCache<Row>;
  put: (rows: RowCache<Row>) => void;
}

const firstScreen: RowRange = { first: 0, end: 60 };

/** Keeps the rows in view of a long list right: what is out of date is read again first, then what is missing. */
export class PageKeeper<Row> {
  readonly #parts: Parts<Row>;
  readonly #work: () => Promise<void>;
  #visible = firstScreen;
  #stale = true;
  /** Counts the lists: an answer about an earlier one is let go. */
  #list = 0;

  constructor(parts: Parts<Row>) {
    this.#parts = parts;
    this.#work = pump(() => this.#step());
  }

  /** Another list: another filter, for instance. It begins at its top. */
  startOver(): void {
    this.#list += 1;
    this.#visible = firstScreen;
    this.outdate();
  }

  /** The rows may have changed since they were read. */
  outdate(): void {
    this.#stale = true;
    untilDone(this.#work);
  }

  /** Says which rows are in view; those that are not at hand are read. */
  inView(range: RowRange): void {
    this.#visible = range;
    if (missingSlice(this.#parts.held(), range) !== null) untilDone(this.#work);
  }

  async #step(): Promise<boolean> {
    if (this.#stale) return this.#refresh();
    const slice = missingSlice(this.#parts.held(), this.#visible);
    if (slice === null) return false;
    const list = this.#list;
    const read = await this.#parts.read(slice.start, slice.count);
    if (list === this.#list) this.#parts.put(withRows(this.#parts.held(), read));
    return true;
  }

  async #refresh(): Promise<boolean> {
    this.#stale = false;
    const list = this.#list;
    try {
      const slice = sliceFor(this.#visible);
      const read = await this.#parts.read(slice.start, slice.count);
      if (list !== this.#list) return true;
      // The list has become shorter than where the window stands.
      if (read.rows.length === 0 && read.matched > 0) {
        this.#visible = { first: Math.max(0, read.matched - firstScreen.end), end: read.matched };
        this.#stale = true;
      }
      this.#parts.put(freshRows(read));
      return true;
    } catch (error) {
      this.#stale = true;
      throw error;
    }
  }
}
