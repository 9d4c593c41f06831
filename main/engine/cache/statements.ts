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
  listed: number;
  links: string | null;
  refused_at: number | null;
  name: string;
  entity: string;
  read_at: number | null;
  doc: string | null;
  accounts: string | null;
}

interface LinkRow {
  id: string;
  listed: number;
  linked: number;
  body: string | null;
}

/** What the cache asks of its file, prepared once. */
export const statements = (db: Sqlite) => ({
  links: db.prepare<[], LinkRow>('SELECT id, listed, linked, body FROM client LEFT JOIN link ON link.client = client.id'),
  setListed: db.prepare<[number, number, string]>('UPDATE client SET listed = ?, linked = ?, refused_at = NULL WHERE id = ?'),
  setRefused: db.prepare<[number, string]>('UPDATE client SET linked = 0, refused_at = ? WHERE id = ?'),
  setDelisted: db.prepare<[string]>('UPDATE client SET linked = 0, listed = 0 WHERE id = ?'),
  setLinks: db.prepare<[string, string]>('INSERT INTO link (client, body) VALUES (?, ?) ON CONFLICT (client) DO UPDATE SET body = excluded.body'),
  clientLists: db.prepare<[], string>("SELECT DISTINCT json_extract(value, '$.list') FROM link, json_each(link.body)").pluck(),
  linkedOn: db.prepare<[string], string>('SELECT day FROM linked_on WHERE scope = ?').pluck(),
  setLinkedOn: db.prepare<[string, string]>('INSERT INTO linked_on (scope, day) VALUES (?, ?) ON CONFLICT (scope) DO UPDATE SET day = excluded.day'),
  listed: db.prepare<[string], ListedRow>('SELECT rank, name, sort, entity, read_at, folded FROM client WHERE id = ?'),
  client: db.prepare<[string], ClientRow>(
    'SELECT linked, listed, link.body AS links, refused_at, name, entity, read_at, doc, accounts FROM client LEFT JOIN document ON document.client = client.id LEFT JOIN link ON link.client = client.id WHERE id = ?',
  ),
  setReadAt: db.prepare<[number, string]>('UPDATE client SET read_at = ? WHERE id = ?'),
  setFacts: db.prepare<[string, string, number | null, number]>('UPDATE client SET name = ?, entity = ?, read_at = ? WHERE rank = ?'),
  setDocument: db.prepare<[string, string, string]>(
    'INSERT INTO document (client, doc, accounts) VALUES (?, ?, ?) ON CONFLICT (client) DO UPDATE SET doc = excluded.doc, accounts = excluded.accounts',
  ),

  contacts: db.prepare<[string], string>('SELECT body FROM contact WHERE client = ? ORDER BY scope, position').pluck(),
  addContact: db.prepare<[string, string, string, number, string]>('INSERT OR REPLACE INTO contact (key, client, scope, position, body) VALUES (?, ?, ?, ?, ?)'),
  dropContacts: db.prepare<[string]>('DELETE FROM contact WHERE client = ?'),
  dropContactsIn: db.prepare<[string, string]>('DELETE FROM contact WHERE client = ? AND scope = ?'),

  dropDocument: db.prepare<[string]>('DELETE FROM document WHERE client = ?'),
  ids: db.prepare<[], string>('SELECT id FROM client').pluck(),

  total: db.prepare<[], number>('SELECT count(*) FROM client').pluck(),
  neverRead: db.prepare<[], string>('SELECT id FROM client WHERE linked = 1 AND read_at IS NULL ORDER BY rank').pluck(),
  readBefore: db.prepare<[number, number], string>('SELECT id FROM client WHERE linked = 1 AND (read_at < ? OR read_at > ?) ORDER BY read_at, rank').pluck(),
  refusedBefore: db.prepare<[number, number], string>('SELECT id FROM client WHERE listed = 1 AND refused_at IS NOT NULL AND (refused_at < ? OR refused_at > ?) ORDER BY refused_at, rank').pluck(),
  oldestReading: db.prepare<[], number | null>('SELECT min(read_at) FROM client WHERE linked = 1').pluck(),

  meta: db.prepare<[string], string>('SELECT value FROM meta WHERE name = ?').pluck(),
  setMeta: db.prepare<[string, string]>('INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value'),
});
