import { readFileSync, rmSync } from 'node:fs';
import { tool } from './command.ts';
import type { Outcome } from './outcome.ts';
import { reportFile } from './vitest-report.ts';

/** Everything Vitest runs: all of test/ but the end-to-end tests. `quick`: without `*.long.test.ts`, which take seconds each. */
export async function unit(quick: boolean): Promise<Outcome> {
  rmSync(reportFile, { force: true });
  const code = await tool('node_modules/vitest/vitest.mjs', ['run', '--reporter=default', '--reporter=./scripts/suites/vitest-report.ts', ...(quick ? ['--exclude=**/*.long.test.ts'] : [])]);
  try {
    const outcome = JSON.parse(readFileSync(reportFile, 'utf8')) as Outcome;
    const quiet = code !== 0 && outcome.failed === 0 && outcome.trouble === '';
    return quiet ? { ...outcome, trouble: `vitest ended with code ${code}` } : outcome;
  } catch {
    return { suite: 'unit and property tests', passed: 0, failed: 0, skipped: [], trouble: `vitest ended with code ${code} and left no report` };
  }
}
