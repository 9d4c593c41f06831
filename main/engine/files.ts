import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { clientsContactsSearch } from './cache/migrations/0001-clients-contacts-search.ts';
import { FutureDatabase, openDatabase, sqliteCode, type Sqlite } from './database.ts';
import { eventsEditsIdentities } from './ledger/migrations/0001-events-edits-identities.ts';

export const ledgerMigrations: readonly string[] = [eventsEditsIdentities];
export const cacheMigrations: readonly string[] = [clientsContactsSearch];

export interface FilesOptions {
  folder: string;
  databaseKey: string;
  sqliteBinding: string;
}

/** The ledger cannot be opened. `message` is for the person; nothing was changed or deleted. */
export class LedgerTrouble extends Error {
  override name = 'LedgerTrouble';
}

/** Opens the two files of a connection. A damaged cache is set aside and begun anew; a ledger is never touched. Throws `LedgerTrouble`. */
export function openFiles(options: FilesOptions): { ledger: Sqlite; cache: Sqlite } {
  const common = { key: options.databaseKey, binding: options.sqliteBinding };
  const ledgerPath = join(options.folder, 'ledger.db');
  const ledger = openLedger(() => openDatabase({ ...common, path: ledgerPath, synchronous: 'FULL', migrations: ledgerMigrations }), ledgerPath);
  const cachePath = join(options.folder, 'cache.db');
  const openCache = (): Sqlite => openDatabase({ ...common, path: cachePath, synchronous: 'NORMAL', migrations: cacheMigrations });
  try {
    return { ledger, cache: openCache() };
  } catch {
    setAside(cachePath);
    return { ledger, cache: openCache() };
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

/** Keeps what was there under a name that says so: reading the gateway again rebuilds it. */
function setAside(path: string): void {
  const suffix = `.damaged-${new Date().toISOString().replaceAll(':', '-')}`;
  for (const end of ['', '-wal', '-shm']) if (existsSync(path + end)) renameSync(path + end, path + suffix + end);
}
