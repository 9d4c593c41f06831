import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { EngineHandle, Refused } from '../../../../scripts/faults/engine-handle.ts';
import { addPhone, appliedTo, goOffline, mobile, type Aim } from '../deeds.ts';
import { createWorld, type World } from '../world.ts';
import { aims } from './aims.ts';

/** F17: two Agentbooks on the same files. */

let world: World;
afterEach(() => world.close());

test('of two that start at the same moment exactly one opens, again and again, and the other says why; a kill frees the files; nothing is sent twice', async () => {
  world = await createWorld({ clients: 30 });
  const [aim] = (await aims(world, 1)) as [Aim];
  await goOffline(world);
  addPhone(world, aim, mobile('0215550117'));
  await world.engine.close();
  await world.control.online();
  const compiled = mkdtempSync(join(tmpdir(), 'agentbook-compiled-'));
  let both = [new EngineHandle(compiled), new EngineHandle(compiled)];
  for (let round = 0; round < 4; round += 1) {
    const outcomes = await Promise.allSettled(both.map((engine) => engine.ask('open', { options: world.options, sabotage: null })));
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
  expect(await appliedTo(world, aim.clientId)).toEqual(['POST phone']);
}, 90_000);
