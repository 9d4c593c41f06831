import type { Sqlite } from '../database.ts';

interface ListedRow {
  rank: number;
  name: string;
  sort: string;
  entity: string;
  read_at: number | null;
  folded: string;
}

interface ClientRow {
  linked: number;
  name: string;
  entity: string;
  read_at: number | null;
  doc: string | null;
  accounts: string | null;
}

/** What the cache asks of its file, prepared once. */
export const statements = (db: Sqlite) => ({
  links: db.prepare<[], { id: string; linked: number }>('SELECT id, linked FROM client'),
  setLinked: db.prepare<[number, string]>('UPDATE client SET linked = ? WHERE id = ?'),
  listed: db.prepare<[string], ListedRow>('SELECT rank, name, sort, entity, read_at, folded FROM client WHERE id = ?'),
  client: db.prepare<[string], ClientRow>('SELECT linked, name, entity, read_at, doc, accounts FROM client LEFT JOIN document ON document.client = client.id WHERE id = ?'),
  setFacts: db.prepare<[string, string, number, number]>('UPDATE client SET name = ?, entity = ?, read_at = ? WHERE rank = ?'),
  setDocument: db.prepare<[string, string, string]>(
    'INSERT INTO document (client, doc, accounts) VALUES (?, ?, ?) ON CONFLICT (client) DO UPDATE SET doc = excluded.doc, accounts = excluded.accounts',
  ),

  contacts: db.prepare<[string], string>('SELECT body FROM contact WHERE client = ? ORDER BY scope, position').pluck(),
  addContact: db.prepare<[string, string, string, number, string]>('INSERT OR REPLACE INTO contact (key, client, scope, position, body) VALUES (?, ?, ?, ?, ?)'),
  dropContacts: db.prepare<[string]>('DELETE FROM contact WHERE client = ?'),
  dropContactsIn: db.prepare<[string, string]>('DELETE FROM contact WHERE client = ? AND scope = ?'),

  total: db.prepare<[], number>('SELECT count(*) FROM client').pluck(),
  neverRead: db.prepare<[], string>('SELECT id FROM client WHERE linked = 1 AND read_at IS NULL ORDER BY rank').pluck(),
  readBefore: db.prepare<[number, number], string>('SELECT id FROM client WHERE linked = 1 AND (read_at < ? OR read_at > ?) ORDER BY read_at, rank').pluck(),
  oldestReading: db.prepare<[], number | null>('SELECT min(read_at) FROM client WHERE linked = 1').pluck(),

  meta: db.prepare<[string], string>('SELECT value FROM meta WHERE name = ?').pluck(),
  setMeta: db.prepare<[string, string]>('INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value'),
});
