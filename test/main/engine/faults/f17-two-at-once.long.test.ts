import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { EngineHandle, Refused } from '../../../../scripts/faults/engine-handle.ts';
import { addPhone, appliedTo, goOffline, mobile, type Aim } from '../deeds.ts';
import { createWorld, type World } from '../world.ts';
import { aims } from './aims.ts';
import type { Tally } from './lock-contender.ts';

/** F17: two Agentbooks on the same files. */

let world: World | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

const rounds = Number(process.env['LOCK_ROUNDS'] ?? 1_000);

/** Two processes at the same files; what the first of them tells in the end, and whether it is killed on the way. */
async function contender(options: { folder: string; databaseKey: string; sqliteBinding: string }, dies: boolean): Promise<Tally | null> {
  const child = fork(new URL('./lock-contender.ts', import.meta.url), [], { execArgv: [] });
  const gone = once(child, 'exit');
  let tally: Tally | null = null;
  child.on('message', (told: number | Tally) => {
    if (typeof told !== 'number') tally = told;
    else if (dies && told > 0) child.kill('SIGKILL');
  });
  child.send({ options, rounds });
  await gone;
  return tally;
}

test('two processes that open the same files as fast as they can never have them at once, also when one is killed in the middle', async () => {
  const options = { folder: mkdtempSync(join(tmpdir(), 'agentbook-lock-')), databaseKey: randomBytes(32).toString('hex'), sqliteBinding: '' };
  const [whole, killed, after] = await Promise.all([contender(options, false), contender(options, true).then(() => null), contender(options, true).then(() => contender(options, false))]);
  rmSync(options.folder, { recursive: true, force: true });
  expect(killed).toBeNull();
  for (const tally of [whole, after]) {
    expect(tally).toMatchObject({ both: 0 });
    expect((tally?.opened ?? 0) + (tally?.refused ?? 0)).toBe(rounds);
    expect(tally?.opened).toBeGreaterThan(0);
  }
}, 900_000);

test('of two that start at the same moment exactly one opens, again and again, and the other says why; a kill frees the files; nothing is sent twice', async () => {
  const here = (world = await createWorld({ clients: 30 }));
  const [aim] = (await aims(here, 1)) as [Aim];
  await goOffline(here);
  addPhone(here, aim, mobile('0215550117'));
  await here.engine.close();
  await here.control.online();
  const compiled = mkdtempSync(join(tmpdir(), 'agentbook-compiled-'));
  let both = [new EngineHandle(compiled), new EngineHandle(compiled)];
  for (let round = 0; round < 4; round += 1) {
    const outcomes = await Promise.allSettled(both.map((engine) => engine.ask('open', { options: here.options, sabotage: null, pace: null })));
    const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(refusals).toHaveLength(1);
    expect(refusals[0]).toBeInstanceOf(Refused);
    expect(refusals[0]).toMatchObject({ refusal: 'LedgerTrouble' });
    const holder = both[outcomes.findIndex((one) => one.status === 'fulfilled')]!;
    const idle = both.find((engine) => engine !== holder)!;
    if (round % 2 === 1) {
      await holder.kill();
      both = [idle, new EngineHandle(compiled)];
    } else {
      await holder.ask('settle', {});
      await holder.ask('close', {});
    }
  }
  for (const engine of both) await engine.kill();
  rmSync(compiled, { recursive: true, force: true });
  expect(await appliedTo(here, aim.clientId)).toEqual(['POST phone']);
}, 90_000);
