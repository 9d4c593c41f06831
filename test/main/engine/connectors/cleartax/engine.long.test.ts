import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contactIdOf } from '../../../../../main/engine/connectors/cleartax/contact-id.ts';
import { startContactSandbox, type ContactSandbox } from '../../../../../main/sandbox/contact-sandbox.ts';
import { contactControlOf, type ContactControl } from '../../../../../main/sandbox/contact-system/control.ts';
import type { NativeDoc, ScopeRef } from '../../../../../shared/contacts.ts';
import { somebody as invented } from '../../../sandbox/cleartax/desk.ts';
import { openRecordWorld, type RecordWorld } from '../record-world.ts';

let sandbox: ContactSandbox<'cleartax'>;
let control: ContactControl;
let world: RecordWorld;
let scope: ScopeRef;
const { id: _id, ...somebody } = invented('');

beforeEach(async () => {
  sandbox = await startContactSandbox({ system: 'cleartax', contacts: 9, seed: 7, port: 0 });
  control = contactControlOf(sandbox.control);
  const { token, businesses } = sandbox.credentials;
  scope = { level: 'cleartax.business', key: businesses[0]! };
  world = openRecordWorld({ system: 'cleartax', address: sandbox.address, scope: businesses.join('\n'), secrets: { token } });
  await world.engine.atRest();
});
afterEach(async () => {
  await world.close();
  await sandbox.close();
});

const stored = async (clientId: string): Promise<NativeDoc> => (await control.contact(scope.key, clientId.slice(scope.key.length + 1))) as NativeDoc;
const ours = async (): Promise<number> => (await control.effects()).filter((effect) => effect.actor === 'caller').length;
const first = (): string => world.rows().find(({ id }) => id.startsWith(scope.key))!.id;

describe('ClearTax in the whole engine', () => {
  it('shows the contacts of every business that was typed', async () => {
    const { rows } = await control.contacts(0, 100);
    expect(world.rows().map(({ id }) => id).sort()).toEqual(rows.map((row) => `${row.scope}/${row.id}`).sort());
  });

  it('a creation whose answer was lost is the same contact, and made once', async () => {
    await control.order({ fault: 'dropReply', match: { method: 'PUT' } });
    const clientId = world.create(scope, somebody);
    await world.settle();
    const key = clientId.slice(scope.key.length + 1);
    expect(await control.contact(scope.key, contactIdOf(scope.key, key))).toMatchObject(somebody);
    expect([await ours(), world.rows().filter(({ name }) => name === 'Blue Lotus Traders').length]).toEqual([1, 1]);
    expect(world.engine.status()).toMatchObject({ waiting: 0, checking: 0, needsYou: 0 });
  });

  it('a change leaves the rest as it is, also what somebody else has changed meanwhile and what nobody knows', async () => {
    const clientId = first();
    await control.tell('plant', { business: scope.key, contact: clientId.slice(scope.key.length + 1), fields: { udyam: { number: 7 } } });
    const before = await stored(clientId);
    world.edit(clientId, { city: 'Kochi' });
    await world.settle();
    const kept = (doc: NativeDoc): NativeDoc => Object.fromEntries(Object.entries(doc).filter(([, value]) => value !== ''));
    expect(kept(await stored(clientId))).toEqual(kept({ ...before, city: 'Kochi' }));
  });

  it('the same field changed by two is asked about', async () => {
    const clientId = first();
    const before = await stored(clientId);
    world.engine.requests['sync.pause']({ paused: true });
    const editId = world.edit(clientId, { city: 'Kochi' });
    await control.act({ method: 'PUT', path: `/api/v0.1/businesses/${scope.key}/contacts/${before['id'] as string}`, body: { ...before, city: 'Pune' } });
    world.engine.requests['sync.pause']({ paused: false });
    await world.settle();
    expect([world.row(editId).state, (await stored(clientId))['city']]).toEqual(['needsYou', 'Pune']);
  });

  it('a contact cannot be removed, and that is said before anything is queued', async () => {
    const clientId = first();
    expect(() => world.remove(clientId)).toThrow('no way to delete');
    expect(await stored(clientId)).not.toBeNull();
  });

  it('what ClearTax refuses waits for the person, beside its field', async () => {
    await control.tell('switches', { gstin: 'format' });
    const editId = world.edit(first(), { gstin: 'nonsense' });
    await world.settle();
    expect(world.row(editId).state).toBe('needsYou');
    expect(await ours()).toBe(0);
  });
});
