import { afterEach, expect, test } from 'vitest';
import { startContactSandbox, type ContactSystemName } from '../../../../../main/sandbox/contact-sandbox.ts';
import { contactControlOf, type ContactControl } from '../../../../../main/sandbox/contact-system/control.ts';
import type { NativeDoc, ScopeRef } from '../../../../../shared/contacts.ts';
import { openRecordWorld, type RecordWorld } from '../record-world.ts';

/** A contact made here, which a list shows under its id there before its creation is answered for: it is one row, and nothing of it is lost. */

const fresh: Record<ContactSystemName, NativeDoc> = {
  dnsimple: { first_name: 'Hine', last_name: 'Moana', address1: '1 Quay St', city: 'Napier', state_province: 'HB', postal_code: '4110', country: 'NZ', email: 'hine@example.com', phone: '+64215550123' },
  cleartax: { business_name: 'Hine Traders', organization_type: 'COMPANY', state: 'KARNATAKA' },
  '8x8': { firstName: 'Hine', lastName: 'Moana', emails: [{ email: 'hine@example.com', primary: true, purposeType: 'WORK' }] },
};
const changed: Record<ContactSystemName, NativeDoc> = { dnsimple: { city: 'Hastings' }, cleartax: { city: 'Mysuru' }, '8x8': { department: 'Ops' } };
const makes = (system: ContactSystemName): string => (system === 'cleartax' ? 'PUT' : 'POST');

let close: () => Promise<void> = async () => undefined;
afterEach(() => close());

async function open(system: ContactSystemName): Promise<{ world: RecordWorld; control: ContactControl; scope: ScopeRef }> {
  const sandbox = await startContactSandbox({ system, contacts: 4, seed: 7, port: 0 });
  const { scope, secrets } = sandbox.keys();
  const world = openRecordWorld({ system, address: sandbox.address, scope: scope.split('\n')[0] ?? '', secrets }, { deadlineMs: 20_000 });
  close = async () => {
    await world.close();
    await sandbox.close();
  };
  await world.engine.atRest();
  const [place] = world.engine.status().scopes ?? [];
  if (!place) throw new Error('no place');
  return { world, control: contactControlOf(sandbox.control), scope: place.scope };
}

const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
};
const done = async (control: ContactControl): Promise<string[]> => (await control.effects()).filter(({ actor }) => actor === 'caller').map(({ method }) => method);
const asked = async (control: ContactControl, method: string): Promise<number> => (await control.requests()).filter((line) => line.method === method).length;

/** A whole list is read while something else is under way. */
async function readList(world: RecordWorld): Promise<void> {
  const before = world.engine.status().upToDateAt ?? 0;
  world.engine.requests['sync.refresh']({});
  await until(() => world.engine.status().reading === null && (world.engine.status().upToDateAt ?? 0) > before);
}

/** A contact that has been made there, with no answer yet. */
async function madeWithoutAnswer(system: ContactSystemName, world: RecordWorld, control: ContactControl, scope: ScopeRef): Promise<string> {
  await control.order({ fault: 'stall', applied: true, match: { method: makes(system) } });
  const row = world.create(scope, fresh[system]);
  await until(async () => (await done(control)).length === 1);
  return row;
}

const rowsOf = (world: RecordWorld): string[] => world.rows('hine').map(({ id }) => id);

test.each(['dnsimple', 'cleartax', '8x8'] as const)('%s: a list read before the answer shows no second row, and the contact can be edited once it is known', async (system) => {
  const { world, control, scope } = await open(system);
  const row = await madeWithoutAnswer(system, world, control, scope);
  await readList(world);
  expect(rowsOf(world)).toEqual([row]);
  await control.calm();
  await world.settle();
  expect(rowsOf(world)).toEqual([row]);
  world.edit(row, changed[system]);
  await world.settle();
  await world.refresh();
  expect(world.rows('hine').map(({ id, mark }) => [id, mark])).toEqual([[row, 'upToDate']]);
  expect(world.doc(row)).toMatchObject(changed[system]);
  expect(await done(control)).toHaveLength(2);
});

test.each(['dnsimple', 'cleartax', '8x8'] as const)('%s: stopped before the answer and started again, it is one row', async (system) => {
  const { world, control, scope } = await open(system);
  const row = await madeWithoutAnswer(system, world, control, scope);
  await control.calm();
  await world.reopen();
  expect(rowsOf(world)).toEqual([row]);
  const edit = world.edit(row, changed[system]);
  await world.settle();
  expect(world.row(edit).state).toBe('sent');
  expect(await done(control)).toEqual([makes(system), system === 'dnsimple' ? 'PATCH' : 'PUT']);
});

/** The creation waits for the person, because somebody has changed it before it was looked for; the list has it as a row of its own. */
async function metFirst(): Promise<{ world: RecordWorld; control: ContactControl; row: string; met: string; path: string; creation: string }> {
  const { world, control, scope } = await open('dnsimple');
  const row = await madeWithoutAnswer('dnsimple', world, control, scope);
  await readList(world);
  const id = (await control.effects())[0]?.id ?? '';
  const path = `/v2/1010/contacts/${id}`;
  await control.act({ method: 'PATCH', path, body: { city: 'Wairoa' } });
  await control.calm();
  await world.settle();
  const creation = world.engine.requests['queue.list']({ states: ['needsYou'], start: 0, count: 9 }).rows[0]?.editId ?? '';
  return { world, control, row, met: `1010/${id}`, path, creation };
}

const checkAgain = (world: RecordWorld, editId: string): void => void world.engine.requests['edits.act']({ editId, action: 'checkAgain' });
const setBack = (control: ContactControl, path: string): Promise<unknown> => control.act({ method: 'PATCH', path, body: { city: 'Napier' } });

