import { afterEach, expect, test } from 'vitest';
import { Engine } from '../../../main/engine/engine.ts';
import { LedgerTrouble } from '../../../main/engine/files.ts';
import { systemClock, type Clock } from '../../../main/engine/clock.ts';
import { addContact as contactIntent } from '../../../shared/inland-revenue/edits.ts';
import { addContact, addPhone, aimAt, appliedTo, atGateway, changeable, comeOnline, emptyLevel, goOffline, keyed, mobile, rename, rowOf, settle, type Aim } from './deeds.ts';
import { createWorld, type World } from './world.ts';

let world: World;
afterEach(() => world.close());

/** A clock that a test sets; time goes on by itself otherwise. */
function settable(): Clock & { move: (ms: number) => void } {
  let ahead = 0;
  return { ...systemClock, now: () => systemClock.now() + ahead, move: (ms) => void (ahead += ms) };
}

const roomForPhone = async (): Promise<Aim> => {
  const found = (await changeable(world)).find((detail) => detail.id.startsWith('IRD') && (detail.levels[0]?.contacts[0]?.phones.length ?? 9) < 4);
  if (!found) throw new Error('no client of the practice is like that');
  return aimAt(found, 'customer');
};

/** Two readings after the engine's own show the customer as it was before: the gateway's reads lag its writes. */
async function lagTwice(clientId: string): Promise<void> {
  const [CustomerIDType, CustomerID] = clientId.split(':');
  const headers = { authorization: world.options.authorization ?? '', 'content-type': 'application/json' };
  const reply = await fetch(`${world.sandbox.url}/gateway/customer/customer`, { method: 'POST', headers, body: JSON.stringify({ CustomerID, CustomerIDType }) });
  await world.control.order({ fault: 'answer', status: 200, body: await reply.text(), match: { path: '/gateway/customer/customer' }, skip: 1, count: 2 });
}

test('a phone that only the third reading shows is adopted, not sent a second time', async () => {
  world = await createWorld({ clients: 30 });
  const aim = await roomForPhone();
  await world.control.order({ fault: 'dropReply', match: { method: 'POST', path: '/gateway/contact/phone' } });
  await lagTwice(aim.clientId);
  const editId = addPhone(world, aim, mobile('0215550199'));
  await settle(world);
  expect(await appliedTo(world, aim.clientId)).toEqual(['POST phone']);
  expect(rowOf(world, editId)).toMatchObject({ state: 'sent' });
});

test('a new contact that only the third reading shows is adopted, shown once, and nobody else is blamed', async () => {
  world = await createWorld({ clients: 80 });
  const detail = (await changeable(world)).find((one) => one.id.startsWith('IRD') && emptyLevel(one, 'customer'));
  const scope = detail && emptyLevel(detail, 'customer')?.scope;
  if (!scope) throw new Error('no client of the practice is like that');
  await world.control.order({ fault: 'dropReply', match: { method: 'POST', path: '/gateway/contact/contact' } });
  await lagTwice(detail.id);
  addContact(world, detail.id, scope, 'PRIMRY', 'Hēmi', [mobile('0215550199')]);
  await settle(world);
  expect(await appliedTo(world, detail.id)).toEqual(['POST contact']);
  expect(world.detail(detail.id).levels[0]?.contacts.map((contact) => [contact.name, contact.mark])).toEqual([['Hēmi', 'upToDate']]);
});

test('a third value that nobody has been shown is a conflict again, even after choosing one’s own', async () => {
  world = await createWorld({ clients: 30 });
  const aim = await roomForPhone();
  const ContactID = (await atGateway(world, aim, aim.contact.type))?.ContactID;
  const theyName = (Name: string) => world.control.act({ method: 'PUT', on: 'contact', body: { ContactID, Contact: { Name } } });
  await goOffline(world);
  const editId = rename(world, aim, 'Mine');
  await theyName('Theirs one');
  await comeOnline(world);
  await goOffline(world);
  world.engine.requests['edits.act']({ editId, action: 'keepMine' });
  await theyName('Theirs two');
  await comeOnline(world);
  expect(rowOf(world, editId)).toMatchObject({ state: 'needsYou', conflicts: [{ was: 'Theirs one', mine: 'Mine', theirs: 'Theirs two' }] });
  world.engine.requests['edits.act']({ editId, action: 'keepMine' });
  await settle(world);
  expect((await atGateway(world, aim, aim.contact.type))?.Name).toBe('Mine');
});

test.each(['0', '99999999', 'Thu, 01 Jan 2026 00:00:00 GMT'])('asked to wait by Retry-After: %s, the gateway is left alone for a sane while', async (value) => {
  world = await createWorld({ clients: 3 });
  await world.control.order({ fault: 'answer', status: 429, headers: { 'retry-after': value }, match: { path: '/gateway/contact/status' }, count: null });
  world.engine.requests['sync.now']({});
  await world.engine.atRest();
  const { connection } = world.engine.status();
  const wait = connection.state === 'busy' ? connection.until - Date.now() : Number.NaN;
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(3_600_000);
});

