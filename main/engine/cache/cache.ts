import type { ClientId, KeyedContact, ScopeRef } from '../../../shared/contacts.ts';
import { scopeId } from '../../../shared/contacts.ts';
import type { Sqlite } from '../database.ts';
import type { AccountSnapshot, ClientLink, ClientSnapshot, Connector } from '../gateway/connector.ts';
import { fold } from './search-text.ts';

export interface CachedClient {
  row: number;
  id: ClientId;
  linked: boolean;
  name: string;
  entity: string;
  doc: Record<string, unknown> | null;
  accounts: AccountSnapshot[];
  readAt: number | null;
}

interface ClientRow {
  row: number;
  id: string;
  linked: number;
  name: string;
  entity: string;
  doc: string | null;
  accounts: string;
  read_at: number | null;
}

/** What the gateway last said: can always be rebuilt by reading it again. Knows nothing of queued edits. */
export class Cache {
  readonly #db: Sqlite;
  readonly #connector: Pick<Connector, 'facts'>;
  #revision = 0;

  constructor(db: Sqlite, connector: Pick<Connector, 'facts'>) {
    this.#db = db;
    this.#connector = connector;
  }

  get db(): Sqlite {
    return this.#db;
  }

  /** Goes up whenever a list made earlier may be out of date. */
  get revision(): number {
    return this.#revision;
  }

