import { afterEach, expect, test } from 'vitest';
import { addPhone, appliedTo, goOffline, mobile, rename, rowOf, seen, settle, type Aim } from '../deeds.ts';
import { files, full, roomy, sabotage, useUp } from '../full-files.ts';
import { createWorld, type World } from '../world.ts';
import { aims } from './aims.ts';

/** F7: no room on the disk. `max_page_count` gives the real SQLITE_FULL without a disk to fill. What a person does meanwhile is in full-disk.test.ts. */

let world: World;
afterEach(() => world.close());

const changes = async (): Promise<number> => (await world.control.requests()).filter((line) => line.path.startsWith('/gateway/contact/') && line.method !== 'GET').length;

/** Fills what is left of the ledger's last pages with edits; answers those that were taken in, and the first refusal. */
function untilRefused(aim: Aim): { ids: string[]; refusal: unknown } {
  const ids: string[] = [];
  for (let count = 0; ; count += 1) {
    const editId = `full ${count}`;
    const change = { op: 'set' as const, field: 'Name' as const, was: count === 0 ? aim.contact.name : `Name ${count - 1} ${'x'.repeat(200)}`, to: `Name ${count} ${'x'.repeat(200)}` };
    const answer = world.engine.requests['edits.queue']({ editId, clientId: aim.clientId, intent: { type: 'edit', contact: aim.contact.key, scope: aim.scope, changes: [change] } });
    if (!answer.ok) return { ids, refusal: answer.error };
    ids.push(editId);
  }
}

test('an edit there is no room for is refused in words, those taken in are kept, and all of them are sent once there is room', async () => {
  world = await createWorld({ clients: 30, tuning: { sabotage } });
  const [aim] = (await aims(world, 1)) as [Aim];
  await goOffline(world);
  full(files.ledger);
  const { ids, refusal } = untilRefused(aim);
  expect(refusal).toMatchObject([{ code: 'disk-full', text: expect.stringContaining('what you typed is still here') }]);
  expect(ids.map((id) => rowOf(world, id).state)).toEqual(ids.map(() => 'waiting'));
  useUp(files.ledger);
  await world.control.online();
  world.engine.requests['sync.now']({});
  await world.engine.atRest();
  // What cannot be written down is not sent.
  expect(await changes()).toBe(0);
  expect(world.engine.status()).toMatchObject({ waiting: ids.length, needsYou: 0 });
  roomy(files.ledger);
  await settle(world);
  expect(await appliedTo(world, aim.clientId)).toEqual(ids.map(() => 'PUT contact'));
});

test('an answer there is no room for is not forgotten: it is read back, and the phone is there once', async () => {
  world = await createWorld({ clients: 30, tuning: { sabotage } });
  const [aim] = (await aims(world, 1)) as [Aim];
  await world.control.order({ fault: 'latency', ms: 150, match: { method: 'POST', path: '/gateway/contact/phone' }, count: 1 });
  const editId = addPhone(world, aim, mobile('0215550199'));
  while (rowOf(world, editId).state !== 'sending') await new Promise((resolve) => setImmediate(resolve));
  full(files.ledger);
  useUp(files.ledger);
  await world.engine.atRest();
  expect(rowOf(world, editId).state).not.toBe('sent');
  roomy(files.ledger);
  await settle(world);
  expect(rowOf(world, editId).state).toBe('sent');
  expect(await appliedTo(world, aim.clientId)).toEqual(['POST phone']);
});

test('a cache there is no room for holds up no edit', async () => {
  world = await createWorld({ clients: 30, tuning: { sabotage } });
  const [aim] = (await aims(world, 1)) as [Aim];
  full(files.cache);
  const editId = rename(world, aim, 'y'.repeat(250));
  await settle(world);
  expect(rowOf(world, editId).state).toBe('sent');
  roomy(files.cache);
  await settle(world);
  expect(seen(world, aim, aim.contact.key)).toMatchObject({ name: 'y'.repeat(250), mark: 'upToDate' });
  expect(await appliedTo(world, aim.clientId)).toEqual(['PUT contact']);
});

test('what was confirmed while the cache had no room is shown after the next start too, though others were kept after it', async () => {
  world = await createWorld({ clients: 30, tuning: { sabotage } });
  const [missed, kept] = (await aims(world, 2)) as [Aim, Aim];
  full(files.cache);
  // Beside what is cached of this client, so that the page it stands on has no room left either.
  useUp(files.cache, `INSERT INTO contact (key, client, scope, position, body) VALUES (hex(randomblob(8)), '${missed.clientId}!', '', 0, ?)`);
  const long = 'y'.repeat(250);
  await world.control.order({ fault: 'answer', status: 500, match: { path: '/gateway/account/list' }, count: null });
  rename(world, missed, long);
  await settle(world);
  roomy(files.cache);
  rename(world, kept, 'Kept');
  await world.engine.atRest();
  await goOffline(world);
  await world.reopen();
  expect([seen(world, missed, missed.contact.key), seen(world, kept, kept.contact.key)]).toMatchObject([{ name: long, mark: 'upToDate' }, { name: 'Kept' }]);
});
