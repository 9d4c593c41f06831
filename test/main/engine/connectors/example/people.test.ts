import { afterEach, beforeEach, expect, it } from 'vitest';
import { askingOver, right, type Asking } from '../asking.ts';
import { startPeople, type PeopleServer } from './people-server.ts';
import { people } from './people.ts';

const scope = { level: 'people.list', key: 'all' };
let server: PeopleServer;
let desk: Asking;
beforeEach(async () => {
  server = await startPeople([{ id: '1', name: 'Ada Ngata', email: 'ada@example.com', shoeSize: 39 }]);
  desk = askingOver(people, server.address, { key: server.key });
});
afterEach(async () => {
  await desk.close();
  await server.close();
});

it('The example system lists, reads, makes, changes and removes', async () => {
  expect(right(await people.list(desk.ask, scope))).toEqual([{ id: '1', name: 'Ada Ngata', email: 'ada@example.com', shoeSize: 39 }]);
  right(await desk.ask(people.createCall(scope, { name: ' Wiremu ' }, 'new:01A')));
  right(await desk.ask(people.createCall(scope, { name: ' Wiremu ' }, 'new:01A')));
  expect(right(await people.candidates(desk.ask, scope, {}, 'new:01A'))).toEqual([{ id: '01A', name: 'Wiremu' }]);
  const ada = right(await people.read(desk.ask, scope, '1'))!;
  right(await desk.ask(people.changeCall(scope, '1', { ...ada, email: '' }, ['/email'])));
  expect(server.people.get('1')).toEqual({ id: '1', name: 'Ada Ngata', email: '', shoeSize: 39 });
  right(await desk.ask(people.removeCall(scope, '1')));
  expect([right(await people.read(desk.ask, scope, '1')), server.people.size]).toEqual([null, 1]);
});

it('The example system tells what was refused, and who may not call', async () => {
  expect(await desk.ask(people.createCall(scope, { name: '' }, 'new:01A'))).toMatchObject({ ok: false, error: { kind: 'refused', fields: [{ field: '/name' }] } });
  const stranger = askingOver(people, server.address, { key: 'wrong' });
  expect(await people.list(stranger.ask, scope)).toMatchObject({ ok: false, error: { kind: 'signedOut' } });
  await stranger.close();
  server.loseNextReply();
  expect(await desk.ask(people.createCall(scope, { name: 'Wiremu' }, 'new:01A'))).toMatchObject({ ok: false, error: { kind: 'unknown' } });
  expect(server.people.has('01A')).toBe(true);
});
