import type { AnyContact, ClientId, ScopeRef } from '../../../shared/contacts.ts';
import { scopeId } from '../../../shared/contacts.ts';
import type { Sqlite } from '../database.ts';
import type { AccountSnapshot, ClientSnapshot, Connector, Link, LinkedClient } from '../gateway/connector.ts';
import { NameOrder } from './name-order.ts';
import { fold } from './search-text.ts';
import { statements } from './statements.ts';

export interface CachedClient {
  id: ClientId;
  /** May be worked with: listed, and not refused when last read. */
  linked: boolean;
  /** On a client list, by a link that is in force. */
  listed: boolean;
  links: Link[];
  /** When the gateway last refused to let it be read, epoch ms; null since it was read, or since its links have changed. */
  refusedAt: number | null;
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

  /**
   * Takes in the client lists: new clients appear, missing ones stay with `linked` off. Answers those added and those whose links changed,
   * which include every one whose `linked` did.
   */
  setLinks(clients: readonly LinkedClient[]): { added: ClientId[]; changed: ClientId[] } {
    const given = new Map(clients.map(({ clientId, links }) => [clientId, links]));
    const changed: ClientId[] = [];
    let added: ClientId[] = [];
    this.together(() => {
      const known = this.#sql.links.all();
      for (const row of known) if (this.#setLinksOf(row, given.get(row.id) ?? null)) changed.push(row.id);
      for (const { id } of known) given.delete(id);
      added = [...given.keys()].sort();
      this.order.addAll(added, unreadSort);
      for (const [id, links] of given) {
        this.#sql.setLinks.run(id, JSON.stringify(links));
        if (!isInForce(links)) this.#sql.setListed.run(0, 0, id);
      }
      this.#total = null;
      this.#revision += 1;
    });
    return { added, changed };
  }

  /** True where the client's links are others than before. A refusal met under the old ones is forgotten. */
  #setLinksOf(row: { id: ClientId; listed: number; body: string | null }, links: readonly Link[] | null): boolean {
    const listed = links !== null && isInForce(links) ? 1 : 0;
    const body = JSON.stringify(links ?? []);
    // Nothing was known of its links before: that is no change.
    const same = row.body === null || row.body === body;
    if (row.body !== body) this.#sql.setLinks.run(row.id, body);
    if (same && listed === row.listed) return false;
    this.#sql.setListed.run(listed, listed, row.id);
    return true;
  }

  /** The gateway does not let this client be read now, linked or not. */
  setRefused(id: ClientId, at: number): void {
    this.#sql.setRefused.run(at, id);
    this.#revision += 1;
  }

  /** The gateway says of one client that it is on no list any more. */
  setDelisted(id: ClientId): void {
    this.#sql.setDelisted.run(id);
    this.#sql.setLinks.run(id, '[]');
    this.#revision += 1;
  }

  /** What can be read is ours, whatever a list or an earlier reading said. */
  setReadable(id: ClientId): void {
    this.#sql.setListed.run(1, 1, id);
    this.#revision += 1;
  }

  /** The agency's client lists, as the links name them. */
  clientLists(): Link['list'][] {
    return this.#sql.clientLists.all().map((body) => JSON.parse(body) as Link['list']);
  }

  /** The day a customer or an account was linked, `2026-11-20`; '' where no event has told. */
  linkedOn(scope: string): string {
    return this.#sql.linkedOn.get(scope) ?? '';
  }

  setLinkedOn(scope: string, day: string): void {
    this.#sql.setLinkedOn.run(scope, day);
  }

  /** Replaces everything held of a client by what was just read. */
  setClient(snapshot: ClientSnapshot, readAt: number): void {
    const id = snapshot.clientId;
    const { name, entityType } = this.#connector.facts(snapshot.customer, snapshot.contacts);
    this.together(() => {
      if (!this.#setFacts(id, name, entityType, readAt)) return;
      this.#sql.setDocument.run(id, JSON.stringify(snapshot.customer), JSON.stringify(snapshot.accounts));
      this.#sql.dropContacts.run(id);
      this.#insertContacts(id, snapshot.contacts);
    });
  }

  /** False: there is no such row. */
  #setFacts(id: ClientId, name: string, entity: string, readAt: number | null): boolean {
    const had = this.#sql.listed.get(id);
    if (!had) return false;
    const sort = fold(name) || unreadSort(id);
    const rank = sort === had.sort ? had.rank : this.order.move(had.rank, id, sort);
    this.#sql.setFacts.run(name, entity, readAt ?? had.read_at, rank);
    // Read again and found the same: no list has changed.
    if (rank !== had.rank || had.name !== name || had.entity !== entity || had.read_at === null) this.#revision += 1;
    return true;
  }

