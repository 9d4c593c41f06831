import { defineConfig } from '@playwright/test';

/** End-to-end tests: `app` on out/ with the runtime at hand, `packaged` on the packed app in dist/. Started by `npm test`. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'out/test/traces',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  // Each test has its own user-data folder and its own keychain, so tests may run beside one another.
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  projects: [
    { name: 'app', testIgnore: 'packaged/**' },
    { name: 'packaged', testMatch: 'packaged/**/*.spec.ts' },
  ],
});
