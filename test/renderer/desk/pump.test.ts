import { describe, expect, it } from 'vitest';
import { pump } from '../../../renderer/desk/pump.ts';

describe('one job at a time', () => {
  it('turns a burst of requests into two runs, the last after the last request', async () => {
    let runs = 0;
    const held: (() => void)[] = [];
    const work = pump(async () => {
      runs += 1;
      await new Promise<void>((done) => held.push(done));
    });
    const first = work();
    for (let i = 0; i < 50; i++) void work();
    held.shift()?.();
    await Promise.resolve();
    await Promise.resolve();
    held.shift()?.();
    await first;
    expect(runs).toBe(2);
  });

  it('runs on while the job says that there is more to do', async () => {
    let left = 3;
    await pump(() => Promise.resolve(--left > 0))();
    expect(left).toBe(0);
  });

  it('works again after a failure', async () => {
    let fail = true;
    const work = pump(() => (fail ? Promise.reject(new Error('engine gone')) : Promise.resolve()));
    await expect(work()).rejects.toThrow('engine gone');
    fail = false;
    await expect(work()).resolves.toBeUndefined();
  });
});