  /** What a row is called, where that depends on what is laid over it. */
  setName(id: ClientId, name: string, entity: string): void {
    this.together(() => this.#setFacts(id, name, entity, null));
  }

  /** A row for a contact, `place` being where it is. */
  addRow(id: ClientId, place: AccountSnapshot, at: number, name = ''): void {
    this.together(() => {
      // At once where it belongs: to move it there would be dearer.
      this.order.addAll([id], () => fold(name) || unreadSort(id));
      this.#setFacts(id, name, '', at);
      this.#sql.setDocument.run(id, '{}', JSON.stringify([place]));
      this.#total = null;
      this.#revision += 1;
    });
  }

  /** Read, and found as it was. */
  noteRead(id: ClientId, at: number): void {
    this.#sql.setReadAt.run(at, id);
  }

  dropRow(id: ClientId): void {
    this.together(() => {
      const had = this.#sql.listed.get(id);
      if (!had) return;
      this.order.remove(had.rank);
      this.#sql.dropDocument.run(id);
      this.#sql.dropContacts.run(id);
      this.#total = null;
      this.#revision += 1;
    });
  }

  /** Every row there is. */
  rowIds(): ClientId[] {
    return this.#sql.ids.all();
  }

  /** Replaces the contacts of one scope by what was just read. */
  setContacts(clientId: ClientId, scope: ScopeRef, contacts: readonly AnyContact[]): void {
    this.together(() => {
      this.#sql.dropContactsIn.run(clientId, scopeId(scope));
      this.#insertContacts(clientId, contacts);
    });
  }

  client(id: ClientId): CachedClient | null {
    const row = this.#sql.client.get(id);
    if (!row) return null;
    const { linked, listed, links, refused_at: refusedAt, name, entity, doc, accounts, read_at: readAt } = row;
    return { id, linked: linked === 1, listed: listed === 1, links: JSON.parse(links ?? '[]') as Link[], refusedAt, name, entity, doc: doc === null ? null : (JSON.parse(doc) as Record<string, unknown>), accounts: JSON.parse(accounts ?? '[]') as AccountSnapshot[], readAt };
  }

  contacts(clientId: ClientId): AnyContact[] {
    return this.#sql.contacts.all(clientId).map((body) => JSON.parse(body) as AnyContact);
  }

  contactsIn(clientId: ClientId, scope: ScopeRef): AnyContact[] {
    const id = scopeId(scope);
    return this.contacts(clientId).filter((contact) => scopeId(contact.scope) === id);
  }

  /**
   * Clients to read: those never read first, in the order of the list, then the longest unread. `before`: those read earlier than this
   * moment. A reading dated after `now` was made while the clock was wrong, and says nothing (faults F6). Those whose reading was refused
   * before this moment come last.
   */
  toRead(before: number, now: number): ClientId[] {
    return [...this.#sql.neverRead.all(), ...this.#sql.readBefore.all(before, now), ...this.#sql.refusedBefore.all(before, now)];
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

  #insertContacts(clientId: ClientId, contacts: readonly AnyContact[]): void {
    contacts.forEach((contact, position) => this.#sql.addContact.run(contact.key, clientId, scopeId(contact.scope), position, JSON.stringify(contact)));
  }
}

/** Whether one of the links is more than asked for (SPEC 11: a status only on lists of payroll bureaus and other representatives). None at all: the number was given. */
const isInForce = (links: readonly Link[]): boolean => links.length === 0 || links.some((link) => link.state.toUpperCase() !== 'PENDING');

/** Clients without a name yet stand after all others, by number. */
const unreadSort = (id: ClientId): string => `\u{10FFFF}${id}`;
