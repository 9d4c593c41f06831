import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClientDetail } from '../../../shared/views.ts';
import { addContact, addPhone, aimAt, appliedTo, atGateway, changeable, changePhone, comeOnline, emptyLevel, goOffline, mobile, removePhone, rename, rowOf, seen, settle, type Aim } from './deeds.ts';
import { deed, perform } from './random-deeds.ts';
import fc from 'fast-check';
import { createWorld, type World } from './world.ts';

let world: World;
const used = new Set<string>();
let pool: ClientDetail[] = [];
beforeAll(async () => {
  world = await createWorld({ clients: 120, tuning: { together: true } });
  pool = await changeable(world);
});
afterAll(() => world.close());

function aim(phones: readonly number[] = [2, 3]): Aim {
  const detail = pool.find((one) => !used.has(one.id) && phones.includes(one.levels[0]?.contacts[0]?.phones.length ?? 0));
  if (!detail) throw new Error('no client of the practice is like that: choose another seed');
  used.add(detail.id);
  return aimAt(detail, 'customer');
}

async function offline<T>(deeds: () => T): Promise<T> {
  await goOffline(world);
  const made = deeds();
  await comeOnline(world);
  await settle(world);
  return made;
}

const states = (ids: readonly string[]): string[] => ids.map((id) => rowOf(world, id).state);
const theyRename = (given: Aim, Name: string) => world.control.act({ method: 'PUT', on: 'contact', body: { ContactID: Number(given.contact.key), Contact: { Name } } });

test('a contact renamed twice is one call, and each edit has its own row, its own story and the receipt', async () => {
  const given = aim();
  const ids = await offline(() => [rename(world, given, 'One'), rename(world, given, 'Two')]);
  expect(await appliedTo(world, given.clientId)).toEqual(['PUT contact']);
  expect((await atGateway(world, given, given.contact.type))?.Name).toBe('Two');
  expect(states(ids)).toEqual(['sent', 'sent']);
  const { rows } = world.engine.requests['history.list']({ query: '', clientId: given.clientId, start: 0, count: 10 });
  expect(rows.map((row) => [row.editId, row.outcome, row.answer?.status])).toEqual([[ids[1], 'sent', 200], [ids[0], 'sent', 200]]);
});

test('a contact added and changed is one call with the final content', async () => {
  const detail = pool.find((one) => !used.has(one.id) && emptyLevel(one, 'customer') !== undefined)!;
  used.add(detail.id);
  const made = await offline(() => {
    const one = addContact(world, detail.id, emptyLevel(detail, 'customer')!.scope, 'PRIMRY', 'New', [mobile('0215550180')]);
    rename(world, one, 'Newer');
    addPhone(world, one, mobile('0215550181'));
    removePhone(world, one, one.contact.phones[0]!.key);
    return one;
  });
  expect(await appliedTo(world, detail.id)).toEqual(['POST contact']);
  expect(await atGateway(world, made, 'PRIMRY')).toMatchObject({ Name: 'Newer', Phone: [{ PhoneNumber: '0215550181' }] });
  // Its phone has its id: it can be changed.
  changePhone(world, made, seen(world, made, made.contact.key)!.phones[0]!.key, mobile('0215550182'));
  await settle(world);
  expect(await appliedTo(world, detail.id)).toEqual(['POST contact', 'PUT phone']);
});

test('what comes to nothing is not sent, and is done', async () => {
  const given = aim();
  const ids = await offline(() => {
    const first = addPhone(world, given, mobile('0215550183'));
    const added = seen(world, given, given.contact.key)!.phones.find((phone) => phone.PhoneNumber === '0215550183')!;
    return [first, removePhone(world, given, added.key), rename(world, given, 'There'), rename(world, given, given.contact.name)];
  });
  expect(await appliedTo(world, given.clientId)).toEqual([]);
  expect(states(ids)).toEqual(['sent', 'sent', 'sent', 'sent']);
});

test('the last of several that wait can be undone by itself, and the others come together without it', async () => {
  const given = aim();
  await offline(() => {
    rename(world, given, 'One');
    rename(world, given, 'Two');
    world.engine.requests['edits.undo']({ editId: rename(world, given, 'Three') });
  });
  expect((await atGateway(world, given, given.contact.type))?.Name).toBe('Two');
  expect(await appliedTo(world, given.clientId)).toEqual(['PUT contact']);
});

