import { createRequire } from 'node:module';
import type SqliteDatabase from 'better-sqlite3';

export interface JournalOptions {
  /** Made when it is not there. */
  path: string;
  /** 256-bit key, 64 hex digits. */
  databaseKey: string;
  /** Path of the SQLite binding to load instead of the packaged one; '' for the packaged one. */
  sqliteBinding: string;
}

/** `Entry` is plain data; what it means is the profile's business. */
export interface Journal<Entry> {
  entries(): Entry[];
  /** Has reached the disk when it returns. */
  append(entry: Entry): void;
  clear(): void;
  close(): void;
}

function opened(options: JournalOptions): SqliteDatabase.Database {
  if (!/^[0-9a-f]{64}$/i.test(options.databaseKey)) throw new Error('The key of the practice journal must be 64 hex digits');
  // Loaded only here: a sandbox without a journal needs no native module.
  const Database = createRequire(import.meta.url)('better-sqlite3') as typeof SqliteDatabase;
  const database = new Database(options.path, options.sqliteBinding === '' ? {} : { nativeBinding: options.sqliteBinding });
  database.pragma(`cipher='sqlcipher'`);
  database.pragma(`key="x'${options.databaseKey}'"`);
  database.pragma('journal_mode=WAL');
  database.pragma('synchronous=FULL');
  return database;
}

/** Throws where the file was made from another office, so that effects never land on the wrong clients. */
function claim(database: SqliteDatabase.Database, office: string): void {
  database.exec('CREATE TABLE IF NOT EXISTS office (name TEXT NOT NULL) STRICT; CREATE TABLE IF NOT EXISTS entries (n INTEGER PRIMARY KEY, entry TEXT NOT NULL) STRICT');
  const row = database.prepare<[], { name: string }>('SELECT name FROM office').get();
  if (row === undefined) database.prepare('INSERT INTO office (name) VALUES (?)').run(office);
  else if (row.name !== office) throw new Error(`This practice journal belongs to another office (${row.name}, not ${office})`);
}

/**
 * What was done in a practice office, in an encrypted file; replayed at the next start. `office` names the seed and size.
 * Throws where the file cannot be opened with this key.
 */
export function openJournal<Entry>(options: JournalOptions, office: string): Journal<Entry> {
  const database = opened(options);
  try {
    claim(database, office);
  } catch (reason) {
    database.close();
    throw reason;
  }
  const insert = database.prepare('INSERT INTO entries (entry) VALUES (?)');
  return {
    entries: () => database.prepare<[], { entry: string }>('SELECT entry FROM entries ORDER BY n').all().map((row) => JSON.parse(row.entry) as Entry),
    append: (entry) => void insert.run(JSON.stringify(entry)),
    clear: () => void database.exec('DELETE FROM entries'),
    close: () => void database.close(),
  };
}
