import { afterEach, expect, test } from 'vitest';
import { systems } from '../../../../../main/engine/connectors/systems.ts';
import { startContactSandbox, type ContactSandbox, type ContactSystemName } from '../../../../../main/sandbox/contact-sandbox.ts';
import { contactControlOf, type ContactControl } from '../../../../../main/sandbox/contact-system/control.ts';
import type { NativeDoc } from '../../../../../shared/contacts.ts';
import { openRecordWorld, type RecordWorld } from '../record-world.ts';

/** One life of a contact over each of the systems, through the whole engine: nothing here asks which system it is. */

interface Wanted {
  system: ContactSystemName;
  fresh: NativeDoc;
  /** A text field that anybody may change, and another. */
  field: string;
  other: string;
}
const wanted: Wanted[] = [
  {
    ...{ system: 'dnsimple', field: 'city', other: 'job_title' },
    fresh: { first_name: 'Hine', last_name: 'Moana', email: 'hine@example.com', phone: '+64 21 555 0123', address1: '1 Quay St', city: 'Nelson', state_province: 'Nelson', postal_code: '7010', country: 'NZ' },
  },
  { system: 'cleartax', field: 'city', other: 'contact_person_name', fresh: { business_name: 'Moana Traders', organization_type: 'COMPANY', state: 'KARNATAKA' } },
  { system: '8x8', field: 'department', other: 'location', fresh: { firstName: 'Hine', lastName: 'Moana', emails: [{ email: 'hine@example.com', primary: true, purposeType: 'WORK' }] } },
];

let [sandbox, control, world] = [] as unknown as [ContactSandbox, ContactControl, RecordWorld];
async function open(system: ContactSystemName, contacts = 12): Promise<void> {
  sandbox = await startContactSandbox({ system, contacts, seed: 7, port: 0 });
  control = contactControlOf(sandbox.control);
  const { scope, secrets } = sandbox.keys();
  world = openRecordWorld({ system, address: sandbox.address, scope: scope.split('\n')[0] ?? '', secrets });
  await world.engine.atRest();
}
afterEach(async () => {
  await world.close();
  await sandbox.close();
});

const factsOf = (system: string) => systems.find(({ id }) => id === system)!;
const changeable = (): string => world.rows().map(({ id }) => id).find((id) => world.contact(id).locked === '')!;
const total = async (): Promise<number> => {
  const places = world.engine.status().scopes!.map(({ scope }) => scope.key);
  return (await control.contacts(0, 1_000)).rows.filter((row) => places.includes(row.scope)).length;
};
const effects = async (): Promise<number> => (await control.effects()).length;

test.each(wanted)('$system: every contact is a row, changed in two calls, made, found again and removed', async ({ system, fresh, field, other }) => {
  await open(system);
  expect(world.engine.status()).toMatchObject({ connection: { state: 'online' }, listTrouble: '' });
  expect(world.rows()).toHaveLength(await total());
  const row = changeable();
  const before = world.doc(row);
  const asked = (await control.describe()).requests;
  world.edit(row, { [field]: 'Whangārei' });
  await world.settle();
  // Reading, writing, and the status that `settle` asks for at most twice.
  expect((await control.describe()).requests - asked).toBeLessThanOrEqual(4);
  expect(world.contact(row)).toMatchObject({ mark: 'upToDate', doc: { [field]: 'Whangārei' } });
  world.edit(row, { [other]: 'Somebody' });
  await world.settle();
  await world.refresh();
  for (const name of Object.keys(before).filter((one) => ![field, other].includes(one) && factsOf(system).fields.some(({ path, readOnly, kind }) => path === `/${one}` && !readOnly && kind !== 'list'))) expect(world.doc(row)[name], name).toEqual(before[name]);
  const [place] = world.engine.status().scopes!;
  const made = world.create(place!.scope, fresh);
  await world.settle();
  expect(world.contact(made)).toMatchObject({ mark: 'upToDate' });
  await world.reopen();
  await world.refresh();
  expect(world.rows().filter(({ id }) => id === made)).toHaveLength(1);
  expect(world.rows()).toHaveLength(await total());
  if (factsOf(system).cannot.remove !== '') return expect(() => world.remove(made)).toThrow(factsOf(system).cannot.remove);
  world.remove(made);
  await world.settle();
  expect(world.rows().some(({ id }) => id === made)).toBe(false);
});

test.each(wanted)('$system: answers are lost, and everything is done once', async ({ system, fresh, field }) => {
  await open(system);
  const lose = () => control.order({ fault: 'dropReply', match: { method: system === '8x8' || system === 'dnsimple' ? 'POST' : 'PUT' }, count: 1 });
  const before = await effects();
  await lose();
  const [place] = world.engine.status().scopes!;
  const made = world.create(place!.scope, fresh);
  await world.settle();
  expect([await effects(), world.contact(made).mark]).toEqual([before + 1, 'upToDate']);
  await control.order({ fault: 'dropReply', match: { method: system === 'dnsimple' ? 'PATCH' : 'PUT' }, count: 1 });
  world.edit(made, { [field]: 'Taupō' });
  await world.settle();
  expect([await effects(), world.contact(made)]).toMatchObject([before + 2, { mark: 'upToDate', doc: { [field]: 'Taupō' } }]);
  if (factsOf(system).cannot.remove !== '') return;
  await control.order({ fault: 'dropReply', match: { method: 'DELETE' }, count: 1 });
  world.remove(made);
  await world.settle();
  expect([await effects(), world.rows().some(({ id }) => id === made)]).toEqual([before + 3, false]);
});

test.each(wanted)('$system: a reading that lags behind our own writing takes nothing of it back', async ({ system, field, other }) => {
  await open(system);
  const row = changeable();
  world.edit(row, { [field]: 'First' });
  await world.settle();
  // The very same reading once more, as it was answered before the writing.
  await control.order({ fault: 'lag', match: { method: 'GET' }, count: 2 });
  world.edit(row, { [other]: 'Second' });
  await world.settle();
  await world.settle();
  const { scope } = world.level(row);
  expect(await control.contact(scope.key, row.slice(row.indexOf('/') + 1))).toMatchObject({ [field]: 'First', [other]: 'Second' });
});
