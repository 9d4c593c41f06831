import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import { project } from '../setup/places.mjs';
import type { Outcome } from './outcome.ts';

/** Where a run leaves its outcome for scripts/suites/unit.ts. */
export const reportFile = join(project, 'out', 'test', 'unit.json');

/** A test skipped by a condition (`skipIf`) has no note; such tests say why in their name: `… (skipped: reason)`. */
const reasonOf = (name: string, note: string | undefined): string => note ?? /\(skipped:? ([^)]+)\)/.exec(name)?.[1] ?? '';

/** Vitest's own JSON report leaves out why a test was skipped (`context.skip(reason)`); this one keeps it. */
export default class VitestReport implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const outcome: Outcome = { suite: 'unit and property tests', passed: 0, failed: 0, skipped: [], trouble: '' };
    const broken: string[] = [];
    for (const module of modules) {
      // A file that throws while loading has errors of its own and no tests.
      if (module.errors().length > 0) broken.push(module.relativeModuleId);
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') outcome.passed += 1;
        else if (result.state === 'failed') outcome.failed += 1;
        else outcome.skipped.push({ test: test.fullName, reason: result.state === 'skipped' ? reasonOf(test.fullName, result.note) : 'it did not finish' });
      }
    }
    if (unhandled.length > 0) broken.push(`${unhandled.length} unhandled errors`);
    outcome.trouble = broken.join(', ');
    mkdirSync(dirname(reportFile), { recursive: true });
    writeFileSync(reportFile, JSON.stringify(outcome));
  }
}
