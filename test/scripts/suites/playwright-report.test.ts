import type { JSONReport } from '@playwright/test/reporter';
import { expect, test } from 'vitest';
import { readPlaywrightReport } from '../../../scripts/suites/playwright-report.ts';

const spec = (title: string, status: string, annotations: object[] = []): object => ({ title, tests: [{ status, annotations }] });

/** As much of a report as is read, in the shape Playwright 1.65 writes. */
const report = {
  suites: [
    {
      title: 'main-job.spec.ts',
      specs: [spec('adds a contact', 'expected'), spec('removes it', 'unexpected')],
      suites: [{ title: 'offline', specs: [spec('waits', 'flaky'), spec('reads', 'skipped', [{ type: 'skip', description: 'no network here' }])] }],
    },
  ],
  errors: [],
} as unknown as JSONReport;

test('tests are counted through all levels, and a flaky one counts as failed', () => {
  expect(readPlaywrightReport('end to end', report)).toEqual({
    suite: 'end to end',
    passed: 1,
    failed: 2,
    skipped: [{ test: 'main-job.spec.ts › offline › reads', reason: 'no network here' }],
    trouble: '',
  });
});

test('an error outside every test is trouble of the suite', () => {
  const broken = { suites: [], errors: [{ message: 'No tests found' }] } as unknown as JSONReport;
  expect(readPlaywrightReport('end to end', broken).trouble).toBe('No tests found');
});
