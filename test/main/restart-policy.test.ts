import fc from 'fast-check';
import { expect, test } from 'vitest';
import { restartDelay } from '../../main/restart-policy.ts';

test('a process that dies again and again is started ever more slowly, then given up on', () => {
  const deaths = [0, 1_000, 2_000, 3_000, 4_000, 5_000];
  const delays = deaths.map((_at, count) => restartDelay(deaths.slice(0, count + 1)));
  expect(delays).toEqual([250, 1_000, 4_000, 15_000, 60_000, null]);
});

test('deaths more than ten minutes old are forgotten', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1_000_000 }), { maxLength: 30 }), (old) => {
      const sorted = [...old].sort((a, b) => a - b);
      expect(restartDelay([...sorted, 2_000_000])).toBe(250);
    }),
  );
});
