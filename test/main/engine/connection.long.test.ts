import { afterEach, describe, expect, test } from 'vitest';
import type { FaultOrder } from '../../../main/sandbox/faults.ts';
import { addPhone, aimAt, changePhone, comeOnline, effectsOf, goOffline, mobile, rename, rowOf, seen, settle, type Aim } from './deeds.ts';
import { handClock } from './hand-clock.ts';
import { createWorld, type World } from './world.ts';

let world: World;
afterEach(() => world.close());

/** Clients of a practice whose customer contact may be changed. */
async function aims(count: number): Promise<Aim[]> {
  const { rows } = world.engine.requests['clients.list']({ query: '', view: 'all', start: 0, count: 1_000 });
  const found: Aim[] = [];
  for (const row of rows) {
    const detail = world.detail(row.id);
    const contact = detail.levels[0]?.contacts[0];
    if (!detail.linked || !contact || contact.phones.length > 3) continue;
    if ((await world.control.client(row.id))?.link?.access === 'FULL') found.push(aimAt(detail, 'customer'));
    if (found.length === count) return found;
  }
  throw new Error('too few clients');
}

/** Four edits for each client, resting on each other; answers what each client's calls must be, in order. */
function edit(given: readonly Aim[]): string[] {
  return given.flatMap((aim, place) => {
    const ids = [rename(world, aim, `Name ${place}`), addPhone(world, aim, mobile(`02155502${10 + place}`)), rename(world, aim, `Name ${place} again`)];
    const added = seen(world, aim, aim.contact.key)?.phones.at(-1)?.key ?? '';
    return [...ids, changePhone(world, aim, added, mobile(`02155503${10 + place}`))];
  });
}
const wanted = ['PUT contact', 'POST phone', 'PUT contact', 'PUT phone'];

async function eachOnceInOrder(given: readonly Aim[]): Promise<void> {
  const effects = await world.control.effects();
  for (const aim of given) expect(effects.filter((effect) => effect.client === aim.clientId).map((effect) => `${effect.method} ${effect.path.replace('/gateway/contact/', '')}`)).toEqual(wanted);
  expect(effects).toHaveLength(given.length * wanted.length);
  expect(world.engine.status()).toMatchObject({ waiting: 0, sending: 0, checking: 0, needsYou: 0 });
}

test('offline is told as such, edits wait, and all arrive once back', async () => {
  world = await createWorld({ clients: 20 });
  const given = await aims(3);
  await goOffline(world);
  edit(given);
  expect(world.engine.status()).toMatchObject({ connection: { state: 'offline', nextTryAt: expect.any(Number) }, waiting: 12 });
  await comeOnline(world);
  await settle(world);
  await eachOnceInOrder(given);
});

test('a network that the system says is lost is believed; one it says is back is tried', async () => {
  world = await createWorld({ clients: 5 });
  world.engine.setNetwork(false);
  expect(world.engine.status().connection.state).toBe('offline');
  world.engine.setNetwork(true);
  await world.engine.atRest();
  expect(world.engine.status().connection.state).toBe('online');
});

describe('a token that expires in the middle', () => {
  for (let call = 1; call <= 8; call += 1)
    test(`at changing call ${call}: nothing is lost, nothing is reordered, no attempt is counted, one sign-in is enough`, async () => {
      world = await createWorld({ clients: 20 });
      const given = await aims(2);
      await goOffline(world);
      const editIds = edit(given);
      await world.control.order({ fault: 'expireToken', skip: call - 1, match: { path: '/gateway/contact/c' } });
      await world.control.order({ fault: 'expireToken', skip: call, match: { path: '/gateway/contact/p' } });
      await comeOnline(world);
      expect(world.engine.status()).toMatchObject({ connection: { state: call <= 4 ? 'signedOut' : expect.any(String) }, needsYou: 0 });
      await world.control.calm();
      expect(editIds.map((id) => rowOf(world, id).attempts)).toEqual(editIds.map(() => 0));
      world.engine.setAuthorization(`Bearer ${(await world.control.token()).token}`);
      await world.engine.atRest();
      await eachOnceInOrder(given);
    });

  test('while other calls are still under way with the old token: their late refusals do not sign out the new one', async () => {
    world = await createWorld({ clients: 20 });
    const given = await aims(4);
    await goOffline(world);
    edit(given);
    await world.control.order({ fault: 'latency', ms: 200, match: { path: '/gateway/customer' }, count: 4 });
    await world.control.online();
    const before = (await world.control.requests()).length;
    world.engine.requests['sync.now']({});
    // The status has been asked and the first reads are on their way.
    for (let lines = before; lines <= before; ) lines = (await world.control.requests()).length;
    await world.control.expireTokens();
    world.engine.setAuthorization(`Bearer ${(await world.control.token()).token}`);
    await world.engine.atRest();
    await settle(world);
    expect(world.engine.status().connection.state).toBe('online');
    await eachOnceInOrder(given);
  });

  test('no token at the start: signed out, edits are kept, a token sends them', async () => {
    world = await createWorld({ clients: 10 });
    const [aim] = await aims(1);
    world.engine.setAuthorization(null);
    rename(world, aim!, 'Signed out');
    expect(world.engine.status()).toMatchObject({ connection: { state: 'signedOut' }, waiting: 1 });
    world.engine.setAuthorization(`Bearer ${(await world.control.token()).token}`);
    await world.engine.atRest();
    expect(await effectsOf(world)).toEqual(['PUT contact']);
  });
});