test('a conflict is about the first edit, and the later ones wait for it', async () => {
  const given = aim();
  await goOffline(world);
  const ids = [rename(world, given, 'One'), rename(world, given, 'Two')];
  await theyRename(given, 'Theirs');
  await comeOnline(world);
  await settle(world);
  expect(states(ids)).toEqual(['needsYou', 'waiting']);
  expect(rowOf(world, ids[0]!).conflicts).toMatchObject([{ mine: 'One', theirs: 'Theirs' }]);
  world.engine.requests['edits.act']({ editId: ids[0]!, action: 'keepMine' });
  await settle(world);
  expect((await atGateway(world, given, given.contact.type))?.Name).toBe('Two');
  expect(await appliedTo(world, given.clientId)).toEqual(['PUT contact']);
});

test('a refusal of several together has each go by itself, so that it is known which it was', async () => {
  const given = aim();
  await world.control.order({ fault: 'answer', status: 400, body: JSON.stringify({ errors: [{ code: 'CNT102', message: '' }] }), match: { method: 'PUT', path: '/gateway/contact/phone' }, count: 1 });
  const { key } = given.contact.phones[0]!;
  const ids = await offline(() => [changePhone(world, given, key, mobile('0215550184')), changePhone(world, given, key, mobile('0215550185'))]);
  expect(states(ids)).toEqual(['sent', 'sent']);
  expect(await appliedTo(world, given.clientId)).toEqual(['PUT phone', 'PUT phone']);
});

test('a lost answer to several together is read back once, and all of them are done', async () => {
  const given = aim();
  await goOffline(world);
  const ids = [addPhone(world, given, mobile('0215550186'))];
  const added = seen(world, given, given.contact.key)!.phones.find((phone) => phone.PhoneNumber === '0215550186')!;
  ids.push(changePhone(world, given, added.key, mobile('0215550187')));
  await world.control.order({ fault: 'dropReply', match: { method: 'POST', path: '/gateway/contact/phone' }, count: 1 });
  await comeOnline(world);
  await settle(world);
  expect(await appliedTo(world, given.clientId)).toEqual(['POST phone']);
  expect(states(ids)).toEqual(['sent', 'sent']);
  expect(seen(world, given, given.contact.key)!.phones.filter((phone) => phone.PhoneNumber === '0215550187')).toHaveLength(1);
});

test('whatever somebody does offline: what is shown is what the gateway has afterwards, no call is refused, and no more calls are made than edits', async () => {
  const seed = Number(process.env['TOGETHER_SEED'] ?? Date.now() % 100_000);
  console.log(`coming together: seed ${seed} (TOGETHER_SEED=${seed} repeats it)`);
  const given = Array.from({ length: 12 }, () => aim([1, 2, 3, 4, 5]));
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 4, maxLength: 16 }), async (deeds) => {
      const { clientId, scope } = given[(run += 1) % given.length]!;
      await goOffline(world);
      const from = (await world.control.requests()).at(-1)?.n ?? 0;
      const before = (await appliedTo(world, clientId)).length;
      const made = deeds.filter((one) => perform(world, clientId, one)).length;
      const wanted = world.detail(clientId).levels[0]!.contacts.filter((contact) => !contact.removed).map((contact) => `${contact.type} ${contact.name}: ${contact.phones.filter((phone) => !phone.removed).map((phone) => phone.PhoneNumber).sort().join(' ')}`).sort();
      await comeOnline(world);
      await settle(world);
      expect(world.engine.status()).toMatchObject({ waiting: 0, sending: 0, checking: 0, needsYou: 0 });
      expect((await world.control.requests(from)).filter((line) => line.status === 400)).toEqual([]);
      expect((await appliedTo(world, clientId)).length - before).toBeLessThanOrEqual(made);
      const there = await Promise.all(['PRIMRY', 'SCNDRY'].map((type) => atGateway(world, { clientId, scope }, type)));
      expect(there.flatMap((one) => (one ? [`${one.ContactType} ${one.Name}: ${one.Phone.map((phone) => phone.PhoneNumber).sort().join(' ')}`] : [])).sort()).toEqual(wanted);
    }),
    { numRuns: 25, seed },
  );
}, 60_000);
