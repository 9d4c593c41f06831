/** What one suite of checks came to. */
export interface Outcome {
  suite: string;
  passed: number;
  failed: number;
  /** Each with the reason it gave; '' when it gave none. */
  skipped: { test: string; reason: string }[];
  /** Why the suite could not be run to its end; '' when it was. A suite that did not run is a failure of the whole. */
  trouble: string;
}

/** Adds suites up into the last line of a run. Pure. */
export function addUp(outcomes: Outcome[]): { line: string; ok: boolean } {
  const sum = (count: (outcome: Outcome) => number): number => outcomes.reduce((total, outcome) => total + count(outcome), 0);
  // A suite that broke off without a failed test of its own counts as one failure, so the line can never read "0 failed" wrongly.
  const failed = sum((outcome) => (outcome.trouble !== '' && outcome.failed === 0 ? 1 : outcome.failed));
  const passed = sum((outcome) => outcome.passed);
  return { line: `${passed} passed, ${failed} failed, ${sum((outcome) => outcome.skipped.length)} skipped`, ok: failed === 0 && passed > 0 };
}

/** Lines that tell a person about one suite: its figures, each skip with its reason, and what kept it from running. Pure. */
export function describe(outcome: Outcome): string[] {
  const { suite, passed, failed, skipped, trouble } = outcome;
  return [
    `${suite}: ${passed} passed, ${failed} failed, ${skipped.length} skipped`,
    ...skipped.map(({ test, reason }) => `  skipped: ${reason && test.includes(reason) ? test : `${test} (${reason || 'no reason given'})`}`),
    ...(trouble ? [`  did not run to its end: ${trouble}`] : []),
  ];
}
