import { scopeId, type ClientId, type ScopeRef } from '../../shared/contacts.ts';
import type { EditRequest } from '../../shared/edits.ts';
import type { Cache, CachedClient } from './cache/cache.ts';
import type { Clock } from './clock.ts';
import type { ClientSnapshot, Connector, Place, Twins } from './gateway/connector.ts';
import type { Ledger } from './ledger/ledger.ts';
import { mayBeOurs } from './outbox/awaited.ts';
import { ofContact } from './outbox/of-contact.ts';
import type { EditRecord } from './outbox/transitions.ts';
import type { Shown } from './shown.ts';

interface RowParts {
  cache: Cache;
  clock: Clock;
  connector: Connector;
  ledger: Ledger;
  shown: Shown;
  /** Something of this row is on its way now. */
  isBusy: (clientId: ClientId) => boolean;
}

/** Rows taken in between two looks at what else there is to do. */
const atOnce = 50;

/** The rows of a system in which each contact is one: there as long as the system has the record, or an edit of it is open. */
export class ContactRows {
  readonly #parts: RowParts;
  /** Of the last list, what may have been made here by a call whose answer is still awaited: shown once that is known. */
  #held: ClientSnapshot[] = [];
  /** When that list was read, epoch ms. */
  #listedAt = 0;

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

  /** Of places that may not be seen now, those that were: what was read of them stays. */
  known(denied: readonly Place[]): Place[] {
    return denied.filter(({ scope }) => this.#placeOf(scope) !== null);
  }

  /** Whether a row is in one of these places. */
  isIn(clientId: ClientId, places: readonly Place[]): boolean {
    const at = places.length > 0 && this.#parts.cache.client(clientId)?.accounts[0]?.scope;
    return at ? places.some(({ scope }) => scopeId(scope) === scopeId(at)) : false;
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

  /** What is asked of a contact, in the row and under the key that it has now: a form may have been open meanwhile. */
  askedNow(asked: EditRequest): EditRequest {
    const twins = this.#twinsOf(asked.clientId);
    return twins?.met === asked.clientId ? { ...asked, clientId: twins.made, intent: { ...asked.intent, contact: twins.key } } : asked;
  }

  /** The same of an edit that may be on its way. */
  editNow(edit: EditRecord): EditRecord {
    const twins = this.#twinsOf(edit.clientId);
    return twins?.met === edit.clientId ? { ...ofContact(edit, twins.key), clientId: twins.made } : edit;
  }

  /** The row that a contact has now. */
  rowNow(clientId: ClientId): ClientId {
    return this.#twinsOf(clientId)?.made ?? clientId;
  }

  /** Two rows of one contact become one, that in which it was made, unless something of the other is on its way: then that is finished first. Answers those that have changed. */
  join(clientId: ClientId): ClientId[] {
    const { cache, connector, isBusy, ledger, shown } = this.#parts;
    const twins = this.#twinsOf(clientId);
    if (!twins || isBusy(twins.met)) return [];
    const { made, met, key } = twins;
    if (!cache.client(met) && ledger.openOf(met).length === 0) return [];
    ledger.join(met, { clientId: made, lane: connector.laneOf(made), contact: key });
    cache.together(() => {
      cache.dropRow(met);
      this.settle(made);
      shown.index(made);
    });
    return [made, met];
  }

  /** After a start: the rows of what was made here and is not sent yet, in a cache that may have been begun anew. */
  settleAll(): void {
    if (!this.areContacts) return;
    for (const one of this.#parts.ledger.clientsWithEdits()) {
      this.join(one);
      const clientId = this.rowNow(one);
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
    this.#held = [];
    this.#listedAt = this.#parts.clock.now();
    const listed = new Set(rows.map(({ clientId }) => clientId));
    const missing = cache.rowIds().filter((id) => !listed.has(id) && !isOlder(id));
    const changed: ClientId[] = [];
    for (let start = 0; start < rows.length; start += atOnce) {
      cache.together(() => {
        for (const row of this.#toTake(rows.slice(start, start + atOnce))) if (!isOlder(row.clientId) && this.#take(row)) changed.push(row.clientId);
      });
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    cache.together(() => {
      for (const id of missing) if (!isOlder(id) && this.vanish(id)) changed.push(id);
    });
    return changed;
  }

  /** Takes in what was held back and is nothing of ours, as far as is known by now. Answers the rows that changed. */
  takeHeld(): ClientId[] {
    const { cache } = this.#parts;
    if (this.#held.length === 0) return [];
    const fresh = this.#toTake(this.#held.splice(0)).filter(({ clientId }) => !cache.client(clientId));
    cache.together(() => fresh.forEach((row) => this.#take(row, this.#listedAt)));
    return fresh.map(({ clientId }) => clientId);
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

  /** Under the names there are now: a creation may have got its own since they were listed. What is new, and may be what one still waits for, is held back. */
  #toTake(rows: readonly ClientSnapshot[]): ClientSnapshot[] {
    const { cache, connector, ledger } = this.#parts;
    const isAwaited = mayBeOurs(connector, { names: ledger.names, open: ledger.open() });
    return rows.flatMap((row) => {
      const twins = this.#twinsOf(row.clientId);
      if (twins) return [{ ...row, clientId: twins.made, contacts: row.contacts.map((contact) => ({ ...contact, key: twins.key })) }];
      if (cache.client(row.clientId) || !row.contacts.some(isAwaited)) return [row];
      this.#held.push(row);
      return [];
    });
  }

  #twinsOf(clientId: ClientId): Twins | null {
    return this.areContacts ? this.#parts.connector.twinsOf(clientId, this.#parts.ledger.names) : null;
  }

  #take(row: ClientSnapshot, at = this.#parts.clock.now()): boolean {
    const { cache, connector, shown } = this.#parts;
    const { clientId, accounts: [place], contacts: [contact] } = row;
    const [held] = cache.contacts(clientId);
    if (!place || !contact) return false;
    // A record may have been kept when there was no room for its row.
    if (held && cache.client(clientId) && JSON.stringify(held) === JSON.stringify(contact)) {
      cache.noteRead(clientId, at);
      return false;
    }
    if (!cache.client(clientId)) cache.addRow(clientId, connector.placeOf(this.#placeOf(contact.scope) ?? { scope: contact.scope, title: contact.scope.key }), at, connector.facts({}, [contact]).name);
    cache.setClient(row, at);
    shown.index(clientId);
    return true;
  }

  #placeOf(scope: ScopeRef): Place | null {
    return this.scopes.find((place) => scopeId(place.scope) === scopeId(scope)) ?? null;
  }
}
