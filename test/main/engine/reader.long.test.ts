import { afterEach, expect, test } from 'vitest';
import { addPhone, aimAt, atGateway, comeOnline, effectsOf, goOffline, mobile, remove, rename, rowOf, seen, settle, type Aim } from './deeds.ts';
import { handClock } from './hand-clock.ts';
import { createWorld, type World } from './world.ts';

let world: World;
afterEach(() => world.close());

const customersRead = async (after = 0): Promise<string[]> =>
  (await world.control.requests(after)).filter((line) => line.path === '/gateway/customer/customer' && line.status === 200).map((line) => {
    const { CustomerID, CustomerIDType } = JSON.parse(line.body) as { CustomerID: string; CustomerIDType: string };
    return `${CustomerIDType}:${CustomerID}`;
  });
const intermediation = '/gateway/gws/intermediation/';
const lastRequest = async (): Promise<number> => (await world.control.requests()).at(-1)?.n ?? 0;

/** A client that may be changed. */
async function aAim(): Promise<Aim> {
  for (const row of world.engine.requests['clients.list']({ query: '', view: 'all', start: 0, count: 1_000 }).rows) {
    const detail = world.detail(row.id);
    const phones = detail.levels[0]?.contacts[0]?.phones.length ?? 0;
    if (detail.linked && phones > 0 && phones < 4 && (await world.control.client(row.id))?.link?.access === 'FULL') return aimAt(detail, 'customer');
  }
  throw new Error('no such client');
}

test('a reading that was cut off goes on where it was: no client that was read is read again', async () => {
  world = await createWorld({ clients: 60, rest: false, faults: [{ fault: 'stall', match: { path: '/gateway/customer/customer' }, skip: 23, count: null }] });
  // Five are under way at a time: whatever has been answered is kept, whatever stalls is not.
  for (let read = 0; read < 23; ) read = (await customersRead()).length;
  while (world.engine.requests['clients.list']({ query: '', view: 'all', start: 0, count: 100 }).rows.filter((row) => row.name !== '').length < 20) await new Promise((resolve) => setImmediate(resolve));
  await world.engine.close();
  await world.control.calm();
  const known = new Set(await customersRead());
  const mark = await lastRequest();
  await world.reopen();
  const again = await customersRead(mark);
  expect(again.length).toBeLessThan(60);
  expect(again.length).toBeGreaterThanOrEqual(60 - known.size);
  expect(new Set(again).size).toBe(again.length);
  expect(world.engine.requests['clients.list']({ query: '', view: 'all', start: 0, count: 100 }).rows.filter((row) => row.name === '')).toEqual([]);
  expect(world.engine.status().upToDateAt).not.toBeNull();
});

test('what has been read is not read again at the next start', async () => {
  world = await createWorld({ clients: 20 });
  const mark = await lastRequest();
  await world.reopen();
  expect(await customersRead(mark)).toEqual([]);
});

test('a client that a person opens is read before the rest', async () => {
  world = await createWorld({ clients: 60, rest: false, faults: [{ fault: 'latency', ms: 15, match: { path: '/gateway/customer/customer' } }] });
  for (let read = 0; read < 1; ) read = (await customersRead()).length;
  const last = world.engine.requests['clients.list']({ query: '', view: 'all', start: 0, count: 100 }).rows.filter((row) => row.name === '').at(-1)!;
  const before = (await customersRead()).length;
  world.engine.requests['clients.open']({ clientId: last.id });
  await world.engine.atRest();
  const order = await customersRead();
  expect(order.indexOf(last.id) - before).toBeLessThan(14);
  expect(order.filter((id) => id === last.id)).toHaveLength(1);
});

test('a client that cannot be read rests alone: the others are read, and the gateway is not asked without end', async () => {
  const clock = handClock();
  world = await createWorld({ clients: 20, tuning: { clock }, faults: [{ fault: 'answer', status: 500, body: 'no', match: { path: '/gateway/account/list' }, count: 3 }] });
  const named = (): number => world.engine.requests['clients.list']({ query: '', view: 'all', start: 0, count: 100 }).rows.filter((row) => row.name !== '').length;
  expect(named()).toBe(17);
  expect((await world.control.requests()).filter((line) => line.path === '/gateway/account/list')).toHaveLength(20);
  clock.pass(1_000);
  await world.engine.atRest();
  expect(named()).toBe(20);
});

