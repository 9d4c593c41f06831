const windowMs = 60_000;

interface Tally {
  counted: number;
  refused: number;
}

export interface Traffic {
  limit: number;
  /** In the last 60 seconds. */
  inWindow: number;
  /** Since the start or the last reset. */
  ours: Tally;
  others: Tally;
}

/**
 * 60 requests in any 60 seconds, over all keys of the customer (SPEC 6). Other programs of the same customer call at a steady pace or in
 * bursts, as ordered. A call that is refused does not count, and neither does one without a good key (inferred).
 */
export class Quota {
  /** Times of the calls that counted, oldest first. */
  #times: number[] = [];
  #ours: Tally = { counted: 0, refused: 0 };
  #others: Tally = { counted: 0, refused: 0 };
  /** Milliseconds between the calls of others, and when the next one is due. */
  #pace: { every: number; next: number } | null = null;

  /** Counts one call of ours; false where the window is full. */
  take(limit: number, now: number): boolean {
    this.#letOthersCall(limit, now);
    return this.#count(this.#ours, limit, now);
  }

  /** Others call so many times now. */
  burst(calls: number, limit: number, now: number): void {
    this.#letOthersCall(limit, now);
    for (let n = 0; n < calls; n += 1) this.#count(this.#others, limit, now);
  }

  /** Others call so many times a minute from now on; 0 ends it. */
  steady(perMinute: number, limit: number, now: number): void {
    this.#letOthersCall(limit, now);
    this.#pace = perMinute === 0 ? null : { every: windowMs / perMinute, next: now + windowMs / perMinute };
  }

  traffic(limit: number, now: number): Traffic {
    this.#letOthersCall(limit, now);
    this.#forget(now);
    return { limit, inWindow: this.#times.length, ours: { ...this.#ours }, others: { ...this.#others } };
  }

  /** When the oldest call leaves the window, in epoch milliseconds; now where there is none. */
  freeAt(now: number): number {
    return (this.#times[0] ?? now - windowMs) + windowMs;
  }

  clear(): void {
    this.#times = [];
    this.#ours = { counted: 0, refused: 0 };
    this.#others = { counted: 0, refused: 0 };
    this.#pace = null;
  }

  #letOthersCall(limit: number, now: number): void {
    const pace = this.#pace;
    while (pace !== null && pace.next <= now) {
      this.#count(this.#others, limit, pace.next);
      pace.next += pace.every;
    }
  }

  #count(tally: Tally, limit: number, at: number): boolean {
    this.#forget(at);
    const allowed = this.#times.length < limit;
    if (allowed) this.#times.push(at);
    tally[allowed ? 'counted' : 'refused'] += 1;
    return allowed;
  }

  #forget(now: number): void {
    const first = this.#times.findIndex((at) => at > now - windowMs);
    if (first !== 0) this.#times = first < 0 ? [] : this.#times.slice(first);
  }
}
