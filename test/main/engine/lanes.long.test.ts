import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { ClientDetail } from '../../../shared/views.ts';
import { addContact, addPhone, aimAt, appliedTo, comeOnline, effectsOf, emptyLevel, goOffline, mobile, remove, removePhone, rename, rowOf, settle, type Aim } from './deeds.ts';
import { deed, perform } from './random-deeds.ts';
import { createWorld, type World } from './world.ts';

let world: World;
afterEach(() => world.close());

async function details(count: number, wish: (detail: ClientDetail) => boolean = (detail) => (detail.levels[0]?.contacts.length ?? 0) > 0): Promise<ClientDetail[]> {
  const { rows } = world.engine.requests['clients.list']({ query: '', view: 'all', start: 0, count: 1_000 });
  const found: ClientDetail[] = [];
  for (const row of rows) {
    const detail = world.detail(row.id);
    if (detail.linked && wish(detail) && (await world.control.client(row.id))?.link?.access === 'FULL') found.push(detail);
    if (found.length === count) return found;
  }
  throw new Error('too few clients: choose another seed');
}

test('an edit that needs the person holds the later ones of its own client, and no others', async () => {
  world = await createWorld({ clients: 30 });
  const [held, free] = (await details(2)).map((detail) => aimAt(detail, 'customer')) as [Aim, Aim];
  await goOffline(world);
  const first = rename(world, held, 'Refused');
  const second = rename(world, held, 'Held');
  const other = rename(world, free, 'Free');
  await world.control.order({ fault: 'answer', status: 400, body: '{"errors":[{"code":"NEW123","type":"validation","message":"Something nobody has seen"}]}', match: { method: 'PUT' }, skip: 0 });
  await world.control.order({ fault: 'answer', status: 400, body: '{"errors":[{"code":"NEW123","type":"validation","message":"Something nobody has seen"}]}', match: { method: 'PUT' }, skip: 0 });
  await comeOnline(world);
  await settle(world);
  // Whichever lane came first met the refusals; both lanes hold exactly their own.
  const states = [first, second, other].map((id) => rowOf(world, id).state);
  expect(states).toEqual(['needsYou', 'waiting', 'needsYou']);
  expect(rowOf(world, first)).toMatchObject({ reason: expect.stringContaining('NEW123'), details: { status: 400, code: 'NEW123', body: expect.stringContaining('nobody has seen') } });
  expect(rowOf(world, second).reason).toContain('Waits for the edit');
  expect(world.engine.requests['edits.act']({ editId: other, action: 'retry' })).toMatchObject({ done: true });
  await settle(world);
  expect(await appliedTo(world, free.clientId)).toEqual(['PUT contact']);
  expect(await appliedTo(world, held.clientId)).toEqual([]);
  expect(world.engine.requests['edits.act']({ editId: first, action: 'retry' })).toMatchObject({ done: true });
  expect(world.engine.requests['edits.act']({ editId: first, action: 'retry' })).toMatchObject({ done: false });
  await settle(world);
  expect(await appliedTo(world, held.clientId)).toEqual(['PUT contact', 'PUT contact']);
  expect(world.notices.some((notice) => /need/.test(notice))).toBe(true);
});

test('what cannot be turned into a request is parked with words, and the other clients are sent', async () => {
  world = await createWorld({ clients: 30 });
  const [bad, good] = (await details(2)) as [ClientDetail, ClientDetail];
  const state = await world.control.client(bad.id);
  const strange = JSON.stringify({ Customer: { ...state!.Customer, Contact: [{ ContactID: '99999999999999999999', ContactType: 'PRIMRY', Name: 'Strange', Updated: '', Phone: [] }] } });
  // The gateway says so each time: at the reading and before the sending. Clients are read again in no order of ours, so all get it at first.
  await goOffline(world);
  const [CustomerIDType, CustomerID] = bad.id.split(':');
  expect(CustomerIDType).not.toBe('');
  const scope = bad.levels[0]!.scope;
  await world.control.order({ fault: 'answer', status: 200, body: strange, match: { path: '/gateway/customer' }, count: null });
  const was = { ContactType: 'PRIMRY', Name: 'Strange', Phone: [] };
  await world.control.online();
  world.engine.requests['sync.now']({});
  await world.engine.atRest();
  // A removal needs no phone and names a contact whose id no number can hold.
  rename(world, aimAt(bad, 'customer'), 'Seen strangely');
  await world.engine.atRest();
  expect(world.engine.status().needsYou).toBe(1);
  expect(was.Phone).toEqual([]);
  expect(scope.key).toContain(CustomerID);
  const editId = world.engine.requests['edits.queue']({ editId: 'poison', clientId: bad.id, intent: { type: 'remove', contact: '99999999999999999999', scope, was } });
  expect(editId).toMatchObject({ ok: true });
  world.engine.requests['edits.act']({ editId: world.engine.requests['queue.list']({ states: ['needsYou'], start: 0, count: 1 }).rows[0]!.editId, action: 'discard' });
  await world.engine.atRest();
  expect(rowOf(world, 'poison')).toMatchObject({ state: 'needsYou', reason: expect.stringContaining('could not turn this edit into a request'), actions: ['retry', 'discard'] });
  await world.control.calm();
  rename(world, aimAt(good, 'customer'), 'Goes on');
  await settle(world);
  expect(await effectsOf(world)).toEqual(['PUT contact']);
});

