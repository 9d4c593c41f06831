import type { Sqlite } from '../database.ts';
import { gramsOf } from './grams.ts';
import { Offsets } from './offsets.ts';

/** Ranks lie between 0 and here, both left free. Small, because the index writes the distance between two ranks down again and again. */
const end = 2 ** 38;
/** Clients never read stand in the upper half to begin with, so that names find the lower half empty. */
const middle = end / 2;
/**
 * How much fuller a stretch of ranks may be than twice as long a one. With 1.3 there is room for 12 million clients, and a stretch
 * made even again stays in order for long (Bender, Cole, Demaine, Farach-Colton, Zito: Two simplified algorithms for maintaining order
 * in a list, 2002, section 2).
 */
const crowding = 1.3;

/** The free ranks between two neighbours, and their sort texts: null where there is no neighbour. */
interface Gap {
  low: number;
  lowSort: string | null;
  high: number;
  highSort: string | null;
}

/** The middle; but close to the only neighbour of the same name: many clients are called the same, and come in order of number. */
function between(low: number, high: number, sameAsLow: boolean, sameAsHigh: boolean): number {
  const close = Math.ceil((high - low) / 64);
  if (sameAsLow === sameAsHigh) return Math.floor((low + high) / 2);
  return sameAsLow ? low + close : high - close;
}

/**
 * Gives every client a rank such that ranks are ordered as (`sort`, `id`) are. A client that gets another name gets a rank between its
 * new neighbours; where two neighbours leave no room, a stretch around them is spread out. Runs inside the caller's transaction.
 */
export class NameOrder {
  readonly #sql: ReturnType<typeof statements>;
  #offsets: Offsets | null = null;
  #spreadOut = 0;

  constructor(db: Sqlite) {
    this.#sql = statements(db);
  }

  /** Clients that had to be given another rank to make room, since this was opened. */
  get spreadOut(): number {
    return this.#spreadOut;
  }

  /** What is known of the order outside the file is found out again: after a transaction that did not come to its end. */
  forget(): void {
    this.#offsets = null;
  }

  /** Adds clients without a name; `ids` ascending, `sortOf` ascending with them. */
  addAll(ids: readonly string[], sortOf: (id: string) => string): void {
    let start = 0;
    while (start < ids.length) {
      const id = ids[start] ?? '';
      const { low, high, highSort } = this.#gap(sortOf(id), id);
      const floor = high === end ? Math.max(low, middle) : low;
      let past = start + 1;
      while (past < ids.length && (highSort === null || sortOf(ids[past] ?? '') < highSort)) past += 1;
      const step = Math.floor((high - floor) / (past - start + 1));
      if (step < 2) past = start + 1;
      for (let index = start; index < past; index += 1) {
        const added = ids[index] ?? '';
        const rank = step < 2 ? this.#rankFor(sortOf(added), added) : floor + step * (index - start + 1);
        this.#sql.add.run(rank, added, sortOf(added));
        this.#offsets?.added(rank);
      }
      start = past;
    }
  }

