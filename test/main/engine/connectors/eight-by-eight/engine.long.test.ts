import { afterEach, describe, expect, it } from 'vitest';
import { Engine } from '../../../../../main/engine/engine.ts';
import { startContactSandbox, type ContactSandbox } from '../../../../../main/sandbox/contact-sandbox.ts';
import { contactControlOf, type ContactControl } from '../../../../../main/sandbox/contact-system/control.ts';
import type { NativeDoc, ScopeRef } from '../../../../../shared/contacts.ts';
import { somebody as invented, withoutRowIds } from '../../../sandbox/eight-by-eight/desk.ts';
import { handClock } from '../../hand-clock.ts';
import { openRecordWorld, type RecordWorld } from '../record-world.ts';

const place = '/directory-contacts/api/v3/contacts';
let sandbox: ContactSandbox<'8x8'>;
let control: ContactControl;
let world: RecordWorld;
let scope: ScopeRef;
let somebody: NativeDoc;

interface Wishes {
  contacts?: number;
  clock?: ReturnType<typeof handClock>;
  readOnly?: boolean;
}

async function open({ contacts = 12, clock, readOnly = false }: Wishes = {}): Promise<void> {
  sandbox = await startContactSandbox({ system: '8x8', contacts, seed: 7, port: 0, ...(clock && { clock: () => clock.now() }) });
  control = contactControlOf(sandbox.control);
  const { customerId, readKey, writeKey } = sandbox.credentials;
  scope = { level: '8x8.customer', key: customerId };
  somebody = invented(customerId) as NativeDoc;
  if (!clock) await control.tell('switches', { limit: 1_000_000 });
  world = openRecordWorld(
    { system: '8x8', address: sandbox.address, scope: customerId, secrets: { read: readKey, ...(readOnly ? {} : { write: writeKey }) } },
    { looksApartMs: 5, ...(clock ? { clock } : {}) },
  );
  await world.engine.atRest();
}
afterEach(async () => {
  await world.close();
  await sandbox.close();
});

const ids = (clientId: string): string => clientId.slice(scope.key.length + 1);
const stored = async (clientId: string): Promise<NativeDoc> => (await control.contact(scope.key, ids(clientId))) as NativeDoc;
const company = (): string => world.rows().map(({ id }) => id).find((id) => !world.contact(id).locked)!;
const ours = async (): Promise<number> => (await control.effects()).filter((effect) => effect.actor === 'caller').length;

describe('8x8 in the whole engine', () => {
  it('shows everybody, and locks who belongs to the phone system', async () => {
    await open({ contacts: 40 });
    const { rows } = await control.contacts(0, 100);
    expect(world.rows().map(({ id }) => ids(id)).sort()).toEqual(rows.map(({ id }) => id).sort());
    const locked = world.rows().filter(({ id }) => world.contact(id).locked);
    expect(locked.length).toBeGreaterThan(0);
    expect(locked.every(({ id }) => world.doc(id)['contactType'] !== 'company')).toBe(true);
  });

  it('makes, changes and removes a contact, each with the fewest calls', async () => {
    await open();
    const clientId = world.create(scope, somebody);
    await world.settle();
    expect(await ours()).toBe(1);
    const before = (await control.requests()).length;
    world.edit(clientId, { department: 'Back Desk' });
    await world.settle();
    const calls = (await control.requests()).slice(before).filter(({ path, query }) => path !== place || query.includes('filter'));
    expect(calls.map(({ method }) => method)).toEqual(['GET', 'PUT']);
    const effects = await control.effects();
    const { before: was, after } = effects.at(-1) as unknown as { before: NativeDoc; after: NativeDoc };
    expect({ ...(withoutRowIds(after) as object), updatedTimestamp: 0 }).toEqual({ ...(withoutRowIds(was) as object), department: 'Back Desk', updatedTimestamp: 0 });
    world.remove(clientId);
    await world.settle();
    expect([await ours(), world.engine.requests['clients.open']({ clientId })]).toEqual([3, null]);
  });

  it('a creation whose answer was lost is found again, and made once', async () => {
    await open();
    await control.order({ fault: 'dropReply', match: { method: 'POST' } });
    const clientId = world.create(scope, somebody);
    await world.settle();
    expect([await ours(), world.rows().filter(({ name }) => name === 'Mereana Ashdown').length, world.contact(clientId).doc?.['department']]).toEqual([1, 1, 'Front Desk']);
    expect(world.engine.status()).toMatchObject({ waiting: 0, checking: 0, needsYou: 0 });
  });

  it('what somebody else changed beside it stays, in rows of a list too', async () => {
    await open();
    const clientId = world.create(scope, somebody);
    await world.settle();
    const { id } = (await control.effects()).at(-1)!;
    world.engine.requests['sync.pause']({ paused: true });
    world.edit(clientId, { emails: [...(somebody['emails'] as NativeDoc[]), { email: 'second@example.com', primary: false, purposeType: 'HOME' }] });
    await control.act({ method: 'PUT', path: `${place}/${id}`, body: { ...somebody, location: 'Napier', emails: [{ email: 'mereana@example.com', primary: false, purposeType: 'HOME' }] } });
    world.engine.requests['sync.pause']({ paused: false });
    await world.settle();
    const now = (await control.contact(scope.key, id)) as NativeDoc;
    expect(now['location']).toBe('Napier');
    expect(withoutRowIds(now['emails'])).toEqual([{ email: 'mereana@example.com', primary: false, purposeType: 'HOME' }, { email: 'second@example.com', primary: false, purposeType: 'HOME' }]);
  });

  it('a note on one of two addresses that look alike goes to that one, though somebody else has put them in another order', async () => {
    await open();
    const [napier, hastings] = ['Napier', 'Hastings'].map((city): NativeDoc => ({ purposeType: 'WORK', city }));
    const clientId = world.create(scope, { ...somebody, addresses: [napier!, hastings!] });
    await world.settle();
    const { id } = (await control.effects()).at(-1)!;
    world.engine.requests['sync.pause']({ paused: true });
    world.edit(clientId, { addresses: (world.doc(clientId)['addresses'] as NativeDoc[]).map((row) => (row['city'] === 'Hastings' ? { ...row, notes: 'Back door' } : row)) });
    expect((await control.act({ method: 'PUT', path: `${place}/${id}`, body: { ...somebody, addresses: [hastings!, napier!] } })).status).toBe(200);
    world.engine.requests['sync.pause']({ paused: false });
    await world.settle();
    expect(withoutRowIds(((await control.contact(scope.key, id)) as NativeDoc)['addresses'])).toEqual([{ ...hastings, notes: 'Back door' }, napier]);
  });

  it('a connection without a key for changes says so before anything is typed, takes no edit, and sends nothing', async () => {
    await open({ readOnly: true });
    const clientId = company();
    const was = await stored(clientId);
    const why = 'This connection can only read: it has no key for changes at 8x8. Add one in the settings of the connection.';
    expect([world.engine.status().cannotChange, world.level(clientId).locked]).toEqual([why, why]);
    expect(() => world.edit(clientId, { department: 'x' })).toThrow(why);
    expect(() => world.remove(clientId)).toThrow(why);
    expect(() => world.create(scope, somebody)).toThrow(why);
    expect([world.rows().some(({ name }) => name === 'Mereana Ashdown'), world.engine.status().waiting, await ours(), await stored(clientId)]).toEqual([false, 0, 0, was]);
  });

  it('what waited when the key for changes was taken away needs the person, and goes once there is one', async () => {
    await open();
    const clientId = company();
    world.engine.requests['sync.pause']({ paused: true });
    const editId = world.edit(clientId, { department: 'Attic' });
    const { readKey, writeKey } = sandbox.credentials;
    world.options.authorization = JSON.stringify({ read: readKey });
    await world.reopen();
    world.engine.requests['sync.pause']({ paused: false });
    await world.settle();
    expect([world.row(editId).state, world.row(editId).reason, await ours()]).toEqual(['needsYou', expect.stringContaining('it has no key for changes at 8x8'), 0]);
    world.options.authorization = JSON.stringify({ read: readKey, write: writeKey });
    await world.reopen();
    expect([world.engine.status().cannotChange, world.level(clientId).locked]).toEqual(['', '']);
    world.engine.requests['edits.act']({ editId, action: 'retry' });
    await world.settle();
    expect([world.row(editId).state, (await stored(clientId))['department']]).toEqual(['sent', 'Attic']);
  });
});

