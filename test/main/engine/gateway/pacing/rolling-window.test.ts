import { describe, expect, test } from 'vitest';
import type { HttpReply } from '../../../../../main/engine/gateway/connector.ts';
import type { Fault } from '../../../../../shared/faults.ts';
import { err, ok, type Result } from '../../../../../shared/result.ts';
import { handClock } from '../../hand-clock.ts';
import { after, desk, good, headers, rolling, tooMany, turn } from '../pacing-desk.ts';

describe('a rolling window', () => {
  test('takes what is ours and not the reserve, and goes on when the oldest has left', async () => {
    const one = desk([rolling]);
    for (const name of ['1', '2', '3', '4', '5']) await one.ask(name);
    expect(one.gone).toEqual(['1', '2', '3', '4']);
    expect(one.pacing.budget()).toEqual({ limit: 6, left: 0, moreAt: one.clock.now() + 60_030, sharedBy: 'all keys' });
    await after(one, 60_000);
    expect(one.gone).toHaveLength(4);
    await after(one, 60);
    expect(one.gone).toHaveLength(5);
    expect(one.pacing.budget()).toEqual({ limit: 6, left: 3, moreAt: null, sharedBy: 'all keys' });
  });

  test('counts a call from its start until a window after its answer', async () => {
    const one = desk([{ ...rolling, limit: 3 }]);
    let answer: () => void = () => undefined;
    void one.pacing.send('change', () => new Promise((resolve) => (answer = () => resolve(ok(good)))));
    await one.ask('waits');
    await after(one, 600_000);
    expect(one.gone).toEqual([]);
    answer();
    await turn();
    await after(one, 60_029);
    expect(one.gone).toEqual([]);
    await after(one, 1);
    expect(one.gone).toEqual(['waits']);
  });

  test('a call that was proved not to have left does not count', async () => {
    const one = desk([{ ...rolling, limit: 3 }]);
    await one.ask('offline', 'change', err({ kind: 'offline', detail: '' }));
    await one.ask('goes');
    expect(one.gone).toEqual(['offline', 'goes']);
    await one.ask('waits');
    expect(one.gone).toHaveLength(2);
  });

  test('while it is full the more urgent come first, and a change before the next reading', async () => {
    const one = desk([{ ...rolling, limit: 12 }]);
    for (let n = 0; n < 10; n += 1) await one.ask('');
    for (const urgency of ['background', 'lookedAt', 'edit', 'change', 'status'] as const) await one.ask(urgency, urgency);
    one.gone.length = 0;
    await after(one, 60_030);
    expect(one.gone).toEqual(['status', 'change', 'edit', 'lookedAt', 'background']);
  });

  test('a reading for an edit goes only where its change can follow at once', async () => {
    const one = desk([{ ...rolling, limit: 5 }]);
    await one.ask('1');
    await after(one, 1_000);
    await one.ask('2');
    await one.ask('read', 'edit');
    expect(one.gone).toEqual(['1', '2']);
    await after(one, 59_030);
    expect(one.gone).toEqual(['1', '2', 'read']);
    await one.ask('change');
    expect(one.gone.at(-1)).toBe('change');
  });

  test('background reading leaves a fifth to the others', async () => {
    const one = desk([{ ...rolling, limit: 12 }]);
    for (let n = 0; n < 10; n += 1) await one.ask('b', 'background');
    expect(one.gone).toHaveLength(8);
    await one.ask('looked', 'lookedAt');
    expect([one.gone.length, one.gone.at(-1)]).toEqual([9, 'looked']);
    await after(one, 60_030);
    expect(one.gone).toHaveLength(11);
  });

  test('a restart forgets no call, and a clock that was moved counts it as of now', async () => {
    const held = { text: null };
    const one = desk([rolling], { held });
    for (const name of ['1', '2', '3', '4']) await one.ask(name);
    const { text } = held;
    const clock = handClock(one.clock.now() + 20_000);
    const two = desk([rolling], { held, clock });
    await two.ask('5');
    expect(two.gone).toEqual([]);
    await after(two, 40_160);
    expect(two.gone).toEqual(['5']);
    const back = desk([rolling], { held: { text }, clock: handClock(one.clock.now() - 86_400_000) });
    await back.ask('no');
    await after(back, 60_029);
    expect(back.gone).toEqual([]);
    await after(back, 1);
    expect(back.gone).toEqual(['no']);
  });

  test('a call that was under way when it was killed counts as if it had just arrived', async () => {
    const held = { text: null };
    const one = desk([{ ...rolling, limit: 3 }], { held });
    void one.pacing.send('change', () => new Promise(() => undefined));
    const two = desk([{ ...rolling, limit: 3 }], { held, clock: handClock(one.clock.now() + 30_000) });
    await two.ask('next');
    await after(two, 59_000);
    expect(two.gone).toEqual([]);
    await after(two, 1_061);
    expect(two.gone).toEqual(['next']);
  });

  test('what is kept and cannot be read is nothing', async () => {
    const one = desk([rolling], { held: { text: '{"60000":"no"' } });
    await one.ask('1');
    expect(one.gone).toEqual(['1']);
  });

  test('headers tell of other programs, and of a limit that has changed', async () => {
    const one = desk([rolling]);
    await one.ask('1', 'change', headers(6, 1, one.clock.now() + 30_000));
    await one.ask('2', 'change', headers(6, 0, one.clock.now() + 30_000));
    await one.ask('3', 'change');
    expect(one.gone).toEqual(['1', '2']);
    await after(one, 30_000);
    expect(one.gone).toEqual(['1', '2', '3']);
    await after(one, 10_000);
    await one.ask('4', 'change', headers(100, 90, one.clock.now() + 60_000));
    expect(one.pacing.budget()).toMatchObject({ limit: 100, left: 90 });
  });

  test('that others have used it up is waited out one call at a time', async () => {
    const one = desk([{ ...rolling, limit: 12 }]);
    const used = (): Result<HttpReply, Fault> => headers(12, 0, one.clock.now() + 10_000);
    await one.ask('1', 'change', used);
    for (const name of ['2', '3', '4']) await one.ask(name, 'change', used);
    expect(one.gone).toEqual(['1']);
    await after(one, 10_000);
    expect(one.gone).toEqual(['1', '2']);
    await after(one, 10_000);
    expect(one.gone).toEqual(['1', '2', '3']);
  });

  test('a refusal as too many parks everything until the oldest of our calls has left, or as long as is asked', async () => {
    const one = desk([{ ...rolling, limit: 8 }]);
    await one.ask('1');
    await after(one, 10_000);
    await one.ask('refused', 'change', ok(tooMany));
    await one.ask('2');
    await one.ask('status', 'status');
    expect(one.pacing.budget()).toMatchObject({ left: 0, moreAt: one.clock.now() + 50_030 });
    await after(one, 50_029);
    expect(one.gone).toEqual(['1', 'refused']);
    await after(one, 1);
    expect(one.gone).toEqual(['1', 'refused', 'status', '2']);
    await one.ask('asked', 'change', ok({ ...tooMany, headers: { 'retry-after': '7' } }));
    await one.ask('3');
    await after(one, 6_999);
    expect(one.gone).not.toContain('3');
    await after(one, 1);
    expect(one.gone).toContain('3');
  });

  test('refusals that go on are waited for longer and longer', async () => {
    const one = desk([{ ...rolling, limit: 1_000, windowMs: 10_000 }]);
    const waits: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      await after(one, 100_000);
      await one.ask('', 'change', ok({ ...tooMany, headers: { 'retry-after': '0' } }));
      waits.push(one.pacing.budget()!.moreAt! - one.clock.now());
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000]);
    await after(one, 100_000);
    await one.ask('');
    await one.ask('', 'change', ok({ ...tooMany, headers: { 'retry-after': '0' } }));
    expect(one.pacing.budget()!.moreAt! - one.clock.now()).toBe(1_000);
  });
});
