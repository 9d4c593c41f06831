import { copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { systemClock } from '../clock.ts';
import { FutureDatabase, openDamaged, openDatabase, sqliteCode, type Sqlite } from '../database.ts';
import type { Anatomy } from '../gateway/connector.ts';
import { isNoRoom } from '../no-room.ts';
import { setAside } from '../set-aside.ts';
import { Ledger, positionOf } from './ledger.ts';
import type { Seen } from './mark.ts';
import { eventsEditsIdentities } from './migrations/0001-events-edits-identities.ts';
import { ties } from './migrations/0002-ties.ts';
import { salvage, type Salvaged } from './salvage.ts';

export const ledgerMigrations: readonly string[] = [eventsEditsIdentities, ties];

/** The ledger cannot be opened. `message` is for the person; nothing was changed or deleted. */
export class LedgerTrouble extends Error {
  override name = 'LedgerTrouble';
}

export interface LedgerPlace {
  path: string;
  key: string;
  binding: string;
}

const logs = ['-wal', '-shm'];
const openAs = (place: LedgerPlace, path: string): Sqlite => openDatabase({ path, key: place.key, binding: place.binding, synchronous: 'FULL', migrations: ledgerMigrations, backups: true });

/**
 * Opens the ledger as it should be. `gone`: there was one and now there is none, or an empty one. `damaged`: it is there, the key is right,
 * and it cannot be trusted. Neither has been touched then. Throws `LedgerTrouble` for all else.
 */
export function openLedger(place: LedgerPlace, seen: Seen | null): Sqlite | 'gone' | 'damaged' {
  finishRecovery(place);
  if (seen && seen.position > 0 && (!existsSync(place.path) || statSync(place.path).size === 0)) return 'gone';
  try {
    return openAs(place, place.path);
  } catch (error) {
    if (error instanceof FutureDatabase) throw new LedgerTrouble(`Your edits were last opened by a newer version of Agentbook. Install that version again to go on; nothing has been changed. The file is ${place.path}.`);
    if (isNoRoom(error)) throw new LedgerTrouble(`There is no room left on the disk, so the file that keeps your edits cannot be opened. Nothing has been changed. Free some space and start again; the file is ${place.path}.`);
    const code = sqliteCode(error) || 'unknown';
    // Not a database: a damaged first page looks like the wrong key. Only the mark can tell the two apart.
    if (code.startsWith('SQLITE_CORRUPT') || (code === 'SQLITE_NOTADB' && seen?.fits)) return 'damaged';
    throw new LedgerTrouble(`The file that keeps your edits cannot be opened (${code}). It has not been changed or deleted. Restore it from a backup, or ask for help before anything else: ${place.path}`);
  }
}

/** A ledger begun anew, with all that can be saved of the old one, which is kept beside it. Only for whoever holds the folder. */
export function recoverLedger(place: LedgerPlace, seen: Seen | null, why: 'gone' | 'damaged', anatomy: Anatomy): Sqlite {
  const position = seen?.position ?? 0;
  const fresh = `${place.path}.recovered`;
  for (const end of ['', ...logs]) rmSync(fresh + end, { force: true });
  const db = openAs(place, fresh);
  const saved = why === 'damaged' ? saveInto(db, place, position, anatomy) : null;
  // The old one goes out of the way only when the new one is whole: a stop here is made good at the next start (`finishRecovery`).
  db.close();
  const kept = setAside(place.path);
  renameSync(fresh, place.path);
  const opened = openAs(place, place.path);
  tell(opened, lossWords(saved, kept, existsSync(kept)), position, saved?.missing === 0);
  return opened;
}

/** The new one was whole and the old one out of the way, and then the power went. */
function finishRecovery({ path }: LedgerPlace): void {
  if (!existsSync(path) && existsSync(`${path}.recovered`)) renameSync(`${path}.recovered`, path);
}

/** From a copy, so that what is kept stays as it was found: opening alone writes to a database with a log. */
function saveInto(db: Sqlite, place: LedgerPlace, position: number, anatomy: Anatomy): Salvaged {
  const copy = `${place.path}.salvage`;
  const ends = ['', ...logs];
  for (const end of ends) if (existsSync(place.path + end)) copyFileSync(place.path + end, copy + end);
  try {
    const damaged = openDamaged({ ...place, path: copy });
    try {
      return salvage(damaged, db, position, anatomy);
    } finally {
      damaged.close();
    }
  } catch {
    return { events: 0, edits: 0, missing: Math.max(1, position) };
  } finally {
    for (const end of ends) rmSync(copy + end, { force: true });
  }
}

/** A ledger that opens and is older than it was, as after the loss of its log: what it says of open edits may be out of date. Answers whether it was. */
export function tellIfOlder(db: Sqlite, seen: Seen | null): boolean {
  if (!seen || positionOf(db) >= seen.position) return false;
  tell(db, 'The file that keeps your edits has lost its latest entries, as happens when part of a folder is restored or cleaned up. Edits that you made last may be missing: look at the clients you worked on last.', seen.position, false);
  return true;
}

/** `whole`: nothing is missing, so what is open can go on. */
function tell(db: Sqlite, text: string, position: number, whole: boolean): void {
  const doubtful = whole ? '' : 'The file that keeps your edits was damaged, so this may have been sent already. Look at the contact first.';
  new Ledger(db, systemClock).tellLoss(text, position, doubtful);
}

function lossWords(saved: Salvaged | null, kept: string, isKept: boolean): string {
  const where = isKept ? ` The old file is kept: ${kept}` : '';
  if (!saved) return `The file that kept your edits was gone or empty, and a new one was begun. Edits that had not been sent are not in it: look at the clients you worked on last, and restore ledger.db from a backup if you have one.${where}`;
  if (saved.missing === 0) return `The file that keeps your edits was damaged. Everything in it could be read, and goes on in a new file.${where}`;
  const edits = saved.edits === 1 ? '1 edit' : `${saved.edits} edits`;
  return `The file that keeps your edits was damaged. ${edits} could be read and ${saved.edits === 1 ? 'goes' : 'go'} on in a new file; not everything could. Those not sent yet wait for you: look at each contact first. Edits that you made last may be missing.${where}`;
}