describe('The limit of 8x8 in the whole engine', () => {
  it('is kept with the reserve left to others; the rest waits, shows how long, and goes', async () => {
    const clock = handClock();
    await open({ contacts: 80, clock });
    const companies = world.rows().map(({ id }) => id).filter((id) => !world.contact(id).locked).slice(0, 30);
    const edits = companies.map((id, n) => world.edit(id, { department: `Desk ${n}` }));
    const passing = async (): Promise<void> => {
      for (let n = 0; n < 50; n += 1) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    await passing();
    const { inWindow, ours: tally } = await control.tell<{ inWindow: number; ours: { refused: number } }>('traffic', { calls: 0 });
    // The last place but one is kept for a change that can follow its reading at once.
    expect([inWindow >= 44 && inWindow <= 45, tally.refused]).toEqual([true, 0]);
    expect(world.engine.status().budget).toMatchObject({ limit: 60, left: 45 - inWindow, sharedBy: 'all keys of the 8x8 customer' });
    for (let n = 0; n < 5; n += 1) {
      clock.pass(30_100);
      await passing();
    }
    await world.engine.atRest();
    const after = await control.tell<{ ours: { refused: number } }>('traffic', { calls: 0 });
    expect([after.ours.refused, world.engine.status().waiting, edits.length]).toEqual([0, 0, 30]);
    expect(await ours()).toBe(30);
  });

  it('used up by others keeps an edit waiting, and nothing is lost', async () => {
    const clock = handClock();
    await open({ clock });
    await control.tell('traffic', { calls: 60 });
    const clientId = company();
    world.edit(clientId, { department: 'Late Desk' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await ours()).toBe(0);
    for (let n = 0; n < 6; n += 1) {
      clock.pass(30_100);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await world.engine.atRest();
    expect((await stored(clientId))['department']).toBe('Late Desk');
    expect(await ours()).toBe(1);
  });

  it('is not forgotten by a restart', async () => {
    const clock = handClock();
    await open({ contacts: 60, clock });
    for (const { id } of world.rows().filter((row) => !world.contact(row.id).locked).slice(0, 30)) world.edit(id, { department: 'Desk' });
    for (let n = 0; n < 40; n += 1) await new Promise((resolve) => setTimeout(resolve, 5));
    await world.engine.close();
    world.engine = new Engine(world.options, { clock, random: () => 0 });
    world.engine.start();
    for (let n = 0; n < 40; n += 1) await new Promise((resolve) => setTimeout(resolve, 5));
    const { inWindow } = await control.tell<{ inWindow: number }>('traffic', { calls: 0 });
    expect(inWindow).toBeLessThanOrEqual(45);
  });
});