test('a creation that waits for the person does not hide what is there', async () => {
  const { world, row, met } = await metFirst();
  expect(rowsOf(world).sort()).toEqual([met, row].sort());
});

test.each(['changed', 'removed'] as const)('a creation whose contact was %s here, as it was met in the list, is not made a second time', async (what) => {
  const { world, control, met, creation } = await metFirst();
  await world.refresh();
  if (what === 'changed') world.edit(met, { first_name: 'Mere', last_name: 'Tane', email: 'mere@example.com', phone: '+64215550999' });
  else world.remove(met);
  await world.settle();
  checkAgain(world, creation);
  await world.settle();
  expect(world.row(creation)).toMatchObject({ state: 'needsYou', reason: expect.stringContaining('may be this one was changed or removed here') as string });
  expect((await done(control)).filter((method) => method === 'POST')).toHaveLength(1);
});

test('somebody else’s contact like it is shown as soon as the creation no longer waits for its answer', async () => {
  const { world, control, scope } = await open('dnsimple');
  await control.order({ fault: 'stall', match: { method: 'POST' } });
  const row = world.create(scope, fresh.dnsimple);
  await until(async () => (await asked(control, 'POST')) > 0);
  await control.act({ method: 'POST', path: '/v2/1010/contacts', body: { ...fresh.dnsimple, city: 'Wairoa' } });
  await control.act({ method: 'POST', path: '/v2/1010/contacts', body: { ...fresh.dnsimple, first_name: 'Pita', last_name: 'Rua', email: 'pita@example.com', phone: '+64215550199' } });
  await readList(world);
  expect(rowsOf(world)).toEqual([row]);
  expect(world.rows('pita')).toHaveLength(1);
  await control.calm();
  await world.settle();
  expect(rowsOf(world)).toHaveLength(2);
});

test('edits of the row it was met in go on in its own: those that were sent, that wait for the person, and that wait', async () => {
  const { world, control, row, met, path, creation } = await metFirst();
  await world.refresh();
  const sent = world.edit(met, { city: 'Napier' });
  await world.settle();
  await control.tell('inUse', { account: 1010, contact: Number(met.slice(5)), because: 'registrant' });
  const removal = world.remove(met);
  await world.settle();
  expect([world.row(sent).state, world.row(removal).state]).toEqual(['sent', 'needsYou']);
  checkAgain(world, creation);
  await world.settle();
  const rows = world.rows().map(({ id }) => id);
  expect(rows.filter((id) => id === row || id === met)).toEqual([row]);
  for (const id of [sent, removal]) expect(world.row(id)).toMatchObject({ clientId: row, doc: { contact: row.slice(5) } });
  expect(world.engine.requests['history.list']({ clientId: row, query: '', start: 0, count: 9 }).rows).toHaveLength(3);
  expect(world.engine.requests['edits.act']({ editId: removal, action: 'discard' })).toMatchObject({ done: true });
  // As a form would that was open meanwhile.
  const late = world.queue(met, { type: 'edit', contact: met.slice(5), scope: { level: 'dnsimple.account', key: '1010' }, changes: [{ op: 'field', path: '/city', was: 'Napier', to: 'Hastings' }] });
  await world.reopen();
  await world.settle();
  expect(world.row(late)).toMatchObject({ state: 'sent', clientId: row });
  expect(await control.contact('1010', path.slice(path.lastIndexOf('/') + 1))).toMatchObject({ city: 'Hastings' });
  expect(await done(control)).toEqual(['POST', 'PATCH', 'PATCH']);
  expect(world.doc(row)).toMatchObject({ city: 'Hastings' });
});

test('an edit that is on its way in the row it was met in is finished there before the rows become one', async () => {
  const { world, control, row, met, path, creation } = await metFirst();
  await setBack(control, path);
  await world.refresh();
  await control.order({ fault: 'stall', match: { method: 'PATCH' } });
  const [edit, next] = [world.edit(met, { label: 'Boat' }), world.edit(met, { job_title: 'Skipper' })];
  await until(async () => (await asked(control, 'PATCH')) > 0);
  checkAgain(world, creation);
  await until(() => world.row(creation).state === 'sent');
  expect(rowsOf(world).sort()).toEqual([met, row].sort());
  const later = world.edit(row, { city: 'Hastings' });
  await until(() => world.row(later).state === 'sent');
  await control.calm();
  await world.settle();
  expect([edit, next].map((id) => [world.row(id).state, world.row(id).clientId])).toEqual([['sent', row], ['sent', row]]);
  expect(rowsOf(world)).toEqual([row]);
  expect(world.doc(row)).toMatchObject({ label: 'Boat', job_title: 'Skipper', city: 'Hastings' });
  expect((await done(control)).filter((method) => method === 'POST')).toHaveLength(1);
});

test('stopped while an edit was on its way in the row it was met in, the rows are one at the next start, and the edit is looked for', async () => {
  const { world, control, row, met, path, creation } = await metFirst();
  await setBack(control, path);
  await world.refresh();
  await control.order({ fault: 'stall', match: { method: 'PATCH' } });
  const edit = world.edit(met, { label: 'Boat' });
  await until(async () => (await asked(control, 'PATCH')) > 0);
  checkAgain(world, creation);
  await until(() => world.row(creation).state === 'sent');
  await world.reopen();
  await control.calm();
  await world.settle();
  expect(rowsOf(world)).toEqual([row]);
  expect(world.row(edit)).toMatchObject({ state: 'sent', clientId: row });
  expect(world.doc(row)).toMatchObject({ label: 'Boat' });
  await world.refresh();
  expect(rowsOf(world)).toEqual([row]);
});