test('a wrong refusal does not freeze a client for good: what can be read is ours, and its edits go', async () => {
  const clock = settable();
  world = await createWorld({ clients: 30, tuning: { clock } });
  const aim = await roomForPhone();
  await world.control.order({ fault: 'answer', status: 403, body: '{"errors":[{"code":"EV1022","type":"security","message":""}]}', match: { path: '/gateway/customer/customer' }, count: 2 });
  addPhone(world, aim, mobile('0215550199'));
  await settle(world);
  expect(world.detail(aim.clientId).linked).toBe(false);
  await world.control.calm();
  clock.move(60_000);
  world.detail(aim.clientId);
  await settle(world);
  expect(world.detail(aim.clientId).linked).toBe(true);
  expect(await appliedTo(world, aim.clientId)).toEqual(['POST phone']);
});

test('a reading made while the clock was a year ahead is not taken for fresh, and up to date never lies in the future', async () => {
  const clock = settable();
  clock.move(365 * 86_400_000);
  world = await createWorld({ clients: 5, tuning: { clock } });
  clock.move(-365 * 86_400_000);
  const before = (await world.control.requests()).length;
  await world.reopen();
  expect((await world.control.requests()).slice(before).map((line) => line.path)).toContain('/gateway/customer/customer');
  expect(world.engine.status().upToDateAt).toBeLessThanOrEqual(clock.now());
});

test('an edit of another client’s account is refused', async () => {
  world = await createWorld({ clients: 60 });
  const all = await changeable(world);
  const owner = all.find((detail) => emptyLevel(detail, 'account'));
  const scope = owner && emptyLevel(owner, 'account')?.scope;
  const other = all.find((detail) => detail.id !== owner?.id);
  if (!scope || !other) throw new Error('no clients of the practice are like that');
  const intent = contactIntent({ key: 'new:1', scope, doc: { ContactType: 'PRIMRY', Name: 'Wrong client', Phone: [keyed(mobile('0215550199'))] } });
  expect(world.engine.requests['edits.queue']({ editId: 'X', clientId: other.id, intent })).toMatchObject({ ok: false });
});

test('working offline on purpose outlasts a restart', async () => {
  world = await createWorld({ clients: 30 });
  const aim = await roomForPhone();
  world.engine.requests['sync.pause']({ paused: true });
  addPhone(world, aim, mobile('0215550199'));
  await world.reopen();
  expect(world.engine.status().connection.state).toBe('paused');
  expect(await appliedTo(world, aim.clientId)).toEqual([]);
  world.engine.requests['sync.pause']({ paused: false });
  await settle(world);
  expect(await appliedTo(world, aim.clientId)).toEqual(['POST phone']);
});

test('a second engine on the same folder is refused in words', async () => {
  world = await createWorld({ clients: 3 });
  expect(() => new Engine(world.options)).toThrow(LedgerTrouble);
  expect(() => new Engine(world.options)).toThrow('Another Agentbook has these files open');
});

test('discarding an edit says beforehand how many rest on it, and afterwards which went', async () => {
  world = await createWorld({ clients: 30 });
  const aim = await roomForPhone();
  const ContactID = (await atGateway(world, aim, aim.contact.type))?.ContactID;
  await goOffline(world);
  const first = rename(world, aim, 'Mine');
  const second = rename(world, aim, 'Mine again');
  await world.control.act({ method: 'PUT', on: 'contact', body: { ContactID, Contact: { Name: 'Theirs' } } });
  await comeOnline(world);
  expect(rowOf(world, first)).toMatchObject({ state: 'needsYou', restingOn: 1 });
  const { done, taken } = world.engine.requests['edits.act']({ editId: first, action: 'discard' });
  expect([done, taken.sort()]).toEqual([true, [first, second].sort()]);
});

test('a late refusal of the old token does not sign out the new one', async () => {
  const clock = settable();
  world = await createWorld({ clients: 12, tuning: { clock } });
  const [row] = world.engine.requests['clients.list']({ query: '', view: 'all', start: 0, count: 1 }).rows;
  const refusal = '{"errors":[{"code":"EV1020","type":"security","message":""}]}';
  await world.control.order({ fault: 'answer', status: 400, body: refusal, match: { path: '/gateway/customer/customer' } });
  await world.control.order({ fault: 'latency', ms: 150, match: { path: '/gateway/account/list' }, count: 1 });
  clock.move(60_000);
  const seen: string[] = [];
  world.engine.news.listen((news) => news.type === 'status' && seen.push(news.status.connection.state));
  world.detail(row?.id ?? '');
  world.engine.setAuthorization(`Bearer ${(await world.control.token()).token}`);
  await world.engine.atRest();
  expect(world.engine.status().connection.state).toBe('online');
  expect(seen).not.toContain('signedOut');
});
