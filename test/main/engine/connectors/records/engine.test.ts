import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HttpCall } from '../../../../../main/engine/gateway/connector.ts';
import { people } from '../example/people.ts';
import { startPeople, type PeopleServer } from '../example/people-server.ts';
import type { RecordIntent } from '../../../../../shared/edits.ts';
import { files, full, roomy, sabotage } from '../../full-files.ts';
import { openRecordWorld, type RecordWorld } from '../record-world.ts';

/** The whole engine over a system whose contacts are records: the example system, which has nothing special about it. */

const scope = { level: 'people.list', key: 'all' };
let server: PeopleServer;
let world: RecordWorld;
beforeEach(async () => {
  server = await startPeople([
    { id: '1', name: 'Ada Ngata', email: 'ada@example.com', phone: '+64 21 555 0123', shoeSize: 39, tags: [{ tag: 'blue', since: 2020 }] },
    { id: '2', name: 'Wiremu Pere', email: 'w@example.com' },
  ]);
  world = openRecordWorld({ system: 'people', address: server.address, secrets: { key: server.key } }, { systems: [people] });
  await world.engine.atRest();
});
afterEach(async () => {
  await world.close();
  await server.close();
});

const writes = (): string[] => server.calls.filter((call) => !call.startsWith('GET'));
const offline = (): void => void world.engine.requests['sync.pause']({ paused: true });
const online = async (): Promise<void> => {
  world.engine.requests['sync.pause']({ paused: false });
  await world.settle();
};

test('each contact is a row with its whole record, found by anything in it', () => {
  expect(world.rows().map(({ id, name }) => [id, name])).toEqual([['all/1', 'Ada Ngata'], ['all/2', 'Wiremu Pere']]);
  expect(world.contact('all/1')).toMatchObject({ key: '1', name: 'Ada Ngata', locked: '', removed: false, doc: { shoeSize: 39 } });
  expect(world.level('all/1')).toMatchObject({ title: 'Everybody', scope });
  for (const query of ['ngata', 'ada@example', '021 555 0123', '64215550123', 'blue']) expect(world.rows(query).map(({ id }) => id), query).toEqual(['all/1']);
  expect(world.engine.status()).toMatchObject({ connection: { state: 'online' }, scopes: [{ scope, title: 'Everybody' }] });
  expect(world.engine.status().upToDateAt).not.toBeNull();
});

test('an edit is one reading and one writing, and what nobody here knows stays', async () => {
  server.calls.length = 0;
  world.edit('all/1', { email: 'ada@new.example' });
  await world.settle();
  expect(server.calls.filter((call) => call.includes('/1'))).toEqual(['GET /people/1', 'PUT /people/1']);
  expect(server.people.get('1')).toEqual({ id: '1', name: 'Ada Ngata', email: 'ada@new.example', phone: '+64 21 555 0123', shoeSize: 39, tags: [{ tag: 'blue', since: 2020 }] });
  expect(world.contact('all/1')).toMatchObject({ mark: 'upToDate', doc: { email: 'ada@new.example', shoeSize: 39 } });
});

test('made offline it is a row at once, with a name that follows what is typed; sent, it keeps its key', async () => {
  offline();
  const row = world.create(scope, { name: 'Hine' });
  expect(world.rows('hine').map(({ id, mark }) => [id, mark])).toEqual([[row, 'waiting']]);
  world.edit(row, { name: 'Hine Moana' });
  expect(world.rows().map(({ name }) => name)).toContain('Hine Moana');
  await online();
  expect(writes()).toHaveLength(1);
  expect([...server.people.values()].map(({ name }) => name)).toContain('Hine Moana');
  await world.refresh();
  expect(world.rows().map(({ id }) => id).filter((id) => id.includes('new:'))).toEqual([row]);
  expect(world.contact(row)).toMatchObject({ mark: 'upToDate', name: 'Hine Moana' });
  await world.reopen();
  world.edit(row, { phone: '04 555 0100' });
  await world.settle();
  expect(writes().at(-1)).toBe(`PUT /people/${row.slice('all/new:'.length)}`);
});

test('taking a creation back takes its row and what was made on it; having it back brings both', async () => {
  offline();
  const row = world.create(scope, { name: 'Hine' });
  world.edit(row, { email: 'h@example.com' });
  const [first] = world.contact(row).editIds;
  const { undone } = world.engine.requests['edits.undo']({ editId: first! });
  expect(undone).toHaveLength(2);
  expect(world.rows().map(({ id }) => id)).toEqual(['all/1', 'all/2']);
  expect(world.engine.requests['edits.reopen']({ editIds: undone })).toEqual({ done: true });
  expect(world.doc(row)).toEqual({ name: 'Hine', email: 'h@example.com' });
});

test('a creation that waits outlasts a cache begun anew', async () => {
  offline();
  const row = world.create(scope, { name: 'Hine' });
  await world.reopen();
  expect(world.rows('hine').map(({ id }) => id)).toEqual([row]);
});

