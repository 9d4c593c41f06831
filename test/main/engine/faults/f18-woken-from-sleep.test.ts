import { afterEach, expect, test } from 'vitest';
import { addPhone, appliedTo, mobile, rename, rowOf, settle, type Aim } from '../deeds.ts';
import { createWorld, type SignInWorld } from '../world.ts';
import { aims } from './aims.ts';

/** F18: the computer slept while a call was under way. Its line is dead, and nobody says so. */

let world: SignInWorld;
afterEach(() => world.close());

const hung = (): Promise<unknown> => expect.poll(() => world.engine.status().sending, { timeout: 10_000 }).toBe(1);
const path = '/gateway/contact/contact';

test.each([
  ['has arrived', true],
  ['has not arrived', false],
])('a change that hangs and %s is cut at waking, looked for, and there once; what waits behind it goes', async (_what, applied) => {
  // Left alone, it would hold its lane for an hour.
  world = await createWorld({ clients: 30, tuning: { deadlineMs: 3_600_000 } });
  const [aim] = (await aims(world, 1)) as [Aim];
  await world.control.order({ fault: 'stall', applied, match: { method: 'PUT', path } });
  const ids = [rename(world, aim, 'Slept'), addPhone(world, aim, mobile('0215550128'))];
  await hung();
  await expect.poll(async () => (await world.control.requests()).some(({ method }) => method === 'PUT')).toBe(true);
  await world.engine.woke();
  await settle(world);
  expect(ids.map((id) => rowOf(world, id).state)).toEqual(['sent', 'sent']);
  expect(await appliedTo(world, aim.clientId)).toEqual(['PUT contact', 'POST phone']);
}, 60_000);

test('a question of the gate that hangs is asked anew at waking, and nobody is told that the desk is offline', async () => {
  world = await createWorld({ clients: 12, tuning: { deadlineMs: 3_600_000 } });
  await world.control.order({ fault: 'stall' });
  const asked = (await world.control.requests()).length;
  world.engine.requests['sync.now']({});
  await expect.poll(async () => (await world.control.requests()).length).toBeGreaterThan(asked);
  const before = world.signIn.states.length;
  await world.engine.woke();
  await world.engine.atRest();
  expect(world.engine.status().connection).toEqual({ state: 'online' });
  expect(world.signIn.states.slice(before)).not.toContain('offline');
});
