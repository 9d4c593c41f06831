import { afterEach, expect, test } from 'vitest';
import { appliedTo, rename, rowOf, settle, type Aim } from '../deeds.ts';
import { handClock } from '../hand-clock.ts';
import { createWorld, type World } from '../world.ts';
import { aims } from './aims.ts';

/** F12: 429 and 503. Odd values of Retry-After of a 429 are in late-and-wrong.long.test.ts. */

let world: World;
afterEach(() => world.close());

const calls = async (): Promise<number> => (await world.control.requests()).length;

test('asked to wait, nothing at all is asked before the time is over, by no lane; then everything goes, and no attempt is counted', async () => {
  const clock = handClock();
  world = await createWorld({ clients: 30, tuning: { clock } });
  const given = await aims(world, 3);
  await world.control.order({ fault: 'answer', status: 429, headers: { 'retry-after': '45' }, match: { method: 'PUT' }, count: 3 });
  const ids = given.map((aim, place) => rename(world, aim, `Waits ${place}`));
  await world.engine.atRest();
  expect(world.engine.status()).toMatchObject({ connection: { state: 'busy' }, waiting: 3, needsYou: 0 });
  const asked = await calls();
  clock.pass(44_000);
  await world.engine.atRest();
  expect(await calls()).toBe(asked);
  await world.control.calm();
  clock.pass(2_000);
  await settle(world);
  expect(ids.map((id) => [rowOf(world, id).state, rowOf(world, id).attempts])).toEqual([['sent', 0], ['sent', 0], ['sent', 0]]);
});

test('an outage is not hammered: each try comes later than the one before, up to half a minute apart', async () => {
  const clock = handClock();
  world = await createWorld({ clients: 30, tuning: { clock, random: () => 1 - Number.EPSILON } });
  const [aim] = (await aims(world, 1)) as [Aim];
  await world.control.order({ fault: 'outage', status: 503 });
  const before = await calls();
  rename(world, aim, 'After the outage');
  await world.engine.atRest();
  for (let second = 0; second < 120; second += 1) {
    clock.pass(1_000);
    await world.engine.atRest();
  }
  // 1 + 2 + 4 + 8 + 16 + 30 + 30 … seconds: eight tries in two minutes, and the reading that met it.
  expect((await calls()) - before).toBeLessThanOrEqual(12);
  expect(world.engine.status()).toMatchObject({ connection: { state: 'busy' }, needsYou: 0 });
  await world.control.calm();
  clock.pass(30_000);
  await settle(world);
  expect(await appliedTo(world, aim.clientId)).toEqual(['PUT contact']);
});

test.each([
  ['seconds', false, (): string => '45'],
  ['a date', false, (now: number): string => new Date(now + 45_000).toUTCString()],
  ['seconds, though the call was carried out', true, (): string => '45'],
] as const)('a 503 that asks to wait in %s is waited for by everybody, and what it answered is looked for before anything is sent again', async (_, applied, header) => {
  const clock = handClock();
  world = await createWorld({ clients: 30, tuning: { clock } });
  const [aim, other] = (await aims(world, 2)) as [Aim, Aim];
  await world.control.order({ fault: 'answer', status: 503, body: 'Not now', headers: { 'retry-after': header(clock.now()) }, applied, match: { method: 'PUT' } });
  const editId = rename(world, aim, 'Once');
  await world.engine.atRest();
  const until = clock.now() + 45_000;
  const { connection } = world.engine.status();
  expect(connection).toMatchObject({ state: 'busy' });
  // A date has whole seconds.
  if (connection.state === 'busy') expect([until, until - (until % 1_000)]).toContain(connection.until);
  const asked = await calls();
  rename(world, other, 'Waits with it');
  clock.pass(43_000);
  await world.engine.atRest();
  expect(await calls()).toBe(asked);
  clock.pass(3_000);
  await settle(world);
  expect(rowOf(world, editId)).toMatchObject({ state: 'sent' });
  expect([await appliedTo(world, aim.clientId), await appliedTo(world, other.clientId)]).toEqual([['PUT contact'], ['PUT contact']]);
});

test.each(['315360000', '9'.repeat(400), 'Fri, 31 Dec 9999 23:59:59 GMT'])('a 503 that asks to wait for years (%s) is believed for an hour, and the desk says until when', async (value) => {
  const clock = handClock();
  world = await createWorld({ clients: 30, tuning: { clock } });
  const [aim] = (await aims(world, 1)) as [Aim];
  await world.control.order({ fault: 'answer', status: 503, body: 'Not now', headers: { 'retry-after': value }, match: { path: '/gateway/customer/customer' } });
  const editId = rename(world, aim, 'After the hour');
  await world.engine.atRest();
  const hour = clock.now() + 3_600_000;
  expect(world.engine.status().connection).toEqual({ state: 'busy', until: hour });
  expect(rowOf(world, editId)).toMatchObject({ state: 'waiting', nextTryAt: hour });
  clock.pass(3_600_000);
  await settle(world);
  expect(rowOf(world, editId).state).toBe('sent');
});

test('a 503 that does not say how long leaves it to the back-off', async () => {
  world = await createWorld({ clients: 30 });
  const [aim] = (await aims(world, 1)) as [Aim];
  await world.control.order({ fault: 'answer', status: 503, body: 'Not now', headers: { 'retry-after': 'soon' }, match: { method: 'PUT' } });
  const editId = rename(world, aim, 'At once');
  await settle(world);
  expect(rowOf(world, editId)).toMatchObject({ state: 'sent' });
  expect(await appliedTo(world, aim.clientId)).toEqual(['PUT contact']);
});
