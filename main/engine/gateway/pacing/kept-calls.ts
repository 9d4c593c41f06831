import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** Where the calls of the last windows are kept over a restart: a limit belongs to the account there, and does not begin anew with us. */
export interface Kept {
  /** null: nothing is kept. */
  read(): string | null;
  write(text: string): void;
}

/**
 * In a small file of its own, which outlives a cache that is begun anew. Its calls count whatever account or address they went to: too many for one
 * window where that has changed, never too few. Moments and numbers only, no word of anybody. `write` throws where nothing can be written.
 */
export const keptAt = (path: string): Kept => ({
  read() {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return null;
    }
  },
  write(text) {
    // Replaced whole: what is killed here leaves the one or the other.
    writeFileSync(`${path}.new`, text, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  },
});

/** By the window's length: how many calls ended at which moment, epoch milliseconds. */
const shape = z.record(z.string(), z.array(z.tuple([z.number(), z.number().int().min(1).max(10_000)])));

/** Finer than this part of a window is not kept. */
const slices = 1_200;

/** `ended`: epoch milliseconds. Moments are rounded up: a call may count for a little longer, never shorter. Pure. */
export function writtenCalls(windows: readonly { windowMs: number; ended: readonly number[] }[]): string {
  const tallies = windows.map(({ windowMs, ended }) => {
    const slice = Math.max(1, Math.floor(windowMs / slices));
    const tally = new Map<number, number>();
    for (const at of ended) tally.set(Math.ceil(at / slice) * slice, (tally.get(Math.ceil(at / slice) * slice) ?? 0) + 1);
    return [String(windowMs), [...tally]] as const;
  });
  return JSON.stringify(Object.fromEntries(tallies));
}

/** Epoch milliseconds of the calls kept for a window; none where nothing is kept, or nothing that can be read. Pure. */
export function readCalls(text: string | null, windowMs: number): number[] {
  try {
    const kept = shape.parse(JSON.parse(text ?? '{}'));
    return (kept[String(windowMs)] ?? []).flatMap(([at, count]) => Array.from({ length: count }, () => at));
  } catch {
    return [];
  }
}
