import { createHmac } from 'node:crypto';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

/** What the mark beside the ledger says: there was a ledger, it had got so far, and this key opens it. */
export interface Seen {
  /** Position of the last event that is known to have been kept. */
  position: number;
  /** Whether the key at hand is the one the ledger was written with. */
  fits: boolean;
}

/** Tells a key without telling anything about it: 128 bits of a keyed hash of nothing secret. */
const signOf = (databaseKey: string): string => createHmac('sha256', Buffer.from(databaseKey, 'hex')).update('agentbook ledger mark').digest('hex').slice(0, 32);

const lineOf = (position: number, sign: string): string => `${String(position).padStart(16, '0')} ${sign}\n`;

/** null: there is none. A mark that makes no sense still says that there was a ledger. */
export function readMark(path: string, databaseKey: string): Seen | null {
  try {
    const [position = '', sign = ''] = readFileSync(path, 'utf8').trim().split(' ');
    return { position: /^\d{16}$/.test(position) ? Number(position) : 0, fits: sign === signOf(databaseKey) };
  } catch {
    return null;
  }
}

/**
 * A small file beside the ledger: a ledger that is gone, empty or older than it was would otherwise look like a new one. Written after
 * every transaction, without waiting for the disk: after a power cut it may be behind, never ahead. Holds a number and no word of anybody.
 */
export class Mark {
  #file: number | null;
  readonly #sign: string;

  constructor(path: string, databaseKey: string) {
    closeSync(openSync(path, 'a', 0o600));
    this.#file = openSync(path, 'r+');
    this.#sign = signOf(databaseKey);
  }

  /** A disk that is full does not matter: the file has its length already. */
  keep(position: number): void {
    try {
      if (this.#file !== null) writeSync(this.#file, lineOf(position, this.#sign), 0);
    } catch {
      // The edit is kept; only a later loss of the whole file would be told less exactly.
    }
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }
}
