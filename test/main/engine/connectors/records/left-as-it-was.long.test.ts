import { afterEach, describe, expect, it, test } from 'vitest';
import { startContactSandbox, type ContactSandbox } from '../../../../../main/sandbox/contact-sandbox.ts';
import { contactControlOf, type ContactControl } from '../../../../../main/sandbox/contact-system/control.ts';
import type { Json, NativeDoc } from '../../../../../shared/contacts.ts';
import { startPeople } from '../example/people-server.ts';
import { people } from '../example/people.ts';
import { openRecordWorld, type RecordWorld } from '../record-world.ts';

/** A system that takes a call and leaves a field as it was (8x8 SPEC 3, `jobTitle`), through the whole engine. */

let [sandbox, control, world] = [] as unknown as [ContactSandbox<'8x8'>, ContactControl, RecordWorld];
let row = '';

async function open(): Promise<void> {
  sandbox = await startContactSandbox({ system: '8x8', contacts: 10, seed: 7, port: 0 });
  control = contactControlOf(sandbox.control);
  const { scope, secrets } = sandbox.keys();
  world = openRecordWorld({ system: '8x8', address: sandbox.address, scope, secrets });
  await world.engine.atRest();
  await control.tell('switches', { limit: 1_000_000, jobTitle: 'ignored' });
  row = world.rows().map(({ id }) => id).find((id) => world.contact(id).locked === '')!;
}

const place = (): string => row.slice(0, row.indexOf('/'));
const stored = async (): Promise<NativeDoc> => (await control.contact(place(), row.slice(row.indexOf('/') + 1))) as NativeDoc;
const writes = async (): Promise<number> => (await control.effects()).filter(({ actor }) => actor === 'caller').length;
async function byOthers(to: NativeDoc): Promise<void> {
  const { name: _name, createdTimestamp: _made, updatedTimestamp: _changed, ...now } = await stored();
  const { status } = await control.act({ method: 'PUT', path: `/directory-contacts/api/v3/contacts/${now['id'] as string}`, body: { ...now, ...to } });
  expect(status).toBe(200);
}
const words = 'Job title: 8x8 took the call and left this as it was.';
const discard = (editId: string): boolean => world.engine.requests['edits.act']({ editId, action: 'discard' }).done;
const offline = (): void => void world.engine.requests['sync.pause']({ paused: true });
async function online(): Promise<void> {
  world.engine.requests['sync.pause']({ paused: false });
  await world.settle();
}