test('removed is struck through until it is gone, and then no row', async () => {
  offline();
  world.remove('all/2');
  expect(world.contact('all/2')).toMatchObject({ removed: true, name: 'Wiremu Pere' });
  expect(world.rows().map(({ name }) => name)).toContain('Wiremu Pere');
  await online();
  expect([server.people.has('2'), world.rows().map(({ id }) => id)]).toEqual([false, ['all/1']]);
});

test('gone elsewhere, a row goes with the next list; with an edit of it open it is offered to be made anew', async () => {
  offline();
  const editId = world.edit('all/2', { email: 'new@example.com' });
  server.people.clear();
  await online();
  await world.refresh();
  expect(world.rows().map(({ id }) => id)).toEqual(['all/2']);
  expect(world.row(editId)).toMatchObject({ state: 'needsYou', actions: ['recreate', 'retry', 'discard'] });
  expect(world.engine.requests['edits.act']({ editId, action: 'recreate' }).done).toBe(true);
  await world.settle();
  expect([...server.people.values()]).toMatchObject([{ name: 'Wiremu Pere', email: 'new@example.com' }]);
  await world.refresh();
  expect(world.rows().map(({ name, mark }) => [name, mark])).toEqual([['Wiremu Pere', 'upToDate']]);
});

test('what is made anew has a row of its own at once, with all that waited for it', async () => {
  offline();
  const editId = world.edit('all/2', { email: 'new@example.com' });
  const later = world.edit('all/2', { phone: '778' });
  server.people.delete('2');
  await online();
  expect(world.engine.requests['edits.act']({ editId, action: 'recreate' })).toEqual({ done: true, taken: [editId, later] });
  await world.settle();
  expect([...server.people.values()]).toMatchObject([{ name: expect.any(String) }, { name: 'Wiremu Pere', email: 'new@example.com', phone: '778' }]);
  const rows = world.rows().filter(({ name }) => name === 'Wiremu Pere').map(({ id }) => id);
  expect(rows).toEqual([expect.stringMatching(/^all\/new:/)]);
  await world.refresh();
  expect(world.rows().filter(({ name }) => name === 'Wiremu Pere').map(({ id }) => id)).toEqual(rows);
});

test('a contact made while there is no room for its row is there as soon as it is listed', async () => {
  await world.close();
  world = openRecordWorld({ system: 'people', address: server.address, secrets: { key: server.key } }, { systems: [people], sabotage });
  await world.engine.atRest();
  full(files.cache);
  const row = world.create(scope, { name: 'Hine', email: 'x'.repeat(9_000) });
  await world.settle();
  expect([...server.people.values()].map(({ name }) => name)).toContain('Hine');
  roomy(files.cache);
  await world.refresh();
  expect(world.rows('hine').map(({ id }) => id)).toEqual([row]);
});

test('a record that was kept where there was no room for its row gets its row with the next list', async () => {
  await world.close();
  world = openRecordWorld({ system: 'people', address: server.address, secrets: { key: server.key } }, { systems: [people], sabotage });
  await world.engine.atRest();
  const [row = ''] = world.rows().map(({ id }) => id);
  files.cache?.prepare('DELETE FROM gram WHERE rowid = (SELECT rank FROM client WHERE id = ?)').run(row);
  files.cache?.prepare('DELETE FROM client WHERE id = ?').run(row);
  await world.refresh();
  expect(world.rows().map(({ id }) => id)).toContain(row);
});

test('disjoint changes stand both; the same field is asked about, side by side', async () => {
  offline();
  const editId = world.edit('all/1', { email: 'mine@example.com' });
  server.people.set('1', { ...server.people.get('1')!, phone: '555', name: 'Ada Smith' });
  await online();
  expect(server.people.get('1')).toMatchObject({ email: 'mine@example.com', phone: '555', name: 'Ada Smith' });
  expect(world.row(editId).state).toBe('sent');
  offline();
  const other = world.edit('all/1', { name: 'Ada Mine', phone: '777' });
  server.people.set('1', { ...server.people.get('1')!, name: 'Ada Theirs' });
  await online();
  expect(world.row(other)).toMatchObject({ state: 'needsYou', conflicts: [{ field: '/name', was: 'Ada Smith', mine: 'Ada Mine', theirs: 'Ada Theirs' }] });
  expect(world.engine.requests['edits.resolve']({ editId: other, choices: [{ field: '/name', take: 'other', value: 'Ada Both' }] }).ok).toBe(true);
  await world.settle();
  expect(server.people.get('1')).toMatchObject({ name: 'Ada Both', phone: '777' });
});

