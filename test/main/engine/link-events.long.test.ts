import { afterEach, expect, test } from 'vitest';
import { aimAt, changeable, comeOnline, goOffline, type Aim } from './deeds.ts';
import { handClock } from './hand-clock.ts';
import { createWorld, type World } from './world.ts';

let world: World;
afterEach(() => world.close());

const intermediation = '/gateway/gws/intermediation/';
const notifications = '/gateway/notification/list';
const lines = async (path: string, after = 0) => (await world.control.requests(after)).filter((line) => line.path === path);
const lastRequest = async (): Promise<number> => (await world.control.requests()).at(-1)?.n ?? 0;

/** A client that may be changed. */
const anAim = async (): Promise<Aim> => aimAt((await changeable(world))[0]!, 'customer');

const fiveMinutes = 5 * 60_000;

test('a link that went is seen within five minutes, by asking for the list anew; nothing is asked where nothing happened', async () => {
  const clock = handClock(Date.now());
  world = await createWorld({ clients: 20, tuning: { clock } });
  const aim = await anAim();
  clock.pass(fiveMinutes);
  await world.engine.atRest();
  expect([(await lines(notifications)).length, (await lines(intermediation)).length]).toEqual([1, 1]);
  await world.control.unlink(aim.clientId);
  clock.pass(fiveMinutes);
  await world.engine.atRest();
  expect([(await lines(notifications)).length, (await lines(intermediation)).length]).toEqual([2, 2]);
  expect(world.detail(aim.clientId).linked).toBe(false);
  // Told again within the overlap, it is known.
  clock.pass(fiveMinutes);
  await world.engine.atRest();
  expect((await lines(notifications)).length).toBe(3);
});

test('a client that is linked again is read first, and its accounts say since when', async () => {
  const clock = handClock(Date.now());
  world = await createWorld({ clients: 30, tuning: { clock } });
  const aim = await anAim();
  await world.control.unlink(aim.clientId);
  clock.pass(fiveMinutes);
  await world.engine.atRest();
  const editAfter = await lastRequest();
  await world.control.link(aim.clientId);
  clock.pass(fiveMinutes);
  await world.engine.atRest();
  expect(world.detail(aim.clientId)).toMatchObject({ linked: true, readAt: clock.now() });
  const read = (await lines('/gateway/customer/customer', editAfter)).map((line) => line.body);
  expect(read[0]).toContain(aim.clientId.slice(4));
  expect(world.detail(aim.clientId).levels.some((level) => /^\d{4}-\d\d-\d\d$/.test(level.linkedOn))).toBe(true);
});

test('after a sleep it looks as soon as the gateway is there', async () => {
  const clock = handClock(Date.now());
  world = await createWorld({ clients: 5, tuning: { clock } });
  await goOffline(world);
  clock.pass(3 * fiveMinutes);
  await world.engine.atRest();
  expect((await lines(notifications)).length).toBe(0);
  await comeOnline(world);
  expect((await lines(notifications)).length).toBe(1);
});

const code = (one: string): string => JSON.stringify({ errors: [{ code: one, type: 'security', message: 'No' }] });
test.each([
  [404, 'Not Found'],
  [403, code('EV1022')],
  [400, code('EV1022')],
  [400, code('EV1100')],
])('a gateway that has none for us (%i %s) is left alone for a day, and nothing is said', async (status, body) => {
  const clock = handClock(Date.now());
  world = await createWorld({ clients: 5, tuning: { clock }, faults: [{ fault: 'answer', status, body, match: { path: notifications }, count: null }] });
  for (let hour = 0; hour < 23; hour += 1) {
    clock.pass(3_600_000);
    await world.engine.atRest();
  }
  expect((await lines(notifications)).length).toBe(1);
  expect(world.engine.status()).toMatchObject({ connection: { state: 'online' }, listTrouble: '' });
  clock.pass(2 * 3_600_000);
  await world.engine.atRest();
  expect((await lines(notifications)).length).toBe(2);
});

test('a service that does not take our token signs nobody out', async () => {
  const clock = handClock(Date.now());
  world = await createWorld({ clients: 5, tuning: { clock }, faults: [{ fault: 'answer', status: 400, body: code('EV1020'), match: { path: notifications }, count: null }] });
  const told: string[] = [];
  world.engine.onSignedOut((refused) => told.push(refused));
  for (let look = 0; look < 3; look += 1) {
    clock.pass(fiveMinutes);
    await world.engine.atRest();
  }
  expect([world.engine.status().connection.state, told, (await lines(notifications)).length]).toEqual(['online', [], 3]);
});

test('a gateway that wants a recipient named is asked list by list; one with too much to tell is taken at its word', async () => {
  const clock = handClock(Date.now());
  world = await createWorld({ clients: 40, tuning: { clock }, faults: [{ fault: 'answer', status: 400, body: code('NOT002'), match: { path: notifications } }] });
  clock.pass(fiveMinutes);
  await world.engine.atRest();
  const asked = (await lines(notifications)).map((line) => JSON.parse(line.body) as { QueryIDType?: string; FromDateTime: string });
  expect(asked.map((one) => one.QueryIDType ?? '').sort()).toEqual(['', 'CLTLID', 'LSTID', 'LSTID']);
  const lists = (await lines(intermediation)).length;
  await world.control.order({ fault: 'answer', status: 400, body: code('NOT001'), match: { path: notifications } });
  clock.pass(fiveMinutes);
  await world.engine.atRest();
  expect((await lines(intermediation)).length).toBe(lists + 1);
});

test('told of a link while the list is under way, it lists once more: that one may be older than the link', async () => {
  const clock = handClock(Date.now());
  world = await createWorld({ clients: 10, tuning: { clock } });
  const aim = await anAim();
  const before = (await lines(intermediation)).length;
  await world.control.order({ fault: 'latency', ms: 150, match: { path: intermediation }, count: 1 });
  world.engine.requests['sync.refresh']({});
  await world.control.unlink(aim.clientId);
  clock.pass(fiveMinutes);
  await world.engine.atRest();
  expect((await lines(intermediation)).length).toBe(before + 2);
  expect(world.detail(aim.clientId).linked).toBe(false);
});
