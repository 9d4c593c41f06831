import type { ContactTies, PlacedContact } from '../../../shared/contacts.ts';
import type { Sqlite } from '../database.ts';

/**
 * Who belongs together over several connections, as far as this one's own contacts go: each has the ties that the agent gave it, and who
 * shares one elsewhere is not known here. So every fact stands in one file only, and no other file can contradict it (decision 18).
 */
export class Ties {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  /** Every contact that has any. */
  all(): ContactTies[] {
    const held = new Map<string, ContactTies>();
    for (const { client, contact, tie } of this.#db.prepare<[], { client: string; contact: string; tie: string }>('SELECT client, contact, tie FROM ties ORDER BY rowid').all()) {
      const known = held.get(`${client} ${contact}`) ?? { clientId: client, contact, ties: [] };
      known.ties.push(tie);
      held.set(`${client} ${contact}`, known);
    }
    return [...held.values()];
  }

  /** Each of the contacts gets all of the ties, besides those it has. All or none. */
  tie(contacts: readonly PlacedContact[], ties: readonly string[]): void {
    const insert = this.#db.prepare('INSERT OR IGNORE INTO ties (client, contact, tie) VALUES (?, ?, ?)');
    this.#db.transaction(() => {
      for (const { clientId, contact } of contacts) for (const tie of ties) insert.run(clientId, contact, tie);
    })();
  }

  /** A row has turned out to be another's second: its ties are that one's. Inside the caller's transaction. */
  move(from: string, { clientId, contact }: PlacedContact): void {
    this.#db.prepare('UPDATE OR REPLACE ties SET client = ?, contact = ? WHERE client = ?').run(clientId, contact, from);
  }

  /** The contact belongs to nobody any more. */
  untie({ clientId, contact }: PlacedContact): void {
    this.#db.prepare('DELETE FROM ties WHERE client = ? AND contact = ?').run(clientId, contact);
  }
}
