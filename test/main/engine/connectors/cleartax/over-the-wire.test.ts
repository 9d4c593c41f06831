import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contactIdOf } from '../../../../../main/engine/connectors/cleartax/contact-id.ts';
import { states } from '../../../../../main/engine/connectors/cleartax/states.ts';
import { cleartax } from '../../../../../main/engine/connectors/cleartax/system.ts';
import { startContactSandbox, type ContactSandbox } from '../../../../../main/sandbox/contact-sandbox.ts';
import { contactControlOf, type ContactControl } from '../../../../../main/sandbox/contact-system/control.ts';
import type { NativeDoc, ScopeRef } from '../../../../../shared/contacts.ts';
import { textOf } from '../../../../../shared/systems.ts';
import { somebody } from '../../../sandbox/cleartax/desk.ts';
import { askingOver, right, type Asking } from '../asking.ts';

let sandbox: ContactSandbox<'cleartax'>;
let control: ContactControl;
let desk: Asking;
let business: ScopeRef;

async function open(contacts: number): Promise<void> {
  sandbox = await startContactSandbox({ system: 'cleartax', contacts, seed: 7, port: 0 });
  control = contactControlOf(sandbox.control);
  desk = askingOver(cleartax, sandbox.address, { token: sandbox.credentials.token });
  business = { level: 'cleartax.business', key: sandbox.credentials.businesses[0]! };
}
async function close(): Promise<void> {
  await desk.close();
  await sandbox.close();
}
const another = async (contacts: number): Promise<void> => {
  await close();
  await open(contacts);
};
beforeEach(() => open(30));
afterEach(close);

const stored = async (id: string): Promise<NativeDoc> => (await control.contact(business.key, id)) as NativeDoc;
const create = async (key = 'new:1', more: NativeDoc = {}): Promise<NativeDoc> => {
  const { id: _id, ...doc } = somebody('');
  return cleartax.recordIn(right(await desk.ask(cleartax.createCall(business, { ...doc, ...more }, key))))!;
};
const change = async (doc: NativeDoc, to: NativeDoc): Promise<NativeDoc> =>
  cleartax.recordIn(right(await desk.ask(cleartax.changeCall(business, cleartax.idOf(doc), { ...doc, ...to }, Object.keys(to).map((name) => `/${name}`)))))!;

describe('A list', () => {
  it.each([0, 1, 29, 30, 31, 60, 300])('of what %i invented contacts leave to a business is whole', async (contacts) => {
    await another(contacts);
    const all = right(await cleartax.list(desk.ask, business));
    const { rows } = await control.contacts(0, 1_000);
    expect(all.map(cleartax.idOf).sort()).toEqual(rows.filter((row) => row.scope === business.key).map((row) => row.id).sort());
    for (const doc of all.slice(0, 5)) expect(doc).toEqual(await stored(cleartax.idOf(doc)));
    expect(desk.sent).toHaveLength(all.length === 20 ? 2 : 1);
  });

  it('is read page by page where the parameter for all of it does nothing', async () => {
    await another(90);
    const deaf: Asking['ask'] = (call) => desk.ask({ ...call, path: call.path.replace('?override_pagination=true', '') });
    expect(right(await cleartax.list(deaf, business))).toHaveLength(60);
    const shifting: Asking['ask'] = (call) => deaf({ ...call, path: call.path.replace('start=20', 'start=19') });
    expect(await cleartax.list(shifting, business)).toMatchObject({ ok: false, error: { kind: 'unknown' } });
  });

  it('of a business that is not there is not ours to read', async () => {
    expect(await cleartax.list(desk.ask, { ...business, key: 'nowhere' })).toMatchObject({ ok: false, error: { kind: 'forbidden' } });
  });

  it('is a fault where it is cut off, or where a page stands in its place', async () => {
    for (const order of [{ fault: 'outage', status: 502 }, { fault: 'dropReply' }, { fault: 'outage', status: 200 }] as const) {
      await control.order(order);
      expect(await cleartax.list(desk.ask, business)).toMatchObject({ ok: false, error: { kind: 'unknown' } });
      await control.calm();
    }
  });
});

