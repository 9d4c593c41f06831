import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { csv } from '../../../main/engine/history/csv.ts';
import type { ClientDetail, HistoryRow } from '../../../shared/views.ts';
import { addContact, addPhone, aimAt, appliedTo, atGateway, changeable, comeOnline, emptyLevel, goOffline, mobile, remove, removePhone, rename, seen, settle, type Aim } from './deeds.ts';
import { errorBody } from './faults/aims.ts';
import { createWorld, type World } from './world.ts';

let world: World;
const used = new Set<string>();
let pool: ClientDetail[] = [];
beforeAll(async () => {
  world = await createWorld({ clients: 80 });
  await world.engine.close();
  Object.assign(world.options, { person: 'Aroha' });
  await world.reopen();
  pool = await changeable(world);
});
afterAll(() => world.close());

function aim(): Aim {
  const detail = pool.find((one) => !used.has(one.id) && [2, 3, 4].includes(one.levels[0]?.contacts[0]?.phones.length ?? 0));
  if (!detail) throw new Error('no client of the practice is like that: choose another seed');
  used.add(detail.id);
  return aimAt(detail, 'customer');
}

const list = (query: string, clientId: string | null = null, start = 0, count = 100) => world.engine.requests['history.list']({ query, clientId, start, count });
const newest = (clientId: string): HistoryRow => list('', clientId, 0, 1).rows[0]!;
const reverse = (editId: string) => world.engine.requests['history.reverse']({ editId });

test('tells who changed what of whom, when, from what to what, and what the gateway said', async () => {
  const given = aim();
  const before = Date.now();
  const editId = rename(world, given, 'Ōtautahi Rōpū');
  await settle(world);
  expect(newest(given.clientId)).toMatchObject({
    editId, by: 'Aroha', clientId: given.clientId, title: `Rename ${given.contact.name} to Ōtautahi Rōpū`, where: expect.stringContaining(given.contact.name),
    changes: [{ field: 'name', before: given.contact.name, after: 'Ōtautahi Rōpū' }], outcome: 'sent', answer: { status: 200, code: '', body: '' }, attempts: 0, reverse: 'compensate', reverseNote: '',
  });
  expect(newest(given.clientId).at).toBeGreaterThanOrEqual(before);
  expect(newest(given.clientId).sentAt).toBeGreaterThanOrEqual(newest(given.clientId).at);
});

test('is found without macrons, by part of a word, by number however it is written, by client and by person', async () => {
  const given = aim();
  const name = rename(world, given, 'Whangārei Ltd');
  const phone = addPhone(world, given, mobile('0215550170'));
  await settle(world);
  const ids = (query: string, clientId: string | null = null) => list(query, clientId).rows.map((row) => row.editId);
  expect(ids('WHANGAREI rename')).toEqual([name]);
  expect(ids('angār')).toEqual([phone, name]);
  expect(ids('+64 21 555 0170')).toEqual([phone]);
  expect(ids('aroha whangarei')).toEqual([phone, name]);
  expect(ids('', given.clientId)).toEqual([phone, name]);
  expect(ids('whangarei', 'IRD:000000000')).toEqual([]);
  expect(list('whangarei', null, 1, 1)).toMatchObject({ rows: [{ editId: name }], total: 2 });
});

test('has back what is unsent, and it stays in the history as undone', async () => {
  const given = aim();
  await goOffline(world);
  const editId = rename(world, given, 'Not yet');
  expect(newest(given.clientId)).toMatchObject({ outcome: 'waiting', reverse: 'undo', answer: null });
  expect(reverse(editId)).toEqual({ ok: true, value: { editId: null } });
  expect(newest(given.clientId)).toMatchObject({ editId, outcome: 'undone', reverse: '' });
  expect(reverse(editId)).toMatchObject({ ok: false });
  await comeOnline(world);
  expect(await appliedTo(world, given.clientId)).toEqual([]);
});

test('queues the opposite of what was sent, as an edit of its own', async () => {
  const given = aim();
  rename(world, given, 'There');
  await settle(world);
  const answer = reverse(newest(given.clientId).editId);
  await settle(world);
  expect(answer).toEqual({ ok: true, value: { editId: newest(given.clientId).editId } });
  expect((await atGateway(world, given, given.contact.type))?.Name).toBe(given.contact.name);
  expect(list('', given.clientId).rows.map((row) => [row.outcome, row.reverse])).toEqual([['sent', 'compensate'], ['sent', '']]);
});