test('the same edit handed in twice is queued and sent once', async () => {
  world = await createWorld({ clients: 20 });
  const [aim] = (await details(1)).map((detail) => aimAt(detail, 'customer')) as [Aim];
  const ask = { editId: 'once', clientId: aim.clientId, intent: { type: 'edit' as const, contact: aim.contact.key, scope: aim.scope, changes: [{ op: 'set' as const, field: 'Name' as const, was: aim.contact.name, to: 'Once' }] } };
  for (let time = 0; time < 3; time += 1) expect(world.engine.requests['edits.queue'](ask)).toEqual({ ok: true, value: { editId: 'once' } });
  await settle(world);
  expect(world.engine.requests['edits.queue'](ask)).toEqual({ ok: true, value: { editId: 'once' } });
  await settle(world);
  expect(await effectsOf(world)).toEqual(['PUT contact']);
  expect(world.engine.requests['edits.undo']({ editId: 'once' })).toEqual({ undone: [] });
});

test('undoing the addition of a contact takes everything on it away; nothing is sent', async () => {
  world = await createWorld({ clients: 40 });
  const [detail] = (await details(1, (one) => emptyLevel(one, 'customer') !== undefined)) as [ClientDetail];
  await goOffline(world);
  const aim = addContact(world, detail.id, emptyLevel(detail, 'customer')!.scope, 'PRIMRY', 'Brief', [mobile('0215550140')]);
  const rest = [rename(world, aim, 'Briefer'), addPhone(world, aim, mobile('0215550141')), removePhone(world, aim, aim.contact.phones[0]!.key), remove(world, aim)];
  const [first] = aim.contact.editIds as [string];
  expect(world.engine.requests['edits.undo']({ editId: first }).undone.sort()).toEqual([first, ...rest].sort());
  await comeOnline(world);
  await settle(world);
  expect(await effectsOf(world)).toEqual([]);
});

test('after any undo what is left is valid and drains without a refusal', async () => {
  world = await createWorld({ clients: 80 });
  const clients = (await details(40)).map((detail) => detail.id);
  let run = 0;
  const seed = Date.now() & 0xffff;
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 12 }), fc.array(fc.nat(30), { minLength: 1, maxLength: 3 }), async (deeds, undos) => {
      const clientId = clients[run++ % clients.length]!;
      // What a failing run left behind is not the next one's.
      for (const row of world.engine.requests['queue.list']({ states: ['needsYou'], start: 0, count: 100 }).rows) world.engine.requests['edits.act']({ editId: row.editId, action: 'discard' });
      await settle(world);
      await goOffline(world);
      for (const one of deeds) perform(world, clientId, one);
      for (const pick of undos) {
        const { rows } = world.engine.requests['queue.list']({ states: ['waiting'], start: 0, count: 100 });
        if (rows.length > 0) expect(world.engine.requests['edits.undo']({ editId: rows[pick % rows.length]!.editId }).undone.length).toBeGreaterThan(0);
      }
      const shownBefore = world.detail(clientId).levels[0]!.contacts.filter((contact) => !contact.removed).map((contact) => [contact.type, contact.name, contact.phones.filter((phone) => !phone.removed).map((phone) => phone.PhoneNumber)]);
      await comeOnline(world);
      await settle(world);
      expect(world.engine.requests['queue.list']({ states: ['needsYou'], start: 0, count: 10 }).rows.map((row) => [row.title, row.reason])).toEqual([]);
      expect(world.engine.status()).toMatchObject({ waiting: 0, checking: 0, needsYou: 0 });
      const gateway = ((await world.control.client(clientId))?.Customer.Contact ?? []).map((contact) => [contact.ContactType, contact.Name, contact.Phone.map((phone) => phone.PhoneNumber)]);
      expect(new Map(gateway.map((one) => [one[0], one]))).toEqual(new Map(shownBefore.map((one) => [one[0], one])));
    }),
    { numRuns: 40, seed },
  );
}, 40_000);
