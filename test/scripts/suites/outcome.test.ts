import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addUp, describe as tell, type Outcome } from '../../../scripts/suites/outcome.ts';

const outcome = (parts: Partial<Outcome>): Outcome => ({ suite: 's', passed: 0, failed: 0, skipped: [], trouble: '', ...parts });
const skip = { test: 'reads the official file', reason: 'the folder is absent' };

const outcomes = fc.array(
  fc.record({
    suite: fc.string(),
    passed: fc.nat(500),
    failed: fc.nat(3),
    skipped: fc.array(fc.constant(skip), { maxLength: 3 }),
    trouble: fc.constantFrom('', '', 'it broke off'),
  }),
);

test('the last line adds every suite up', () => {
  const { line, ok } = addUp([outcome({ passed: 3 }), outcome({ passed: 4, skipped: [skip] })]);
  expect(line).toBe('7 passed, 0 failed, 1 skipped');
  expect(ok).toBe(true);
});

test('a suite that did not run to its end fails the whole, even when no test of its own failed', () => {
  expect(addUp([outcome({ passed: 3 }), outcome({ trouble: 'the build failed' })])).toEqual({ line: '3 passed, 1 failed, 0 skipped', ok: false });
});

test('a run in which nothing passed is no success', () => expect(addUp([]).ok).toBe(false));

test('a run is a success exactly when no suite failed, none broke off and something passed', () => {
  fc.assert(
    fc.property(outcomes, (all) => {
      const good = all.every(({ failed, trouble }) => failed === 0 && trouble === '') && all.some(({ passed }) => passed > 0);
      expect(addUp(all).ok).toBe(good);
      expect(addUp(all).line).toMatch(/^\d+ passed, \d+ failed, \d+ skipped$/);
    }),
  );
});

test('every skip is told with its reason, and a missing reason is said to be missing', () => {
  expect(tell(outcome({ skipped: [skip, { test: 'other', reason: '' }] }))).toEqual([
    's: 0 passed, 0 failed, 2 skipped',
    '  skipped: reads the official file (the folder is absent)',
    '  skipped: other (no reason given)',
  ]);
});
