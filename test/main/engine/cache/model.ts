import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cache } from '../../../../main/engine/cache/cache.ts';
import { ClientLists } from '../../../../main/engine/cache/client-list.ts';
import { fold, searchTerms } from '../../../../main/engine/cache/search-text.ts';
import { openFiles } from '../../../../main/engine/files.ts';
import type { ListView } from '../../../../shared/views.ts';

/** What the cache should hold, kept in the plainest way there is. */
interface Held {
  id: string;
  name: string;
  folded: string;
  linked: boolean;
  read: boolean;
}

/** UTF-8 byte order, which is the order of code points. */
const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** A cache in a real encrypted file and a plain array beside it that is searched by looking at every text. */
export function openModel() {
  const folder = mkdtempSync(join(tmpdir(), 'agentbook-cache-'));
  const files = openFiles({ folder, databaseKey: randomBytes(32).toString('hex'), sqliteBinding: '' });
  const cache = new Cache(files.cache, { facts: ({ name }) => ({ name: typeof name === 'string' ? name : '', entityType: '', entitySubType: '', otherNames: [], addresses: [] }) });
  const held = new Map<string, Held>();
  let waiting: ReadonlySet<string> = new Set();
  const lists = new ClientLists(cache, (view) => (view === 'waiting' || view === 'needsYou' ? waiting : null));

  const sortOf = ({ name, id }: Held): string => fold(name) || `\u{10FFFF}${id}`;
  const inView = (client: Held, view: ListView): boolean => view === 'all' || (view === 'notLinked' ? !client.linked : waiting.has(client.id));

  return {
    cache,
    lists,
    held,
    close(): void {
      files.ledger.close();
      cache.close();
      rmSync(folder, { recursive: true, force: true });
    },
    link(ids: readonly string[]): void {
      cache.setLinks(ids.map((clientId) => ({ clientId, links: [] })));
      for (const client of held.values()) client.linked = ids.includes(client.id);
      for (const id of ids) if (!held.has(id)) held.set(id, { id, name: '', folded: '', linked: true, read: false });
    },
    read(id: string, name: string, also = ''): void {
      const client = held.get(id);
      if (!client) return;
      cache.setClient({ clientId: id, customer: { name }, accounts: [], contacts: [] }, 1);
      client.name = name;
      client.read = true;
      client.folded = [name, id, also].map(fold).filter(Boolean).join('\n');
      cache.setSearchText(id, client.folded);
    },
    /** Another name without the text it is found by having been brought in line yet. */
    rename(id: string, name: string): void {
      const client = held.get(id);
      if (!client?.read) return;
      cache.setClient({ clientId: id, customer: { name }, accounts: [], contacts: [] }, 2);
      client.name = name;
    },
    unlink(id: string): void {
      const client = held.get(id);
      if (client) client.linked = false;
      cache.setRefused(id, 1);
    },
    queueFor(ids: readonly string[]): void {
      waiting = new Set(ids);
      lists.forget();
    },
    expected(query: string, view: ListView): Held[] {
      const terms = searchTerms(query);
      return [...held.values()]
        .filter((client) => inView(client, view) && terms.every((term) => client.folded.includes(term)))
        .sort((a, b) => compare(sortOf(a), sortOf(b)) || compare(a.id, b.id));
    },
  };
}

export type Model = ReturnType<typeof openModel>;
