import { join } from 'node:path';
import { clientsContactsSearch } from './cache/migrations/0001-clients-contacts-search.ts';
import { links } from './cache/migrations/0002-links.ts';
import { history } from './cache/migrations/0003-history.ts';
import { FutureDatabase, openDatabase, sqliteCode, type Sqlite } from './database.ts';
import type { Anatomy } from './gateway/connector.ts';
import { positionOf } from './ledger/ledger.ts';
import { LedgerTrouble, openLedger, recoverLedger, tellIfOlder } from './ledger/ledger-file.ts';
import { Mark, readMark } from './ledger/mark.ts';
import { isNoRoom } from './no-room.ts';
import { whole } from './outbox/transitions.ts';
import { setAside } from './set-aside.ts';

export { ledgerMigrations, LedgerTrouble } from './ledger/ledger-file.ts';

export const cacheMigrations: readonly string[] = [clientsContactsSearch, links, history];

export interface FilesOptions {
  folder: string;
  databaseKey: string;
  sqliteBinding: string;
  /** Whose clients the cache holds; a cache of somebody else's is set aside. '' or left out: not looked at. */
  home?: string;
}

export interface OpenFiles {
  lock: Sqlite;
  ledger: Sqlite;
  cache: Sqlite;
  /** Beside the ledger, and told how far it has got. */
  mark: Mark;
  /** Where the calls of the last windows are kept. */
  calls: string;
}

/**
 * Opens the two files of a connection, and holds the folder for this engine alone. A damaged cache is set aside and begun anew. So is a
 * damaged ledger, with all that can be read of it taken over, and the loss told in words; one that may be whole is never touched. Throws
 * `LedgerTrouble`. `anatomy`: of the system whose edits are in it.
 */
export function openFiles(options: FilesOptions, anatomy: Anatomy = whole): OpenFiles {
  const common = { key: options.databaseKey, binding: options.sqliteBinding };
  const [ledgerPath, markPath, lockPath, cachePath] = ['ledger.db', 'ledger.mark', 'lock.db', 'cache.db'].map((name) => join(options.folder, name)) as [string, string, string, string];
  const opened: { close: () => unknown }[] = [];
  const keep = <T extends { close: () => unknown }>(one: T): T => (opened.push(one), one);
  const place = { ...common, path: ledgerPath };
  try {
    const seen = readMark(markPath, options.databaseKey);
    const hold = (): Sqlite => keep(holdFolder(() => openDatabase({ ...common, path: lockPath, synchronous: 'NORMAL', migrations: [] }), lockPath));
    // Under a key that may be the wrong one nothing is touched before the ledger has opened, not even the lock.
    const held = seen?.fits ? hold() : null;
    const found = openLedger(place, seen);
    if (typeof found !== 'string') keep(found);
    const lock = held ?? hold();
    const ledger = typeof found === 'string' ? keep(recoverLedger(place, seen, found, anatomy)) : found;
    // Its keys are names that the ledger gave: without those it is read again.
    if (typeof found === 'string' || tellIfOlder(ledger, seen)) setAside(cachePath);
    const mark = keep(new Mark(markPath, options.databaseKey));
    mark.keep(positionOf(ledger));
    const openCache = (): Sqlite => openOrAnew(() => openDatabase({ ...common, path: cachePath, synchronous: 'NORMAL', migrations: cacheMigrations }), cachePath);
    const cache = keep(atHome(openCache, cachePath, options.home ?? ''));
    return { lock, ledger, cache, mark, calls: join(options.folder, 'calls.json') };
  } catch (error) {
    for (const one of opened) one.close();
    throw error;
  }
}

/**
 * One engine to a folder: two would send every edit twice (faults F17). The lock is an open transaction on a file of its own, so it ends
 * with the process that holds it, however that ends.
 */
function holdFolder(open: () => Sqlite, path: string): Sqlite {
  const lock = openOrAnew(open, path);
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if (!sqliteCode(error).startsWith('SQLITE_BUSY')) throw error;
    throw new LedgerTrouble('Another Agentbook has these files open. Close it, then start this one again; nothing has been changed.');
  }
}

/** Another agency, environment or gateway under the same connection: none of what was read belongs to it. */
function atHome(open: () => Sqlite, path: string, home: string): Sqlite {
  let cache = open();
  if (home === '') return cache;
  const held = cache.prepare<[], string>("SELECT value FROM meta WHERE name = 'home'").pluck().get();
  if (held !== undefined && held !== home) {
    cache.close();
    setAside(path);
    cache = open();
  }
  if (held !== home) cache.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES ('home', ?)").run(home);
  return cache;
}

/** What can be rebuilt is begun anew, but only where it is damaged: a file that is busy, or a disk that is full, is not its fault. */
function openOrAnew(open: () => Sqlite, path: string): Sqlite {
  try {
    return open();
  } catch (error) {
    const code = sqliteCode(error);
    if (isNoRoom(error)) throw new LedgerTrouble(`There is no room left on the disk, so Agentbook cannot open its files. Nothing has been changed. Free some space and start again; the file is ${path}.`);
    if (!(error instanceof FutureDatabase || code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')))
      throw new LedgerTrouble(`A file that Agentbook needs cannot be opened (${code || 'unknown'}). Nothing has been changed. Free some disk space, or restart; the file is ${path}.`);
    setAside(path);
    return open();
  }
}
