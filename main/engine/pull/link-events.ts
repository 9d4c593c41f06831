import type { ClientId } from '../../../shared/contacts.ts';
import type { Cache } from '../cache/cache.ts';
import type { Clock } from '../clock.ts';
import { sqliteCode } from '../database.ts';
import type { Connector, LinkEvent, Send } from '../gateway/connector.ts';
import type { Gate } from '../gateway/gate.ts';

export interface LinkEventParts {
  cache: Cache;
  clock: Clock;
  connector: Connector;
  gate: Gate;
  send: Send;
  /** Links have come or gone; about these clients, where that was told. */
  changed: (clientIds: readonly ClientId[]) => void;
  /** A look is over. */
  looked: () => void;
}

/** Often enough to be worth it beside the list's own quarter of an hour, seldom enough to be polite. */
const everyMs = 5 * 60_000;
/** A gateway that has no such service, or not for us, is left alone for a day. */
const dayMs = 24 * 3_600_000;
/** Two clocks never agree: each look reaches back a little, and knows what it was told already. */
const overlapMs = 10 * 60_000;
const longestBackMs = 7 * dayMs;

/** Looks from time to time, and after a sleep, whether links have come or gone: that shortens the wait for the next list, nothing more. */
export class LinkEvents {
  readonly #parts: LinkEventParts;
  #known = new Set<string>();
  #dueAt: number;
  #looking = false;
  #closed = false;
  #cancel: () => void = () => undefined;

  constructor(parts: LinkEventParts) {
    this.#parts = parts;
    this.#dueAt = parts.clock.elapsed() + everyMs;
    this.#wait(everyMs);
    parts.gate.onChange(() => this.#kick());
  }

  get idle(): boolean {
    return !this.#looking;
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
  }

  #wait(ms: number): void {
    this.#dueAt = this.#parts.clock.elapsed() + ms;
    this.#cancel();
    this.#cancel = this.#parts.clock.after(ms, () => this.#kick());
  }

  #kick(): void {
    if (!this.#closed && !this.#looking && this.#parts.gate.open && this.#parts.clock.elapsed() >= this.#dueAt) void this.#look();
  }

  async #look(): Promise<void> {
    const { cache, clock, connector, send, gate } = this.#parts;
    this.#looking = true;
    const now = clock.now();
    const events = await connector.linkEvents(send, { since: this.#since(now), lists: cache.clientLists() });
    this.#looking = false;
    if (this.#closed) return;
    this.#wait(events.ok && events.value === null ? dayMs : everyMs);
    if (events.ok && events.value !== null) this.#take(events.value, now);
    else if (!events.ok && events.error.kind === 'signedOut') void gate.tryNow();
    else if (!events.ok) gate.report(events.error);
    this.#parts.looked();
  }

  /** From the last look on; a look dated in the future was made while the clock was wrong (faults F6). */
  #since(now: number): number {
    const last = Number(this.#parts.cache.meta('events-looked-at') ?? now);
    return Math.max(Math.min(last, now), now - longestBackMs) - overlapMs;
  }

  #take(events: readonly LinkEvent[], now: number): void {
    const fresh = events.filter(({ key }) => !this.#known.has(key));
    this.#known = new Set(events.map(({ key }) => key));
    try {
      this.#parts.cache.setMeta('events-looked-at', String(now));
      for (const { linked } of fresh) if (linked) this.#parts.cache.setLinkedOn(linked.scope, linked.on);
    } catch (error) {
      // Looked at once more next time: that costs nothing.
      if (sqliteCode(error) === '') throw error;
    }
    if (fresh.length > 0) this.#parts.changed(fresh.flatMap(({ clientIds }) => clientIds));
  }
}
