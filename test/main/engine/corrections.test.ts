import { expect, test } from 'vitest';
import type { Intent } from '../../../shared/edits.ts';
import type { ConflictChoice } from '../../../shared/faults.ts';
import { addPhone, appliedTo, atGateway, changePhone, comeOnline, goOffline, mobile, remove, removePhone, rename, rowOf, seen, settle, type Aim } from './deeds.ts';
import { aim, fields, meanwhile, phoneOf, theyChange, theyDropPhone, theyRemove, theyRename, world } from './meanwhile.ts';

const resolve = (editId: string, ...choices: ConflictChoice[]) => world.engine.requests['edits.resolve']({ editId, choices });
const reopen = (...editIds: string[]) => world.engine.requests['edits.reopen']({ editIds }).done;
const replace = (editId: string, intent: Intent) => world.engine.requests['edits.replace']({ editId, with: { editId, clientId: rowOf(world, editId).clientId, intent } });
const intentIn = (editId: string): Intent => rowOf(world, editId).doc as Intent;
const retitled = (intent: Intent, to: string): Intent => ({ ...intent, changes: [{ op: 'set', field: 'Name', was: intent.type === 'edit' && intent.changes[0]?.op === 'set' ? intent.changes[0].was : '', to }] }) as Intent;
const nameThere = async (given: Aim) => (await atGateway(world, given, given.contact.type))?.Name;
const phoneThere = async (given: Aim, key: string) => (await atGateway(world, given, given.contact.type))?.Phone.find((phone) => String(phone.PhoneID) === key);

test('each field of a phone that both changed is answered by itself: their kind, another number', async () => {
  const given = aim((detail) => detail.levels[0]?.contacts[0]?.phones[0]?.PhoneType === 'CELL' && detail.levels[0].contacts[0].phones[0].Country === 'NZ');
  const was = phoneOf(given);
  const editId = await meanwhile(() => changePhone(world, given, was.key, { ...fields(was), PhoneType: 'BSN', PhoneNumber: '0215550132' }), () => theyChange(given, { ...fields(was), PhoneType: 'HOM', PhoneNumber: '095550133' }));
  expect(rowOf(world, editId).conflicts.map(({ field, theirsAt }) => [field, typeof theirsAt])).toEqual([['phone.number', 'number'], ['phone.type', 'number']]);
  expect(resolve(editId, { field: 'phone.number', take: 'other', value: 'x' }, { field: 'phone.type', take: 'theirs', value: '' })).toMatchObject({ ok: false, error: [{ field: 'phones.0.number' }] });
  expect(resolve(editId, { field: 'phone.number', take: 'other', value: '0215550140' }, { field: 'phone.type', take: 'theirs', value: '' })).toEqual({ ok: true, value: { taken: [] } });
  await settle(world);
  expect(await phoneThere(given, was.key)).toMatchObject({ PhoneType: 'HOM', PhoneNumber: '0215550140' });
  expect(await appliedTo(world, given.clientId)).toEqual(['PUT phone']);
});

test('an answer that leaves nothing of an edit discards it, and that can be undone', async () => {
  const given = aim();
  const editId = await meanwhile(() => rename(world, given, 'Mine'), () => theyRename(given, 'Theirs'));
  expect(resolve(editId, { field: 'name', take: 'theirs', value: '' })).toEqual({ ok: true, value: { taken: [editId] } });
  expect(seen(world, given, given.contact.key)).toMatchObject({ name: 'Theirs', mark: 'upToDate' });
  expect(reopen(editId)).toBe(true);
  expect(rowOf(world, editId)).toMatchObject({ state: 'needsYou', conflicts: [{ mine: 'Mine', theirs: 'Theirs' }] });
  expect(resolve(editId, { field: 'name', take: 'other', value: 'Between' })).toMatchObject({ ok: true });
  await settle(world);
  expect(await nameThere(given)).toBe('Between');
});

test('keeping mine can be undone until it is sent: the question is asked again', async () => {
  const given = aim();
  const editId = await meanwhile(() => rename(world, given, 'Mine'), () => theyRename(given, 'Theirs'));
  await goOffline(world);
  expect(world.engine.requests['edits.act']({ editId, action: 'keepMine' })).toMatchObject({ done: true });
  expect(rowOf(world, editId)).toMatchObject({ state: 'waiting', conflicts: [] });
  expect(reopen(editId)).toBe(true);
  expect(rowOf(world, editId)).toMatchObject({ state: 'needsYou', actions: ['keepMine', 'takeTheirs', 'discard'], conflicts: [{ was: given.contact.name, mine: 'Mine', theirs: 'Theirs' }] });
  await comeOnline(world);
  expect(await appliedTo(world, given.clientId)).toEqual([]);
  world.engine.requests['edits.act']({ editId, action: 'keepMine' });
  await settle(world);
  expect(await nameThere(given)).toBe('Mine');
  expect(reopen(editId)).toBe(false);
});

