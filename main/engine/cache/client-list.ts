import type { ClientId } from '../../../shared/contacts.ts';
import type { ListView } from '../../../shared/views.ts';
import type { Sqlite } from '../database.ts';
import type { Cache } from './cache.ts';
import { isLong, matchOf } from './grams.ts';
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

const columns = 'client.rank, id, name, entity, linked, read_at IS NOT NULL AS read';

/** A list as last asked for, with what has been found out about it. */
interface Found {
  query: string;
  view: ListView;
  revision: number;
  terms: string[];
  matched: number | null;
  /** Of all rows, ascending: found when a place deep in the list is asked for. */
  ranks: number[] | null;
}

/** Rows from the beginning up to here are fetched as they are found; from here on a list of all that match pays. */
const shallow = 200;

/**
 * The client list as filtered and searched. Clients stand in their table in the order of the list, and the search index answers in
 * that order, so the first rows of any search are found without finding the rest, and any slice is a run of look-ups by key.
 */
export class ClientLists {
  readonly #cache: Cache;
  readonly #db: Sqlite;
  readonly #sql: ReturnType<typeof statements>;
  /** Searches by how many of their terms have to be looked for in the text. */
  readonly #searches = new Map<number, ReturnType<typeof searchStatements>>();
  /** Clients of a view that depends on the queue, not on the gateway. */
  readonly #idsOf: (view: ListView) => ReadonlySet<ClientId> | null;
  #found: Found | null = null;

  constructor(cache: Cache, idsOf: (view: ListView) => ReadonlySet<ClientId> | null) {
    this.#cache = cache;
    this.#db = cache.db;
    this.#sql = statements(cache.db);
    this.#idsOf = idsOf;
  }

  /** The queue has changed: views that depend on it are made again. */
  forget(): void {
    if (this.#found?.view !== 'all') this.#found = null;
  }

  matched(query: string, view: ListView): number {
    const found = this.#look(query, view);
    return (found.matched ??= isEveryone(found) ? this.#cache.total : found.view === 'all' && !found.ranks ? this.#count(found) : this.#ranks(found).length);
  }

  slice(query: string, view: ListView, start: number, count: number): ListedClient[] {
    const found = this.#look(query, view);
    return this.#rows(found, start, count).map(({ id, name, entity, linked, read }) => ({ id, name, entity, linked: linked === 1, read: read === 1 }));
  }

  /** Where in the list a client stands; -1 where it does not. */
  position(clientId: ClientId, query: string, view: ListView): number {
    const rank = this.#sql.rankOf.get(clientId);
    if (rank === undefined) return -1;
    const found = this.#look(query, view);
    return isEveryone(found) ? this.#cache.order.offsetOf(rank) : indexIn(this.#ranks(found), rank);
  }

  #look(query: string, view: ListView): Found {
    const { revision } = this.#cache;
    if (this.#found?.query !== query || this.#found.view !== view || this.#found.revision !== revision) {
      this.#found = { query, view, revision, terms: searchTerms(query), matched: null, ranks: null };
    }
    return this.#found;
  }

  #rows(found: Found, start: number, count: number): ListRow[] {
    if (isEveryone(found)) return this.#everyone(start, count);
    if (found.view === 'all' && !found.ranks && start + count <= shallow) return this.#first(found, start, count);
    const ranks = this.#ranks(found).slice(start, start + count);
    return ranks.flatMap((rank) => this.#sql.row.get(rank) ?? []);
  }

  #everyone(start: number, count: number): ListRow[] {
    const place = start === 0 ? { from: 0, skip: 0 } : this.#cache.order.at(start);
    return place ? this.#sql.from.all(place.from, count, place.skip) : [];
  }

  #first(found: Found, start: number, count: number): ListRow[] {
    const { search, values } = this.#search(found.terms);
    const rows = search.first.all(...values, count, start);
    // Fewer than asked for: these are the last.
    if (rows.length < count && (rows.length > 0 || start === 0)) found.matched = start + rows.length;
    return rows;
  }

  #count({ terms }: Found): number {
    const { search, values } = this.#search(terms);
    return search.count.get(...values) ?? 0;
  }

  #ranks(found: Found): number[] {
    return (found.ranks ??= this.#find(found));
  }

  #find({ view, terms }: Found): number[] {
    const ids = this.#idsOf(view);
    if (ids || view === 'notLinked') {
      const rows = ids ? this.#sql.ofIds.all(JSON.stringify([...ids])) : this.#sql.notLinked.all();
      return rows.filter(({ folded }) => terms.every((term) => folded.includes(term))).map(({ rank }) => rank);
    }
    if (terms.length === 0) return this.#sql.everyRank.all();
    const { search, values } = this.#search(terms);
    return search.ranks.all(...values);
  }

  #search(terms: readonly string[]): { search: ReturnType<typeof searchStatements>; values: string[] } {
    const long = terms.filter(isLong);
    const search = this.#searches.get(long.length) ?? searchStatements(this.#db, long.length);
    this.#searches.set(long.length, search);
    return { search, values: [matchOf(terms), ...long] };
  }
}

const isEveryone = ({ view, terms }: Found): boolean => view === 'all' && terms.length === 0;

/** Where a number stands among ascending ones; -1 where it does not. */
function indexIn(ascending: readonly number[], wanted: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return ascending[low] === wanted ? low : -1;
}

const statements = (db: Sqlite) => ({
  rankOf: db.prepare<[string], number>('SELECT rank FROM client WHERE id = ?').pluck(),
  row: db.prepare<[number], ListRow>(`SELECT ${columns} FROM client WHERE rank = ?`),
  from: db.prepare<[number, number, number], ListRow>(`SELECT ${columns} FROM client WHERE rank >= ? ORDER BY rank LIMIT ? OFFSET ?`),
  everyRank: db.prepare<[], number>('SELECT rank FROM client ORDER BY rank').pluck(),
  ofIds: db.prepare<[string], { rank: number; folded: string }>('SELECT rank, folded FROM client WHERE id IN (SELECT value FROM json_each(?)) ORDER BY rank'),
  notLinked: db.prepare<[], { rank: number; folded: string }>('SELECT rank, folded FROM client WHERE linked = 0 ORDER BY rank'),
});

/** Searches through the index in its own order, which is that of the list; the text of a client is looked at only for long terms. */
function searchStatements(db: Sqlite, longTerms: number) {
  const contains = ' AND instr(folded, ?) > 0'.repeat(longTerms);
  const withText = `gram CROSS JOIN client ON client.rank = gram.rowid WHERE gram MATCH ?${contains}`;
  const matching = longTerms > 0 ? withText : 'gram WHERE gram MATCH ?';
  return {
    first: db.prepare<(string | number)[], ListRow>(`SELECT ${columns} FROM ${withText} ORDER BY gram.rowid LIMIT ? OFFSET ?`),
    count: db.prepare<string[], number>(`SELECT count(*) FROM ${matching}`).pluck(),
    ranks: db.prepare<string[], number>(`SELECT gram.rowid FROM ${matching} ORDER BY gram.rowid`).pluck(),
  };
}
