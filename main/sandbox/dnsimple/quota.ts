import type { RateState } from './replies.ts';

const windowMs = 60 * 60 * 1000;

interface Window {
  /** Epoch milliseconds of the first call in it. */
  from: number;
  used: number;
}

/** Fixed windows of an hour, one for each account and one for whoever is not signed in (SPEC 7). */
export class Quota {
  readonly #windows = new Map<string, Window>();

  /** Counts one call. `allowed` is false where the window was used up before it. */
  take(bucket: string, limit: number, now: number): { allowed: boolean; rate: RateState } {
    const window = this.#windowOf(bucket, now);
    const allowed = window.used < limit;
    if (allowed) window.used += 1;
    return { allowed, rate: this.#state(window, limit) };
  }

  /** Calls by other programs of the same account: up to the limit. */
  takeForOthers(bucket: string, calls: number, limit: number, now: number): RateState {
    const window = this.#windowOf(bucket, now);
    window.used = Math.min(Math.max(window.used, limit), window.used + calls);
    return this.#state(window, limit);
  }

  clear(): void {
    this.#windows.clear();
  }

  #windowOf(bucket: string, now: number): Window {
    const held = this.#windows.get(bucket);
    if (held !== undefined && now < held.from + windowMs) return held;
    const fresh = { from: now, used: 0 };
    this.#windows.set(bucket, fresh);
    return fresh;
  }

  #state(window: Window, limit: number): RateState {
    return { limit, remaining: Math.max(0, limit - window.used), reset: Math.ceil((window.from + windowMs) / 1000) };
  }
}
