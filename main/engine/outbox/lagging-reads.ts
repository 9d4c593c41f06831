import { scopeId, type AnyContact, type ClientId, type ScopeRef } from '../../../shared/contacts.ts';
import type { AnyIntent } from '../../../shared/edits.ts';
import type { Cache } from '../cache/cache.ts';
import type { Clock } from '../clock.ts';
import type { Connector } from '../gateway/connector.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { intentSent, type EditRecord } from './transitions.ts';

interface Parts {
  cache: Cache;
  clock: Clock;
  connector: Connector;
  ledger: Ledger;
  /** Reads are thought to lag writes for so long at most (faults F2). Somebody else who sets back what we have just sent, before any reading has shown it, is believed after it. */
  longestLagMs: number;
}

interface Arrived {
  intent: AnyIntent;
  /** Of the clock that only goes forward. */
  at: number;
}

/** Events that are looked through at a start for what has arrived just before. */
const mostEvents = 1_000;

/**
 * Readings that do not show yet what we have sent ourselves: by them a contact just made would be gone, a name that is to be set back would be so
 * already, and a record that is written as a whole would lose our last change. They are told by showing again what was replaced, or by an older
 * stamp than what the system answered itself; nothing is planned, judged or shown by them.
 */
export class LaggingReads {
  readonly #parts: Parts;
  /** By row, the one that was written last at the end. */
  readonly #arrived = new Map<ClientId, Arrived[]>();

  constructor(parts: Parts) {
    this.#parts = parts;
    const { clock, ledger, longestLagMs } = parts;
    let age = Infinity;
    for (const edit of ledger.doneSince(ledger.position() - mostEvents)) {
      // What arrived later is no older, whatever a clock that jumped says of it (faults F6): of two edits the first alone would tell of a past.
      age = Math.min(age, Math.max(0, clock.now() - (edit.doneAt ?? 0)));
      // A new contact whose name was lost with part of the ledger is read as one that nobody here knows: that is not lagging.
      const isNameless = edit.intent.type === 'create' && ledger.names.remote('contact', edit.intent.contact) === null;
      if (age < longestLagMs && !isNameless) this.#note(edit, clock.elapsed() - age);
    }
  }

  /** The gateway has confirmed what was sent for an edit. */
  note(edit: EditRecord): void {
    this.#note(edit, this.#parts.clock.elapsed());
  }

  #note(edit: EditRecord, at: number): void {
    const recent = this.#of(edit.clientId);
    this.#arrived.delete(edit.clientId);
    this.#arrived.set(edit.clientId, [...recent, { intent: intentSent(edit), at }]);
    for (const [clientId, sent] of this.#arrived) {
      if (this.#isRecent(sent.at(-1))) break;
      this.#arrived.delete(clientId);
    }
  }

  #isRecent = (arrived: Arrived | undefined): boolean => arrived !== undefined && this.#parts.clock.elapsed() - arrived.at < this.#parts.longestLagMs;

  #of(clientId: ClientId): Arrived[] {
    return (this.#arrived.get(clientId) ?? []).filter(this.#isRecent);
  }

  /**
   * Whether what was read for an edit is older than what is known already: then it is read again later. Once such a reading has caught up with
   * what has arrived there, those after it are believed again.
   */
  isOld({ clientId, intent }: Pick<EditRecord, 'clientId' | 'intent'>, read: readonly AnyContact[]): boolean {
    const recent = this.#of(clientId);
    const isThere = (arrived: Arrived): boolean => scopeId(arrived.intent.scope) === scopeId(intent.scope);
    if (this.#isBehind(recent.filter(isThere), read) || this.#hasOlderStamp(clientId, intent.contact, read)) return true;
    this.#arrived.set(clientId, recent.filter((arrived) => !isThere(arrived)));
    return false;
  }

  /** The same of all places of a row, and of what is no reading for an edit: that other calls have caught up tells nothing of those. */
  isOldOf(clientId: ClientId, read: readonly AnyContact[]): boolean {
    return this.#isBehind(this.#of(clientId), read);
  }

  /** The same of one of its places. */
  isOldIn(clientId: ClientId, scope: ScopeRef, read: readonly AnyContact[]): boolean {
    return this.#isBehind(this.#of(clientId).filter((arrived) => scopeId(arrived.intent.scope) === scopeId(scope)), read);
  }

  #isBehind(arrived: readonly Arrived[], read: readonly AnyContact[]): boolean {
    return arrived.length > 0 && this.#parts.connector.showsEarlier(arrived.map(({ intent }) => intent), read);
  }

  #hasOlderStamp(clientId: ClientId, contact: string, read: readonly AnyContact[]): boolean {
    const { cache, clock, connector, longestLagMs } = this.#parts;
    const now = read.find(({ key }) => key === contact);
    const stamp = now ? connector.updatedAt(now) : null;
    if (stamp === null) return false;
    const held = cache.contacts(clientId).find(({ key }) => key === contact);
    const known = held ? connector.updatedAt(held) : null;
    return known !== null && stamp < known && clock.now() - known < longestLagMs;
  }
}
