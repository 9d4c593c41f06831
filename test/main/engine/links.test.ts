import { afterEach, describe, expect, test } from 'vitest';
import { linkLines } from '../../../main/engine/connectors/ird/view.ts';
import type { Link } from '../../../main/engine/gateway/connector.ts';
import { addPhone, aimAt, appliedTo, changeable, comeOnline, effectsOf, goOffline, mobile, rename, rowOf, settle, type Aim } from './deeds.ts';
import { handClock } from './hand-clock.ts';
import { createWorld, type World } from './world.ts';

let world: World;
afterEach(() => world?.close());

const intermediation = '/gateway/gws/intermediation/';
const notifications = '/gateway/notification/list';
const lines = async (path: string, after = 0) => (await world.control.requests(after)).filter((line) => line.path === path);
const lastRequest = async (): Promise<number> => (await world.control.requests()).at(-1)?.n ?? 0;
/** What was sent about one client, reads too. */
const about = async (clientId: string, after: number) => (await world.control.requests(after)).filter((line) => line.body.includes(clientId.slice(4)));
const rows = (view: 'all' | 'notLinked' = 'all') => world.engine.requests['clients.list']({ query: '', view, start: 0, count: 1_000 }).rows;

async function aims(count: number): Promise<Aim[]> {
  const able = (await changeable(world)).filter((detail) => (detail.levels[0]?.contacts[0]?.phones.length ?? 5) < 4);
  expect(able.length).toBeGreaterThanOrEqual(count);
  return able.slice(0, count).map((detail) => aimAt(detail, 'customer'));
}

describe('links as they are shown', () => {
  const tax = { id: '132280722', idType: 'LSTID', type: 'TAXCLI' };
  const other = { id: '1039040', idType: 'CLTLID', type: 'OTHCLI' };
  const link = (list: Link['list'], accountType = '', state = ''): Link => ({ list, accountType, state });

  test('one line a list; a master link covers everything, others their account types in words', () => {
    expect(linkLines([link(tax, 'GST'), link(other, 'INC', 'PENDING'), link(tax, 'KSS'), link(tax, 'ZZZ'), link(tax, 'GST')])).toEqual([
      { list: '132-280-722', type: 'Tax agent client list', covers: ['GST', 'KiwiSaver member', 'ZZZ'], state: '' },
      { list: '1039040', type: 'Other representative client list', covers: ['Income tax'], state: 'Pending' },
    ]);
    expect(linkLines([link(tax, 'GST'), link(tax)])).toMatchObject([{ covers: 'everything' }]);
    expect(linkLines([link({ ...tax, type: 'NEWCLI' })])).toMatchObject([{ type: 'NEWCLI' }]);
    expect(linkLines([])).toEqual([]);
  });

  test('every client of a practice says by which list it is linked, and what that covers', async () => {
    world = await createWorld({ clients: 60 });
    const links = rows().map((row) => world.detail(row.id).links);
    expect(links.every((list) => list.length > 0)).toBe(true);
    expect(new Set(links.flat().map((line) => line.list)).size).toBe(3);
    const { rows: known } = await world.control.clients(0, 100);
    for (const client of known) if (client.link?.master === false) expect(world.detail(client.client).links.every((line) => line.covers !== 'everything')).toBe(true);
    await world.reopen();
    expect(rows().map((row) => world.detail(row.id).links)).toEqual(links);
  });

  test('clients given by number have no links, and only valid numbers are taken', async () => {
    world = await createWorld({ clients: 10 });
    const numbers = rows().slice(0, 3).map((row) => row.id);
    await world.close();
    world = await createWorld({ clients: 10, numbers: [...numbers, numbers[0]!, 'IRD:136410133', 'IRD:1', 'XYZ:136410132', 'CST:1'] });
    expect(rows().map((row) => row.id).sort()).toEqual([...numbers].sort());
    expect(world.detail(numbers[0]!)).toMatchObject({ linked: true, links: [], frozen: '' });
    expect(await lines(intermediation)).toEqual([]);
  });
});

