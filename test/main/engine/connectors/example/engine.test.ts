import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRecordWorld, type RecordWorld } from '../record-world.ts';
import { startPeople, type PeopleServer } from './people-server.ts';
import { people } from './people.ts';

/** A fifth system: its folder, and the line that registers it. */
const registered = { systems: [people] };

const scope = { level: 'people.list', key: 'all' };
let server: PeopleServer;
let world: RecordWorld;
beforeEach(async () => {
  server = await startPeople([
    { id: '1', name: 'Ada Ngata', email: 'ada@example.com', shoeSize: 39, tags: [{ tag: 'VIP', since: 2019 }] },
    { id: '2', name: 'Wiremu Parata', email: '' },
  ]);
  world = openRecordWorld({ system: 'people', address: server.address, secrets: { key: server.key } }, registered);
  await world.engine.atRest();
});
afterEach(async () => {
  await world.close();
  await server.close();
});

/** Sleeves up: edits made offline are in the queue and on the screen, and nothing is called. */
const offline = (paused: boolean): Promise<void> => {
  world.engine.requests['sync.pause']({ paused });
  return world.settle();
};
const writes = (): string[] => server.calls.filter((call) => !call.startsWith('GET'));

it('A fifth system is listed, searched and shown like any other', () => {
  expect(world.rows().map(({ id, name }) => [id, name])).toEqual([['all/1', 'Ada Ngata'], ['all/2', 'Wiremu Parata']]);
  expect(world.rows('parata').map(({ id }) => id)).toEqual(['all/2']);
  expect(world.level('all/1')).toMatchObject({ scope, title: 'Everybody' });
});

it('What is made offline is sent when the line is back: made, changed and removed once each, nothing else touched', async () => {
  await offline(true);
  const made = world.create(scope, { name: 'Hine Moana' });
  world.edit(made, { phone: '+64 21 555 0123' });
  world.edit('all/1', { email: 'ada@ngata.example' });
  world.edit('all/1', { tags: [{ tag: 'VIP', since: 2019 }, { tag: 'New' }] });
  world.remove('all/2');
  expect([writes(), world.engine.status().waiting]).toEqual([[], 5]);
  await offline(false);
  const id = made.slice('all/new:'.length);
  expect(writes().sort()).toEqual(['DELETE /people/2', 'PUT /people/1', `PUT /people/${id}`].sort());
  expect(server.people.get('1')).toEqual({ id: '1', name: 'Ada Ngata', email: 'ada@ngata.example', shoeSize: 39, tags: [{ tag: 'VIP', since: 2019 }, { tag: 'New' }] });
  expect(server.people.get(id)).toMatchObject({ name: 'Hine Moana', phone: '+64 21 555 0123' });
  expect(world.rows().map((row) => row.id).sort()).toEqual(['all/1', made].sort());
});

it('Somebody else who changed the same field is asked about; who changed another is not', async () => {
  await offline(true);
  const email = world.edit('all/1', { email: 'mine@example.com' });
  world.edit('all/2', { phone: '1' });
  server.people.set('1', { ...server.people.get('1'), email: 'theirs@example.com' });
  server.people.set('2', { ...server.people.get('2'), email: 'theirs@example.com' });
  await offline(false);
  expect(world.row(email)).toMatchObject({ state: 'needsYou', conflicts: [{ field: '/email', mine: 'mine@example.com', theirs: 'theirs@example.com' }] });
  expect(server.people.get('2')).toMatchObject({ email: 'theirs@example.com', phone: '1' });
});

it('A creation whose reply is lost is found again under the id that was chosen for it', async () => {
  server.loseNextReply();
  const made = world.create(scope, { name: 'Hine Moana' });
  await world.settle();
  expect([server.people.size, writes().length, world.engine.status().needsYou]).toEqual([3, 1, 0]);
  expect(world.doc(made)).toMatchObject({ id: made.slice('all/new:'.length), name: 'Hine Moana' });
});
