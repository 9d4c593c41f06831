import { tool } from './command.ts';
import type { Outcome } from './outcome.ts';

/** Fifty runs of each of the four systems. The seed stays, so that a failure is of the change; hunting takes fresh ones (docs/faults.md). */
const flags = ['--runs', '200', '--seed', '1'];

/** The fault checker, by itself: what else a machine does moves where a kill falls. Counts as one test. */
export async function faultChecker(): Promise<Outcome> {
  const code = await tool('scripts/faults.ts', flags);
  return { suite: 'fault checker, 200 runs', passed: code === 0 ? 1 : 0, failed: code === 1 ? 1 : 0, skipped: [], trouble: code > 1 ? `it ended with code ${code}` : '' };
}
