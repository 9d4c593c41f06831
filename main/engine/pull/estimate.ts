import type { Clock } from '../clock.ts';

/** A reading is guessed at only after it has shown its pace. */
const fewestDone = 10;
const shortestMs = 1_000;

/** How far a reading is and how long it will take, from the pace so far. Time spent waiting for the gateway's return is not counted. */
export class Estimate {
  readonly #clock: Clock;
  #startedAt: number | null = null;
  #spentMs = 0;
  #done = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  resume(): void {
    this.#startedAt ??= this.#clock.elapsed();
  }

  pause(): void {
    if (this.#startedAt !== null) this.#spentMs += this.#clock.elapsed() - this.#startedAt;
    this.#startedAt = null;
  }

  reset(): void {
    this.#startedAt = null;
    this.#spentMs = 0;
    this.#done = 0;
  }

  count(): void {
    this.#done += 1;
  }

  get done(): number {
    return this.#done;
  }

  /** Milliseconds for `left` more; null while it cannot honestly be said. */
  etaMs(left: number): number | null {
    const spent = this.#spentMs + (this.#startedAt === null ? 0 : this.#clock.elapsed() - this.#startedAt);
    if (this.#done < fewestDone || spent < shortestMs) return null;
    return Math.round((spent / this.#done) * left);
  }
}
