import { afterEach, expect, test } from 'vitest';
import { systemClock, type Clock } from '../../../../main/engine/clock.ts';
import { addPhone, appliedTo, goOffline, mobile, rename, rowOf, seen, settle, type Aim } from '../deeds.ts';
import { createWorld, type World } from '../world.ts';
import { aims } from './aims.ts';

/** F6: the wall clock is wrong, or is set while edits are being sent. */

let world: World;
afterEach(() => world.close());

const year = 365.25 * 86_400_000;

test.each([['ten years ahead', 10], ['ten years behind', -10]])('a clock that jumps %s in the middle changes nothing of what is sent, nor of its order', async (_, years) => {
  let ahead = 0;
  const clock: Clock = { ...systemClock, now: () => systemClock.now() + ahead };
  world = await createWorld({ clients: 30, tuning: { clock } });
  const [one, other] = (await aims(world, 2)) as [Aim, Aim];
  await goOffline(world);
  const ids = [rename(world, one, 'First')];
  ahead = years * year;
  ids.push(addPhone(world, one, mobile('0215550111')), rename(world, other, 'Other'));
  await world.control.online();
  await world.control.order({ fault: 'dropReply', match: { method: 'POST', path: '/gateway/contact/phone' } });
  world.engine.requests['sync.now']({});
  // While they are on their way, it jumps back and forth again.
  for (let jumps = 6; jumps > 0; jumps -= 1) {
    ahead = jumps % 2 ? -ahead : 0;
    await new Promise((resolve) => setImmediate(resolve));
  }
  ids.push(rename(world, one, 'Last'));
  await settle(world);
  expect(ids.map((id) => rowOf(world, id).state)).toEqual(['sent', 'sent', 'sent', 'sent']);
  expect(await appliedTo(world, one.clientId)).toEqual(['PUT contact', 'POST phone', 'PUT contact']);
  await world.reopen();
  expect(world.engine.status()).toMatchObject({ waiting: 0, sending: 0, checking: 0, needsYou: 0 });
});

test('asked to wait while the clock is wrong, it waits no longer than an hour by any clock', async () => {
  let ahead = -10 * year;
  const clock: Clock = { ...systemClock, now: () => systemClock.now() + ahead };
  world = await createWorld({ clients: 3, tuning: { clock } });
  const soon = new Date(Date.now() + 60_000).toUTCString();
  await world.control.order({ fault: 'answer', status: 429, headers: { 'retry-after': soon }, match: { path: '/gateway/contact/status' } });
  world.engine.requests['sync.now']({});
  await world.engine.atRest();
  const { connection } = world.engine.status();
  expect(connection.state === 'busy' ? connection.until - clock.now() : Number.NaN).toBeLessThanOrEqual(3_600_000);
  ahead = 10 * year;
  await settle(world);
  expect(world.engine.status().connection.state).toBe('online');
});

test('of what arrived while the clock was wrong, a later start forgets nothing that came after what it remembers', async () => {
  let ahead = 0;
  const clock: Clock = { ...systemClock, now: () => systemClock.now() + ahead };
  world = await createWorld({ clients: 12, tuning: { clock } });
  const [aim] = (await aims(world, 1)) as [Aim];
  rename(world, aim, 'For a moment');
  await settle(world);
  ahead = 3_600_000;
  rename(world, aim, aim.contact.name);
  await settle(world);
  ahead = 0;
  await world.reopen();
  // Only by the first of the two would what is read now look like the past, and not be shown.
  const [phone] = aim.contact.phones;
  const { status } = await world.control.act({ method: 'PUT', on: 'phone', body: { PhoneID: Number(phone?.key), Phone: mobile('0225550199') } });
  expect(status).toBe(200);
  world.engine.requests['sync.refresh']({});
  await settle(world);
  expect(seen(world, aim, aim.contact.key)?.phones.map(({ PhoneNumber }) => PhoneNumber)).toContain('0225550199');
});
