import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dnsimpleFacts } from '../../../../../main/engine/connectors/dnsimple/facts.ts';
import { openRecordWorld, type RecordWorld } from '../record-world.ts';
import { account, nothingLeft, openEngineDesk, type EngineDesk } from './engine-desk.ts';

let desk: EngineDesk;
let world: RecordWorld;
beforeEach(async () => {
  desk = await openEngineDesk();
  ({ world } = desk);
});
afterEach(() => desk.close());

const allSent = (): void => expect(world.engine.status()).toMatchObject(nothingLeft);

describe('Somebody else', () => {
  it('who changed another field does not matter', async () => {
    await desk.goOffline();
    world.edit('1010/1', { city: 'Napier' });
    await desk.other('PATCH', '1', { postal_code: '4110' });
    await desk.comeOnline();
    allSent();
    expect(await desk.stored('1')).toMatchObject({ city: 'Napier', postal_code: '4110' });
    expect(world.doc('1010/1')).toEqual(await desk.stored('1'));
  });

  it('who changed the same field is asked about, and either answer is kept', async () => {
    const was = world.doc('1010/1')['city'];
    for (const take of ['mine', 'theirs'] as const) {
      await desk.goOffline();
      const edit = world.edit('1010/1', { city: `Napier ${take}`, label: take });
      await desk.other('PATCH', '1', { city: `Hastings ${take}` });
      await desk.comeOnline();
      const row = world.row(edit);
      expect([row.state, row.conflicts.map(({ field, mine, theirs }) => [field, mine, theirs])]).toEqual(['needsYou', [['/city', `Napier ${take}`, `Hastings ${take}`]]]);
      if (take === 'mine') expect(row.conflicts[0]?.was).toBe(was);
      expect(world.engine.requests['edits.resolve']({ editId: edit, choices: [{ field: '/city', take, value: '' }] })).toMatchObject({ ok: true });
      await world.settle();
      allSent();
      expect(await desk.stored('1')).toMatchObject({ city: take === 'mine' ? 'Napier mine' : 'Hastings theirs', label: take });
    }
  });

  it('who meant the same only wrote it otherwise: no conflict', async () => {
    await desk.goOffline();
    world.edit('1010/1', { email: 'Mere@Example.COM', phone: '+1 (503) 555-0100', country: 'nz' });
    await desk.control.tell('switches', { phoneForm: 'epp' });
    await desk.other('PATCH', '1', { email: 'mere@example.com', phone: '+1.5035550100', country: 'NZ' });
    await desk.comeOnline();
    allSent();
    expect(await desk.applied()).toEqual([]);
  });

  it('who removed it leaves the choice to make it anew', async () => {
    await desk.goOffline();
    const edit = world.edit('1010/1', { city: 'Napier' });
    await desk.control.tell('inUse', { account: 1010, contact: 1, because: null });
    await desk.other('DELETE', '1');
    await desk.comeOnline();
    expect(world.row(edit)).toMatchObject({ state: 'needsYou' });
    expect(world.row(edit).actions).toContain('recreate');
    world.engine.requests['edits.act']({ editId: edit, action: 'recreate' });
    await world.settle();
    allSent();
    expect(await desk.applied()).toEqual(['POST ']);
    expect(await desk.stored('9')).toMatchObject({ city: 'Napier' });
    const { first_name, last_name } = (await desk.stored('9')) as Record<string, string>;
    await world.refresh();
    const rows = world.rows().filter(({ name }) => name === `${first_name} ${last_name}`);
    expect([rows.length, rows[0]?.id.startsWith('1010/new:'), world.doc(rows[0]!.id)]).toEqual([1, true, await desk.stored('9')]);
  });
});

describe('What the server rewrites', () => {
  it.each(['e164', 'epp', 'asGiven'])('raises no conflict, whatever it makes of a phone (%s)', async (phoneForm) => {
    await desk.control.tell('switches', { phoneForm });
    world.edit('1010/1', { phone: '+1 (503) 555-0100', email: ' Mere@EXAMPLE.com', country: 'nz', city: ' Napier ' });
    await world.settle();
    allSent();
    expect(world.doc('1010/1')).toEqual(await desk.stored('1'));
    world.edit('1010/1', { phone: '+1 (503) 555-0101', email: 'Mere2@EXAMPLE.com' });
    world.edit('1010/1', { phone: '+1 (503) 555-0102' });
    await world.settle();
    allSent();
    expect(world.doc('1010/1')).toEqual(await desk.stored('1'));
  });
});

