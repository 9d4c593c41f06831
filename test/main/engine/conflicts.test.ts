import { expect, test } from 'vitest';
import { addContact, addPhone, appliedTo, atGateway, changePhone, comeOnline, emptyLevel, goOffline, mobile, remove, removePhone, rename, rowOf, seen, settle, type Aim } from './deeds.ts';
import { aim, fields, meanwhile, phoneOf, theyChange, theyDropPhone, theyRemove, theyRename, unused, world } from './meanwhile.ts';

test('a name both changed shows the three sides; keeping mine sends it', async () => {
  const given = aim();
  const editId = await meanwhile(() => rename(world, given, 'Mine'), () => theyRename(given, 'Theirs'));
  expect(await appliedTo(world, given.clientId)).toEqual([]);
  expect(rowOf(world, editId)).toMatchObject({ state: 'needsYou', actions: ['keepMine', 'takeTheirs', 'discard'], conflicts: [{ field: 'name', was: given.contact.name, mine: 'Mine', theirs: 'Theirs' }] });
  expect(world.engine.requests['edits.act']({ editId, action: 'retry' })).toMatchObject({ done: false });
  expect(world.engine.requests['edits.act']({ editId, action: 'keepMine' })).toMatchObject({ done: true });
  await settle(world);
  expect(await appliedTo(world, given.clientId)).toEqual(['PUT contact']);
  expect((await atGateway(world, given, given.contact.type))?.Name).toBe('Mine');
});

test('a name both changed, discarded, shows theirs and sends nothing', async () => {
  const given = aim();
  const editId = await meanwhile(() => rename(world, given, 'Mine'), () => theyRename(given, 'Theirs'));
  expect(world.engine.requests['edits.act']({ editId, action: 'discard' })).toMatchObject({ done: true });
  await settle(world);
  expect(await appliedTo(world, given.clientId)).toEqual([]);
  expect(seen(world, given, given.contact.key)).toMatchObject({ name: 'Theirs', mark: 'upToDate' });
});

test('a name both changed to the same is done without being sent', async () => {
  const given = aim();
  const editId = await meanwhile(() => rename(world, given, 'Same'), () => theyRename(given, 'Same'));
  expect(await appliedTo(world, given.clientId)).toEqual([]);
  expect(rowOf(world, editId)).toMatchObject({ state: 'sent' });
});

test('what each changed of a phone is kept: their kind, my number', async () => {
  const given = aim((detail) => detail.levels[0]?.contacts[0]?.phones[0]?.PhoneType === 'CELL');
  const was = phoneOf(given);
  await meanwhile(() => changePhone(world, given, was.key, { ...fields(was), Country: 'NZ', AreaCode: '', PhoneNumber: '0215550131' }), () => theyChange(given, { ...fields(was), PhoneType: 'HOM' }));
  expect(await appliedTo(world, given.clientId)).toEqual(['PUT phone']);
  const now = (await atGateway(world, given, given.contact.type))?.Phone.find((phone) => String(phone.PhoneID) === was.key);
  expect(now).toMatchObject({ PhoneType: 'HOM', PhoneNumber: '0215550131' });
  expect(seen(world, given, given.contact.key)?.phones.find((phone) => phone.key === was.key)).toMatchObject({ PhoneType: 'HOM', PhoneNumber: '0215550131', mark: 'upToDate' });
});

test('a number both changed needs the person; mine overwrites only my field', async () => {
  const given = aim((detail) => detail.levels[0]?.contacts[0]?.phones[0]?.PhoneType === 'CELL' && detail.levels[0].contacts[0].phones[0].Country === 'NZ');
  const was = phoneOf(given);
  const editId = await meanwhile(() => changePhone(world, given, was.key, { ...fields(was), PhoneNumber: '0215550132' }), () => theyChange(given, { ...fields(was), PhoneType: 'HOM', PhoneNumber: '095550133' }));
  expect(rowOf(world, editId).conflicts).toEqual([{ field: 'phone.number', was: was.PhoneNumber, mine: '0215550132', theirs: '095550133', theirsAt: expect.any(Number) }]);
  world.engine.requests['edits.act']({ editId, action: 'keepMine' });
  await settle(world);
  const now = (await atGateway(world, given, given.contact.type))?.Phone.find((phone) => String(phone.PhoneID) === was.key);
  expect(now).toMatchObject({ PhoneType: 'HOM', PhoneNumber: '0215550132' });
});

