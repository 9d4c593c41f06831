import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { clientsContactsSearch } from './cache/migrations/0001-clients-contacts-search.ts';
import { links } from './cache/migrations/0002-links.ts';
import { FutureDatabase, openDatabase, sqliteCode, type Sqlite } from './database.ts';
import { eventsEditsIdentities } from './ledger/migrations/0001-events-edits-identities.ts';

export const ledgerMigrations: readonly string[] = [eventsEditsIdentities];
export const cacheMigrations: readonly string[] = [clientsContactsSearch, links];

export interface FilesOptions {
  folder: string;
  databaseKey: string;
  sqliteBinding: string;
}

/** The ledger cannot be opened. `message` is for the person; nothing was changed or deleted. */
export class LedgerTrouble extends Error {
  override name = 'LedgerTrouble';
}

/**
 * Opens the two files of a connection, and holds the folder for this engine alone. A damaged cache is set aside and begun anew; a ledger
 * is never touched. Throws `LedgerTrouble`.
 */
export function openFiles(options: FilesOptions): { lock: Sqlite; ledger: Sqlite; cache: Sqlite } {
  const common = { key: options.databaseKey, binding: options.sqliteBinding };
  const [ledgerPath, lockPath, cachePath] = ['ledger.db', 'lock.db', 'cache.db'].map((name) => join(options.folder, name)) as [string, string, string];
  const opened: Sqlite[] = [];
  const keep = (db: Sqlite): Sqlite => (opened.push(db), db);
  try {
    const ledger = keep(openLedger(() => openDatabase({ ...common, path: ledgerPath, synchronous: 'FULL', migrations: ledgerMigrations }), ledgerPath));
    const lock = keep(holdFolder(() => openDatabase({ ...common, path: lockPath, synchronous: 'NORMAL', migrations: [] }), lockPath));
    const cache = keep(openOrAnew(() => openDatabase({ ...common, path: cachePath, synchronous: 'NORMAL', migrations: cacheMigrations }), cachePath));
    return { lock, ledger, cache };
  } catch (error) {
    for (const db of opened) db.close();
    throw error;
  }
}

function openLedger(open: () => Sqlite, path: string): Sqlite {
  try {
    return open();
  } catch (error) {
    if (error instanceof FutureDatabase) throw new LedgerTrouble(`Your edits were last opened by a newer version of Agentbook. Install that version again to go on; nothing has been changed. The file is ${path}.`);
    const code = sqliteCode(error) || 'unknown';
    throw new LedgerTrouble(`The file that keeps your edits cannot be opened (${code}). It has not been changed or deleted. Restore it from a backup, or ask for help before anything else: ${path}`);
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

/** What can be rebuilt is begun anew, but only where it is damaged: a file that is busy, or a disk that is full, is not its fault. */
function openOrAnew(open: () => Sqlite, path: string): Sqlite {
  try {
    return open();
  } catch (error) {
    const code = sqliteCode(error);
    if (!(error instanceof FutureDatabase || code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')))
      throw new LedgerTrouble(`A file that Agentbook needs cannot be opened (${code || 'unknown'}). Nothing has been changed. Free some disk space, or restart; the file is ${path}.`);
    setAside(path);
    return open();
  }
}

/** Keeps what was there under a name that says so: reading the gateway again rebuilds it. */
function setAside(path: string): void {
  const suffix = `.damaged-${new Date().toISOString().replaceAll(':', '-')}`;
  for (const end of ['', '-wal', '-shm']) if (existsSync(path + end)) renameSync(path + end, path + suffix + end);
}
