import type { ClientId } from '../../../shared/contacts.ts';
import type { ListView } from '../../../shared/views.ts';
import type { Sqlite } from '../database.ts';
import type { Cache } from './cache.ts';
import { searchTerms } from './search-text.ts';

export interface ListedClient {
  id: ClientId;
  name: string;
  entity: string;
  linked: boolean;
  read: boolean;
}

interface ListRow {
  id: string;
  name: string;
  entity: string;
  linked: number;
  read: number;
}

/** Trigrams find three characters and more; shorter terms are looked for in the folded text itself. */
const shortest = 3;

/**
 * The client list as filtered and searched: the order is kept as row numbers until something changes, so that any slice of it is a
 * handful of look-ups by key, wherever the person scrolls.
 */
export class ClientLists {
  readonly #cache: Cache;
  readonly #db: Sqlite;
  /** Clients of a view that depends on the queue, not on the gateway. */
  readonly #idsOf: (view: ListView) => ReadonlySet<ClientId> | null;
  #made: { key: string; revision: number; rows: number[] } | null = null;

  constructor(cache: Cache, idsOf: (view: ListView) => ReadonlySet<ClientId> | null) {
    this.#cache = cache;
    this.#db = cache.db;
    this.#idsOf = idsOf;
  }

  /** The queue has changed: views that depend on it are made again. */
  forget(): void {
    this.#made = null;
  }

  matched(query: string, view: ListView): number {
    return this.#rows(query, view).length;
  }

  slice(query: string, view: ListView, start: number, count: number): ListedClient[] {
    const find = this.#db.prepare<[number], ListRow>('SELECT id, name, entity, linked, read_at IS NOT NULL AS read FROM client WHERE row = ?');
    return this.#rows(query, view)
      .slice(start, start + count)
      .flatMap((row) => find.get(row) ?? [])
      .map((row) => ({ ...row, linked: row.linked === 1, read: row.read === 1 }));
  }

  position(clientId: ClientId, query: string, view: ListView): number {
    const client = this.#cache.client(clientId);
    return client ? this.#rows(query, view).indexOf(client.row) : -1;
  }

  #rows(query: string, view: ListView): number[] {
    const key = `${view} ${query}`;
    if (this.#made?.key !== key || this.#made.revision !== this.#cache.revision) this.#made = { key, revision: this.#cache.revision, rows: this.#find(query, view) };
    return this.#made.rows;
  }

  #find(query: string, view: ListView): number[] {
    const terms = searchTerms(query);
    const conditions = ['1'];
    const values: string[] = [];
    const phrases = terms.filter((term) => [...term].length >= shortest);
    if (phrases.length > 0) {
      conditions.push('row IN (SELECT rowid FROM search WHERE search MATCH ?)');
      values.push(phrases.map((term) => `"${term.replaceAll('"', '""')}"`).join(' AND '));
    }
    for (const term of terms.filter((candidate) => [...candidate].length < shortest)) {
      conditions.push('instr(folded, ?) > 0');
      values.push(term);
    }
    if (view === 'notLinked') conditions.push('linked = 0');
    const ids = this.#idsOf(view);
    if (ids) {
      conditions.push('id IN (SELECT value FROM json_each(?))');
      values.push(JSON.stringify([...ids]));
    }
    return this.#db
      .prepare<string[], number>(`SELECT row FROM client WHERE ${conditions.join(' AND ')} ORDER BY sort, row`)
      .pluck()
      .all(...values);
  }
}
