/** How many may go wrong before the next has to wait. */
const free = 3;
const longestWaitMs = 60_000;

/** Milliseconds to wait after so many wrong tries in a row: 1 s after the third, twice as long after each more, at most a minute. */
export const waitAfter = (wrong: number): number => (wrong < free ? 0 : Math.min(1_000 * 2 ** (wrong - free), longestWaitMs));

/**
 * Slows down whoever tries pass phrases at this window. Whoever has copied the file meets only the cost of scrypt, which is why the
 * phrase must be long. `now`: milliseconds on a clock that nobody can set.
 */
export class PhraseTries {
  readonly #now: () => number;
  #wrong = 0;
  #lastAt = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Milliseconds until the next may be tried; 0: now. */
  wait(): number {
    return Math.max(0, this.#lastAt + waitAfter(this.#wrong) - this.#now());
  }

  wasWrong(): void {
    this.#wrong += 1;
    this.#lastAt = this.#now();
  }

  wasRight(): void {
    this.#wrong = 0;
  }
}
