import type { AnyContact, ClientId } from '../../../shared/contacts.ts';
import type { Cache } from '../cache/cache.ts';
import type { Clock } from '../clock.ts';
import type { Connector } from '../gateway/connector.ts';
import type { EditRecord } from './transitions.ts';

interface Parts {
  cache: Cache;
  clock: Clock;
  connector: Connector;
}

interface Replaced {
  contact: string;
  /** null: there was none. */
  before: AnyContact | null;
  at: number;
}

/** Reads are thought to lag writes for so long at most (faults F2). */
const longestLagMs = 60_000;

/**
 * Where a record is written as a whole, one that is read before a write and does not show our last one would take that back. Such a reading
 * is told by showing again what was replaced, or by an older stamp than what the system answered itself.
 */
export class LaggingReads {
  readonly #parts: Parts;
  /** In memory: after a restart the stamps tell, where the system has them. */
  readonly #replaced = new Map<ClientId, Replaced>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The gateway has confirmed what was sent for an edit. */
  note({ clientId, intent, steps, before }: EditRecord): void {
    if (this.#parts.connector.system.rows === 'contacts' && steps.length > 0) this.#replaced.set(clientId, { contact: intent.contact, before, at: this.#parts.clock.elapsed() });
  }

  /** Whether what was read for an edit is older than what is known already: then it is read again later. */
  isOld({ clientId, intent }: EditRecord, read: readonly AnyContact[]): boolean {
    if (this.#parts.connector.system.rows !== 'contacts') return false;
    const held = this.#parts.cache.contacts(clientId).find(({ key }) => key === intent.contact);
    const now = read.find(({ key }) => key === intent.contact);
    return held !== undefined && (this.#showsReplaced(clientId, held, now) || (now !== undefined && this.#hasOlderStamp(held, now)));
  }

  #showsReplaced(clientId: ClientId, held: AnyContact, now: AnyContact | undefined): boolean {
    const last = this.#replaced.get(clientId);
    if (last?.contact !== held.key || this.#parts.clock.elapsed() - last.at > longestLagMs) return false;
    const old = JSON.stringify(last.before?.doc);
    return old !== JSON.stringify(held.doc) && old === JSON.stringify(now?.doc);
  }

  #hasOlderStamp(held: AnyContact, now: AnyContact): boolean {
    const { clock, connector } = this.#parts;
    const [known, stamp] = [connector.updatedAt(held), connector.updatedAt(now)];
    return known !== null && stamp !== null && stamp < known && clock.now() - known < longestLagMs;
  }
}
