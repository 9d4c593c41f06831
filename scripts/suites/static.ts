import { globSync } from 'node:fs';
import { dirname } from 'node:path';
import { project } from '../setup/places.mjs';
import { tool } from './command.ts';
import type { Outcome } from './outcome.ts';

/** Rooms of the house: every folder with a tsconfig of its own. */
const rooms = (): string[] => globSync('*/tsconfig.json', { cwd: project }).map(dirname).sort();

/** One check for each room: its types hold under its own tsconfig. */
export async function types(): Promise<Outcome> {
  const failed: string[] = [];
  for (const room of rooms()) {
    const record = ['--incremental', '--tsBuildInfoFile', `.cache/types/${room}.tsbuildinfo`];
    if ((await tool('node_modules/typescript/bin/tsc', ['-p', room, '--pretty', 'false', ...record])) !== 0) failed.push(room);
  }
  return { suite: `types (${rooms().join(', ')})`, passed: rooms().length - failed.length, failed: failed.length, skipped: [], trouble: '' };
}

/** One check for the whole tree: no lint rule is broken and nothing is warned about. */
export async function lint(): Promise<Outcome> {
  const code = await tool('node_modules/eslint/bin/eslint.js', ['.', '--max-warnings', '0']);
  const trouble = code > 1 ? 'eslint itself failed' : '';
  return { suite: 'lint', passed: code === 0 ? 1 : 0, failed: code === 1 ? 1 : 0, skipped: [], trouble };
}
