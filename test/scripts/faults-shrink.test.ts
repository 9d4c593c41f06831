import { expect, test } from 'vitest';
import { readOptions } from '../../scripts/faults/options.ts';
import { shrink } from '../../scripts/faults/shrink.ts';

const all = Array.from({ length: 40 }, (_, index) => index);

test('what a failure needs is left, and nothing else', async () => {
  for (const needed of [[7], [0, 39], [3, 17, 18, 31]]) expect(await shrink(all, async (some) => needed.every((one) => some.includes(one)), 1_000)).toEqual(needed);
});

test('a failure that does not come again is left as it is, and no more is tried than was allowed', async () => {
  let tries = 0;
  expect(await shrink(all, async () => ((tries += 1), false), 1_000)).toEqual(all);
  tries = 0;
  await shrink(all, async (some) => ((tries += 1), some.includes(11)), 5);
  expect(tries).toBeLessThanOrEqual(5);
});

test('the flags are read, and wrong ones are refused in words', () => {
  expect(readOptions(['--runs', '3', '--seed', '9', '--only', '1,4', '--sabotage', 'ignore-base', '--stop'])).toEqual({ system: 'all', deck: 'all', runs: 3, seed: 9, only: [1, 4], sabotage: 'ignore-base', stop: true, shrink: true });
  for (const wrong of [['--only', '1,x'], ['--sabotage', 'everything'], ['--runs', '1.5'], ['--deck', 'cards'], ['--speed', '2']]) expect(() => readOptions(wrong)).toThrow(/must be|Unknown option/);
});