test('asked to wait, it waits as long as it was told, then goes on; the attempt does not count', async () => {
  const clock = handClock();
  world = await createWorld({ clients: 10, tuning: { clock } });
  const [aim] = await aims(1);
  await world.control.order({ fault: 'answer', status: 429, headers: { 'retry-after': '90' }, match: { method: 'PUT' } });
  const editId = rename(world, aim!, 'Patient');
  await world.engine.atRest();
  expect(world.engine.status()).toMatchObject({ connection: { state: 'busy', until: clock.now() + 90_000 }, waiting: 1 });
  expect(rowOf(world, editId).attempts).toBe(0);
  const asked = (await world.control.requests()).length;
  world.engine.setNetwork(true);
  clock.pass(89_000);
  await world.engine.atRest();
  expect((await world.control.requests()).length).toBe(asked);
  clock.pass(1_000);
  await world.engine.atRest();
  expect(await effectsOf(world)).toEqual(['PUT contact']);
});

const nothingDone: [string, FaultOrder, string][] = [
  ['an outage page with 503', { fault: 'outage', status: 503 }, 'busy'],
  ['an outage page with 200', { fault: 'outage', status: 200 }, 'portal'],
  ["a captive portal's page", { fault: 'portal' }, 'portal'],
  ["a captive portal's redirect", { fault: 'portal', redirect: true }, 'portal'],
];
test.each(nothingDone)('%s marks nothing done and nothing failed', async (_, fault, state) => {
  world = await createWorld({ clients: 20 });
  const given = await aims(2);
  await world.control.order(fault);
  edit(given);
  await world.engine.atRest();
  world.engine.requests['sync.now']({});
  await world.engine.atRest();
  expect(world.engine.status()).toMatchObject({ connection: { state }, needsYou: 0, sending: 0 });
  expect(await effectsOf(world)).toEqual([]);
  await world.control.calm();
  await settle(world);
  await eachOnceInOrder(given);
});

test('an outage that begins between the reading and the sending leaves the edit in doubt, and it is sent once afterwards', async () => {
  world = await createWorld({ clients: 20 });
  const given = await aims(1);
  await world.control.order({ fault: 'outage', status: 503, skip: 1 });
  edit(given);
  await world.engine.atRest();
  expect(world.engine.status()).toMatchObject({ connection: { state: 'busy' }, needsYou: 0 });
  await world.control.calm();
  await settle(world);
  await eachOnceInOrder(given);
});

test('paused on purpose nothing is asked, whatever happens; resumed, everything goes', async () => {
  world = await createWorld({ clients: 20 });
  const given = await aims(2);
  world.engine.requests['sync.pause']({ paused: true });
  const asked = (await world.control.requests()).length;
  edit(given);
  world.engine.requests['sync.now']({});
  world.engine.setNetwork(true);
  world.engine.setNetwork(false);
  await world.engine.atRest();
  expect(world.engine.status()).toMatchObject({ connection: { state: 'paused' }, waiting: 8 });
  expect((await world.control.requests()).length).toBe(asked);
  world.engine.requests['sync.pause']({ paused: false });
  await world.engine.atRest();
  await eachOnceInOrder(given);
});

test('a lane that meets nothing but 500 on reading rests alone; the others are sent', async () => {
  world = await createWorld({ clients: 20 });
  const given = await aims(2);
  await goOffline(world);
  edit(given);
  await world.control.order({ fault: 'answer', status: 500, body: 'no', match: { path: '/gateway/customer' } });
  await comeOnline(world);
  expect((await effectsOf(world)).length).toBe(4);
  expect(world.engine.status()).toMatchObject({ waiting: 4, needsYou: 0 });
  await settle(world);
  await eachOnceInOrder(given);
});

test('what waiting does not cure is said in words: a certificate that cannot be loaded, a proxy that does not answer', async () => {
  world = await createWorld({ clients: 5 });
  const { gateway } = world.options;
  const [given] = await aims(1);
  gateway.network = { ...gateway.network, clientCertificate: { certificate: 'no certificate', key: 'no key', passPhrase: '' } };
  await world.reopen();
  rename(world, given!, 'Kept meanwhile');
  expect(world.engine.status()).toMatchObject({ connection: { state: 'offline', why: expect.stringContaining('client certificate could not be loaded') }, waiting: 1 });
  gateway.network = { ...gateway.network, clientCertificate: null, proxy: { address: 'http://127.0.0.1:9', user: '', password: '' } };
  await world.reopen();
  expect(world.engine.status().connection).toMatchObject({ state: 'offline', why: expect.stringContaining('proxy does not answer') });
  // Another network, without that proxy.
  world.engine.setProxy(null);
  await settle(world);
  expect(await effectsOf(world)).toEqual(['PUT contact']);
  await goOffline(world);
  expect(world.engine.status().connection).not.toHaveProperty('why');
});

test('a gateway without a status service is known by its refusal to read nobody; a page, and a refused token, are told from that', async () => {
  world = await createWorld({ clients: 10, faults: [{ fault: 'answer', status: 404, body: 'Not Found', match: { path: '/gateway/contact/status' }, count: null }] });
  const [given] = await aims(1);
  rename(world, given!, 'Sent without a status');
  await settle(world);
  expect([world.engine.status().connection.state, await effectsOf(world)]).toEqual(['online', ['PUT contact']]);
  await world.control.expireTokens();
  world.engine.requests['sync.now']({});
  await world.engine.atRest();
  expect(world.engine.status().connection.state).toBe('signedOut');
  await world.control.calm();
  await world.control.order({ fault: 'answer', status: 404, body: '<html>Not Found</html>', count: null });
  world.engine.requests['sync.now']({});
  await world.engine.atRest();
  expect(world.engine.status().connection.state).toBe('portal');
});
