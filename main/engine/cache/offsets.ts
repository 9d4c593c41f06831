/** Ranks in one step when the steps are laid; more cost memory, fewer cost rows to skip. */
const laid = 128;
/** A step that has grown to this is a reason to lay them anew. */
const tooMany = 1_024;

/** Where in a list the ranks of all its rows stand: by steps, so that 100,000 clients take up no more than a few kilobytes. */
export class Offsets {
  readonly #firsts: number[] = [];
  readonly #counts: number[] = [];
  #grownOut = false;

  /** From all ranks of the list, ascending. */
  constructor(ranks: ArrayLike<number>) {
    for (let start = 0; start < ranks.length; start += laid) {
      this.#firsts.push(ranks[start] ?? 0);
      this.#counts.push(Math.min(laid, ranks.length - start));
    }
  }

  /** Some step has become long: lay the steps anew before asking for more. */
  get grownOut(): boolean {
    return this.#grownOut;
  }

  /** A rank at or before the row at `offset`, and how many rows on from there the row is; null past the end. */
  at(offset: number): { from: number; skip: number } | null {
    let before = 0;
    for (let step = 0; step < this.#firsts.length; step += 1) {
      const count = this.#counts[step] ?? 0;
      if (offset < before + count) return { from: this.#firsts[step] ?? 0, skip: offset - before };
      before += count;
    }
    return null;
  }

  /** How many rows stand before the step that `rank` falls into, and the rank from which on to count the rest. */
  before(rank: number): { from: number; count: number } {
    const step = this.#stepOf(rank);
    let count = 0;
    for (let earlier = 0; earlier < step; earlier += 1) count += this.#counts[earlier] ?? 0;
    return { from: this.#firsts[step] ?? 0, count };
  }

  added(rank: number): void {
    if (this.#firsts.length === 0) {
      this.#firsts.push(rank);
      this.#counts.push(0);
    }
    const step = this.#stepOf(rank);
    if (rank < (this.#firsts[step] ?? 0)) this.#firsts[step] = rank;
    const count = (this.#counts[step] ?? 0) + 1;
    this.#counts[step] = count;
    if (count >= tooMany) this.#grownOut = true;
  }

  removed(rank: number): void {
    const step = this.#stepOf(rank);
    this.#counts[step] = (this.#counts[step] ?? 0) - 1;
  }

  /** The last step that begins at or before `rank`; the first for what comes before all. */
  #stepOf(rank: number): number {
    let low = 0;
    let high = this.#firsts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#firsts[middle] ?? 0) <= rank) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