test('a client list that cannot be read is asked for again later, not without pause', async () => {
  const clock = handClock();
  world = await createWorld({ clients: 5, tuning: { clock }, faults: [{ fault: 'answer', status: 500, body: 'no', match: { path: intermediation }, count: 2 }] });
  const lists = async (): Promise<number> => (await world.control.requests()).filter((line) => line.path === intermediation).length;
  expect([await lists(), world.engine.status().listTrouble]).toEqual([1, expect.stringContaining('asked for again')]);
  clock.pass(4_999);
  await world.engine.atRest();
  expect(await lists()).toBe(1);
  clock.pass(1);
  await world.engine.atRest();
  expect(await lists()).toBe(2);
  clock.pass(10_000);
  await world.engine.atRest();
  expect(world.engine.status().listTrouble).toBe('');
  expect([await lists(), world.engine.requests['clients.list']({ query: '', view: 'all', start: 0, count: 10 }).total]).toEqual([3, 5]);
});

test('a client that is not linked any more is frozen: its edits are kept, not sent, and go when it is linked again', async () => {
  world = await createWorld({ clients: 20 });
  const aim = await aAim();
  await goOffline(world);
  const editIds = [rename(world, aim, 'Kept while frozen'), addPhone(world, aim, mobile('0215550150'))];
  await world.control.unlink(aim.clientId);
  await comeOnline(world);
  await settle(world);
  expect(await effectsOf(world)).toEqual([]);
  expect(world.detail(aim.clientId)).toMatchObject({ linked: false, mark: 'notLinked' });
  expect(editIds.map((id) => rowOf(world, id).state)).toEqual(['waiting', 'waiting']);
  expect(world.engine.requests['clients.list']({ query: '', view: 'notLinked', start: 0, count: 10 }).rows.map((row) => row.id)).toEqual([aim.clientId]);
  expect(world.engine.requests['edits.queue']({ editId: 'late', clientId: aim.clientId, intent: { type: 'remove', contact: aim.contact.key, scope: aim.scope, was: { ContactType: 'PRIMRY', Name: '', Phone: [] } } })).toMatchObject({ ok: false, error: [{ code: 'not-linked' }] });
  await world.reopen();
  expect(editIds.map((id) => rowOf(world, id).state)).toEqual(['waiting', 'waiting']);

  await world.control.link(aim.clientId);
  world.engine.requests['sync.refresh']({});
  await world.engine.atRest();
  await settle(world);
  expect(await effectsOf(world)).toEqual(['PUT contact', 'POST phone']);
  expect(world.detail(aim.clientId)).toMatchObject({ linked: true, mark: 'upToDate' });
});

test('delinked while an answer was lost: nothing more is sent for that client, and the edit is still there', async () => {
  world = await createWorld({ clients: 20 });
  const aim = await aAim();
  await world.control.order({ fault: 'dropReply', match: { method: 'PUT' } });
  await world.control.order({ fault: 'cutBefore', match: { path: '/gateway/customer' }, skip: 1, count: null });
  const editId = rename(world, aim, 'In doubt');
  await world.engine.atRest();
  await world.control.unlink(aim.clientId);
  await world.control.calm();
  await settle(world);
  expect(rowOf(world, editId)).toMatchObject({ state: 'checking', reason: expect.stringContaining('not linked') });
  expect(world.detail(aim.clientId).linked).toBe(false);
  await world.control.link(aim.clientId);
  world.engine.requests['sync.refresh']({});
  await world.engine.atRest();
  await settle(world);
  expect(rowOf(world, editId).state).toBe('sent');
  expect(await effectsOf(world)).toEqual(['PUT contact']);
});

test('a slow reading that began before an edit was sent does not bring the old value back', async () => {
  world = await createWorld({ clients: 10 });
  const aim = await aAim();
  await world.control.order({ fault: 'latency', ms: 120, match: { path: '/gateway/account' } });
  // Reads the customer at once and its accounts slowly; the edit is sent and confirmed in between.
  world.engine.requests['sync.refresh']({});
  rename(world, aim, 'After the reading began');
  const shown: string[] = [];
  const watch = world.engine.news.listen(() => shown.push(seen(world, aim, aim.contact.key)?.name ?? 'gone'));
  await world.engine.atRest();
  watch();
  expect(new Set(shown)).toEqual(new Set(['After the reading began']));
  expect((await atGateway(world, aim, aim.contact.type))?.Name).toBe('After the reading began');
});

test('a contact removed while it is being read does not come back', async () => {
  world = await createWorld({ clients: 10 });
  const aim = await aAim();
  await world.control.order({ fault: 'latency', ms: 60, match: { path: '/gateway/account' } });
  world.engine.requests['sync.refresh']({});
  remove(world, aim);
  await world.engine.atRest();
  await settle(world);
  expect(seen(world, aim, aim.contact.key)).toBeUndefined();
  expect(await effectsOf(world)).toEqual(['DELETE contact']);
});
