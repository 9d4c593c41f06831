import { afterEach, expect, test } from 'vitest';
import { addPhone, goOffline, mobile, rename, rowOf, settle, type Aim } from '../deeds.ts';
import { createWorld, type World } from '../world.ts';
import { aims, errorBody } from './aims.ts';

/** F15: one edit that fails for ever. What cannot even be turned into a request is in lanes.long.test.ts. */

let world: World;
afterEach(() => world.close());

test('an edit that gets nothing but 500 needs the person after five tries; all others are sent meanwhile', async () => {
  world = await createWorld({ clients: 60 });
  const [poisoned, ...others] = (await aims(world, 9)) as [Aim, ...Aim[]];
  await goOffline(world);
  const poison = addPhone(world, poisoned, mobile('0215550115'));
  const free = others.flatMap((aim, place) => [rename(world, aim, `First ${place}`), rename(world, aim, `Second ${place}`)]);
  await world.control.order({ fault: 'answer', status: 500, body: errorBody('EU6001', 'server'), match: { method: 'POST', path: '/gateway/contact/phone' }, count: null });
  await world.control.online();
  await settle(world);
  expect(free.map((id) => rowOf(world, id).state)).toEqual(free.map(() => 'sent'));
  expect(rowOf(world, poison)).toMatchObject({ state: 'needsYou', reason: expect.stringContaining('5 times'), actions: expect.arrayContaining(['retry', 'discard']) });
  expect((await world.control.requests()).filter((line) => line.path === '/gateway/contact/phone')).toHaveLength(5);
});
