import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { somebody } from '../../../sandbox/dnsimple/desk.ts';
import type { RecordWorld } from '../record-world.ts';
import { account, nothingLeft, openEngineDesk, type EngineDesk } from './engine-desk.ts';

let desk: EngineDesk;
let world: RecordWorld;
beforeEach(async () => {
  desk = await openEngineDesk();
  ({ world } = desk);
});
afterEach(() => desk.close());

const allSent = (): void => expect(world.engine.status()).toMatchObject(nothingLeft);

describe('The list', () => {
  it('has a row for every contact of the account, with its whole record', async () => {
    expect(world.rows().map((row) => row.id).sort()).toEqual(['1010/1', '1010/2', '1010/3', '1010/5', '1010/6', '1010/7']);
    expect(world.doc('1010/5')).toEqual(await desk.stored('5'));
    expect(world.level('1010/5')).toMatchObject({ scope: account, title: 'Kōwhai Accounting' });
    const { first_name, last_name, email } = world.doc('1010/5') as Record<string, string>;
    expect(world.rows(`${first_name} ${last_name}`)[0]).toMatchObject({ name: `${first_name} ${last_name}` });
    expect(world.rows(email).map((row) => row.id)).toContain('1010/5');
  });

  it('follows what others do there', async () => {
    await desk.other('DELETE', '7');
    await desk.control.tell('inUse', { account: 1010, contact: 5, because: null });
    await desk.other('DELETE', '5');
    await desk.control.act({ method: 'POST', path: '/v2/1010/contacts', body: somebody });
    await desk.other('PATCH', '1', { city: 'Napier' });
    await world.refresh();
    expect(world.rows().map((row) => row.id)).toContain('1010/9');
    expect(world.rows().map((row) => row.id)).not.toContain('1010/5');
    expect(world.doc('1010/1')).toMatchObject({ city: 'Napier' });
  });
});

describe('Made offline', () => {
  it('a contact has its row at once, keeps it, and goes out in one call with all that was changed since', async () => {
    await desk.goOffline();
    const row = world.create(account, somebody);
    world.edit(row, { city: 'Napier' });
    world.edit(row, { email: 'New@Example.com' });
    expect(world.rows().map(({ id, name }) => [id, name])).toContainEqual([row, 'First User']);
    expect(world.doc(row)).toMatchObject({ city: 'Napier', email: 'New@Example.com' });
    await desk.comeOnline();
    allSent();
    expect(await desk.applied()).toEqual(['POST ']);
    expect(await desk.stored('9')).toMatchObject({ ...somebody, city: 'Napier', email: 'new@example.com' });
    expect(world.rows().filter((one) => one.name === 'First User').map(({ id }) => id)).toEqual([row]);
    expect(world.doc(row)).toEqual(await desk.stored('9'));
    await world.refresh();
    expect(world.rows().filter((one) => one.name === 'First User').map(({ id }) => id)).toEqual([row]);
  });

  it('what comes to nothing is never sent', async () => {
    await desk.goOffline();
    const row = world.create(account, somebody);
    world.edit(row, { city: 'Napier' });
    world.remove(row);
    await desk.comeOnline();
    allSent();
    expect(await desk.applied()).toEqual([]);
    expect(world.rows().map(({ id }) => id)).not.toContain(row);
  });

  it('changes of one contact come together to one PATCH of the fields that change', async () => {
    await desk.goOffline();
    world.edit('1010/1', { city: 'Napier' });
    world.edit('1010/1', { city: 'Taupō', postal_code: '3330' });
    world.edit('1010/2', { label: 'Zzz' });
    await desk.comeOnline();
    allSent();
    expect((await desk.bodies()).map((body) => JSON.stringify(body)).sort()).toEqual([JSON.stringify({ city: 'Taupō', postal_code: '3330' }), JSON.stringify({ label: 'Zzz' })]);
  });

  it('an undone creation takes its row with it', async () => {
    await desk.goOffline();
    const row = world.create(account, somebody);
    const [edit] = world.contact(row).editIds;
    world.engine.requests['edits.undo']({ editId: edit! });
    expect(world.rows().map(({ id }) => id)).not.toContain(row);
    await desk.comeOnline();
    expect(await desk.applied()).toEqual([]);
  });

  it('a creation that is not sent yet keeps its row when the cache has to be begun anew', async () => {
    await desk.goOffline();
    const row = world.create(account, somebody);
    await world.engine.close();
    for (const file of readdirSync(world.options.folder).filter((name) => name.startsWith('cache.db'))) rmSync(join(world.options.folder, file));
    await world.reopen();
    expect(world.rows().map(({ id, name }) => [id, name])).toEqual([[row, 'First User']]);
    await desk.comeOnline();
    allSent();
    expect([await desk.applied(), world.rows().length]).toEqual([['POST '], 7]);
    expect(world.doc(row)).toEqual(await desk.stored('9'));
  });

  it('a creation that is not sent yet keeps its row over a restart', async () => {
    await desk.goOffline();
    const row = world.create(account, somebody);
    world.edit(row, { city: 'Napier' });
    await world.reopen();
    expect(world.doc(row)).toMatchObject({ first_name: 'First', city: 'Napier' });
    await desk.comeOnline();
    await world.reopen();
    allSent();
    expect([await desk.applied(), world.doc(row)]).toEqual([['POST '], await desk.stored('9')]);
  });
});

