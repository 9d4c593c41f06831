import { afterEach, expect, test } from 'vitest';
import { addPhone, appliedTo, goOffline, mobile, rename } from '../deeds.ts';
import { handClock } from '../hand-clock.ts';
import { createWorld, type World } from '../world.ts';
import { aims } from './aims.ts';

/** F18: the line comes and goes while edits are being sent, and then stays. */

let world: World;
afterEach(() => world.close());

test('once the line stays, the queue empties within one step of the back-off, without anybody asking; every edit has arrived once', async () => {
  const clock = handClock();
  world = await createWorld({ clients: 30, tuning: { clock, random: () => 1 - Number.EPSILON } });
  const given = await aims(world, 5);
  await goOffline(world);
  for (const [place, aim] of given.entries()) {
    rename(world, aim, `Flap ${place}`);
    addPhone(world, aim, mobile(`02155518${10 + place}`));
  }
  for (let flaps = 0; flaps < 12; flaps += 1) {
    await (flaps % 2 ? world.control.offline() : world.control.online());
    if (flaps % 3 === 0) world.engine.setNetwork(flaps % 2 === 0);
    clock.pass(flaps * 700);
    for (let turns = flaps % 4; turns > 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve));
  }
  await world.control.online();
  // The longest step is half a minute; then a lane that was in doubt may rest for up to as long.
  for (let second = 0; second < 60; second += 1) {
    clock.pass(1_000);
    await world.engine.atRest();
  }
  expect(world.engine.status()).toMatchObject({ waiting: 0, sending: 0, checking: 0, needsYou: 0 });
  for (const aim of given) expect(await appliedTo(world, aim.clientId)).toEqual(['PUT contact', 'POST phone']);
});
