import type { KeyedPhone, LocalKey, NativePhone } from '../../../shared/contacts.ts';
import type { Sqlite } from '../database.ts';
import type { Identity, Names } from '../gateway/connector.ts';

/**
 * Which gateway id a key of ours stands for. A key made here (`new:…`) stays the key for good, so that nothing on screen or in the
 * queue has to be renamed; a record first seen at the gateway has its gateway id as key.
 */
export class Identities implements Names {
  readonly #db: Sqlite;
  readonly #toRemote = new Map<string, string>();
  readonly #toLocal = new Map<string, LocalKey>();

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
      if (identity.kind === 'phone') this.#db.prepare('DELETE FROM unpaired WHERE phone = ?').run(identity.local);
      if (changes > 0) this.#remember(identity);
    }
  }

  /** Notes phones whose ids the gateway will tell on the next read. */
  expect(contact: LocalKey, phones: readonly KeyedPhone[]): void {
    for (const phone of phones)
      if (this.remote('phone', phone.key) === null)
        this.#db.prepare('INSERT OR IGNORE INTO unpaired (phone, contact, body) VALUES (?, ?, ?)').run(phone.key, contact, JSON.stringify(phone));
  }

  unpaired(contact: LocalKey): KeyedPhone[] {
    const rows = this.#db.prepare<[string], { body: string }>('SELECT body FROM unpaired WHERE contact = ? ORDER BY rowid').all(contact);
    return rows.map((row) => JSON.parse(row.body) as KeyedPhone);
  }

  #remember(identity: Identity): void {
    this.#toRemote.set(`${identity.kind} ${identity.local}`, identity.remote);
    this.#toLocal.set(`${identity.kind} ${identity.remote}`, identity.local);
  }
}

export const samePhone = (a: NativePhone, b: NativePhone): boolean =>
  a.PhoneType === b.PhoneType && a.Country === b.Country && a.AreaCode === b.AreaCode && a.PhoneNumber === b.PhoneNumber && a.Extension === b.Extension;

/** Gives phones just read the keys they were sent under: the first one equal in every field. Pure. */
export function pairPhones(expected: readonly KeyedPhone[], read: readonly KeyedPhone[]): Identity[] {
  const taken = new Set<string>();
  return expected.flatMap((phone) => {
    const match = read.find((candidate) => !candidate.key.startsWith('new:') && !taken.has(candidate.key) && samePhone(candidate, phone));
    if (!match) return [];
    taken.add(match.key);
    return [{ kind: 'phone' as const, local: phone.key, remote: match.key }];
  });
}
