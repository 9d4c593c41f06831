/** Time as the engine sees it; injected, so that tests decide what it is. */
export interface Clock {
  /** Epoch milliseconds: for showing, never for ordering. */
  now(): number;
  /** Milliseconds that only go forward, whatever the wall clock does: for deadlines and rates. */
  elapsed(): number;
  /** Calls back once after `ms`; the answer cancels. */
  after(ms: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

export const pause = (clock: Clock, ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, resolve));
