import type { LocalKey } from '../../../shared/contacts.ts';
import type { Sqlite } from '../database.ts';
import type { Identity, Names, Part } from '../gateway/connector.ts';

/**
 * Which gateway id a key of ours stands for. A key made here (`new:…`) stays the key for good, so that nothing on screen or in the
 * queue has to be renamed; a record first seen at the gateway has its gateway id as key.
 */
export class Identities implements Names {
  readonly #db: Sqlite;
  readonly #toRemote = new Map<string, string>();
  readonly #toLocal = new Map<string, LocalKey>();
  /** Named in the transaction under way. */
  #named: Identity[] = [];

  constructor(db: Sqlite) {
    this.#db = db;
    for (const row of db.prepare<[], Identity>('SELECT kind, local, remote FROM identities').all()) this.#remember(row);
  }

  remote(kind: Identity['kind'], key: LocalKey): string | null {
    return key.startsWith('new:') ? (this.#toRemote.get(`${kind} ${key}`) ?? null) : key;
  }

  local(kind: Identity['kind'], remote: string): LocalKey {
    return this.#toLocal.get(`${kind} ${remote}`) ?? remote;
  }

  /** Inside the caller's transaction. The first name given stays. */
  add(identities: readonly Identity[]): void {
    for (const identity of identities) {
      if (!identity.local.startsWith('new:')) continue;
      const { changes } = this.#db.prepare('INSERT OR IGNORE INTO identities (local, kind, remote) VALUES (?, ?, ?)').run(identity.local, identity.kind, identity.remote);
      this.#db.prepare('DELETE FROM unpaired WHERE phone = ?').run(identity.local);
      if (changes === 0) continue;
      this.#remember(identity);
      this.#named.push(identity);
    }
  }

  /** The caller's transaction is over: without it, what it named is not so. */
  over(kept: boolean): void {
    for (const { kind, local, remote } of kept ? [] : this.#named) {
      this.#toRemote.delete(`${kind} ${local}`);
      this.#toLocal.delete(`${kind} ${remote}`);
    }
    this.#named = [];
  }

  /** Notes parts of a contact whose ids the gateway will tell on the next read. The column's name is older than parts of other kinds. */
  expect(contact: LocalKey, parts: readonly Part[]): void {
    for (const { kind, key, body } of parts)
      if (this.remote(kind, key) === null)
        this.#db.prepare('INSERT OR IGNORE INTO unpaired (phone, contact, body) VALUES (?, ?, ?)').run(key, contact, JSON.stringify(body));
  }

  /** The bodies of those parts, in the order they were sent. */
  unpaired(contact: LocalKey): object[] {
    const rows = this.#db.prepare<[string], { body: string }>('SELECT body FROM unpaired WHERE contact = ? ORDER BY rowid').all(contact);
    return rows.map((row) => JSON.parse(row.body) as object);
  }

  #remember(identity: Identity): void {
    this.#toRemote.set(`${identity.kind} ${identity.local}`, identity.remote);
    this.#toLocal.set(`${identity.kind} ${identity.remote}`, identity.local);
  }
}