describe('A field that was left as it was', () => {
  afterEach(async () => {
    await world.close();
    await sandbox.close();
  });

  it('needs the person, beside the field; discarded, what 8x8 has is shown', async () => {
    await open();
    const { jobTitle: was = null } = world.doc(row);
    const editId = world.edit(row, { jobTitle: 'Chief of Nothing' });
    await world.settle();
    expect(world.row(editId)).toMatchObject({ state: 'needsYou', reason: words, issues: [{ field: '/jobTitle' }], actions: ['fix', 'retry', 'discard'] });
    expect([discard(editId), world.contact(row).mark, world.doc(row)['jobTitle']]).toEqual([true, 'upToDate', was]);
    await world.reopen();
    expect([world.doc(row)['jobTitle'], (await stored())['jobTitle']]).toEqual([was, was]);
  });

  it('goes when it is tried again and taken', async () => {
    await open();
    const editId = world.edit(row, { jobTitle: 'Chief of Nothing' });
    await world.settle();
    await control.tell('switches', { jobTitle: 'written' });
    expect(world.engine.requests['edits.act']({ editId, action: 'retry' }).done).toBe(true);
    await world.settle();
    expect([world.row(editId).state, (await stored())['jobTitle'], world.doc(row)['jobTitle']]).toEqual(['sent', 'Chief of Nothing', 'Chief of Nothing']);
  });

  it.each([['', 'Chief'], ['Chief', '']])('is found out about from “%s” to “%s”', async (was, to) => {
    await open();
    await control.tell('switches', { jobTitle: 'written' });
    world.edit(row, { jobTitle: was });
    await world.settle();
    await control.tell('switches', { jobTitle: 'ignored' });
    const editId = world.edit(row, { jobTitle: to });
    await world.settle();
    expect(world.row(editId)).toMatchObject({ state: 'needsYou', reason: words });
    expect([discard(editId), world.doc(row)['jobTitle'] ?? '']).toEqual([true, was]);
  });

  it('stands alone where others of the same edit were taken: those are sent, whatever becomes of it, and are never sent again', async () => {
    await open();
    const { jobTitle: was = null } = world.doc(row);
    const editId = world.edit(row, { jobTitle: 'Chief', department: 'Attic' });
    await world.settle();
    expect(world.row(editId)).toMatchObject({ state: 'needsYou', reason: words, actions: ['retry', 'discard'] });
    expect(await stored()).toMatchObject({ department: 'Attic', jobTitle: was });
    await world.reopen();
    await byOthers({ department: 'Somebody else’s' });
    await control.tell('switches', { jobTitle: 'written' });
    world.engine.requests['edits.act']({ editId, action: 'retry' });
    await world.settle();
    expect([world.row(editId).state, await stored()]).toMatchObject(['sent', { department: 'Somebody else’s', jobTitle: 'Chief' }]);
  });

  it('of an edit that is discarded takes nothing back of what was taken, also by a reading that lags', async () => {
    await open();
    const { jobTitle: was = null } = world.doc(row);
    const editId = world.edit(row, { jobTitle: 'Chief', department: 'Attic' });
    await world.settle();
    await control.order({ fault: 'lag', match: { method: 'GET' }, count: 2 });
    discard(editId);
    world.edit(row, { location: 'Napier' });
    await world.settle();
    await world.settle();
    expect([await stored(), world.doc(row)]).toMatchObject([{ department: 'Attic', location: 'Napier', jobTitle: was }, { department: 'Attic', location: 'Napier', jobTitle: was }]);
  });

  it('of several edits that went together holds up its own only', async () => {
    await open();
    offline();
    const edits = [{ department: 'Attic' }, { jobTitle: 'Chief' }, { location: 'Napier' }].map((to: Record<string, Json>) => world.edit(row, to));
    await online();
    expect(edits.map((id) => world.row(id).state)).toEqual(['sent', 'needsYou', 'sent']);
    expect([await stored(), await writes()]).toMatchObject([{ department: 'Attic', location: 'Napier' }, 2]);
  });

  it('of one of several edits that went together leaves what else that one was for where it is, sent once', async () => {
    await open();
    const { jobTitle: was = null } = world.doc(row);
    offline();
    const [both, other] = [world.edit(row, { jobTitle: 'Chief', department: 'Attic' }), world.edit(row, { location: 'Napier' })];
    await online();
    expect([world.row(both), world.row(other).state]).toMatchObject([{ state: 'needsYou', reason: words, actions: ['retry', 'discard'] }, 'sent']);
    await byOthers({ department: 'Somebody else’s', location: 'Nelson' });
    expect(discard(both)).toBe(true);
    await world.refresh();
    expect([await stored(), world.contact(row).mark, await writes()]).toMatchObject([{ department: 'Somebody else’s', location: 'Nelson', jobTitle: was }, 'upToDate', 2]);
  });

  it('after a lost answer is found out about by the next sending', async () => {
    await open();
    await control.order({ fault: 'dropReply', match: { method: 'PUT' } });
    const editId = world.edit(row, { jobTitle: 'Chief' });
    await world.settle();
    expect([world.row(editId).state, await writes()]).toEqual(['needsYou', 2]);
  });
});

test('another way of writing the same is no refusal, and what is shown is what the system made of it', async () => {
  const server = await startPeople([{ id: '1', name: 'Ada Ngata' }]);
  const [name, ...others] = people.facts.fields;
  const exact = { ...people, facts: { ...people.facts, fields: [{ ...name!, sameAs: 'exact' as const }, ...others] } };
  const desk = openRecordWorld({ system: 'people', address: server.address, secrets: { key: server.key } }, { systems: [exact] });
  await desk.engine.atRest();
  const editId = desk.edit('all/1', { name: 'Ada Ngata  ' });
  await desk.settle();
  expect([desk.row(editId).state, desk.doc('all/1')['name'], server.people.get('1')?.['name']]).toEqual(['sent', 'Ada Ngata', 'Ada Ngata']);
  await desk.close();
  await server.close();
});
