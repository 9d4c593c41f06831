import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Everything but the end-to-end tests, which Playwright runs on the built app. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**', 'node_modules/**'],
    pool: 'threads',
    // By default one processor is left idle; on two that is half of them, and most tests wait for disks and sockets.
    maxWorkers: Math.max(2, availableParallelism()),
    testTimeout: 20_000,
  },
});
