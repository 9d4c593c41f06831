import type { ClientId, KeyedContact, ScopeRef } from '../../../shared/contacts.ts';
import { scopeId } from '../../../shared/contacts.ts';
import type { Sqlite } from '../database.ts';
import type { AccountSnapshot, ClientLink, ClientSnapshot, Connector } from '../gateway/connector.ts';
import { NameOrder } from './name-order.ts';
import { fold } from './search-text.ts';
import { statements } from './statements.ts';

export interface CachedClient {
  id: ClientId;
  linked: boolean;
  name: string;
  entity: string;
  doc: Record<string, unknown> | null;
  accounts: AccountSnapshot[];
  readAt: number | null;
}

/** What the gateway last said: can always be rebuilt by reading it again. Knows nothing of queued edits. */
export class Cache {
  readonly order: NameOrder;
  readonly #db: Sqlite;
  readonly #sql: ReturnType<typeof statements>;
  readonly #connector: Pick<Connector, 'facts'>;
  readonly #transaction: (writes: () => void) => void;
  #revision = 0;
  #total: number | null = null;

  constructor(db: Sqlite, connector: Pick<Connector, 'facts'>) {
    this.order = new NameOrder(db);
    this.#db = db;
    this.#sql = statements(db);
    this.#connector = connector;
    this.#transaction = db.transaction((writes: () => void) => writes());
  }

  get db(): Sqlite {
    return this.#db;
  }

  /** Goes up whenever a list made earlier may be out of date. */
  get revision(): number {
    return this.#revision;
  }

  /** Takes in the client list: new clients appear, missing ones stay with `linked` off. Answers those added and those whose link changed. */
  setLinks(links: readonly ClientLink[]): { added: ClientId[]; changed: ClientId[] } {
    const linked = new Set(links.map((link) => link.clientId));
    const changed: ClientId[] = [];
    let added: ClientId[] = [];
    this.together(() => {
      const known = new Map(this.#sql.links.all().map((row) => [row.id, row.linked === 1]));
      for (const [id, was] of known) if (was !== linked.has(id)) changed.push(id);
      for (const id of changed) this.#sql.setLinked.run(known.get(id) ? 0 : 1, id);
      added = [...linked].filter((id) => !known.has(id)).sort();
      this.order.addAll(added, unreadSort);
      this.#total = null;
      this.#revision += 1;
    });
    return { added, changed };
  }

  setLinked(id: ClientId, linked: boolean): void {
    this.#sql.setLinked.run(linked ? 1 : 0, id);
    this.#revision += 1;
  }

  /** Replaces everything held of a client by what was just read. */
  setClient(snapshot: ClientSnapshot, readAt: number): void {
    const id = snapshot.clientId;
    const { name, entityType } = this.#connector.facts(snapshot.customer);
    this.together(() => {
      const had = this.#sql.listed.get(id);
      if (!had) return;
      const sort = fold(name) || unreadSort(id);
      const rank = sort === had.sort ? had.rank : this.order.move(had.rank, id, sort);
      this.#sql.setFacts.run(name, entityType, readAt, rank);
      this.#sql.setDocument.run(id, JSON.stringify(snapshot.customer), JSON.stringify(snapshot.accounts));
      this.#sql.dropContacts.run(id);
      this.#insertContacts(id, snapshot.contacts);
      // Read again and found the same: no list has changed.
      if (rank !== had.rank || had.name !== name || had.entity !== entityType || had.read_at === null) this.#revision += 1;
    });
  }

  /** Replaces the contacts of one scope by what was just read. */
  setContacts(clientId: ClientId, scope: ScopeRef, contacts: readonly KeyedContact[]): void {
    this.together(() => {
      this.#sql.dropContactsIn.run(clientId, scopeId(scope));
      this.#insertContacts(clientId, contacts);
    });
  }

  client(id: ClientId): CachedClient | null {
    const row = this.#sql.client.get(id);
    if (!row) return null;
    const { linked, name, entity, doc, accounts, read_at: readAt } = row;
    return { id, linked: linked === 1, name, entity, doc: doc === null ? null : (JSON.parse(doc) as Record<string, unknown>), accounts: JSON.parse(accounts ?? '[]') as AccountSnapshot[], readAt };
  }

  contacts(clientId: ClientId): KeyedContact[] {
    return this.#sql.contacts.all(clientId).map((body) => JSON.parse(body) as KeyedContact);
  }

  contactsIn(clientId: ClientId, scope: ScopeRef): KeyedContact[] {
    const id = scopeId(scope);
    return this.contacts(clientId).filter((contact) => scopeId(contact.scope) === id);
  }

  /**
   * Clients to read: those never read first, in the order of the list, then the longest unread. `before`: those read earlier than this
   * moment. A reading dated after `now` was made while the clock was wrong, and says nothing (faults F6).
   */
  toRead(before: number, now: number): ClientId[] {
    return [...this.#sql.neverRead.all(), ...this.#sql.readBefore.all(before, now)];
  }

  /** How many clients are held, linked or not. */
  get total(): number {
    return (this.#total ??= this.#sql.total.get() ?? 0);
  }

  /** Keeps the search index in line with the text a client can be found by. */
  setSearchText(id: ClientId, folded: string): void {
    const had = this.#sql.listed.get(id);
    if (!had || had.folded === folded) return;
    this.together(() => {
      this.order.setText(had.rank, had.folded, folded);
      this.#revision += 1;
    });
  }

  /** A pass over all clients has ended: everything equals the gateway as of the oldest reading. */
  noteAllRead(now: number): void {
    const oldest = this.#sql.oldestReading.get();
    if (typeof oldest === 'number') this.setMeta('all-read-at', String(Math.min(oldest, now)));
  }

  /** Epoch ms of the oldest reading at the end of the last whole pass; null before the first. */
  get allReadAt(): number | null {
    const value = this.meta('all-read-at');
    return value === null ? null : Number(value);
  }

  meta(name: string): string | null {
    return this.#sql.meta.get(name) ?? null;
  }

  setMeta(name: string, value: string): void {
    this.#sql.setMeta.run(name, value);
  }

  /**
   * Several writes in one transaction. One inside another is part of it and fails with it: a savepoint of its own would make the
   * search index write out all it has gathered, once for every client.
   */
  together(writes: () => void): void {
    if (this.#db.inTransaction) return writes();
    try {
      this.#transaction(writes);
    } catch (error) {
      this.order.forget();
      this.#total = null;
      this.#revision += 1;
      throw error;
    }
  }

  close(): void {
    this.#db.close();
  }

  #insertContacts(clientId: ClientId, contacts: readonly KeyedContact[]): void {
    contacts.forEach((contact, position) => this.#sql.addContact.run(contact.key, clientId, scopeId(contact.scope), position, JSON.stringify(contact)));
  }
}

/** Clients without a name yet stand after all others, by number. */
const unreadSort = (id: ClientId): string => `\u{10FFFF}${id}`;
