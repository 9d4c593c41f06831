import type { Cache } from '../cache/cache.ts';
import type { Clock } from '../clock.ts';
import { sqliteCode } from '../database.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { EditRecord } from '../outbox/transitions.ts';
import { historyText, type EditWords } from './history-text.ts';

/** Events taken in at once: a few hundredths of a second, after which whoever else waits is answered. */
const atOnce = 200;
/** Whoever looks is told of progress no more often than this. */
const tellMs = 500;
/** An index that cannot be written now, as on a full disk, is tried again. */
const againMs = 30_000;

export interface IndexParts {
  ledger: Ledger;
  cache: Cache;
  connector: EditWords;
  clock: Clock;
  /** More can be found than before. */
  grown: () => void;
}

/** What edits can be found by, brought up to where the ledger is in slices; kept in the cache because it can be made again. */
export class HistoryIndex {
  readonly #parts: IndexParts;
  /** While it is behind: how far the ledger was when an edit was taken in. Its events up to there are in. */
  readonly #takenAt = new Map<string, number>();
  readonly #write: (edit: EditRecord) => unknown;
  #cancel: (() => void) | null = null;
  #toldAt = 0;
  #closed = false;

  constructor(parts: IndexParts) {
    this.#parts = parts;
    const write = parts.cache.db.prepare('INSERT OR REPLACE INTO history (seq, edit, client, state, text) VALUES (?, ?, ?, ?, ?)');
    this.#write = (edit) => write.run(edit.seq, edit.id, edit.clientId, edit.state, historyText(edit, parts.connector));
  }

  /** The last event taken in. */
  get position(): number {
    return Number(this.#parts.cache.meta('history-position') ?? 0);
  }

  /** How much of the ledger's events is in, 0 to 1. */
  get share(): number {
    const end = this.#parts.ledger.position();
    return end === 0 ? 1 : Math.min(1, this.position / end);
  }

  /** Takes in what has happened: at once where it is little, the rest between other work. True: everything is in. */
  catchUp(): boolean {
    if (this.#slice()) return true;
    this.#later(0);
    return false;
  }

  /** Takes in everything now, however long that is. */
  catchUpWhole(): void {
    while (!this.#slice());
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
  }

  #later(ms: number): void {
    if (this.#closed) return;
    this.#cancel ??= this.#parts.clock.after(ms, () => {
      this.#cancel = null;
      this.#goOn();
    });
  }

  #goOn(): void {
    const { clock, grown } = this.#parts;
    try {
      const whole = this.#slice();
      if (!whole) this.#later(0);
      if (!whole && clock.elapsed() - this.#toldAt < tellMs) return;
      this.#toldAt = clock.elapsed();
      grown();
    } catch (error) {
      if (sqliteCode(error) === '') throw error;
      this.#later(againMs);
    }
  }

  /** The next events, in one transaction with how far that is. True: these were the last. */
  #slice(): boolean {
    const { cache, ledger } = this.#parts;
    const end = ledger.position();
    const known = this.position;
    if (known === end) return true;
    // Further than the ledger: of another ledger.
    if (known > end) cache.db.exec('DELETE FROM history');
    const events = ledger.eventsSince(known > end ? 0 : known, atOnce);
    const next = events.length < atOnce ? end : (events.at(-1)?.seq ?? end);
    cache.together(() => {
      for (const { seq, edit } of events) if (edit !== '' && (this.#takenAt.get(edit) ?? 0) < seq) this.#take(edit, end);
      cache.setMeta('history-position', String(next));
    });
    if (next === end) this.#takenAt.clear();
    return next === end;
  }

  /** As it stands by now, whatever has happened to it since the event. */
  #take(editId: string, end: number): void {
    const edit = this.#parts.ledger.find(editId);
    if (!edit) return;
    this.#write(edit);
    this.#takenAt.set(editId, end);
  }
}
