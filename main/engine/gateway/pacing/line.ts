/**
 * The gate's own question first, then what an edit changes, then what is read for the next edit, then what a person is looking at, then
 * everything else. What was read for an edit should not grow old while others are read, so its change goes before them.
 */
export type Urgency = 'status' | 'change' | 'edit' | 'lookedAt' | 'background';

const order: readonly Urgency[] = ['status', 'change', 'edit', 'lookedAt', 'background'];

/** Who waits for a turn. Equals go in the order they came, but of what a person looks at the newest: they have moved on from the rest. */
export class Line<T> {
  readonly #waiting: Record<Urgency, T[]> = { status: [], change: [], edit: [], lookedAt: [], background: [] };

  /** The most urgent of those that anybody waits for; null where nobody does. */
  get first(): Urgency | null {
    return order.find((urgency) => this.#waiting[urgency].length > 0) ?? null;
  }

  join(urgency: Urgency, one: T): void {
    this.#waiting[urgency].push(one);
  }

  take(urgency: Urgency): T | undefined {
    return urgency === 'lookedAt' ? this.#waiting[urgency].pop() : this.#waiting[urgency].shift();
  }

  /** Everybody, who then waits no more. */
  leave(): T[] {
    return order.flatMap((urgency) => this.#waiting[urgency].splice(0));
  }
}