test('a contact that is gone is made again as it was seen, with what was changed of it since, under a new id', async () => {
  const given = aim();
  const { name, addition } = await meanwhile(() => ({ name: rename(world, given, 'Made again'), addition: addPhone(world, given, mobile('0215550141')) }), () => theyRemove(given));
  expect(rowOf(world, name)).toMatchObject({ actions: ['recreate', 'retry', 'discard'], reason: expect.stringContaining('a new id') });
  expect(world.engine.requests['edits.act']({ editId: name, action: 'recreate' })).toMatchObject({ done: true });
  await settle(world);
  const there = await atGateway(world, given, given.contact.type);
  expect(there).toMatchObject({ Name: 'Made again' });
  expect(String(there?.ContactID)).not.toBe(given.contact.key);
  expect(there?.Phone.map((phone) => phone.PhoneNumber).sort()).toEqual([...given.contact.phones.map((phone) => phone.PhoneNumber), '0215550141'].sort());
  expect([rowOf(world, name).state, rowOf(world, addition).state]).toEqual(['sent', 'sent']);
});

test('a phone that is gone is added again with what was changed', async () => {
  const given = aim();
  const editId = await meanwhile(() => changePhone(world, given, phoneOf(given).key, mobile('0215550142')), () => theyDropPhone(given));
  expect(world.engine.requests['edits.act']({ editId, action: 'recreate' })).toMatchObject({ done: true });
  await settle(world);
  expect(await appliedTo(world, given.clientId)).toEqual(['POST phone']);
  expect((await atGateway(world, given, given.contact.type))?.Phone.map((phone) => phone.PhoneNumber)).toContain('0215550142');
});

test('adding a contact again is not offered once there is another of its type', async () => {
  const given = aim();
  const [CustomerIDType, CustomerID] = given.clientId.split(':');
  const editId = await meanwhile(() => rename(world, given, 'Too late'), () => theyRemove(given), () => world.control.act({ method: 'POST', on: 'contact', body: { CustomerID, CustomerIDType, Contact: { ContactType: given.contact.type, Name: 'Theirs', Phone: [mobile('0215550143')] } } }));
  expect(rowOf(world, editId).actions).toEqual(['retry', 'discard']);
});

test('an edit that waits is corrected in its place, and what was made on top of it comes after as it was meant', async () => {
  const given = aim();
  await goOffline(world);
  const first = rename(world, given, 'Frist');
  const second = addPhone(world, given, mobile('0215550144'));
  expect(replace(first, retitled(intentIn(first), 'First'))).toEqual({ ok: true, value: { editId: first } });
  expect(rowOf(world, first)).toMatchObject({ state: 'waiting', title: `Rename ${given.contact.name} to First` });
  expect(rowOf(world, first).seq).toBeLessThan(rowOf(world, second).seq);
  expect(replace(first, retitled(intentIn(first), ''))).toMatchObject({ ok: false, error: [{ field: 'name' }] });
  expect(replace(first, intentIn(second))).toMatchObject({ ok: true });
  expect(replace(first, { ...intentIn(second), contact: '1' })).toMatchObject({ ok: false, error: [{ code: 'another-record' }] });
});

test('a later change of a phone keeps what it changed when an earlier one is corrected', async () => {
  const given = aim();
  const { key } = phoneOf(given);
  await goOffline(world);
  const first = changePhone(world, given, key, mobile('0215550145'));
  changePhone(world, given, key, { ...mobile('0215550145'), PhoneType: 'HOM' });
  const { doc } = rowOf(world, first);
  const corrected = { ...doc, changes: doc.type === 'edit' ? doc.changes.map((change) => ({ ...change, to: mobile('0215550146') })) : [] } as Intent;
  expect(replace(first, corrected)).toMatchObject({ ok: true });
  await comeOnline(world);
  await settle(world);
  expect(await phoneThere(given, key)).toMatchObject({ PhoneType: 'HOM', PhoneNumber: '0215550146' });
});

