import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { addPhone, appliedTo, mobile, rename, settle, type Aim } from '../deeds.ts';
import { createWorld, type World } from '../world.ts';
import { aims } from './aims.ts';

/** F9, the engine's part: the keychain gives no token. What the keychain itself goes through is in test/main/secrets. */

let world: World;
afterEach(() => world.close());

test('without a token edits go on and wait with the reason, no token stands on the disk, and one that is given later sends them', async () => {
  world = await createWorld({ clients: 30 });
  const [aim] = (await aims(world, 1)) as [Aim];
  world.options.authorization = null;
  await world.reopen();
  rename(world, aim, 'Without a token');
  addPhone(world, aim, mobile('0215550109'));
  expect(world.engine.status()).toMatchObject({ connection: { state: 'signedOut' }, waiting: 2 });
  const { token } = await world.control.token();
  world.engine.setAuthorization(`Bearer ${token}`);
  await settle(world);
  expect(await appliedTo(world, aim.clientId)).toEqual(['PUT contact', 'POST phone']);
  for (const name of readdirSync(world.folder)) expect(readFileSync(join(world.folder, name)).includes(token), name).toBe(false);
});

test('signed out while the gateway is being asked for its status: its answer opens nothing, and edits wait', async () => {
  world = await createWorld({ clients: 30 });
  const [aim] = (await aims(world, 1)) as [Aim];
  await world.control.order({ fault: 'latency', ms: 60_000 });
  world.engine.requests['sync.now']({});
  world.engine.setAuthorization(null);
  rename(world, aim, 'Without a token');
  await world.control.calm();
  await world.engine.atRest();
  expect(world.engine.status()).toMatchObject({ connection: { state: 'signedOut' }, waiting: 1 });
  expect(await appliedTo(world, aim.clientId)).toEqual([]);
});
