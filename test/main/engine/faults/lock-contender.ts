import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LedgerTrouble, openFiles, type FilesOptions } from '../../../../main/engine/files.ts';

/**
 * A process that opens the files of a desk and closes them, again and again, as fast as it can. While it has them open it alone may have
 * its mark in the folder; another's, of a process that lives, is what must never be.
 */
export interface Tally {
  opened: number;
  refused: number;
  /** Times that another process had the same files open. */
  both: number;
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

function hold(mark: string): boolean {
  try {
    writeFileSync(mark, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    const other = Number(readFileSync(mark, 'utf8'));
    // One that was killed has left its mark.
    writeFileSync(mark, String(process.pid));
    return !isAlive(other);
  }
}

function contend(options: FilesOptions, rounds: number): Tally {
  const mark = join(options.folder, 'held-by');
  const tally: Tally = { opened: 0, refused: 0, both: 0 };
  for (let round = 0; round < rounds; round += 1) {
    try {
      const files = openFiles(options);
      tally.opened += 1;
      if (!hold(mark)) tally.both += 1;
      rmSync(mark, { force: true });
      for (const file of [files.cache, files.mark, files.ledger, files.lock]) file.close();
    } catch (error) {
      if (!(error instanceof LedgerTrouble)) throw error;
      tally.refused += 1;
    }
    // A kill may be on its way, and somebody else wants a turn.
    if (round % 25 === 0) process.send?.(round);
  }
  return tally;
}

process.once('message', ({ options, rounds }: { options: FilesOptions; rounds: number }) => process.send?.(contend(options, rounds), () => process.exit()));
