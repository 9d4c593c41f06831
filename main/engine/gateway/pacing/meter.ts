import type { RatePolicy } from '../../../../shared/systems.ts';
import type { Told } from './told.ts';

/** A call as a meter counts it. */
export interface Counted {
  began: number;
  /** When its answer came: it has reached them by then. null while it is under way. */
  ended: number | null;
  /** What came before what, where the clock did not move in between. */
  beganAs: number;
  endedAs: number;
}

/** How things stood by their count, at an answer. */
interface Standing {
  remaining: number;
  /** How many of our calls since the one that was answered are in that already. */
  counted: number;
  sinceBegan: number;
  at: number;
  until: number;
  /** Calls of ours that have left a rolling window since. */
  gained: number;
}

/**
 * Counts the calls under one policy, and says when the next may go. Moments are milliseconds of a clock that only goes forward.
 *
 * They count a call when it arrives, and that is somewhere between its start and its answer. So a call holds its place from its start until
 * one window after its answer: however long calls take on their way, no window of theirs ever has more than we allow ourselves.
 */
export class Meter {
  readonly policy: RatePolicy;
  /** Oldest first; those under way among them. */
  #calls: Counted[] = [];
  #limit: number;
  #told: Standing | null = null;
  #turns = 0;
  /** What ended before this moment was in a fixed window that is over. */
  #from = Number.NEGATIVE_INFINITY;

  constructor(policy: RatePolicy) {
    this.policy = policy;
    this.#limit = policy.limit;
  }

  /** As it was told last; before, as it is published. */
  get limit(): number {
    return this.#limit;
  }

