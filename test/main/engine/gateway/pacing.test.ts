import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Urgency } from '../../../../main/engine/gateway/pacing.ts';
import { err, ok } from '../../../../shared/result.ts';
import { after, desk, fixed, good, headers, turn } from './pacing-desk.ts';

describe('calls at once', () => {
  test('never more than allowed; the more urgent first, equals in order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(fc.constantFrom<Urgency>('change', 'edit', 'lookedAt', 'background'), { maxLength: 25 }), async (limit, wishes) => {
        const { pacing } = desk([], { callsAtOnce: limit });
        const started: number[] = [];
        let running = 0;
        const gates: (() => void)[] = [];
        const all = wishes.map((urgency, index) =>
          pacing.send(urgency, async () => {
            started.push(index);
            running += 1;
            expect(running).toBeLessThanOrEqual(limit);
            await new Promise<void>((resolve) => gates.push(resolve));
            running -= 1;
            if (index % 3 === 0) throw new Error('a failed call gives its place back too');
            return ok(good);
          }),
        );
        const settled = Promise.allSettled(all);
        while (started.length < wishes.length || gates.length > 0) {
          gates.shift()?.();
          await turn();
        }
        await settled;
        const rank = { status: 0, change: 1, edit: 2, lookedAt: 3, background: 4 };
        const first = wishes.map((_, index) => index).slice(0, limit);
        const rest = wishes.map((urgency, index) => ({ urgency, index })).slice(limit).sort((a, b) => rank[a.urgency] - rank[b.urgency] || (a.urgency === 'lookedAt' ? b.index - a.index : a.index - b.index)).map(({ index }) => index);
        expect(started).toEqual([...first, ...rest]);
      }),
      { numRuns: 40 },
    );
  });

  test("the gate's question waits for nobody's end, and without a limit there is no budget", async () => {
    const { pacing, ask, gone } = desk([], { callsAtOnce: 1 });
    void pacing.send('change', () => new Promise(() => undefined));
    await ask('read', 'lookedAt');
    await ask('status', 'status');
    expect([gone, pacing.budget()]).toEqual([['status'], undefined]);
  });

  test('what waits when it closes does not go, and is said not to have gone', async () => {
    const { pacing } = desk([], { callsAtOnce: 1 });
    void pacing.send('change', () => new Promise(() => undefined));
    const [waiting, late] = [pacing.send('change', async () => ok(good)), () => pacing.send('status', async () => ok(good))];
    pacing.close();
    expect([await waiting, await late()]).toEqual([err({ kind: 'offline', detail: '' }), err({ kind: 'offline', detail: '' })]);
  });
});

describe('a fixed window', () => {
  test('begins anew when the answers say, by their own clock where they tell it', async () => {
    const one = desk([fixed]);
    const theirs = one.clock.now() - 5_000_000;
    for (let n = 0; n < 8; n += 1) await one.ask(String(n), 'change', headers(10, 9 - n, theirs + 20_000, theirs));
    await one.ask('8');
    expect(one.gone).toHaveLength(8);
    await after(one, 20_999);
    expect(one.gone).toHaveLength(8);
    await after(one, 1);
    expect(one.gone).toHaveLength(9);
    expect(one.pacing.budget()).toMatchObject({ left: 7 });
  });

  test('what others have used is theirs: what they left is used up, and then waited for', async () => {
    const one = desk([fixed]);
    await one.ask('1', 'change', headers(10, 1, one.clock.now() + 600_000));
    await one.ask('2', 'change', headers(10, 0, one.clock.now() + 600_000));
    await one.ask('3');
    expect([one.gone, one.pacing.budget()?.left]).toEqual([['1', '2'], 0]);
    await after(one, 600_000);
    expect(one.gone).toEqual(['1', '2', '3']);
  });

  test('of several accounts behind one token, the one that has least left counts until its own end', async () => {
    const one = desk([{ ...fixed, limit: 100, reserve: 10 }]);
    const [ours, theirs] = [one.clock.now() + 600_000, one.clock.now() + 1_200_000];
    await one.ask('theirs', 'change', headers(100, 3, ours));
    await one.ask('ours', 'change', headers(100, 90, theirs));
    expect(one.pacing.budget()?.left).toBe(2);
    await one.ask('ours', 'change', headers(100, 89, theirs));
    await one.ask('ours', 'change', headers(100, 88, theirs));
    expect(one.pacing.budget()).toMatchObject({ left: 0, moreAt: ours });
    await one.ask('waits', 'change', headers(100, 87, theirs));
    expect(one.gone).toEqual(['theirs', 'ours', 'ours', 'ours']);
    await after(one, 600_000);
    expect(one.gone).toHaveLength(5);
    expect(one.pacing.budget()?.left).toBeGreaterThan(80);
  });

  test('without headers it counts by itself over any such span', async () => {
    const one = desk([fixed]);
    for (let n = 0; n < 9; n += 1) await one.ask(String(n));
    expect(one.gone).toHaveLength(8);
    await after(one, 3_601_800);
    expect(one.gone).toHaveLength(9);
  });

  test('what a stranger is told after a token has ended is not about us', async () => {
    const one = desk([fixed]);
    await one.ask('1', 'change', ok({ ...good, status: 401, headers: { 'x-limit': '3', 'x-remaining': '0', 'x-reset': String(Math.floor(one.clock.now() / 1000) + 600) } }));
    await one.ask('2');
    expect(one.gone).toEqual(['1', '2']);
  });

  test('headers that make no sense are none', async () => {
    const one = desk([fixed]);
    await one.ask('1', 'change', ok({ ...good, headers: { 'x-limit': '0', 'x-remaining': '-3', 'x-reset': 'soon' } }));
    expect(one.pacing.budget()).toMatchObject({ limit: 10, left: 7 });
  });
});

test('a courtesy limit paces, and is nobody’s budget', async () => {
  const one = desk([{ sharedBy: 'us', kind: 'courtesy', limit: 2, windowMs: 1_000, reserve: 0 }]);
  for (const name of ['1', '2', '3', '4', '5']) await one.ask(name, 'background');
  expect([one.gone, one.pacing.budget()]).toEqual([['1', '2'], undefined]);
  await after(one, 1_000);
  expect(one.gone).toEqual(['1', '2', '3', '4']);
});
