import { scopeId, type ClientId, type ScopeRef } from '../../shared/contacts.ts';
import type { Cache, CachedClient } from './cache/cache.ts';
import type { Clock } from './clock.ts';
import type { ClientSnapshot, Connector, Place } from './gateway/connector.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Shown } from './shown.ts';

interface RowParts {
  cache: Cache;
  clock: Clock;
  connector: Connector;
  ledger: Ledger;
  shown: Shown;
}

/** Rows taken in between two looks at what else there is to do. */
const atOnce = 50;

/** The rows of a system in which each contact is one: there as long as the system has the record, or an edit of it is open. */
export class ContactRows {
  readonly #parts: RowParts;

  constructor(parts: RowParts) {
    this.#parts = parts;
  }

  /** False: its rows are clients, which come and go with their lists. */
  get areContacts(): boolean {
    return this.#parts.connector.system.rows === 'contacts';
  }

  /** The places in which contacts can be, as last listed. */
  get scopes(): Place[] {
    return JSON.parse(this.#parts.cache.meta('scopes') ?? '[]') as Place[];
  }

  /** What a row will be that an edit is about to make; null: there is no such place. */
  toBe(clientId: ClientId, scope: ScopeRef): CachedClient | null {
    const place = this.#placeOf(scope);
    return place && { id: clientId, linked: true, listed: true, links: [], refusedAt: null, name: '', entity: '', doc: null, accounts: [this.#parts.connector.placeOf(place)], readAt: this.#parts.clock.now() };
  }

  /** Makes the row that an open edit needs, and takes away one that nothing speaks for any more. */
  settle(clientId: ClientId): void {
    if (!this.areContacts) return;
    const { cache, clock, connector, ledger } = this.#parts;
    const [open] = ledger.openOf(clientId);
    const [held] = cache.contacts(clientId);
    const scope = held?.scope ?? open?.intent.scope;
    if (!scope) return cache.dropRow(clientId);
    if (!cache.client(clientId)) cache.addRow(clientId, connector.placeOf(this.#placeOf(scope) ?? { scope, title: scope.key }), clock.now());
  }

  /** After a start: the rows of what was made here and is not sent yet, in a cache that may have been begun anew. */
  settleAll(): void {
    if (!this.areContacts) return;
    for (const clientId of this.#parts.ledger.clientsWithEdits()) {
      this.settle(clientId);
      this.#parts.shown.index(clientId);
    }
  }

  /**
   * Takes in a complete listing. `isOlder`: whether something was sent for a row since the listing was asked for. Answers the rows that
   * changed. What is missing goes, unless an edit of it is open: that one finds out by itself.
   */
  async takeList(rows: readonly ClientSnapshot[], scopes: readonly Place[], isOlder: (clientId: ClientId) => boolean): Promise<ClientId[]> {
    const { cache } = this.#parts;
    cache.setMeta('scopes', JSON.stringify(scopes));
    const listed = new Set(rows.map(({ clientId }) => clientId));
    const missing = cache.rowIds().filter((id) => !listed.has(id) && !isOlder(id));
    const changed: ClientId[] = [];
    for (let start = 0; start < rows.length; start += atOnce) {
      cache.together(() => {
        for (const row of rows.slice(start, start + atOnce)) if (!isOlder(row.clientId) && this.#take(row)) changed.push(row.clientId);
      });
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    cache.together(() => {
      for (const id of missing) if (!isOlder(id) && this.vanish(id)) changed.push(id);
    });
    return changed;
  }

  /** The system has it no longer. False: that was known. */
  vanish(clientId: ClientId): boolean {
    const { cache, shown } = this.#parts;
    const [held] = cache.contacts(clientId);
    if (held) cache.setContacts(clientId, held.scope, []);
    this.settle(clientId);
    if (held) shown.index(clientId);
    return held !== undefined;
  }

  #take(row: ClientSnapshot): boolean {
    const { cache, clock, connector, shown } = this.#parts;
    const { clientId, accounts: [place], contacts: [contact] } = row;
    const [held] = cache.contacts(clientId);
    if (!place || !contact) return false;
    // A record may have been kept when there was no room for its row.
    if (held && cache.client(clientId) && JSON.stringify(held) === JSON.stringify(contact)) {
      cache.noteRead(clientId, clock.now());
      return false;
    }
    if (!cache.client(clientId)) cache.addRow(clientId, connector.placeOf(this.#placeOf(contact.scope) ?? { scope: contact.scope, title: contact.scope.key }), clock.now(), connector.facts({}, [contact]).name);
    cache.setClient(row, clock.now());
    shown.index(clientId);
    return true;
  }

  #placeOf(scope: ScopeRef): Place | null {
    return this.scopes.find((place) => scopeId(place.scope) === scopeId(scope)) ?? null;
  }
}