test('an edit that was refused is corrected and goes', async () => {
  const given = aim();
  await world.control.order({ fault: 'answer', status: 400, body: JSON.stringify({ errors: [{ code: 'CNT102', message: '' }] }), match: { method: 'POST', path: '/gateway/contact/phone' }, count: 1 });
  const editId = addPhone(world, given, mobile('0215550147'));
  await settle(world);
  const row = rowOf(world, editId);
  expect(row).toMatchObject({ state: 'needsYou', actions: ['fix', 'retry', 'discard'] });
  const whole = intentIn(editId);
  const corrected = { ...whole, changes: whole.type === 'edit' ? whole.changes.map((change) => (change.op === 'addPhone' ? { ...change, phone: { ...change.phone, PhoneNumber: '0215550150' } } : change)) : [] } as Intent;
  expect(replace(editId, corrected)).toMatchObject({ ok: true });
  await settle(world);
  expect((await atGateway(world, given, given.contact.type))?.Phone.map((phone) => phone.PhoneNumber)).toContain('0215550150');
  expect(rowOf(world, editId).state).toBe('sent');
  expect(replace(editId, whole)).toMatchObject({ ok: false, error: [{ code: 'moved-on' }] });
});

test('everything of one client is discarded at once, nothing of another, and all of it can be had back', async () => {
  const [given, other] = [aim(), aim()];
  const parked = await meanwhile(() => rename(world, given, 'Mine'), () => theyRename(given, 'Theirs'));
  const waiting = addPhone(world, given, mobile('0215550148'));
  await goOffline(world);
  const beside = rename(world, other, 'Beside');
  const { taken } = world.engine.requests['edits.discardAll']({ clientId: given.clientId });
  expect(taken).toEqual([parked, waiting]);
  expect(seen(world, given, given.contact.key)).toMatchObject({ mark: 'upToDate' });
  expect(rowOf(world, beside).state).toBe('waiting');
  expect(reopen(...taken)).toBe(true);
  expect([rowOf(world, parked).state, rowOf(world, waiting).state]).toEqual(['needsYou', 'waiting']);
  world.engine.requests['edits.discardAll']({ clientId: given.clientId });
  await comeOnline(world);
  expect(await appliedTo(world, given.clientId)).toEqual([]);
});

test('what was undone cannot be had back once something else of the client has been queued', async () => {
  const given = aim();
  await goOffline(world);
  const undone = removePhone(world, given, phoneOf(given).key);
  world.engine.requests['edits.undo']({ editId: undone });
  const later = remove(world, given);
  expect(reopen(undone)).toBe(false);
  world.engine.requests['edits.undo']({ editId: later });
  expect(reopen(undone)).toBe(true);
  world.engine.requests['edits.undo']({ editId: undone });
  await comeOnline(world);
});

test('the queue is filtered by words without their marks, by numbers and by client, and says when it tries again', async () => {
  const given = aim();
  await goOffline(world);
  const name = rename(world, given, 'Pōneke Trading');
  const phone = addPhone(world, given, mobile('0215550149'));
  const ids = (query: string, clientId: string | null = null) => world.engine.requests['queue.list']({ states: ['waiting'], start: 0, count: 50, query, clientId }).rows.map((row) => row.editId);
  // The phone was added to the contact when it had its new name already.
  expect(ids('poneke')).toEqual([name, phone]);
  expect(ids('poneke rename')).toEqual([name]);
  expect(ids('021 555 0149')).toEqual([phone]);
  expect(ids('', given.clientId)).toEqual([name, phone]);
  expect(ids('', 'IRD:000000000')).toEqual([]);
  expect(rowOf(world, name).nextTryAt).toEqual(expect.any(Number));
  await comeOnline(world);
  await settle(world);
  expect(world.engine.requests['queue.list']({ states: ['sent'], start: 0, count: 50, query: 'PŌNEKE rename' })).toMatchObject({ rows: [{ editId: name }], counts: { sent: 1 } });
});

test('the shell is told how many edits are not sent, at each change', async () => {
  const given = aim();
  await goOffline(world);
  const told: number[] = [];
  world.engine.onUnsent((count) => told.push(count));
  const [before = 0] = told;
  const editId = rename(world, given, 'Told');
  world.engine.requests['edits.undo']({ editId });
  expect(told).toEqual([before, before + 1, before]);
  await comeOnline(world);
});
