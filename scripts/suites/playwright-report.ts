import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter';
import type { Outcome } from './outcome.ts';

/** One test of a report, with the titles above it. */
interface Row {
  title: string;
  status: 'skipped' | 'expected' | 'unexpected' | 'flaky';
  reason: string;
}

function rowsOf(suite: JSONReportSuite, above: string): Row[] {
  const title = above ? `${above} › ${suite.title}` : suite.title;
  const own = suite.specs.flatMap((spec) =>
    spec.tests.map((test) => ({
      title: `${title} › ${spec.title}`,
      status: test.status,
      reason: test.annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description ?? '',
    })),
  );
  return [...own, ...(suite.suites ?? []).flatMap((inner) => rowsOf(inner, title))];
}

/** Reads Playwright's JSON report. A flaky test counts as failed: what passes only at the second attempt is not understood. Pure. */
export function readPlaywrightReport(suite: string, report: JSONReport): Outcome {
  const rows = report.suites.flatMap((top) => rowsOf(top, ''));
  return {
    suite,
    passed: rows.filter(({ status }) => status === 'expected').length,
    failed: rows.filter(({ status }) => status === 'unexpected' || status === 'flaky').length,
    skipped: rows.filter(({ status }) => status === 'skipped').map(({ title, reason }) => ({ test: title, reason })),
    trouble: report.errors.map(({ message }) => message ?? 'an error without a message').join('; '),
  };
}
