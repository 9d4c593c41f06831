import type { Clock } from './clock.ts';

const longestMs = 60_000;

/** What failed for a reason of its own and is left alone for a while: longer each time, until it succeeds. */
export class Rests {
  readonly #clock: Clock;
  readonly #over: () => void;
  readonly #firstMs: number;
  readonly #resting = new Map<string, () => void>();
  readonly #ends = new Map<string, number>();
  readonly #failures = new Map<string, number>();

  constructor(clock: Clock, over: () => void, firstMs = 1_000) {
    this.#clock = clock;
    this.#firstMs = firstMs;
    this.#over = over;
  }

  has(what: string): boolean {
    return this.#resting.has(what);
  }

  /** When it is tried again, epoch ms; null where it does not rest. */
  until(what: string): number | null {
    return this.#resting.has(what) ? (this.#ends.get(what) ?? null) : null;
  }

  begin(what: string): void {
    const failures = this.#failures.get(what) ?? 0;
    this.#failures.set(what, failures + 1);
    this.#resting.get(what)?.();
    const ms = Math.min(longestMs, this.#firstMs * 2 ** failures);
    this.#ends.set(what, this.#clock.now() + ms);
    const cancel = this.#clock.after(ms, () => {
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
