import type { Clock } from '../../../main/sign-in/clock.ts';

/** A clock that goes on when it is told to. The steady hand moves with the wall, but in sleep, and not when somebody sets the wall clock. */
export class HandClock implements Clock {
  #wall: number;
  #steady = 1_000;
  #next = 0;
  readonly #timers = new Map<number, { at: number; work: () => void }>();

  constructor(wall: number) {
    this.#wall = wall;
  }

  wall = (): number => this.#wall;
  steady = (): number => this.#steady;

  after = (ms: number, work: () => void): (() => void) => {
    const id = this.#next++;
    this.#timers.set(id, { at: this.#steady + ms, work });
    return () => this.#timers.delete(id);
  };

  /** Lets time pass, timers on their way. */
  pass(ms: number): void {
    const end = this.#steady + ms;
    for (;;) {
      const due = [...this.#timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
      if (due === undefined) break;
      const [id, { at, work }] = due;
      this.#timers.delete(id);
      this.#to(Math.max(at, this.#steady));
      work();
    }
    this.#to(end);
  }

  /** The computer sleeps: timers and the steady hand stand still. */
  sleep(ms: number): void {
    this.#wall += ms;
  }

  /** Somebody sets the wall clock. */
  set(by: number): void {
    this.#wall += by;
  }

  get waiting(): number {
    return this.#timers.size;
  }

  #to(steady: number): void {
    this.#wall += steady - this.#steady;
    this.#steady = steady;
  }
}
