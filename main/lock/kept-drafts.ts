import { hkdfSync } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { readSealed, seal, unseal } from '../secrets/sealed-text.ts';
import { readWhole, writeWhole } from '../whole-file.ts';

/** Where the forms of a connection are put away, and the key of its files (64 hex digits). */
export interface DraftPlace {
  folder: string;
  databaseKey: string;
}

const format = 'agentbook-drafts';

/** A key of its own (RFC 5869), so that two things are never sealed under the same one. */
const keyOf = ({ databaseKey }: DraftPlace): Buffer => Buffer.from(hkdfSync('sha256', Buffer.from(databaseKey, 'hex'), '', format, 32));
const fileOf = ({ folder }: DraftPlace): string => path.join(folder, 'drafts.sealed');

/**
 * What stands in forms that were not saved yet, as the page last told it. In memory while the desk is open; sealed in the connection's
 * folder while it is locked, so that locking loses nothing and leaves nothing readable. What the text means is the page's own affair.
 */
export class KeptDrafts {
  #text = '';
  /** Brought back, and not yet told otherwise: until then the file stays. */
  #stale: string | null = null;

  current(): string {
    return this.#text;
  }

  hand(text: string): void {
    this.#text = text;
    const file = this.#stale;
    this.#stale = null;
    // What is told anew is in the page's hands again.
    if (file !== null) void rm(file, { force: true }).catch(() => undefined);
  }

  /** Into the file, and out of memory. Where it cannot be written (a full disk), it stays in memory: lost is worse than readable there. */
  async putAway(place: DraftPlace): Promise<'away' | 'inMemory'> {
    const text = this.#text;
    if (text === '') return 'away';
    try {
      await writeWhole(fileOf(place), seal(format, text, keyOf(place), null));
      if (this.#text === text) this.#text = '';
      return 'away';
    } catch {
      return 'inMemory';
    }
  }

  async bringBack(place: DraftPlace): Promise<void> {
    if (this.#text !== '') return;
    const file = fileOf(place);
    const read = readSealed(format, (await readWhole(file).catch(() => null)) ?? '');
    const text = read.ok ? unseal(read.value, keyOf(place)) : read;
    if (!text.ok) return;
    this.#text = text.value;
    this.#stale = file;
  }
}