describe('a client that is delinked', () => {
  test('in the middle of a drain: nothing is sent for it afterwards, its edits are kept and say so, the others arrive', async () => {
    world = await createWorld({ clients: 20 });
    const [lost, kept] = (await aims(2)) as [Aim, Aim];
    await goOffline(world);
    const editIds = [rename(world, lost, 'One'), addPhone(world, lost, mobile('0215550150')), rename(world, lost, 'Two')];
    const others = [rename(world, kept, 'One'), rename(world, kept, 'Two')];
    // Answered slowly, so that the order comes between the first change and the second.
    await world.control.order({ fault: 'latency', ms: 60, match: { method: 'POST', path: '/gateway/contact/phone' }, count: 1 });
    await world.control.online();
    world.engine.requests['sync.now']({});
    while ((await appliedTo(world, lost.clientId)).length < 1) await new Promise((resolve) => setImmediate(resolve));
    await world.control.unlink(lost.clientId);
    await world.engine.atRest();
    const after = await lastRequest();
    await settle(world);
    world.engine.requests['sync.refresh']({});
    await world.engine.atRest();
    expect(await about(lost.clientId, after)).toEqual([]);
    const states = editIds.map((id) => rowOf(world, id).state);
    expect(states).toContain('waiting');
    expect(states.filter((state) => state !== 'waiting')).toEqual(states.filter((state) => state === 'sent'));
    for (const id of editIds) if (rowOf(world, id).state === 'waiting') expect(rowOf(world, id).reason).toContain('not linked');
    expect(world.detail(lost.clientId)).toMatchObject({ linked: false, mark: 'notLinked', frozen: expect.stringContaining('not on your client lists') });
    expect(others.map((id) => rowOf(world, id).state)).toEqual(['sent', 'sent']);
    await world.control.link(lost.clientId);
    world.engine.requests['sync.refresh']({});
    await world.engine.atRest();
    await settle(world);
    expect(editIds.map((id) => rowOf(world, id).state)).toEqual(['sent', 'sent', 'sent']);
    expect(await appliedTo(world, lost.clientId)).toEqual(['PUT contact', 'POST phone', 'PUT contact']);
    expect(world.detail(lost.clientId)).toMatchObject({ linked: true, frozen: '' });
  });

  test('and whose delinking nobody has told: the first refusal asks once whether it is linked, and says so', async () => {
    world = await createWorld({ clients: 20 });
    const [aim] = (await aims(1)) as [Aim];
    await world.control.unlink(aim.clientId);
    const after = await lastRequest();
    rename(world, aim, 'Kept');
    await settle(world);
    const asked = await lines(intermediation, after);
    expect(asked.map((line) => /Intermediation\/(\w+)</.exec(line.body)?.[1])).toEqual(['RetrieveClient']);
    expect(world.detail(aim.clientId)).toMatchObject({ linked: false, frozen: expect.stringContaining('not on your client lists') });
    expect(await effectsOf(world)).toEqual([]);
  });

  test('a client that is listed and may not be read is frozen with the other reason, and is not asked for again and again', async () => {
    const clock = handClock();
    world = await createWorld({ clients: 20, tuning: { clock } });
    const [aim] = (await aims(1)) as [Aim];
    await world.control.order({ fault: 'answer', status: 403, body: '{"errors":[{"code":"EV1022","type":"security","message":"No"}]}', match: { path: '/gateway/customer/customer' }, count: 2 });
    const editId = rename(world, aim, 'Not yet');
    await settle(world);
    expect(world.detail(aim.clientId)).toMatchObject({ linked: false, frozen: expect.stringContaining('does not let this logon see it') });
    expect(rowOf(world, editId)).toMatchObject({ state: 'waiting', reason: expect.stringContaining('not linked') });
    clock.pass(60_000);
    await world.engine.atRest();
    expect(await effectsOf(world)).toEqual([]);
    // The next list finds it listed as before; because an edit waits, it is tried once more, and goes.
    clock.pass(15 * 60_000);
    await world.engine.atRest();
    await settle(world);
    expect(rowOf(world, editId).state).toBe('sent');
  });

  test('opened by somebody once it is linked again: thaws without waiting for the list', async () => {
    const clock = handClock();
    world = await createWorld({ clients: 20, tuning: { clock } });
    const [aim] = (await aims(1)) as [Aim];
    await world.control.unlink(aim.clientId);
    const editId = rename(world, aim, 'Kept');
    await settle(world);
    await world.control.link(aim.clientId);
    // Asked a moment ago: a screen that looks again at every piece of news asks no more.
    const after = await lastRequest();
    world.engine.requests['clients.open']({ clientId: aim.clientId });
    await world.engine.atRest();
    expect(await about(aim.clientId, after)).toEqual([]);
    clock.pass(30_000);
    world.engine.requests['clients.open']({ clientId: aim.clientId });
    await world.engine.atRest();
    await settle(world);
    expect([rowOf(world, editId).state, world.detail(aim.clientId).linked]).toEqual(['sent', true]);
  });

  test('a link that waits for approval is none yet', async () => {
    world = await createWorld({ clients: 20 });
    const [aim] = (await aims(1)) as [Aim];
    await world.control.link(aim.clientId, { access: 'FULL', master: true, accounts: [], list: 2, pending: true } as never);
    world.engine.requests['sync.refresh']({});
    await world.engine.atRest();
    expect(world.detail(aim.clientId)).toMatchObject({ linked: false, frozen: expect.stringContaining('not approved yet'), links: [{ state: 'Pending' }] });
  });
});

describe('link events', () => {
  const fiveMinutes = 5 * 60_000;

  test('a link that went is seen within five minutes, by asking for the list anew; nothing is asked where nothing happened', async () => {
    const clock = handClock(Date.now());
    world = await createWorld({ clients: 20, tuning: { clock } });
    const [aim] = (await aims(1)) as [Aim];
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
    const [aim] = (await aims(1)) as [Aim];
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
});
