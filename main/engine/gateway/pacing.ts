/** A person's edits first, then what a person is looking at, then everything else. */
export type Urgency = 'edit' | 'lookedAt' | 'background';

const order: readonly Urgency[] = ['edit', 'lookedAt', 'background'];

/**
 * How many calls may run at once at one gateway. Inland Revenue publishes no figure for this suite; five is the limit of a sibling
 * service and our polite default (SPEC 12, inferred).
 */
export class Pacing {
  readonly limit: number;
  readonly #waiting: Record<Urgency, (() => void)[]> = { edit: [], lookedAt: [], background: [] };
  #running = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  /**
   * Runs a call when there is room; the more urgent goes first, equals in the order they came. Of what a person looks at the newest goes
   * first: they have moved on from the rest.
   */
  async run<T>(urgency: Urgency, call: () => Promise<T>): Promise<T> {
    if (this.#running >= this.limit) await new Promise<void>((resolve) => this.#waiting[urgency].push(resolve));
    else this.#running += 1;
    try {
      return await call();
    } finally {
      this.#next();
    }
  }

  #next(): void {
    const next = order.find((urgency) => this.#waiting[urgency].length > 0);
    const proceed = next && (next === 'lookedAt' ? this.#waiting[next].pop() : this.#waiting[next].shift());
    // The place is handed over, not given back: nobody can slip in between.
    if (proceed) proceed();
    else this.#running -= 1;
  }
}
