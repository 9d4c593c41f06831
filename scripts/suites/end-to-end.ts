import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { JSONReport } from '@playwright/test/reporter';
import { openDisplay } from '../desktop-session.ts';
import { readRuntime } from '../runtime.ts';
import { project } from '../setup/places.mjs';
import { tool } from './command.ts';
import type { Outcome } from './outcome.ts';
import { readPlaywrightReport } from './playwright-report.ts';

/**
 * Playwright's tests of one kind, on the built or the packed app. The display is shared; each test opens a keychain of its own.
 * @param kind name of a project in playwright.config.ts
 */
export async function endToEnd(kind: 'app' | 'packaged', suite: string): Promise<Outcome> {
  const file = join(project, 'out', 'test', `${kind}.json`);
  rmSync(file, { force: true });
  const display = process.platform === 'linux' ? await openDisplay() : { env: {}, close: async () => undefined };
  try {
    const env = { ...readRuntime().env, ...display.env, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
    const code = await tool('node_modules/@playwright/test/cli.js', ['test', `--project=${kind}`, '--reporter=list,json'], env);
    const outcome = readPlaywrightReport(suite, JSON.parse(readFileSync(file, 'utf8')) as JSONReport);
    const quiet = code !== 0 && outcome.failed === 0 && outcome.trouble === '';
    return quiet ? { ...outcome, trouble: `playwright ended with code ${code}` } : outcome;
  } catch (error) {
    return { suite, passed: 0, failed: 0, skipped: [], trouble: error instanceof Error ? error.message : String(error) };
  } finally {
    await display.close();
  }
}
