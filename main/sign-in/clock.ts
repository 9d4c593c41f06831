import { performance } from 'node:perf_hooks';

/**
 * Time for lifetimes. The wall clock survives sleep and restarts, but a person can set it; the steady one cannot be set, but may stand
 * still while the computer sleeps and begins anew with the process. Each covers what the other cannot see (F6).
 */
export interface Clock {
  /** Epoch milliseconds. */
  wall(): number;
  /** Milliseconds since some moment of this process. */
  steady(): number;
  /** Runs `work` once after `ms` (at least); answers how to call it off. */
  after(ms: number, work: () => void): () => void;
}

export const systemClock: Clock = {
  wall: () => Date.now(),
  steady: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};
