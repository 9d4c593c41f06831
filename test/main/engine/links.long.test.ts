import { afterEach, describe, expect, test } from 'vitest';
import { linkLines } from '../../../main/engine/connectors/ird/view.ts';
import type { Link } from '../../../main/engine/gateway/connector.ts';
import type { FaultOrder } from '../../../main/sandbox/faults.ts';
import { addPhone, aimAt, appliedTo, changeable, effectsOf, goOffline, mobile, rename, rowOf, settle, type Aim } from './deeds.ts';
import { handClock } from './hand-clock.ts';
import { createWorld, type World } from './world.ts';

let world: World;
afterEach(() => world?.close());

const intermediation = '/gateway/gws/intermediation/';
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
    expect(world.detail(aim.clientId)).toMatchObject({ linked: false, frozen: expect.stringContaining('does not let this logon see this client') });
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

  /** The list as the service gives it, without one client. */
  async function listWithout(clientId: string): Promise<string> {
    const [ask] = await lines(intermediation);
    const reply = await fetch(new URL(intermediation, world.sandbox.url), { method: 'POST', headers: { authorization: world.options.authorization ?? '', 'content-type': 'application/soap+xml' }, body: ask?.body ?? '' });
    const whole = await reply.text();
    const without = whole.replaceAll(/<(\w+:)?client( [^>]*)?>.*?<\/(\w+:)?client>/gs, (one) => (one.includes(clientId.slice(4)) ? '' : one));
    expect(without.length).toBeLessThan(whole.length);
    return without;
  }

  test.each([['nobody can say whether it is linked', null, false], ['the service says that it is linked after all', 1, true]] as const)('gone from the lists and still readable, opened where %s', async (_, count, linked) => {
    const clock = handClock();
    world = await createWorld({ clients: 20, tuning: { clock } });
    const [aim] = (await aims(1)) as [Aim];
    await world.control.order({ fault: 'answer', status: 200, body: await listWithout(aim.clientId), match: { path: intermediation }, count });
    world.engine.requests['sync.refresh']({});
    await world.engine.atRest();
    expect(world.detail(aim.clientId)).toMatchObject({ linked: false, frozen: expect.stringContaining('not on your client lists') });
    clock.pass(60_000);
    const after = await lastRequest();
    for (let look = 0; look < 3; look += 1) {
      world.engine.requests['clients.open']({ clientId: aim.clientId });
      await world.engine.atRest();
    }
    expect(world.detail(aim.clientId).linked).toBe(linked);
    // Read once: a screen that looks again at every piece of news asks no more.
    expect((await about(aim.clientId, after)).filter((line) => line.path === '/gateway/customer/customer')).toHaveLength(1);
    expect(rows('notLinked').map((row) => row.id)).toEqual(linked ? [] : [aim.clientId]);
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

describe('a client list service that is not there', () => {
  const troubles: [string, FaultOrder, string][] = [
    ['refuses with 401', { fault: 'answer', status: 401 }, 'did not accept'],
    ['is out of order', { fault: 'answer', status: 503, body: 'no' }, 'asked for again'],
    ['asks us to wait', { fault: 'answer', status: 429, headers: { 'retry-after': '120' } }, 'asked for again'],
    ['is a page', { fault: 'outage', status: 200 }, 'asked for again'],
  ];
  test.each(troubles)('that %s: the words say so, everything else goes on, and it is not asked without pause', async (_, fault, words) => {
    const clock = handClock();
    world = await createWorld({ clients: 20, tuning: { clock } });
    const [aim] = (await aims(1)) as [Aim];
    await world.control.order({ ...fault, match: { path: intermediation }, count: null });
    const after = await lastRequest();
    world.engine.requests['sync.refresh']({});
    await world.engine.atRest();
    rename(world, aim, 'Sent all the same');
    await settle(world);
    expect(world.engine.status()).toMatchObject({ connection: { state: 'online' }, waiting: 0, listTrouble: expect.stringContaining(words) });
    expect(await lines(intermediation, after)).toHaveLength(1);
    expect((await lines('/gateway/customer/customer', after)).length).toBeGreaterThanOrEqual(20);
    await world.control.calm();
    clock.pass(120_000);
    await world.engine.atRest();
    expect(world.engine.status().listTrouble).toBe('');
  });

  test('at its own address: the gateway is online all the same', async () => {
    world = await createWorld({ clients: 10 });
    const [aim] = (await aims(1)) as [Aim];
    const { clients } = world.options.gateway;
    if (clients.from === 'intermediation') world.options.gateway.clients = { ...clients, address: 'http://127.0.0.1:9/gws/' };
    await world.reopen();
    rename(world, aim, 'Sent all the same');
    await settle(world);
    expect(world.engine.status()).toMatchObject({ connection: { state: 'online' }, waiting: 0, listTrouble: expect.stringContaining('does not answer') });
  });
});
