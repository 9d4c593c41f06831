import type { Fault } from '../../../shared/faults.ts';
import { err, type Result } from '../../../shared/result.ts';
import type { Budget, RatePolicy } from '../../../shared/systems.ts';
import type { Clock } from '../clock.ts';
import type { HttpReply } from './connector.ts';
import type { Kept } from './pacing/kept-calls.ts';
import { Line, type Urgency } from './pacing/line.ts';
import { Meters, type Begun } from './pacing/meters.ts';
import { retryAfter } from './pacing/told.ts';

export type { Urgency } from './pacing/line.ts';

export interface PacingParts {
  clock: Clock;
  /**
   * Calls under way at once. Inland Revenue publishes no figure for this suite; five is the limit of a sibling service and our polite
   * default (SPEC 12, inferred).
   */
  callsAtOnce: number;
  /** Of the system, with the reserve that the person wants; none: only `callsAtOnce` counts. */
  policies: readonly RatePolicy[];
  kept: Kept;
  /** 0 ≤ x < 1: spreads the next tries of several desks that were refused together. */
  random: () => number;
}

type Answer = Result<HttpReply, Fault>;

/** null: it does not go. */
type Turn = (begun: Begun | null) => void;

/** What was read is no older than this when its change goes, as far as the windows are to blame. */
const soonMs = 2_000;
/** Of what is ours to use, left by background reading to edits and to what is looked at. */
const heldBack = 0.2;
/** With a limit larger than `smallLimit` a killed process may forget the calls of so long: the next answer's headers tell. */
const keepEveryMs = 1_000;
const smallLimit = 200;
const firstParkMs = 1_000;
const longestParkMs = 3_600_000;

/** When the calls to one system may go: so many at once, so many in each window of its limits, the more urgent first. */
export class Pacing {
  readonly #parts: PacingParts;
  readonly #meters: Meters;
  readonly #line = new Line<Turn>();
  /** Under way, but for the gate's questions. */
  #running = 0;
  /** Readings for an edit that are under way, or whose change is about to be asked for: each is left a place in the window. */
  #owed = 0;
  /** Refused as too many: nothing goes before this moment of `elapsed`. */
  #parkedUntil = Number.NEGATIVE_INFINITY;
  #refusals = 0;
  #cancel: () => void = () => undefined;
  #keptAt = Number.NEGATIVE_INFINITY;
  #closed = false;

  constructor(parts: PacingParts) {
    this.#parts = parts;
    this.#meters = new Meters(parts.policies);
    this.#meters.recall(parts.kept, parts.clock.elapsed(), parts.clock.now());
  }

  /** Calls under way at once. */
  get limit(): number {
    return this.#parts.callsAtOnce;
  }

  /**
   * Sends a call when it may go. The gate's question counts in the windows, and does not wait for another call's end. After `close` the
   * answer is `offline`: what had not gone does not go.
   */
  async send(urgency: Urgency, send: () => Promise<Answer>): Promise<Answer> {
    const begun = await this.#turn(urgency);
    if (!begun) return err({ kind: 'offline', detail: '' });
    let answer: Answer | null = null;
    try {
      answer = await send();
      return answer;
    } finally {
      this.#ended(urgency, begun, answer);
    }
  }

  /** What is left of the tightest limit that somebody enforces; undefined where there is none. */
  budget(): Budget | undefined {
    const { clock } = this.#parts;
    return this.#meters.budget(this.#parkedUntil, clock.elapsed(), clock.now());
  }

  /** Lets go of all that waits, unsent. */
  close(): void {
    this.#closed = true;
    this.#cancel();
    this.#keep();
    for (const turn of this.#line.leave()) turn(null);
  }

  #turn(urgency: Urgency): Promise<Begun | null> {
    if (this.#closed) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.#line.join(urgency, resolve);
      this.#admit();
    });
  }

  /** Nobody goes before somebody more urgent, whatever each would need. */
  #admit(): void {
    this.#cancel();
    const now = this.#parts.clock.elapsed();
    for (let first = this.#line.first; first && !this.#closed; first = this.#line.first) {
      if (first !== 'status' && this.#running >= this.limit) return;
      const at = Math.max(this.#parkedUntil, this.#mayGoAt(first, now));
      if (at > now) return this.#wakeAt(at - now);
      this.#begin(first, now);
    }
  }

  #begin(urgency: Urgency, now: number): void {
    const turn = this.#line.take(urgency);
    const begun = this.#meters.begin(now);
    if (urgency !== 'status') this.#running += 1;
    if (urgency === 'edit') this.#owed += 1;
    if (this.#meters.largest <= smallLimit || now - this.#keptAt >= keepEveryMs) this.#keep();
    turn?.(begun);
  }

  /** By the windows. A reading for an edit goes where its change can follow at once or soon, so that nothing old is written over. */
  #mayGoAt(urgency: Urgency, now: number): number {
    const spare = urgency === 'lookedAt' || urgency === 'background' ? this.#owed : 0;
    const at = this.#meters.mayGoAt({ spare, share: urgency === 'background' ? heldBack : 0 }, now);
    return urgency === 'edit' ? Math.max(at, this.#meters.mayGoAt({ spare: this.#owed + 1, share: 0 }, now) - soonMs) : at;
  }

  #wakeAt(ms: number): void {
    if (Number.isFinite(ms)) this.#cancel = this.#parts.clock.after(Math.ceil(ms), () => this.#admit());
  }

  #ended(urgency: Urgency, begun: Begun, answer: Answer | null): void {
    const { clock } = this.#parts;
    if (urgency !== 'status') this.#running -= 1;
    if (urgency === 'edit') this.#repay();
    if (answer && !answer.ok && (answer.error.kind === 'offline' || answer.error.kind === 'signedOut')) this.#meters.takeBack(begun);
    else this.#meters.end(begun, answer?.ok ? answer.value : null, clock.elapsed(), clock.now());
    if (answer?.ok) this.#heed(answer.value);
    this.#admit();
  }

  /** The change is asked for as soon as the reading has been looked at: a moment later, or not at all. */
  #repay(): void {
    if (!this.#meters.any) this.#owed -= 1;
    else
      this.#parts.clock.after(0, () => {
        this.#owed -= 1;
        this.#admit();
      });
  }

  /** Refused as too many, though our count had room: others have used it up. Everything waits, longer each time. */
  #heed(reply: HttpReply): void {
    const now = this.#parts.clock.elapsed();
    if (reply.status !== 429) this.#refusals = 0;
    // Of several that were under way together each is refused: that is one refusal.
    if (reply.status !== 429 || !this.#meters.any || this.#parkedUntil > now) return;
    const wait = retryAfter(reply, this.#parts.clock.now()) ?? this.#meters.refusedFor(now);
    const least = firstParkMs * 2 ** Math.min(this.#refusals, 6) * (1 + this.#parts.random());
    this.#refusals += 1;
    this.#parkedUntil = now + Math.min(longestParkMs, Math.max(wait, least));
  }

  /** Before a call leaves: what is killed now has made it. That nothing can be written stops nobody: it is counted here as well. */
  #keep(): void {
    const { clock, kept } = this.#parts;
    const now = clock.elapsed();
    this.#keptAt = now;
    try {
      const text = this.#meters.written(now, clock.now());
      if (text !== '') kept.write(text);
    } catch {
      // A full disk; the next call tries again.
    }
  }
}
