import { defineConfig } from 'vitest/config';

/** Everything but the end-to-end tests, which Playwright runs on the built app. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**', 'node_modules/**'],
    pool: 'threads',
    testTimeout: 20_000,
  },
});