  /** Calls in one window that are ours to make. */
  get allowed(): number {
    return Math.max(1, this.#limit - this.policy.reserve);
  }

  /** Calls that may go now. */
  free(now: number): number {
    this.#forget(now);
    return Math.max(0, Math.min(this.allowed - this.#calls.length, this.#left()));
  }

  /** When `wanted` calls may go, as far as time alone brings it about; Infinity where an answer has to come first. */
  freeAt(wanted: number, now: number): number {
    if (this.free(now) >= wanted) return now;
    const told = this.#told;
    if (!told) return this.#countAllows(wanted);
    const at = Math.max(this.#countAllows(wanted), this.#toldAllows(wanted, told));
    // A fixed window whose end was told begins anew for all of us.
    return this.policy.kind === 'fixed' ? Math.min(at, told.until) : at;
  }

  begin(now: number): Counted {
    this.#turns += 1;
    const call: Counted = { began: now, ended: null, beganAs: this.#turns, endedAs: Number.POSITIVE_INFINITY };
    this.#calls.push(call);
    return call;
  }

  end(call: Counted, now: number): void {
    this.#turns += 1;
    call.ended = now;
    call.endedAs = this.#turns;
  }

  /** Proved not sent: it never reached them. */
  takeBack(call: Counted): void {
    this.#calls = this.#calls.filter((one) => one !== call);
  }

  /**
   * What the answer to `call` said. A connection may reach several accounts with a limit each, and the answer does not say whose it is: until the end
   * that was told, the least that any of them has left counts. Of one account that is its own last word, but for calls that were under way.
   */
  believe(told: Told, call: Counted, now: number): void {
    const before = this.#told;
    const left = before && now < before.until ? this.#left() : Number.POSITIVE_INFINITY;
    this.#limit = told.limit;
    // Nothing left, and at once more again: not both.
    const until = now + Math.max(told.resetMs ?? this.policy.windowMs, told.remaining > 0 ? 0 : this.#oneByOneMs);
    this.#told = { remaining: told.remaining, counted: 1, sinceBegan: call.beganAs, at: now, until, gained: 0 };
    if (this.policy.kind !== 'fixed' || told.resetMs === null) return;
    if (left < this.#left()) this.#told = before;
    else this.#from = Math.max(this.#from, until - this.policy.windowMs - this.#guard);
  }

  /** They refused a call as one too many: how long until the oldest of our last calls has left the window (8x8 SPEC 6). */
  refusedFor(now: number): number {
    this.#forget(now);
    const leaving = this.#leaving().slice(-this.#limit);
    return leaving[0] === undefined ? this.#oneByOneMs : Math.max(0, leaving[0] - now);
  }

  /** When every call ended that counts still, and `underWay` for one that has not. */
  counting(underWay: number, now: number): number[] {
    this.#forget(now);
    return this.#calls.map((call) => call.ended ?? underWay);
  }

  /** Calls of an earlier run, by the moments they ended. */
  recall(ended: readonly number[]): void {
    const earlier = ended.map((at) => ({ began: at, ended: at, beganAs: 0, endedAs: 0 }));
    this.#calls = [...earlier, ...this.#calls].sort((a, b) => (a.ended ?? Infinity) - (b.ended ?? Infinity));
  }

  /** Clocks of different computers run a little differently, and theirs tells whole milliseconds. */
  get #guard(): number {
    return this.policy.kind === 'courtesy' ? 0 : Math.max(2, this.policy.windowMs / 2_000);
  }

  get #oneByOneMs(): number {
    return Math.ceil(this.policy.windowMs / this.#limit);
  }

  #leaving(of: readonly Counted[] = this.#calls): number[] {
    const stays = this.policy.windowMs + this.#guard;
    return of.flatMap((call) => (call.ended === null ? [] : [call.ended + stays])).sort((a, b) => a - b);
  }

  #countAllows(wanted: number): number {
    const tooMany = this.#calls.length + wanted - this.allowed;
    return tooMany <= 0 ? Number.NEGATIVE_INFINITY : (this.#leaving()[tooMany - 1] ?? Number.POSITIVE_INFINITY);
  }

  /** When as many as are missing by their count will have left a rolling window; at the latest when they say there is more again. */
  #toldAllows(wanted: number, told: Standing): number {
    const missing = wanted - this.#left();
    if (missing <= 0) return Number.NEGATIVE_INFINITY;
    const leaving = this.policy.kind === 'fixed' ? [] : this.#leaving(this.#calls.filter((call) => this.#wasCounted(call, told)));
    return Math.min(told.until, leaving[missing - 1] ?? Number.POSITIVE_INFINITY);
  }

  /** Whether a call was surely still in their window when they told how things stand. */
  #wasCounted(call: Counted, told: Standing): boolean {
    return call.endedAs <= told.sinceBegan && call.began + this.policy.windowMs > told.at;
  }

  /** What they said is left, less what they may not have counted by then: all that was under way at the time, or began since. */
  #left(): number {
    const told = this.#told;
    if (!told) return Number.POSITIVE_INFINITY;
    const since = this.#calls.filter((call) => call.endedAs > told.sinceBegan).length;
    return told.remaining + told.gained - Math.max(0, since - told.counted);
  }

  #forget(now: number): void {
    if (this.#told && now >= this.#told.until) this.#toldIsOver(now);
    const from = Math.max(this.#from, now - this.policy.windowMs - this.#guard);
    const told = this.#told;
    const over = this.#calls.filter((call) => call.ended !== null && call.ended <= from);
    if (over.length === 0) return;
    if (told && this.policy.kind !== 'fixed') told.gained += over.filter((call) => this.#wasCounted(call, told)).length;
    this.#calls = this.#calls.filter((call) => call.ended === null || call.ended > from);
  }

  #toldIsOver(now: number): void {
    const told = this.#told;
    this.#told = null;
    if (!told) return;
    if (this.policy.kind === 'fixed') this.#from = Math.max(this.#from, told.until - this.#guard);
    // Others had used it up, and one place is free again: one call asks how things are now.
    else if (told.remaining <= 0) this.#told = { remaining: 1, counted: 0, sinceBegan: this.#turns, at: now, until: now + this.#oneByOneMs, gained: 0 };
  }
}
