import { beforeEach, expect, test } from 'vitest';
import { sentWords } from '../../../main/engine/status.ts';
import type { HistoryRow } from '../../../shared/views.ts';
import { addPhone, appliedTo, atGateway, changePhone, comeOnline, goOffline, mobile, removePhone, rename, settle, type Aim } from './deeds.ts';
import { aim, fields, meanwhile, phoneOf, theyChange, theyDropPhone, theyRename, world } from './meanwhile.ts';

/** What somebody else changed of the same contact and what was changed here both stand, and it is told: once, quietly, and in the history. */

beforeEach(() => void (world.notices.length = 0));

const history = (editId: string): HistoryRow => {
  const { rows } = world.engine.requests['history.list']({ query: '', clientId: null, start: 0, count: 100 });
  const row = rows.find((one) => one.editId === editId);
  if (!row) throw new Error(`no row for ${editId}`);
  return row;
};
const told = (): string[] => world.notices.filter((text) => text.includes('omebody else'));
const phoneThere = async (given: Aim) => (await atGateway(world, given, given.contact.type))?.Phone.find(({ PhoneID }) => String(PhoneID) === phoneOf(given).key);

test('a name here and a phone there: both stand, the notice says so, and so does the history, after a restart too', async () => {
  const given = aim();
  const theirs = mobile('0215550141');
  const editId = await meanwhile(() => rename(world, given, 'Mine'), () => theyChange(given, theirs));
  expect(await atGateway(world, given, given.contact.type)).toMatchObject({ Name: 'Mine' });
  expect(await phoneThere(given)).toMatchObject({ PhoneNumber: '0215550141' });
  expect(told()).toEqual(['Sent. Somebody else had changed the phone meanwhile; both changes stand.']);
  const also = [{ field: 'phone', before: expect.stringMatching(/\d/), after: 'mobile 021 555 0141' }];
  expect(history(editId)).toMatchObject({ outcome: 'sent', alsoChanged: also });
  expect(world.engine.requests['history.export']({ query: '', clientId: given.clientId }).text).toContain('→ mobile 021 555 0141');
  await world.reopen();
  expect(history(editId).alsoChanged).toEqual(also);
});

test('two parts of one phone: mine the number, theirs the kind', async () => {
  const given = aim((detail) => detail.levels[0]?.contacts[0]?.phones[0]?.PhoneType === 'CELL');
  const was = phoneOf(given);
  const editId = await meanwhile(() => changePhone(world, given, was.key, { ...fields(was), Country: 'NZ', AreaCode: '', PhoneNumber: '0215550142' }), () => theyChange(given, { ...fields(was), PhoneType: 'HOM' }));
  expect(await phoneThere(given)).toMatchObject({ PhoneNumber: '0215550142', PhoneType: 'HOM' });
  expect(told()).toEqual(['Sent. Somebody else had changed the kind of phone meanwhile; both changes stand.']);
  expect(history(editId).alsoChanged).toEqual([{ field: 'phone.type', before: 'Mobile phone', after: 'Home phone' }]);
});

test('a phone that they have added, and one that they have removed, are told as well', async () => {
  const given = aim();
  const body = { ContactID: Number(given.contact.key), Phone: mobile('0215550143') };
  const editId = await meanwhile(() => rename(world, given, 'Mine'), () => world.control.act({ method: 'POST', on: 'phone', body }), () => theyDropPhone(given));
  expect(history(editId).alsoChanged).toEqual([{ field: 'phone', before: expect.stringMatching(/\d/), after: '' }, { field: 'phone', before: '', after: 'mobile 021 555 0143' }]);
  expect(told()).toEqual(['Sent. Somebody else had changed the phone meanwhile; both changes stand.']);
});

test('an answer that was lost takes nothing of it along', async () => {
  const given = aim();
  await goOffline(world);
  const editId = addPhone(world, given, mobile('0215550144'));
  await theyRename(given, 'Theirs');
  await world.control.order({ fault: 'dropReply', match: { method: 'POST', path: '/gateway/contact/phone' } });
  await comeOnline(world);
  await settle(world);
  expect(await appliedTo(world, given.clientId)).toEqual(['POST phone']);
  expect(history(editId)).toMatchObject({ outcome: 'sent', alsoChanged: [{ field: 'name', before: given.contact.name, after: 'Theirs' }] });
});

test.each<[string, (given: Aim) => string[]]>([
  ['several on one contact', (given) => [rename(world, given, 'One'), addPhone(world, given, mobile('0215550145')), changePhone(world, given, phoneOf(given).key, mobile('0215550146')), rename(world, given, 'Two')]],
  ['one that rests on an edit taken back', (given) => {
    const first = rename(world, given, 'Taken back');
    const second = addPhone(world, given, mobile('0215550147'));
    world.engine.requests['edits.undo']({ editId: first });
    return [second];
  }],
  ['removals', (given) => [removePhone(world, given, phoneOf(given).key), rename(world, given, 'After it')]],
])('edits of one’s own are never taken for somebody else’s: %s', async (_, deeds) => {
  const given = aim();
  const ids = await meanwhile(() => deeds(given));
  expect(ids.map((id) => [history(id).outcome, history(id).alsoChanged])).toEqual(ids.map(() => ['sent', []]));
  expect(told()).toEqual([]);
});

test('edits that come together in one call tell it once', async () => {
  const given = aim();
  await world.engine.close();
  world.tuning.together = true;
  await world.reopen();
  const ids = await meanwhile(() => [rename(world, given, 'One'), rename(world, given, 'Two'), addPhone(world, given, mobile('0215550148')), changePhone(world, given, phoneOf(given).key, mobile('0215550149'))], () => world.control.act({ method: 'POST', on: 'phone', body: { ContactID: Number(given.contact.key), Phone: mobile('0215550150') } }));
  expect(ids.map((id) => history(id).outcome)).toEqual(ids.map(() => 'sent'));
  expect(new Set(ids.flatMap((id) => history(id).alsoChanged.map(({ after }) => after)))).toEqual(new Set(['mobile 021 555 0150']));
  expect(told()).toEqual([expect.stringMatching(/^4 edits sent\. Somebody else had changed the phone meanwhile; all changes stand\.$/)]);
});

test('in words: one, several, and with some that need the person', () => {
  expect(sentWords(1, 0, ['Name'])).toBe('Sent. Somebody else had changed the name meanwhile; both changes stand.');
  expect(sentWords(3, 0, ['Name', 'Phone', 'Name'])).toBe('3 edits sent. Somebody else had changed the name and the phone meanwhile; all changes stand.');
  expect(sentWords(1, 1, ['Name', 'Phone', 'Extension'])).toBe('1 sent, 1 needs you. Somebody else had changed the name, the phone and the extension meanwhile; all changes stand.');
});
