import { afterEach, expect, test } from 'vitest';
import { addPhone, appliedTo, mobile, rename, rowOf, settle } from '../deeds.ts';
import { createWorld, type World } from '../world.ts';
import { aims } from './aims.ts';

/** F13: a network that wants a sign-in of its own. Certificates and proxies are in test/main/transport. */

let world: World;
afterEach(() => world.close());

test.each([false, true])('a portal (redirecting: %s) in the middle of sending marks nothing done and nothing failed, and is told as such', async (redirect) => {
  world = await createWorld({ clients: 30 });
  const given = await aims(world, 4);
  await world.control.order({ fault: 'portal', redirect, skip: 5 });
  const ids = given.flatMap((aim, place) => [rename(world, aim, `Behind ${place}`), addPhone(world, aim, mobile(`02155513${10 + place}`))]);
  await world.engine.atRest();
  world.engine.requests['sync.now']({});
  await world.engine.atRest();
  const { length: done } = await world.control.effects();
  const states = ids.map((id) => rowOf(world, id).state);
  expect(states.filter((state) => state === 'needsYou')).toEqual([]);
  expect(states.filter((state) => state === 'sent').length).toBeLessThanOrEqual(done);
  expect(world.engine.status().connection.state).toBe('portal');
  await world.control.calm();
  await settle(world);
  expect(ids.map((id) => rowOf(world, id).state)).toEqual(ids.map(() => 'sent'));
  for (const aim of given) expect(await appliedTo(world, aim.clientId)).toEqual(['PUT contact', 'POST phone']);
});
