import type { Budget, RatePolicy } from '../../../../shared/systems.ts';
import type { HttpReply } from '../connector.ts';
import { readCalls, writtenCalls, type Kept } from './kept-calls.ts';
import { Meter, type Counted } from './meter.ts';
import { toldBy } from './told.ts';

/** Windows shorter than this come round so soon that nothing is held back in them for the more urgent, and nothing is kept of them. */
const longWindowMs = 10_000;

/** A system's limits with the reserve that the person wants; null: as the system's facts say. A courtesy has none. Pure. */
export const withReserve = (policies: readonly RatePolicy[], reserve: number | null): RatePolicy[] =>
  policies.map((policy) => (reserve === null || policy.kind === 'courtesy' ? policy : { ...policy, reserve }));

/** One call in every window it counts in. */
export type Begun = readonly Counted[];

/** All limits of a system together: a call goes when each of them has room. Moments are those of `Meter`. */
export class Meters {
  readonly #all: readonly Meter[];
  readonly #long: readonly Meter[];

  constructor(policies: readonly RatePolicy[]) {
    this.#all = policies.map((policy) => new Meter(policy));
    this.#long = this.#all.filter(({ policy }) => policy.windowMs >= longWindowMs && policy.kind !== 'courtesy');
  }

  get any(): boolean {
    return this.#all.length > 0;
  }

  /** The largest limit that is kept over a restart; 0 where none is. */
  get largest(): number {
    return Math.max(0, ...this.#long.map((meter) => meter.limit));
  }

  /** When a call may go that is to leave `spare` places, and this share of what is ours, to others of us; `now` or earlier: at once. Infinity: an answer has to come first. */
  mayGoAt({ spare, share }: { spare: number; share: number }, now: number): number {
    const moments = this.#all.map((meter) => {
      const left = this.#long.includes(meter) ? spare + Math.floor(meter.allowed * share) : 0;
      return meter.freeAt(Math.min(meter.allowed, 1 + left), now);
    });
    return Math.max(Number.NEGATIVE_INFINITY, ...moments);
  }

  begin(now: number): Begun {
    return this.#all.map((meter) => meter.begin(now));
  }

  /** `reply`: null where none came. */
  end(begun: Begun, reply: HttpReply | null, now: number, wall: number): void {
    this.#all.forEach((meter, n) => {
      const call = begun[n];
      if (!call) return;
      meter.end(call, now);
      const told = reply && toldBy(reply, meter.policy, wall);
      if (told) meter.believe(told, call, now);
    });
  }

  /** Proved not sent. */
  takeBack(begun: Begun): void {
    this.#all.forEach((meter, n) => begun[n] && meter.takeBack(begun[n]));
  }

  /** How long to let go of everything after a refusal as too many, milliseconds. */
  refusedFor(now: number): number {
    return Math.max(0, ...this.#all.map((meter) => meter.refusedFor(now)));
  }

  /** What is left of the tightest limit that somebody enforces; undefined where there is none. `parked`: nothing goes before that moment. */
  budget(parked: number, now: number, wall: number): Budget | undefined {
    const enforced = this.#all.filter(({ policy }) => policy.kind !== 'courtesy');
    const [tightest] = enforced.map((meter) => ({ meter, left: parked > now ? 0 : meter.free(now) })).sort((a, b) => a.left - b.left);
    if (!tightest) return undefined;
    const { meter, left } = tightest;
    const more = Math.max(parked, meter.freeAt(1, now));
    return { limit: meter.limit, left, moreAt: left > 0 || !Number.isFinite(more) ? null : wall + Math.ceil(more - now), sharedBy: meter.policy.sharedBy };
  }

  /** What is to be kept over a restart; '' for nothing. A call under way may arrive later than now: a moment ahead stands for any. */
  written(now: number, wall: number): string {
    const windows = this.#long.map((meter) => ({
      windowMs: meter.policy.windowMs,
      ended: meter.counting(now + meter.policy.windowMs, now).map((at) => wall + at - now),
    }));
    return windows.length === 0 ? '' : writtenCalls(windows);
  }

  /** The calls of an earlier run. One that a clock says is still to come counts as of now. */
  recall(kept: Kept, now: number, wall: number): void {
    if (this.#long.length === 0) return;
    const text = kept.read();
    for (const meter of this.#long) meter.recall(readCalls(text, meter.policy.windowMs).map((at) => now - Math.max(0, wall - at)));
  }
}
