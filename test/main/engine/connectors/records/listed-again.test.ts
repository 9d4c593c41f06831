import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { handClock } from '../../hand-clock.ts';
import { people } from '../example/people.ts';
import { startPeople, type PeopleServer } from '../example/people-server.ts';
import { openRecordWorld, type RecordWorld } from '../record-world.ts';

/** Rows that look older than what was sent: a list that lags, or somebody who has set it back (faults F2). */

const clock = handClock();
let server: PeopleServer;
let world: RecordWorld;
beforeEach(async () => {
  server = await startPeople([
    { id: '1', name: 'Ada Ngata', email: 'ada@example.com' },
    { id: '2', name: 'Wiremu Pere', email: 'w@example.com' },
  ]);
  world = openRecordWorld({ system: 'people', address: server.address, secrets: { key: server.key } }, { systems: [people], clock });
  await world.engine.atRest();
});
afterEach(async () => {
  await world.close();
  await server.close();
});

test('what somebody has set back just after we changed it is listed again in a minute, and shown at once where the row is not here at all', async () => {
  world.edit('all/1', { email: 'ada@new.example' });
  await world.settle();
  server.people.set('1', { ...server.people.get('1'), id: '1', email: 'ada@example.com' });
  await world.refresh();
  expect(world.contact('all/1')).toMatchObject({ doc: { email: 'ada@new.example' } });
  await world.reopen((folder) => ['', '-wal', '-shm'].forEach((end) => rmSync(join(folder, `cache.db${end}`), { force: true })));
  expect(world.contact('all/1')).toMatchObject({ doc: { email: 'ada@example.com' } });
  world.edit('all/2', { email: 'w@new.example' });
  await world.settle();
  server.people.set('2', { ...server.people.get('2'), id: '2', email: 'w@example.com' });
  await world.refresh();
  expect(world.contact('all/2')).toMatchObject({ doc: { email: 'w@new.example' } });
  clock.pass(60_000);
  await world.engine.atRest();
  expect(world.contact('all/2')).toMatchObject({ doc: { email: 'w@example.com' } });
});