test('a lost answer is found out about: nothing is made or changed twice', async () => {
  server.loseNextReply();
  const row = world.create(scope, { name: 'Hine' });
  await world.settle();
  expect([writes().length, world.contact(row).mark]).toEqual([1, 'upToDate']);
  server.loseNextReply();
  world.edit('all/1', { email: 'x@example.com' });
  await world.settle();
  expect([writes().length, server.people.get('1')?.['email']]).toEqual([2, 'x@example.com']);
});

test('what is known to be refused is not queued, and what the system refuses is beside its field', async () => {
  expect(() => world.edit('all/1', { name: '' })).toThrow('/name: Name is needed.');
  expect(() => world.create(scope, { name: 'x'.repeat(41) })).toThrow('/name: Name can have 40 characters at most.');
  expect(() => world.create({ level: 'people.list', key: 'none' }, { name: 'x' })).toThrow('not in the list');
  const editId = world.edit('all/1', { name: ' . ' });
  server.people.delete('1');
  await world.settle();
  expect(world.row(editId)).toMatchObject({ state: 'needsYou', reason: expect.stringContaining('People no longer has this contact') });
});

test('the history tells it field by field, and has it back', async () => {
  const editId = world.edit('all/1', { email: 'later@example.com' });
  await world.settle();
  const page = world.engine.requests['history.list']({ query: 'later@', clientId: null, start: 0, count: 10 });
  expect(page.rows).toMatchObject([{ editId, title: 'Change email to later@example.com', where: 'Ada Ngata · List all', changes: [{ field: 'Email', before: 'ada@example.com', after: 'later@example.com' }], reverse: 'compensate' }]);
  expect(world.engine.requests['history.reverse']({ editId }).ok).toBe(true);
  await world.settle();
  expect(server.people.get('1')).toMatchObject({ email: 'ada@example.com' });
});

test('a key that is not taken is asked for once, and edits wait', async () => {
  const refused: string[] = [];
  world.engine.onSignedOut((authorization) => refused.push(authorization));
  world.engine.setAuthorization(JSON.stringify({ key: 'wrong' }));
  await world.engine.atRest();
  world.edit('all/1', { email: 'y@example.com' });
  await world.settle();
  expect([refused.length, world.engine.status().connection.state, world.engine.status().waiting]).toEqual([1, 'signedOut', 1]);
  world.engine.setAuthorization(JSON.stringify({ key: server.key }));
  await world.settle();
  expect(server.people.get('1')).toMatchObject({ email: 'y@example.com' });
});

test('a connection without a key for changes reads, and says of an edit what it lacks', async () => {
  const readOnly = { ...people, headers: (secrets: Readonly<Record<string, string>>, call: HttpCall) => (call.method === 'GET' ? people.headers(secrets, call) : null) };
  const reader = openRecordWorld({ system: 'people', address: server.address, secrets: { key: server.key } }, { systems: [readOnly] });
  await reader.engine.atRest();
  const editId = reader.edit('all/1', { email: 'x@example.com' });
  await reader.settle();
  expect(reader.row(editId)).toMatchObject({ state: 'needsYou', reason: expect.stringContaining('can only read: it has no key for changes at People') });
  expect(writes()).toEqual([]);
  await reader.close();
});

test('a removal that was sent is had back as a new contact in a row of its own', async () => {
  const editId = world.remove('all/1');
  await world.settle();
  expect(world.rows().map(({ id }) => id)).toEqual(['all/2']);
  const [row] = world.engine.requests['history.list']({ query: '', clientId: null, start: 0, count: 1 }).rows;
  expect(row).toMatchObject({ editId, title: 'Remove Ada Ngata', reverse: 'compensate', reverseNote: 'Adding it again makes a new contact at People, with a new id.' });
  expect(world.engine.requests['history.reverse']({ editId }).ok).toBe(true);
  await world.settle();
  expect(world.rows().map(({ name, mark }) => [name, mark])).toEqual([['Ada Ngata', 'upToDate'], ['Wiremu Pere', 'upToDate']]);
  expect([...server.people.values()].find(({ name }) => name === 'Ada Ngata')).toMatchObject({ shoeSize: 39, tags: [{ tag: 'blue', since: 2020 }] });
});

test('made, changed and removed before anything was sent, it was never there', async () => {
  offline();
  const row = world.create(scope, { name: 'Hine' });
  world.edit(row, { name: 'Hine Moana' });
  world.remove(row);
  await online();
  expect([writes(), world.rows().length, world.engine.status().waiting]).toEqual([[], 2, 0]);
});

test('an edit of a record that waits is corrected in its place', async () => {
  offline();
  const editId = world.edit('all/1', { name: 'Ada' });
  const { doc } = world.row(editId);
  expect(world.engine.requests['edits.replace']({ editId, with: { editId, clientId: 'all/1', intent: { ...doc, changes: [{ op: 'field', path: '/name', was: 'Ada Ngata', to: 'Ada Pere' }] } as RecordIntent } }).ok).toBe(true);
  await online();
  expect(server.people.get('1')).toMatchObject({ name: 'Ada Pere' });
});
