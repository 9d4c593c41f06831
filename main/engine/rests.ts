import type { Clock } from './clock.ts';

const longestMs = 60_000;

/** What failed for a reason of its own and is left alone for a while: longer each time, until it succeeds. */
export class Rests {
  readonly #clock: Clock;
  readonly #over: () => void;
  readonly #firstMs: number;
  readonly #resting = new Map<string, () => void>();
  readonly #failures = new Map<string, number>();

  constructor(clock: Clock, over: () => void, firstMs = 1_000) {
    this.#clock = clock;
    this.#firstMs = firstMs;
    this.#over = over;
  }

  has(what: string): boolean {
    return this.#resting.has(what);
  }

  begin(what: string): void {
    const failures = this.#failures.get(what) ?? 0;
    this.#failures.set(what, failures + 1);
    this.#resting.get(what)?.();
    const cancel = this.#clock.after(Math.min(longestMs, this.#firstMs * 2 ** failures), () => {
      this.#resting.delete(what);
      this.#over();
    });
    this.#resting.set(what, cancel);
  }

  /** It has succeeded. */
  clear(what: string): void {
    this.#failures.delete(what);
    this.#resting.get(what)?.();
    this.#resting.delete(what);
  }

  /** Nobody wants to wait any more. */
  end(): void {
    for (const cancel of this.#resting.values()) cancel();
    this.#resting.clear();
  }
}