test('says that an id cannot come back before something is added again or removed', async () => {
  const given = aim();
  const [first, second] = given.contact.phones;
  removePhone(world, given, first!.key);
  await settle(world);
  expect(newest(given.clientId)).toMatchObject({ reverse: 'compensate', reverseNote: expect.stringContaining('makes a new phone number: Inland Revenue never reuses an id') });
  expect(reverse(newest(given.clientId).editId)).toMatchObject({ ok: true });
  await settle(world);
  expect(newest(given.clientId)).toMatchObject({ title: expect.stringContaining('Add '), reverseNote: expect.stringContaining('does not come back') });
  expect((await atGateway(world, given, given.contact.type))?.Phone.map((phone) => phone.PhoneNumber).sort()).toEqual(given.contact.phones.map((phone) => phone.PhoneNumber).sort());
  remove(world, given);
  await settle(world);
  expect(newest(given.clientId)).toMatchObject({ reverse: 'compensate', reverseNote: expect.stringContaining('makes a new contact') });
  const removed = newest(given.clientId).editId;
  const another = addContact(world, given.clientId, given.scope, given.contact.type, 'In its place', [mobile('0215550173')]);
  await settle(world);
  expect(reverse(removed)).toMatchObject({ ok: false, error: [{ text: expect.stringContaining('contact already') }] });
  remove(world, another);
  await settle(world);
  expect(reverse(removed)).toMatchObject({ ok: true });
  await settle(world);
  expect((await atGateway(world, given, given.contact.type))?.Phone).toHaveLength(given.contact.phones.length);
  expect(second).toBeDefined();
});

describe('what is reversed, is so once', () => {
  const has = async (given: Aim): Promise<string[] | undefined> => (await atGateway(world, given, given.contact.type))?.Phone.map((phone) => phone.PhoneNumber).sort();
  const told = (given: Aim, editId: string): Pick<HistoryRow, 'reverse' | 'reverseNote'> | undefined => list('', given.clientId).rows.find((row) => row.editId === editId);
  const reversed = (editId: string): string => {
    const answer = reverse(editId);
    return (answer.ok && answer.value.editId) || 'not reversed';
  };

  test('the removal of a phone by a double click, while its opposite waits, after it was sent, and after a restart', async () => {
    const given = aim();
    const removal = removePhone(world, given, given.contact.phones[0]!.key);
    await settle(world);
    await goOffline(world);
    expect([reverse(removal).ok, reverse(removal)]).toMatchObject([true, { ok: false, error: [{ code: 'cannot-reverse', text: expect.stringMatching(/^Reversed already: “Add .*” waits to be sent\.$/) }] }]);
    expect(told(given, removal)).toMatchObject({ reverse: '', reverseNote: expect.stringContaining('waits to be sent') });
    await comeOnline(world);
    expect(told(given, removal)).toMatchObject({ reverse: '', reverseNote: expect.stringMatching(/^Reversed already: “Add .*” was sent\.$/) });
    await world.reopen();
    expect(reverse(removal)).toMatchObject({ ok: false });
    await settle(world);
    expect(await has(given)).toEqual(given.contact.phones.map((phone) => phone.PhoneNumber).sort());
    expect(await appliedTo(world, given.clientId)).toEqual(['DELETE phone', 'POST phone']);
  });

  test('and again where the opposite was taken back, or refused and discarded', async () => {
    const given = aim();
    const removal = removePhone(world, given, given.contact.phones[0]!.key);
    await settle(world);
    await goOffline(world);
    const first = reversed(removal);
    world.engine.requests['edits.undo']({ editId: first });
    expect(told(given, removal)).toMatchObject({ reverse: 'compensate' });
    const second = reversed(removal);
    expect(world.engine.requests['edits.reopen']({ editIds: [first] }).done).toBe(false);
    await world.control.online();
    await world.control.order({ fault: 'answer', status: 400, body: errorBody('CNT102'), match: { method: 'POST' }, count: 1 });
    await settle(world);
    expect(told(given, removal)).toMatchObject({ reverse: '', reverseNote: expect.stringMatching(/^Reversed already: “Add .*” needs you, in the queue\.$/) });
    expect(world.engine.requests['edits.act']({ editId: second, action: 'discard' }).done).toBe(true);
    expect(told(given, removal)).toMatchObject({ reverse: 'compensate' });
    reversed(removal);
    await settle(world);
    expect(await appliedTo(world, given.clientId)).toEqual(['DELETE phone', 'POST phone']);
  });

  test('and not again where the opposite was reversed in its turn: the latest is', async () => {
    const given = aim();
    const removal = removePhone(world, given, given.contact.phones[0]!.key);
    await settle(world);
    const added = reversed(removal);
    await settle(world);
    const gone = reversed(added);
    await settle(world);
    expect(told(given, removal)).toMatchObject({ reverse: '', reverseNote: expect.stringContaining('was sent, and reversed in its turn. Reverse the latest of them.') });
    expect(reverse(removal)).toMatchObject({ ok: false });
    reversed(gone);
    await settle(world);
    expect(await appliedTo(world, given.clientId)).toEqual(['DELETE phone', 'POST phone', 'DELETE phone', 'POST phone']);
    for (const editId of [removal, added, gone]) expect(reverse(editId)).toMatchObject({ ok: false });
  });
});