describe('One contact', () => {
  it('is made under the id that follows from our key; made once more it is the same one', async () => {
    const made = await create('new:7');
    expect(made).toEqual(await stored(contactIdOf(business.key, 'new:7')));
    expect(await create('new:7')).toEqual(made);
    const { rows } = await control.contacts(0, 1_000);
    expect(rows.filter((row) => row.id === made['id'])).toHaveLength(1);
  });

  it('that a lost call was to make is found there, or is not there', async () => {
    expect(right(await cleartax.candidates(desk.ask, business, {}, 'new:7'))).toEqual([]);
    await control.order({ fault: 'dropReply' });
    expect(await desk.ask(cleartax.createCall(business, somebody(''), 'new:7'))).toMatchObject({ ok: false, error: { kind: 'unknown' } });
    expect(right(await cleartax.candidates(desk.ask, business, {}, 'new:7')).map(cleartax.idOf)).toEqual([contactIdOf(business.key, 'new:7')]);
  });

  it.each([400, 404])('that is gone is told as %i, and of a business that is gone nothing is taken for gone', async (notFound) => {
    const made = await create();
    await control.tell('switches', { notFound });
    await control.tell('remove', { business: business.key, contact: made['id'] });
    expect(right(await cleartax.read(desk.ask, business, cleartax.idOf(made)))).toBeNull();
    expect(await cleartax.read(desk.ask, { ...business, key: 'nowhere' }, 'x')).toMatchObject({ ok: false, error: { kind: 'forbidden' } });
  });

  it('that is refused says so beside each field', async () => {
    expect(await desk.ask(cleartax.createCall(business, {}, 'new:1'))).toMatchObject({
      ok: false, error: { kind: 'refused', code: 'BAD_REQUEST_ATTR', fields: [{ field: '/business_name' }, { field: '/organization_type' }, { field: '/state' }] },
    });
    expect(await desk.ask(cleartax.createCall(business, { ...somebody(''), state: 'KARNATKA' }, 'new:1'))).toMatchObject({ ok: false, error: { kind: 'refused', fields: [{ field: '/state', code: '400' }] } });
  });

  it('without a token that works is nobody’s', async () => {
    await control.expireCredentials();
    expect(await cleartax.read(desk.ask, business, 'x')).toMatchObject({ ok: false, error: { kind: 'signedOut' } });
  });
});

describe('Editing any single field', () => {
  const writable = cleartax.facts.fields.filter(({ readOnly }) => readOnly !== true);
  const words = fc.string({ unit: 'grapheme', maxLength: 12 });
  const valueOf: Record<string, fc.Arbitrary<string>> = {
    '/state': fc.constantFrom(...states.map(({ value }) => value)), '/organization_type': fc.constantFrom('COMPANY', 'INDIVIDUAL'), '/business_name': words.filter((text) => text.trim() !== ''),
  };
  const edit = fc.constantFrom(...writable.map(({ path }) => path)).chain((path) => fc.tuple(fc.constant(path.slice(1)), valueOf[path] ?? words));
  const unknown = fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }).map((name) => `x_${name}`), fc.jsonValue({ maxDepth: 2 }).filter((value) => value !== null), { maxKeys: 3 });
  /** Null, '' and absent are the same (SPEC 4). */
  const filled = (doc: NativeDoc): NativeDoc => Object.fromEntries(Object.entries(doc).filter(([, value]) => value !== '' && value !== null));

  it('leaves every other field of the record as it was, unknown ones included', async () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
    console.log(`ClearTax, editing a field: SEED=${seed}`);
    const all = right(await cleartax.list(desk.ask, business)).map(cleartax.idOf);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...all), edit, unknown, async (id, [name, to], fields) => {
        await control.tell('plant', { business: business.key, contact: id, fields });
        const before = await stored(id);
        const read = right(await cleartax.read(desk.ask, business, id))!;
        expect(read).toEqual(JSON.parse(JSON.stringify(before)));
        await change(read, { [name]: to });
        const { [name]: now, ...rest } = filled(await stored(id));
        const { [name]: _was, ...kept } = filled(before);
        expect(rest).toEqual(kept);
        expect(textOf(now)).toBe(to);
      }),
      { numRuns: 60, seed },
    );
  });
});
