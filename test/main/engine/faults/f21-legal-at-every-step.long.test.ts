import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { comeOnline, goOffline, settle } from '../deeds.ts';
import { deed, perform } from '../random-deeds.ts';
import { createWorld, type World } from '../world.ts';
import { aims } from './aims.ts';

/** F21: one to five phones, one contact of a type, after each single call. What is left after an undo is in lanes.long.test.ts. */

let world: World;
afterEach(() => world.close());

test('whatever somebody does offline, sending it breaks none of the gateway’s rules on the way', async () => {
  world = await createWorld({ clients: 120 });
  const given = await aims(world, 20);
  const seed = Number(process.env['LEGAL_SEED'] ?? Date.now() % 100_000);
  console.log(`legal at every step: seed ${seed} (LEGAL_SEED=${seed} repeats it)`);
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 4, maxLength: 16 }), async (deeds) => {
      const { clientId } = given[(run += 1) % given.length]!;
      await goOffline(world);
      const from = (await world.control.requests()).at(-1)?.n ?? 0;
      for (const one of deeds) perform(world, clientId, one);
      await comeOnline(world);
      await settle(world);
      expect(world.engine.status()).toMatchObject({ waiting: 0, checking: 0, needsYou: 0 });
      expect((await world.control.requests(from)).filter((line) => line.status === 400).map((line) => `${line.method} ${line.path} ${line.body}`)).toEqual([]);
    }),
    { numRuns: 25, seed },
  );
}, 60_000);