describe('A refusal', () => {
  it('stands beside its field, is fixed, and goes', async () => {
    const edit = world.edit('1010/1', { email: 'nobody', city: 'Napier' });
    await world.settle();
    expect(world.row(edit)).toMatchObject({ state: 'needsYou', issues: [{ field: '/email', text: 'Email is an invalid email address.' }] });
    expect(world.row(edit).actions).toContain('fix');
  });

  it('of a removal in use brings the contact back, in words', async () => {
    await desk.control.tell('inUse', { account: 1010, contact: 2, because: 'registrant' });
    const edit = world.remove('1010/2');
    expect(world.contact('1010/2').removed).toBe(true);
    await world.settle();
    expect(world.row(edit)).toMatchObject({ state: 'needsYou', reason: expect.stringContaining('a domain is registered to it') as string });
    world.engine.requests['edits.act']({ editId: edit, action: 'discard' });
    expect([world.contact('1010/2').removed, (await desk.stored('2'))?.['id']]).toEqual([false, 2]);
  });

  it('of what cannot be right is told before anything is queued', () => {
    expect(() => world.edit('1010/1', { organization_name: 'Saltmarsh', job_title: '' })).toThrow('/job_title');
    expect(() => world.edit('1010/1', { city: ' ' })).toThrow('/city');
    expect(() => world.edit('1010/1', { city: 'x'.repeat(61) })).toThrow('/city');
    expect(() => world.create(account, { first_name: 'Ada' })).toThrow('/last_name');
  });
});

describe('The hour used up by others', () => {
  it('has everything wait, none of it parked, until it is over', async () => {
    await desk.control.tell('traffic', { account: 1010, calls: 2_400 });
    const edits = [world.edit('1010/1', { city: 'Napier' }), world.edit('1010/2', { city: 'Napier' })];
    world.engine.requests['sync.now']({});
    await world.engine.atRest();
    expect(edits.map((edit) => world.row(edit).state)).toEqual(['waiting', 'waiting']);
    expect(await desk.applied()).toEqual([]);
    desk.clock.pass(3_600_000);
    await world.settle();
    allSent();
    expect((await desk.applied()).sort()).toEqual(['PATCH /1', 'PATCH /2']);
  });
});

describe('Editing any single field through the whole engine', () => {
  it('leaves every other field as it was, unknown ones included', async () => {
    const fields = { pronouns: 'ia', nested: { a: [1, null, { b: '' }] }, score: 0, none: null };
    await desk.control.tell('plant', { account: 1010, contact: 1, fields });
    await world.refresh();
    const texts = dnsimpleFacts.fields.filter(({ kind }) => kind !== 'time').map(({ path }) => path.slice(1));
    // There is no organisation without a job title.
    for (const name of ['job_title', ...texts.filter((one) => one !== 'job_title')]) {
      const { [name]: _was, updated_at: _before, ...before } = (await desk.stored('1'))!;
      world.edit('1010/1', { [name]: { email: 'one@example.com', phone: '+15035550177', fax: '+15035550178', country: 'NZ' }[name] ?? `Other ${name}`.slice(0, 16) });
      await world.settle();
      allSent();
      const { [name]: now, updated_at: _after, ...after } = (await desk.stored('1'))!;
      expect([name, after, world.doc('1010/1')]).toEqual([name, before, await desk.stored('1')]);
      expect(now).not.toBe(_was);
    }
    expect(await desk.stored('1')).toMatchObject(fields);
  });
});

describe('A token', () => {
  it('that only reads: the edit is told to be without the right, and stays', async () => {
    const reading = openRecordWorld({ system: 'dnsimple', address: desk.sandbox.address, secrets: { token: desk.sandbox.credentials.readToken } }, { clock: desk.clock });
    await reading.engine.atRest();
    const edit = reading.edit('1010/1', { city: 'Napier' });
    await reading.settle();
    expect(reading.row(edit)).toMatchObject({ state: 'needsYou' });
    expect(reading.row(edit).reason).not.toBe('');
    await reading.close();
  });

  it('that ends has the edits wait for another', async () => {
    await desk.control.expireCredentials();
    const edit = world.edit('1010/1', { city: 'Napier' });
    await world.settle();
    expect([world.engine.status().connection.state, world.row(edit).state]).toEqual(['signedOut', 'waiting']);
    world.engine.setAuthorization(JSON.stringify({ token: ((await desk.control.credentials()) as { token: string }).token }));
    await world.settle();
    allSent();
    expect(await desk.stored('1')).toMatchObject({ city: 'Napier' });
  });
});
