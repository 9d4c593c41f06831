import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';

/** An open, encrypted SQLite file. The only file of the engine that knows the driver. */
export type Sqlite = Database.Database;

export interface DatabaseOptions {
  path: string;
  /** 64 hex digits: a raw 256-bit key, so no key derivation runs at open. */
  key: string;
  /** The binding to load instead of the packaged one; '' for the packaged one. */
  binding: string;
  /** FULL for what must never be lost, NORMAL for what can be rebuilt. */
  synchronous: 'FULL' | 'NORMAL';
  /** One statement list per schema version, oldest first; `user_version` counts those applied. */
  migrations: readonly string[];
  /** Keeps a whole copy of the file before its schema is changed, beside it, and the copy before that one. */
  backups?: boolean;
}

/** The file was written by a newer Agentbook. Nothing was changed. */
export class FutureDatabase extends Error {
  override name = 'FutureDatabase';
}

/** Pages inside the file are not what they were. */
export class DamagedDatabase extends Error {
  override name = 'DamagedDatabase';
  readonly code = 'SQLITE_CORRUPT';
}

/** Files up to this size are looked through at every start (a tenth of a second); larger ones after a stop that was not in order. */
const alwaysCheckedBytes = 64 * 1024 * 1024;

/** A log beside the file: the last stop was a kill, a crash or a power cut. */
const wasCutShort = (path: string): boolean => existsSync(`${path}-wal`);
const isWorthChecking = (path: string): boolean => existsSync(path) && (wasCutShort(path) || statSync(path).size <= alwaysCheckedBytes);

/**
 * Every page is read, and with it its own seal. After a stop in order pages are also as old as each other, so the search index, whose check costs
 * more than that of all else, is checked as the tables it is kept in and not for its sense.
 */
function check(db: Sqlite, cutShort: boolean): void {
  const tables = db.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0").pluck().all();
  for (const what of cutShort ? ['1'] : tables) {
    const found = db.pragma(`quick_check(${what})`, { simple: true });
    if (found !== 'ok') throw new DamagedDatabase(String(found));
  }
  if (cutShort) for (const table of tables) checkText(db, table);
}

/**
 * A page that lies past the end of a file that was cut is read as zeros, which have no seal. Where a long text ends in it nothing else is
 * wrong; no text of ours holds a zero.
 */
function checkText(db: Sqlite, table: string): void {
  const columns = db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);
  const emptied = columns.map((column) => `(typeof("${column}") = 'text' AND instr("${column}", char(0)) > 0)`).join(' OR ');
  if (db.prepare(`SELECT 1 FROM "${table}" WHERE ${emptied} LIMIT 1`).get()) throw new DamagedDatabase(`zeros in the text of ${table}`);
}

/**
 * Opens (or creates) an encrypted file and brings its schema up to date, one transaction per version.
 * Throws the driver's error with its code (`SQLITE_NOTADB`: wrong key or not a database; `SQLITE_CORRUPT`), `DamagedDatabase` or `FutureDatabase`.
 */
export function openDatabase(options: DatabaseOptions): Sqlite {
  const suspicious = isWorthChecking(options.path);
  const cutShort = wasCutShort(options.path);
  const db = unlocked(options);
  try {
    db.pragma('journal_mode = WAL');
    db.pragma(`synchronous = ${options.synchronous}`);
    db.pragma('temp_store = MEMORY');
    db.pragma('busy_timeout = 2000');
    if (suspicious) check(db, cutShort);
    migrate(db, options);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Opens a file as it is, to save from it what can be read: nothing is checked, created or brought up to date. */
export const openDamaged = (options: Pick<DatabaseOptions, 'path' | 'key' | 'binding'>): Sqlite => unlocked(options, { fileMustExist: true });

function unlocked({ path, key, binding }: Pick<DatabaseOptions, 'path' | 'key' | 'binding'>, more: Database.Options = {}): Sqlite {
  const db = new Database(path, binding ? { ...more, nativeBinding: binding } : more);
  db.pragma("cipher='sqlcipher'");
  db.pragma(`key="x'${key}'"`);
  return db;
}

/** One transaction a version: a stop in between leaves the file at a whole version, from which the next start goes on. */
function migrate(db: Sqlite, { path, migrations, backups = false }: DatabaseOptions): void {
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > migrations.length) throw new FutureDatabase(`schema ${version}, this version knows ${migrations.length}`);
  if (backups && version > 0 && version < migrations.length) keepBackup(db, path, version);
  migrations.slice(version).forEach((statements, index) => {
    db.transaction(() => {
      db.exec(statements);
      db.pragma(`user_version = ${version + index + 1}`);
    })();
  });
}

const keptBackups = 2;

/** `ledger.db.schema-3`: under the same key, and older ones than the last two go. What a stop left half written is written again. */
function keepBackup(db: Sqlite, path: string, version: number): void {
  const nameOf = (of: number): string => `${path}.schema-${of}`;
  rmSync(nameOf(version), { force: true });
  db.prepare('VACUUM INTO ?').run(nameOf(version));
  const begin = `${basename(path)}.schema-`;
  const versions = readdirSync(dirname(path)).filter((name) => name.startsWith(begin)).map((name) => Number(name.slice(begin.length)));
  for (const old of versions.filter(Number.isInteger).sort((a, b) => b - a).slice(keptBackups)) rmSync(join(dirname(path), `${begin}${old}`), { force: true });
}

/** The driver's error code, such as `SQLITE_FULL`; '' for any other error. */
export const sqliteCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE') ? error.code : '';