test('an edit that was changed again since has no opposite, and says so', async () => {
  const given = aim();
  const first = rename(world, given, 'One');
  await settle(world);
  rename(world, given, 'Two');
  await settle(world);
  expect(list('', given.clientId).rows.find((row) => row.editId === first)).toMatchObject({ reverse: '', reverseNote: expect.stringContaining('changed again since') });
});

test('a new contact is told with all its fields, and removed again as its opposite', async () => {
  const detail = pool.find((one) => !used.has(one.id) && emptyLevel(one, 'customer') !== undefined)!;
  used.add(detail.id);
  const made = addContact(world, detail.id, emptyLevel(detail, 'customer')!.scope, 'PRIMRY', 'Hēmi', [mobile('0215550171')]);
  await settle(world);
  expect(newest(detail.id)).toMatchObject({ changes: [{ field: 'contactType', before: '', after: 'Primary' }, { field: 'name', before: '', after: 'Hēmi' }, { field: 'phone', before: '', after: 'mobile 021 555 0171' }], answer: { status: 200, body: expect.stringContaining('ContactID') } });
  expect(reverse(newest(detail.id).editId)).toMatchObject({ ok: true });
  await settle(world);
  expect(seen(world, made, made.contact.key)).toBeUndefined();
});

test('goes into a file as it is filtered, one line a changed field', async () => {
  const given = aim();
  rename(world, given, '=HYPERLINK("http://x")');
  addPhone(world, given, mobile('0215550172'));
  await settle(world);
  const { name, text } = world.engine.requests['history.export']({ query: '', clientId: given.clientId });
  expect(name).toMatch(/^agentbook-history-\d{4}-\d\d-\d\d\.csv$/);
  const lines = text.split('\r\n');
  expect(lines[0]).toMatch(/^\uFEFF"Made","By","Client"/);
  expect(lines).toHaveLength(4);
  expect(lines[2]).toContain(`"Name","${given.contact.name}","'=HYPERLINK(""http://x"")","Sent"`);
  expect(lines[2]).toMatch(/^"\d{4}-\d\d-\d\dT[\d:.]+Z","Aroha"/);
});

test('is still there with another cache', async () => {
  const before = list('').rows;
  expect(before.length).toBeGreaterThan(5);
  await world.engine.close();
  const { rmSync } = await import('node:fs');
  for (const end of ['', '-wal', '-shm']) rmSync(`${world.folder}/cache.db${end}`, { force: true });
  await world.reopen();
  expect(list('').rows).toEqual(before);
});

describe('a file of the history', () => {
  test('quotes what is inside and takes no field for a formula', () => {
    expect(csv([['a"b', 'c,d', 'e\r\nf'], ['=1', '+64 21', '-1', '@x', '\tx', ' =1', '1-2']])).toBe(`\uFEFF"a""b","c,d","e\r\nf"\r\n"'=1","'+64 21","'-1","'@x","'\tx","' =1","1-2"\r\n`);
  });
});