test.each<[string, (given: Aim) => string]>([
  ['renaming', (given) => rename(world, given, 'Too late')],
  ['adding a phone to', (given) => addPhone(world, given, mobile('0215550134'))],
  ['changing a phone of', (given) => changePhone(world, given, phoneOf(given).key, mobile('0215550135'))],
])('%s a contact that somebody removed needs the person, who can add it again, try again or discard', async (_, deed) => {
  const given = aim();
  const editId = await meanwhile(() => deed(given), () => theyRemove(given));
  expect(rowOf(world, editId)).toMatchObject({ state: 'needsYou', actions: ['recreate', 'retry', 'discard'], reason: expect.stringContaining('no longer has this') });
  expect(world.engine.requests['edits.act']({ editId, action: 'retry' })).toMatchObject({ done: true });
  await settle(world);
  expect(rowOf(world, editId)).toMatchObject({ state: 'needsYou' });
  world.engine.requests['edits.act']({ editId, action: 'discard' });
  expect(await appliedTo(world, given.clientId)).toEqual([]);
  expect(seen(world, given, given.contact.key)).toBeUndefined();
});

test('removing what somebody else has removed already is done, and nothing is sent', async () => {
  const given = aim();
  const contact = await meanwhile(() => remove(world, given), () => theyRemove(given));
  expect(rowOf(world, contact)).toMatchObject({ state: 'sent' });
  const other = aim();
  const phone = await meanwhile(() => removePhone(world, other, phoneOf(other).key), () => theyDropPhone(other));
  expect(rowOf(world, phone)).toMatchObject({ state: 'sent' });
  expect([...(await appliedTo(world, given.clientId)), ...(await appliedTo(world, other.clientId))]).toEqual([]);
});

test('removing a contact, or a phone, that somebody has changed asks first', async () => {
  const given = aim();
  const contact = await meanwhile(() => remove(world, given), () => theyRename(given, 'Changed'));
  expect(rowOf(world, contact)).toMatchObject({ state: 'needsYou', conflicts: [{ field: 'contact', theirs: 'Changed' }] });
  world.engine.requests['edits.act']({ editId: contact, action: 'keepMine' });
  const other = aim();
  const phone = await meanwhile(() => removePhone(world, other, phoneOf(other).key), () => theyChange(other, mobile('0215550136')));
  expect(rowOf(world, phone)).toMatchObject({ state: 'needsYou', conflicts: [{ field: 'phone', mine: '', theirs: '0215550136' }] });
  world.engine.requests['edits.act']({ editId: phone, action: 'keepMine' });
  await settle(world);
  expect(await appliedTo(world, given.clientId)).toEqual(['DELETE contact']);
  expect(await appliedTo(world, other.clientId)).toEqual(['DELETE phone']);
});

test('removing the phone that has become the last one is refused here, with words, and not sent', async () => {
  const given = aim((detail) => detail.levels[0]?.contacts[0]?.phones.length === 2);
  const second = given.contact.phones[1]!;
  const editId = await meanwhile(() => removePhone(world, given, second.key), () => theyDropPhone(given));
  expect(rowOf(world, editId)).toMatchObject({ state: 'needsYou', actions: ['retry', 'discard'], reason: expect.stringContaining('between one and five') });
  expect(await appliedTo(world, given.clientId)).toEqual([]);
  world.engine.requests['edits.act']({ editId, action: 'discard' });
});

test('adding a contact where somebody has added one needs the person; once theirs is gone it can be tried again', async () => {
  const detail = unused((one) => emptyLevel(one, 'customer') !== undefined);
  const scope = emptyLevel(detail, 'customer')!.scope;
  await goOffline(world);
  const mine = addContact(world, detail.id, scope, 'PRIMRY', 'Mine', [mobile('0215550137')]);
  const [CustomerIDType, CustomerID] = detail.id.split(':');
  const made = await world.control.act({ method: 'POST', on: 'contact', body: { CustomerID, CustomerIDType, Contact: { ContactType: 'PRIMRY', Name: 'Theirs', Phone: [mobile('0215550138')] } } });
  await comeOnline(world);
  const editId = mine.contact.editIds[0] ?? '';
  expect(rowOf(world, editId)).toMatchObject({ state: 'needsYou', actions: ['retry', 'discard'], conflicts: [{ field: 'contactType', mine: 'Mine', theirs: 'Theirs' }] });
  await world.control.act({ method: 'DELETE', on: 'contact', body: made.body });
  world.engine.requests['edits.act']({ editId, action: 'retry' });
  await settle(world);
  expect(await appliedTo(world, detail.id)).toEqual(['POST contact']);
  expect((await atGateway(world, mine, 'PRIMRY'))?.Name).toBe('Mine');
});