  /** Takes in the client list: new clients appear, missing ones stay with `linked` off. Answers those whose link changed. */
  setLinks(links: readonly ClientLink[]): ClientId[] {
    const linked = new Set(links.map((link) => link.clientId));
    const changed: ClientId[] = [];
    this.#db.transaction(() => {
      const known = new Map(this.#db.prepare<[], { id: string; linked: number }>('SELECT id, linked FROM client').all().map((row) => [row.id, row.linked === 1]));
      const add = this.#db.prepare('INSERT INTO client (id, sort) VALUES (?, ?)');
      const mark = this.#db.prepare('UPDATE client SET linked = ? WHERE id = ?');
      for (const id of linked) {
        if (!known.has(id)) add.run(id, unreadSort(id));
        else if (!known.get(id)) mark.run(1, id), changed.push(id);
      }
      for (const [id, was] of known) if (was && !linked.has(id)) mark.run(0, id), changed.push(id);
    })();
    this.#revision += 1;
    return changed;
  }

  setLinked(id: ClientId, linked: boolean): void {
    this.#db.prepare('UPDATE client SET linked = ? WHERE id = ?').run(linked ? 1 : 0, id);
    this.#revision += 1;
  }

  /** Replaces everything held of a client by what was just read. */
  setClient(snapshot: ClientSnapshot, readAt: number): void {
    const { name, entityType } = this.#connector.facts(snapshot.customer);
    this.#db.transaction(() => {
      this.#db
        .prepare('UPDATE client SET name = ?, sort = ?, entity = ?, doc = ?, accounts = ?, read_at = ? WHERE id = ?')
        .run(name, fold(name) || unreadSort(snapshot.clientId), entityType, JSON.stringify(snapshot.customer), JSON.stringify(snapshot.accounts), readAt, snapshot.clientId);
      this.#db.prepare('DELETE FROM contact WHERE client = ?').run(snapshot.clientId);
      this.#insertContacts(snapshot.clientId, snapshot.contacts);
    })();
    this.#revision += 1;
  }

  /** Replaces the contacts of one scope by what was just read. */
  setContacts(clientId: ClientId, scope: ScopeRef, contacts: readonly KeyedContact[]): void {
    this.#db.transaction(() => {
      this.#db.prepare('DELETE FROM contact WHERE client = ? AND scope = ?').run(clientId, scopeId(scope));
      this.#insertContacts(clientId, contacts);
    })();
  }

  client(id: ClientId): CachedClient | null {
    const row = this.#db.prepare<[string], ClientRow>('SELECT row, id, linked, name, entity, doc, accounts, read_at FROM client WHERE id = ?').get(id);
    return row
      ? { row: row.row, id: row.id, linked: row.linked === 1, name: row.name, entity: row.entity, doc: parse(row.doc), accounts: JSON.parse(row.accounts) as AccountSnapshot[], readAt: row.read_at }
      : null;
  }

  contacts(clientId: ClientId): KeyedContact[] {
    const rows = this.#db.prepare<[string], { body: string }>('SELECT body FROM contact WHERE client = ? ORDER BY scope, position').all(clientId);
    return rows.map((row) => JSON.parse(row.body) as KeyedContact);
  }

  contactsIn(clientId: ClientId, scope: ScopeRef): KeyedContact[] {
    const id = scopeId(scope);
    return this.contacts(clientId).filter((contact) => scopeId(contact.scope) === id);
  }

  /** Clients to read, those never read first. `before`: also those read earlier than this moment. */
  toRead(before: number): ClientId[] {
    const rows = this.#db.prepare<[number], { id: string }>('SELECT id FROM client WHERE linked = 1 AND (read_at IS NULL OR read_at < ?) ORDER BY read_at IS NOT NULL, row').all(before);
    return rows.map((row) => row.id);
  }

  counts(): { total: number; unread: number } {
    const row = this.#db.prepare<[], { total: number; unread: number | null }>('SELECT count(*) AS total, sum(read_at IS NULL AND linked = 1) AS unread FROM client').get();
    return { total: row?.total ?? 0, unread: row?.unread ?? 0 };
  }

  /** Keeps the search index beside the row: the old text has to be taken out word for word (FTS5, external content tables). */
  setSearchText(id: ClientId, folded: string): void {
    const row = this.#db.prepare<[string], { row: number; folded: string }>('SELECT row, folded FROM client WHERE id = ?').get(id);
    if (!row || row.folded === folded) return;
    this.#db.transaction(() => {
      if (row.folded) this.#db.prepare("INSERT INTO search (search, rowid, folded) VALUES ('delete', ?, ?)").run(row.row, row.folded);
      this.#db.prepare('UPDATE client SET folded = ? WHERE row = ?').run(folded, row.row);
      this.#db.prepare('INSERT INTO search (rowid, folded) VALUES (?, ?)').run(row.row, folded);
    })();
    this.#revision += 1;
  }

  /** A pass over all clients has ended: everything equals the gateway as of the oldest reading. */
  noteAllRead(): void {
    const oldest = this.#db.prepare<[], { at: number | null }>('SELECT min(read_at) AS at FROM client WHERE linked = 1').get()?.at;
    if (typeof oldest === 'number') this.setMeta('all-read-at', String(oldest));
  }

  /** Epoch ms of the oldest reading at the end of the last whole pass; null before the first. */
  get allReadAt(): number | null {
    const value = this.meta('all-read-at');
    return value === null ? null : Number(value);
  }

  meta(name: string): string | null {
    return this.#db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE name = ?').get(name)?.value ?? null;
  }

  setMeta(name: string, value: string): void {
    this.#db.prepare('INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(name, value);
  }

  /** Several writes in one transaction. */
  together(writes: () => void): void {
    this.#db.transaction(writes)();
  }

  close(): void {
    this.#db.close();
  }

  #insertContacts(clientId: ClientId, contacts: readonly KeyedContact[]): void {
    const insert = this.#db.prepare('INSERT OR REPLACE INTO contact (key, client, scope, position, body) VALUES (?, ?, ?, ?, ?)');
    contacts.forEach((contact, position) => insert.run(contact.key, clientId, scopeId(contact.scope), position, JSON.stringify(contact)));
  }
}

const parse = (text: string | null): Record<string, unknown> | null => (text === null ? null : (JSON.parse(text) as Record<string, unknown>));

/** Clients without a name yet stand after all others, by number. */
const unreadSort = (id: ClientId): string => `\u{10FFFF}${id}`;