describe('A lost reply', () => {
  it.each(['dropReply', 'halfBody', 'cutBefore'] as const)('of a creation (%s) makes one contact', async (fault) => {
    await desk.control.order({ fault, match: { method: 'POST' } });
    const row = world.create(account, somebody);
    await world.settle();
    allSent();
    expect(await desk.applied()).toEqual(['POST ']);
    expect(world.doc(row)).toEqual(await desk.stored('9'));
  });

  it('of a creation is not taken for a twin that somebody else had made before', async () => {
    await desk.control.act({ method: 'POST', path: '/v2/1010/contacts', body: somebody });
    await world.refresh();
    await desk.control.order({ fault: 'cutBefore', match: { method: 'POST' } });
    const row = world.create(account, somebody);
    await world.settle();
    allSent();
    expect([await desk.applied(), world.doc(row)['id']]).toEqual([['POST '], 10]);
  });

  it.each(['dropReply', 'halfBody', 'cutBefore'] as const)('of a change (%s) changes once', async (fault) => {
    await desk.control.order({ fault, match: { method: 'PATCH' } });
    world.edit('1010/1', { city: 'Napier' });
    await world.settle();
    allSent();
    expect([await desk.applied(), world.doc('1010/1')]).toEqual([['PATCH /1'], await desk.stored('1')]);
  });

  it.each([{ fault: 'answer', status: 504, applied: true }, { fault: 'answer', status: 502 }, { fault: 'outage', status: 502, count: 1 }, { fault: 'outage', status: 200, count: 1 }, { fault: 'portal', count: 1 }] as const)(
    'or one that is not DNSimple’s own (%j) leaves nothing out and makes nothing twice',
    async (order) => {
      for (const method of ['POST', 'PATCH']) await desk.control.order({ ...order, match: { method } });
      const row = world.create(account, somebody);
      world.edit('1010/1', { city: 'Napier' });
      await world.settle();
      allSent();
      expect([(await desk.applied()).sort(), world.doc(row), world.doc('1010/1')]).toEqual([['PATCH /1', 'POST '], await desk.stored('9'), await desk.stored('1')]);
    },
  );

  it.each([true, false])('to an engine that stopped meanwhile (applied: %j) is looked for by the next one', async (applied) => {
    for (const method of ['POST', 'PATCH', 'DELETE']) await desk.control.order({ fault: 'stall', applied, match: { method } });
    await desk.control.tell('inUse', { account: 1010, contact: 2, because: null });
    const row = world.create(account, somebody);
    world.edit('1010/1', { city: 'Napier' });
    world.remove('1010/2');
    world.engine.requests['sync.now']({});
    while ((await desk.control.requests()).filter(({ method }) => method !== 'GET').length < 3);
    await world.reopen();
    await desk.control.calm();
    await world.settle();
    allSent();
    expect((await desk.applied()).sort()).toEqual(['DELETE /2', 'PATCH /1', 'POST ']);
    expect([world.doc(row), world.doc('1010/1'), world.rows().some(({ id }) => id === '1010/2')]).toEqual([await desk.stored('9'), await desk.stored('1'), false]);
  });

  it.each(['dropReply', 'cutBefore'] as const)('of a removal (%s) removes once', async (fault) => {
    await desk.control.tell('inUse', { account: 1010, contact: 1, because: null });
    await desk.control.order({ fault, match: { method: 'DELETE' } });
    world.remove('1010/1');
    await world.settle();
    allSent();
    expect([await desk.applied(), world.rows().some(({ id }) => id === '1010/1')]).toEqual([['DELETE /1'], false]);
  });
});

describe('The history', () => {
  it('tells of each edit by the names of its fields, and takes a sent one back by the opposite', async () => {
    const was = world.doc('1010/1')['city'];
    const edit = world.edit('1010/1', { city: 'Napier' });
    await world.settle();
    const told = world.engine.requests['history.list']({ query: 'Napier', clientId: null, start: 0, count: 10 }).rows;
    expect(told.map(({ editId, changes, reverse, by }) => [editId, changes, reverse, by])).toEqual([[edit, [{ field: 'City', before: was, after: 'Napier' }], 'compensate', 'Mere']]);
    expect(world.engine.requests['history.export']({ query: '', clientId: null }).text).toContain('City');
    expect(world.engine.requests['history.reverse']({ editId: edit })).toMatchObject({ ok: true });
    await world.settle();
    allSent();
    expect([(await desk.stored('1'))?.['city'], await desk.bodies()]).toEqual([was, [{ city: 'Napier' }, { city: was }]]);
  });
});
