import { askedToWait, type Fault } from '../../../shared/faults.ts';
import type { Result } from '../../../shared/result.ts';
import type { Status } from '../../../shared/views.ts';
import type { Clock } from '../clock.ts';
import type { Authorization } from './authorization.ts';
import type { Connector, HttpReply, Send } from './connector.ts';

export interface GateParts {
  clock: Clock;
  connector: Connector;
  authorization: Authorization;
  send: Send;
  /** The detail of an offline fault in words; '' where there is nothing to say. */
  offlineWords: (detail: string) => string;
  /** 0 ≤ x < 1: spreads the tries of many desks after an outage. */
  random: () => number;
}

const firstTryMs = 1_000;
const longestTryMs = 30_000;
const heartbeatMs = 30_000;
/** Whatever the gateway asks for: never at once, and never for longer than a person would wait to be told. */
const shortestWaitMs = 1_000;
const longestWaitMs = 3_600_000;

/**
 * Whether calls may be made now, and the one truth about the connection. `navigator.onLine` and its like are believed only when they
 * say no; that the gateway is there is proved by its own status answer (faults F13).
 */
export class Gate {
  readonly #parts: GateParts;
  readonly #listeners = new Set<() => void>();
  #state: Status['connection'] = { state: 'connecting' };
  #failures = 0;
  #cancel: () => void = () => undefined;
  #asking = false;
  /** What is being asked does not count: it is asked once more. */
  #again = false;
  #closed = false;
  #answeredAt = Number.NEGATIVE_INFINITY;

  constructor(parts: GateParts) {
    this.#parts = parts;
  }

  get connection(): Status['connection'] {
    return this.#state;
  }

  get open(): boolean {
    return this.#state.state === 'online';
  }

  /** Waiting for the gateway's status answer. */
  get asking(): boolean {
    return this.#asking;
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** A call was answered and let in: where calls are counted, the gateway need not be asked for its status as well. */
  answered(): void {
    this.#answeredAt = this.#parts.clock.elapsed();
  }

  /** Told of every fault any call meets; only those about the connection matter here. */
  report(fault: Fault): void {
    if (this.#state.state === 'paused') return;
    const asked = askedToWait(fault);
    if (fault.kind === 'offline') {
      // Several calls fail together when the line drops: one back-off, not one each.
      if (this.#state.state !== 'offline') this.#retryLater('offline', fault.detail);
    } else if (asked !== undefined) {
      this.#waitUntil(asked);
      // A refused token is not judged here: it was where the call came back, which knows the one it carried (`refused`).
    } else if (fault.kind === 'unknown' && this.open) void this.tryNow();
  }

  /** Asked to wait: as long as was asked within reason, and longer each time nothing else is answered. */
  #waitUntil(asked: number): void {
    const now = this.#parts.clock.now();
    const floor = Math.min(longestTryMs, shortestWaitMs * 2 ** this.#failures);
    const wait = Math.min(longestWaitMs, Math.max(floor, asked - now));
    this.#failures += 1;
    this.#become({ state: 'busy', until: now + wait });
    this.#schedule(wait);
  }

  /** There is no token that works: nothing is asked until there is one, or somebody says so. */
  refused(): void {
    const { standing } = this.#parts.authorization;
    if (standing === 'good' || this.#state.state === 'paused') return;
    this.#cancel();
    this.#become({ state: standing === 'renewing' ? 'connecting' : 'signedOut' });
  }

  networkLost(): void {
    if (this.#state.state !== 'paused') this.#retryLater('offline');
  }

  pause(paused: boolean): void {
    if (paused) {
      this.#cancel();
      this.#become({ state: 'paused' });
    } else if (this.#state.state === 'paused') {
      this.#become({ state: 'connecting' });
      void this.tryNow();
    }
  }

  /** The computer woke: `cut` ends what is under way, a question of ours with it. Asked to wait, we wait all the same. */
  async woke(cut: () => Promise<void>): Promise<void> {
    this.#again = this.#asking;
    await cut();
    if (this.#state.state !== 'busy') void this.tryNow();
  }

  /** Asks the gateway for its status now, whatever the back-off says. */
  async tryNow(): Promise<void> {
    if (this.#asking || this.#closed || this.#state.state === 'paused') return;
    this.#asking = true;
    this.#cancel();
    const reply = await this.#parts.connector.askStatus(this.#parts.send);
    this.#asking = false;
    if (this.#again) {
      this.#again = false;
      return this.tryNow();
    }
    if (!this.#closed && this.connection.state !== 'paused') this.#judge(reply);
    this.#tell();
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
  }

  #judge(reply: Result<HttpReply, Fault>): void {
    const { connector } = this.#parts;
    if (!reply.ok) return reply.error.kind === 'signedOut' ? this.refused() : this.#retryLater('offline', reply.error.kind === 'offline' ? reply.error.detail : '');
    if (connector.isStatusAnswer(reply.value)) {
      // Signed out while it was asked: it says nothing of calls without a token.
      if (this.#parts.authorization.value === null) return this.refused();
      this.#parts.authorization.accept();
      this.#failures = 0;
      this.#become({ state: 'online' });
      return this.#beat(heartbeatMs);
    }
    const fault = connector.faultOf(reply.value);
    if (fault?.kind === 'signedOut') return this.refused();
    if (fault && askedToWait(fault) !== undefined) return this.report(fault);
    // A page where the gateway's own word should be: something in between wants a sign-in, or an outage page is up.
    this.#retryLater(reply.value.status >= 500 ? 'busy' : 'portal');
  }

  #retryLater(state: 'offline' | 'portal' | 'busy', detail = ''): void {
    const now = this.#parts.clock.now();
    const why = this.#parts.offlineWords(detail);
    const span = Math.min(longestTryMs, firstTryMs * 2 ** this.#failures);
    const wait = Math.round(span / 2 + (this.#parts.random() * span) / 2);
    this.#failures += 1;
    if (state === 'portal') this.#become({ state });
    else if (state === 'busy') this.#become({ state, until: now + wait });
    else this.#become({ state, since: this.#state.state === 'offline' ? this.#state.since : now, nextTryAt: now + wait, ...(why ? { why } : {}) });
    this.#schedule(wait);
  }

  #beat(ms: number): void {
    this.#schedule(ms, () => {
      const { clock, connector } = this.#parts;
      const left = heartbeatMs - (clock.elapsed() - this.#answeredAt);
      if (connector.system.pacing.length > 0 && left > 0 && this.open) this.#beat(Math.max(1_000, left));
      else void this.tryNow();
    });
  }

  #schedule(ms: number, then: () => void = () => void this.tryNow()): void {
    this.#cancel();
    if (!this.#closed) this.#cancel = this.#parts.clock.after(ms, then);
  }

  #become(state: Status['connection']): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
