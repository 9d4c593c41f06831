import { expect } from 'vitest';
import type { Sqlite } from '../../../main/engine/database.ts';

/** The files of the world that was opened last with `sabotage`, to be filled: `max_page_count` gives the real SQLITE_FULL without a disk to fill. */
export const files: { ledger?: Sqlite; cache?: Sqlite } = {};
export const sabotage = { ledgerFile: (file: Sqlite) => (files.ledger = file), cacheFile: (file: Sqlite) => (files.cache = file) };

export const full = (file: Sqlite | undefined): void => void file?.pragma(`max_page_count = ${Number(file.pragma('page_count', { simple: true }))}`);
export const roomy = (file: Sqlite | undefined): void => void file?.pragma('max_page_count = 4294967294');

/** Whatever room the last pages of the ledger's events still had; `into`: of another table, by a statement that takes a text. */
export function useUp(file: Sqlite | undefined, into = "INSERT INTO events (at, edit, kind, body) VALUES (0, 'nobody’s', 'padding', ?)"): void {
  for (const size of [300, 30, 1])
    expect(() => {
      for (;;) file?.prepare(into).run('x'.repeat(size));
    }).toThrow(/full/);
}
