import { afterEach, expect, test } from 'vitest';
import { addPhone, appliedTo, goOffline, mobile, remove, rename, rowOf, settle, type Aim } from '../deeds.ts';
import { createWorld, type World } from '../world.ts';
import { aims } from './aims.ts';

/** F20: a client is delinked while its edits are being sent. The lists, reasons and events are in links.long.test.ts and reader.long.test.ts. */

let world: World;
afterEach(() => world.close());

test.each([0, 1, 2])('after %d of its edits: nothing more is sent for it, the rest is kept, other clients go on, and a new link sends it', async (sent) => {
  world = await createWorld({ clients: 30 });
  const [gone, other] = (await aims(world, 2)) as [Aim, Aim];
  await goOffline(world);
  const ids = [rename(world, gone, 'One'), addPhone(world, gone, mobile('0215550120')), rename(world, gone, 'Three')];
  const free = rename(world, other, 'Goes on');
  // Every edit but the last waits for its reading to be answered, which tells when to take the link away.
  if (sent > 0) {
    await world.control.order({ fault: 'stall', match: { path: '/gateway/contact/' }, skip: sent === 1 ? 2 : 3 });
    await world.control.online();
    world.engine.requests['sync.now']({});
    while (!(await world.control.requests()).length || (await appliedTo(world, gone.clientId)).length < sent - 1) await new Promise((resolve) => setImmediate(resolve));
  }
  await world.control.unlink(gone.clientId);
  const before = (await appliedTo(world, gone.clientId)).length;
  await world.control.calm();
  await world.control.online();
  await settle(world);
  expect((await appliedTo(world, gone.clientId)).length).toBe(before);
  expect(world.detail(gone.clientId)).toMatchObject({ linked: false, frozen: expect.stringMatching(/.+/) });
  expect(ids.map((id) => rowOf(world, id).state)).not.toContain('needsYou');
  expect(rowOf(world, free).state).toBe('sent');
  await world.control.link(gone.clientId);
  world.engine.requests['sync.refresh']({});
  await world.engine.atRest();
  await settle(world);
  expect(await appliedTo(world, gone.clientId)).toEqual(['PUT contact', 'POST phone', 'PUT contact']);
});

test('delinked while the answer to a removal was lost, the engine goes on, and so does everybody else', async () => {
  world = await createWorld({ clients: 30 });
  const [gone, other] = (await aims(world, 2)) as [Aim, Aim];
  await world.control.order({ fault: 'dropReply', match: { method: 'DELETE' } });
  await world.control.order({ fault: 'cutBefore', match: { path: '/gateway/customer' }, skip: 1, count: null });
  const editId = remove(world, gone);
  await world.engine.atRest();
  await world.control.unlink(gone.clientId);
  await world.control.calm();
  await settle(world);
  const free = rename(world, other, 'Goes on');
  await settle(world);
  world.engine.requests['sync.refresh']({});
  await world.engine.atRest();
  expect([rowOf(world, editId).state, rowOf(world, free).state]).toEqual(['checking', 'sent']);
});