  /** Takes a client out, search index and all. */
  remove(rank: number): void {
    if ((this.#sql.foldedOf.get(rank) ?? '') !== '') this.#sql.dropGrams.run(rank);
    this.#sql.drop.run(rank);
    this.#offsets?.removed(rank);
  }

  /** Moves a client to where its new sort text belongs, search index and all; answers its rank. */
  move(rank: number, id: string, sort: string): number {
    const to = this.#rankFor(sort, id);
    // Making room may have moved the client itself.
    const from = this.#sql.rankOf.get(id) ?? rank;
    this.#shift(from, to);
    this.#sql.setSort.run(sort, to);
    return to;
  }

  /** Files a client under the runs of `folded` and no others. */
  setText(rank: number, had: string, folded: string): void {
    if (had !== '') this.#sql.dropGrams.run(rank);
    this.#sql.setFolded.run(folded, rank);
    if (folded !== '') this.#sql.addGrams.run(rank, gramsOf(folded));
  }

  /** A rank to begin reading the list at, and how many rows to leave out, to come to the row at `offset`; null past the end. */
  at(offset: number): { from: number; skip: number } | null {
    return this.#laid().at(offset);
  }

  /** How many clients stand before the one of this rank. */
  offsetOf(rank: number): number {
    const { from, count } = this.#laid().before(rank);
    return count + (this.#sql.between.get(from, rank) ?? 0);
  }

  #laid(): Offsets {
    // Asked for in no order, so that the slimmest index can answer; sorting numbers is quicker than reading the wide rows.
    if (!this.#offsets || this.#offsets.grownOut) this.#offsets = new Offsets(Float64Array.from(this.#sql.ranks.all()).sort());
    return this.#offsets;
  }

  #gap(sort: string, id: string): Gap {
    const before = this.#sql.before.get(sort, id);
    const after = this.#sql.after.get(sort, id);
    return { low: before?.rank ?? 0, lowSort: before?.sort ?? null, high: after?.rank ?? end, highSort: after?.sort ?? null };
  }

  #rankFor(sort: string, id: string): number {
    for (;;) {
      const { low, high, lowSort, highSort } = this.#gap(sort, id);
      if (high - low > 1) return between(low, high, lowSort === sort, highSort === sort);
      this.#spread(low);
    }
  }

  /** Finds the smallest stretch around a rank that is not crowded, and gives its clients ranks at even distances. */
  #spread(around: number): void {
    for (let size = 2, room = 2 / crowding; size <= end; size *= 2, room *= 2 / crowding) {
      const first = Math.floor(around / size) * size;
      const ranks = this.#sql.stretch.all(Math.max(1, first), first + size - 1, Math.ceil(room));
      const step = Math.floor(size / (ranks.length + 1));
      if (ranks.length + 1 > room || step < 2) continue;
      return this.#moveAll(ranks.map((rank, index) => ({ from: rank, to: first + step * (index + 1) })));
    }
    throw new RangeError('more clients than there are ranks');
  }

  /** In an order in which no client is given a rank that another still has. */
  #moveAll(moves: readonly { from: number; to: number }[]): void {
    for (const { from, to } of moves) if (to < from) this.#shift(from, to);
    for (const { from, to } of moves.toReversed()) if (to > from) this.#shift(from, to);
    this.#spreadOut += moves.length;
  }

  #shift(from: number, to: number): void {
    const folded = this.#sql.foldedOf.get(from) ?? '';
    this.#sql.setRank.run(to, from);
    if (folded !== '') {
      this.#sql.dropGrams.run(from);
      this.#sql.addGrams.run(to, gramsOf(folded));
    }
    this.#offsets?.removed(from);
    this.#offsets?.added(to);
  }
}

const statements = (db: Sqlite) => ({
  add: db.prepare<[number, string, string]>('INSERT INTO client (rank, id, sort) VALUES (?, ?, ?)'),
  drop: db.prepare<[number]>('DELETE FROM client WHERE rank = ?'),
  rankOf: db.prepare<[string], number>('SELECT rank FROM client WHERE id = ?').pluck(),
  foldedOf: db.prepare<[number], string>('SELECT folded FROM client WHERE rank = ?').pluck(),
  setRank: db.prepare<[number, number]>('UPDATE client SET rank = ? WHERE rank = ?'),
  setSort: db.prepare<[string, number]>('UPDATE client SET sort = ? WHERE rank = ?'),
  setFolded: db.prepare<[string, number]>('UPDATE client SET folded = ? WHERE rank = ?'),
  dropGrams: db.prepare<[number]>('DELETE FROM gram WHERE rowid = ?'),
  addGrams: db.prepare<[number, string]>('INSERT INTO gram (rowid, grams) VALUES (?, ?)'),
  before: db.prepare<[string, string], { rank: number; sort: string }>('SELECT rank, sort FROM client WHERE (sort, id) < (?, ?) ORDER BY sort DESC, id DESC LIMIT 1'),
  after: db.prepare<[string, string], { rank: number; sort: string }>('SELECT rank, sort FROM client WHERE (sort, id) > (?, ?) ORDER BY sort, id LIMIT 1'),
  stretch: db.prepare<[number, number, number], number>('SELECT rank FROM client WHERE rank BETWEEN ? AND ? ORDER BY rank LIMIT ?').pluck(),
  between: db.prepare<[number, number], number>('SELECT count(*) FROM client WHERE rank >= ? AND rank < ?').pluck(),
  ranks: db.prepare<[], number>('SELECT rank FROM client').pluck(),
});
