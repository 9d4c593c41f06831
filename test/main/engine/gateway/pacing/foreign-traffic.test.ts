import { describe, expect, test } from 'vitest';
import { eightByEightFacts } from '../../../../../main/engine/connectors/eight-by-eight/facts.ts';
import { seeded } from '../../../../../scripts/bench/bench.ts';
import { mostInWindow, shareUsed } from '../../../../../scripts/bench/rate-share.ts';
import { simulate, type Account } from './simulated-account.ts';

const policy = eightByEightFacts.pacing[0]!;
const allowed = policy.limit - policy.reserve;
const random = seeded(Number(process.env['SEED'] ?? 42));
const between = (from: number, to: number) => (): number => from + random() * (to - from);

const account: Account = { policy, edits: 1_000, there: between(20, 80), back: between(20, 80), callsAtOnce: 5, othersPerMinute: 15, rateHeaders: false };

describe('a thousand edits at 8x8 beside other programs that use all of what is left to them', () => {
  test('no call over budget, none refused, and 99 in 100 of what is allowed used', async () => {
    const { arrivals, traffic, waits } = await simulate(account);
    const [most, share] = [mostInWindow(arrivals, policy.windowMs), shareUsed(arrivals, allowed, policy.windowMs)];
    console.log(`1,000 edits, 2,000 calls, round trips of 40 to 160 ms: most in any minute ${most} of ${allowed}, share of the allowed rate ${share.toFixed(4)}, refused 0 of ours and ${traffic.others.refused} of others`);
    expect(most).toBe(allowed);
    expect([traffic.ours.refused, traffic.others.refused]).toEqual([0, 0]);
    expect(share).toBeGreaterThanOrEqual(0.99);
    // What was read for a change is fresh when it goes.
    expect(Math.max(...waits)).toBeLessThan(2_500);
  });

  test.each([
    ['none', between(0, 1), between(0, 1)],
    ['very uneven', between(0, 5_000), between(0, 5_000)],
    ['long on the way there', between(0, 30_000), between(0, 10)],
    ['long on the way back', between(0, 10), between(0, 30_000)],
  ])('delays that are %s break no budget', async (_what, there, back) => {
    const { arrivals, traffic } = await simulate({ ...account, edits: 200, there, back, callsAtOnce: 20 });
    expect(mostInWindow(arrivals, policy.windowMs)).toBeLessThanOrEqual(allowed);
    expect(traffic.ours.refused).toBe(0);
  });

  test('nor do kills: what was called before them is not forgotten', async () => {
    const killedAt = Array.from({ length: 40 }, between(500, 600_000)).sort((a, b) => a - b);
    const { arrivals, traffic } = await simulate({ ...account, edits: 250, killedAt });
    expect([mostInWindow(arrivals, policy.windowMs), traffic.ours.refused]).toEqual([allowed, 0]);
    expect(shareUsed(arrivals, allowed, policy.windowMs)).toBeGreaterThan(0.97);
  });

  test('told in headers how things stand it uses as much', async () => {
    const { arrivals, traffic } = await simulate({ ...account, rateHeaders: true });
    expect(mostInWindow(arrivals, policy.windowMs)).toBeLessThanOrEqual(allowed);
    expect([traffic.ours.refused, traffic.others.refused]).toEqual([0, 0]);
    expect(shareUsed(arrivals, allowed, policy.windowMs)).toBeGreaterThanOrEqual(0.99);
  });

  test('others who take more than is left to them have calls of ours refused, and those are waited for and made', async () => {
    const { arrivals, refusals, traffic } = await simulate({ ...account, edits: 300, othersPerMinute: 20, othersBurst: 40 });
    expect(traffic.ours.counted).toBe(600);
    expect(refusals.length).toBeGreaterThan(0);
    expect(mostInWindow(arrivals.filter((at) => !refusals.includes(at)), policy.windowMs)).toBeLessThanOrEqual(allowed);
    console.log(`beside 40 calls of others at once and 20 a minute: ${refusals.length} of ${arrivals.length} calls refused`);
  });
});
