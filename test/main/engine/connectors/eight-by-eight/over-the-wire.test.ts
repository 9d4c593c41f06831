import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writtenLists } from '../../../../../main/engine/connectors/eight-by-eight/calls.ts';
import { eightByEight } from '../../../../../main/engine/connectors/eight-by-eight/system.ts';
import { startContactSandbox, type ContactSandbox } from '../../../../../main/sandbox/contact-sandbox.ts';
import { contactControlOf, type ContactControl } from '../../../../../main/sandbox/contact-system/control.ts';
import type { Json, NativeDoc, ScopeRef } from '../../../../../shared/contacts.ts';
import { somebody as invented, withoutRowIds } from '../../../sandbox/eight-by-eight/desk.ts';
import { askingOver, right, type Asking } from '../asking.ts';

let sandbox: ContactSandbox<'8x8'>;
let control: ContactControl;
let desk: Asking;
let customer: ScopeRef;
let somebody: NativeDoc;

async function open(contacts: number): Promise<void> {
  sandbox = await startContactSandbox({ system: '8x8', contacts, seed: 7, port: 0 });
  control = contactControlOf(sandbox.control);
  const { readKey, writeKey, customerId } = sandbox.credentials;
  desk = askingOver(eightByEight, sandbox.address, { read: readKey, write: writeKey });
  customer = { level: '8x8.customer', key: customerId };
  somebody = invented(customerId) as NativeDoc;
  // What is paced is tried elsewhere.
  await control.tell('switches', { limit: 1_000_000 });
}
async function close(): Promise<void> {
  await desk.close();
  await sandbox.close();
}
const another = async (contacts: number): Promise<void> => {
  await close();
  await open(contacts);
};
beforeEach(() => open(40));
afterEach(close);

const stored = async (id: string): Promise<NativeDoc> => (await control.contact(customer.key, id)) as NativeDoc;
const create = async (doc: NativeDoc): Promise<NativeDoc> => eightByEight.recordIn(right(await desk.ask(eightByEight.createCall(customer, doc, 'new:1'))))!;
const read = async (id: string): Promise<NativeDoc> => right(await eightByEight.read(desk.ask, customer, id))!;
const change = async (doc: NativeDoc, to: NativeDoc): Promise<NativeDoc> =>
  eightByEight.recordIn(right(await desk.ask(eightByEight.changeCall(customer, eightByEight.idOf(doc), { ...doc, ...to }, Object.keys(to).map((name) => `/${name}`)))))!;
const meanwhile = (n: number, act: () => Promise<unknown>): Asking['ask'] => {
  let calls = 0;
  return async (call) => {
    calls += 1;
    if (calls === n) await act();
    return desk.ask(call);
  };
};

describe('A list', () => {
  it.each([0, 1, 200, 201, 633])('of %i contacts is read whole, every list of each included', async (contacts) => {
    await another(contacts);
    const all = right(await eightByEight.list(desk.ask, customer));
    const { rows } = await control.contacts(0, 1_000);
    expect(all.map(eightByEight.idOf).sort()).toEqual(rows.map((row) => row.id).sort());
    expect(desk.sent).toHaveLength(Math.max(1, Math.ceil(contacts / 200)));
    expect(all.filter((doc) => !['addresses', 'emails', 'extensions', 'phones', 'tags'].every((list) => Array.isArray(doc[list])))).toEqual([]);
  });

  it('is whole though somebody already read goes before the next page, and somebody comes', async () => {
    await another(633);
    const before = right(await eightByEight.list(desk.ask, customer));
    const gone = before.find((doc) => doc['contactType'] === 'company')!;
    const ask = meanwhile(2, async () => {
      await control.act({ method: 'DELETE', path: `/directory-contacts/api/v3/contacts/${eightByEight.idOf(gone)}` });
      await control.act({ method: 'POST', path: '/directory-contacts/api/v3/contacts', body: somebody });
    });
    const all = new Set(right(await eightByEight.list(ask, customer)).map(eightByEight.idOf));
    expect(before.map(eightByEight.idOf).filter((id) => !all.has(id))).toEqual([]);
  });

  it('goes on with as many rows as are usual there, where so many are refused', async () => {
    await another(150);
    const strict: Asking['ask'] = async (call) => desk.ask(call.path.includes('size=200') ? { ...call, path: call.path.replace('size=200', 'size=0') } : call);
    expect(right(await eightByEight.list(strict, customer))).toHaveLength(150);
  });

  it('that is cut off, turns in circles, or has a page in its place is a fault', async () => {
    await another(633);
    await control.order({ fault: 'outage', status: 502, skip: 2 });
    expect(await eightByEight.list(desk.ask, customer)).toMatchObject({ ok: false, error: { kind: 'unknown' } });
    await control.calm();
    await control.order({ fault: 'outage', status: 200 });
    expect(await eightByEight.list(desk.ask, customer)).toMatchObject({ ok: false, error: { kind: 'unknown', detail: 'The answer was not one 8x8 gives.' } });
    await control.calm();
    const circling: Asking['ask'] = (call) => desk.ask({ ...call, path: call.path.replace(/&page=0.*/, '') });
    expect(await eightByEight.list(circling, customer)).toMatchObject({ ok: false, error: { kind: 'unknown' } });
  });
});

describe('One contact', () => {
  it('is made, and found by its id', async () => {
    const made = await create({ ...somebody, pronouns: 'ia' });
    const found = await read(eightByEight.idOf(made));
    expect(withoutRowIds(found)).toMatchObject({ ...somebody, pronouns: 'ia', addresses: [somebody['addresses']].flat().map((row) => ({ ...(row as object), apartmentNumber: null })) });
    expect(right(await eightByEight.read(desk.ask, customer, 'nobody'))).toBeNull();
    expect(right(await eightByEight.read(desk.ask, customer, '*'))).toBeNull();
  });

  it('is replaced whole; its rows get new ids and keep what is in them', async () => {
    const made = await create(somebody);
    const before = await read(eightByEight.idOf(made));
    await change(before, { department: 'Back Desk' });
    const after = await read(eightByEight.idOf(made));
    expect(withoutRowIds(after)).toEqual({ ...(withoutRowIds(before) as object), department: 'Back Desk', updatedTimestamp: after['updatedTimestamp'] });
    expect(JSON.stringify(after['emails'])).not.toBe(JSON.stringify(before['emails']));
  });

  it('is removed; then it is gone, and stays gone', async () => {
    const id = eightByEight.idOf(await create(somebody));
    right(await desk.ask(eightByEight.removeCall(customer, id)));
    expect(await desk.ask(eightByEight.removeCall(customer, id))).toMatchObject({ ok: false, error: { kind: 'conflict', gone: true } });
    expect(right(await eightByEight.read(desk.ask, customer, id))).toBeNull();
  });

  it.each(['problem', 'gateway'])('that is refused says so in either shape (%s)', async (errorShape) => {
    await control.tell('switches', { errorShape });
    const refused = await desk.ask(eightByEight.createCall(customer, { ...somebody, department: 'x'.repeat(101), emails: [{ email: 'x', purposeType: 'WORK' }] }, 'new:1'));
    expect(refused).toMatchObject({ ok: false, error: { kind: 'refused', fields: errorShape === 'problem' ? [{ field: '/department' }, { field: '/emails/0/email' }] : [{ field: '' }] } });
    await control.tell('switches', { limit: 0 });
    expect(await desk.ask(eightByEight.statusCall(''))).toMatchObject({ ok: false, error: { kind: 'busy' } });
    await control.expireCredentials();
    expect(await desk.ask(eightByEight.statusCall(''))).toMatchObject({ ok: false, error: { kind: 'signedOut' } });
  });

  it('of the phone system is locked, and 8x8 says so too', async () => {
    const all = right(await eightByEight.list(desk.ask, customer));
    for (const contactType of ['corporate', 'service']) {
      const one = all.find((doc) => doc['contactType'] === contactType)!;
      expect(eightByEight.locked(one)).not.toBe('');
      expect(() => eightByEight.changeCall(customer, eightByEight.idOf(one), one, [])).toThrow();
      expect(await desk.ask(eightByEight.removeCall(customer, eightByEight.idOf(one)))).toMatchObject({ ok: false, error: { kind: 'forbidden' } });
    }
  });

  it('is not changed with the key for searching', async () => {
    const { readKey } = sandbox.credentials;
    const wrong = askingOver(eightByEight, sandbox.address, { read: readKey, write: readKey });
    expect(await wrong.ask(eightByEight.createCall(customer, somebody, 'new:1'))).toMatchObject({ ok: false, error: { kind: 'forbidden' } });
    await wrong.close();
  });
});

describe('Where a lost creation is looked for', () => {
  const docs: Record<string, (all: NativeDoc) => NativeDoc> = {
    'emails and phones': (all) => all,
    'a name with quotes and stars': ({ emails: _e, phones: _p, ...rest }) => ({ ...rest, firstName: "D'Arcy", lastName: 'O"Ha*ra' }),
    'a company only': () => ({ companyName: 'Saltmarsh & Sons; (Leeds), Ltd' }),
    'nothing to search by': () => ({ tags: [{ name: 'customField1', value: 'gold' }] }),
  };

  it.each(Object.keys(docs))('is found by %s', async (what) => {
    await another(300);
    const doc = docs[what]!(somebody);
    const made = await create(doc);
    expect(right(await eightByEight.candidates(desk.ask, customer, doc, 'new:1')).map(eightByEight.idOf)).toContain(made['id']);
    await control.act({ method: 'DELETE', path: `/directory-contacts/api/v3/contacts/${eightByEight.idOf(made)}` });
    expect(right(await eightByEight.candidates(desk.ask, customer, doc, 'new:1')).map(eightByEight.idOf)).not.toContain(made['id']);
  });

  it('is everywhere, where a search is refused', async () => {
    await another(300);
    const made = await create(somebody);
    const strict: Asking['ask'] = (call) => desk.ask({ ...call, path: call.path.replace('filter=', 'filter=x').replace('createdTimestamp,DESC', 'moon') });
    for (const doc of [somebody, { tags: [] }]) expect(right(await eightByEight.candidates(strict, customer, doc, 'new:1')).map(eightByEight.idOf)).toContain(made['id']);
  });

  it('any text at all can be searched by', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 }).filter((text) => text.trim() === text), async (lastName) => {
        const found = await eightByEight.candidates(desk.ask, customer, { lastName }, 'new:1');
        expect(found.ok).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('Editing any single field', () => {
  const words = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => text.trim() === text);
  const rows = (name: string): fc.Arbitrary<Json> =>
    name === 'tags'
      ? fc.uniqueArray(fc.record({ name: fc.integer({ min: 1, max: 10 }).map((n) => `customField${n}`), value: words }), { maxLength: 3, selector: (row) => row.name })
      : name === 'emails'
        ? fc.uniqueArray(fc.record({ email: fc.integer({ min: 1, max: 999 }).map((n) => `p${n}@example.com`), primary: fc.constant(false), purposeType: fc.constantFrom('WORK', 'HOME') }), { maxLength: 3, selector: (row) => row.email })
        : fc.array(fc.record({ city: words, purposeType: fc.constantFrom('WORK', 'OTHER') }), { maxLength: 2 });
  const valueOf: Record<string, fc.Arbitrary<Json>> = { locale: fc.constantFrom('en_NZ', 'mi-NZ', ''), timeZone: fc.constantFrom('Pacific/Auckland', 'Europe/London', ''), tags: rows('tags'), emails: rows('emails'), addresses: rows('addresses'), phones: fc.constant([]) };
  const names = eightByEight.facts.fields.filter(({ readOnly }) => readOnly !== true).map(({ path }) => path.slice(1));
  const edit = fc.constantFrom(...names).chain((name) => fc.tuple(fc.constant(name), valueOf[name] ?? words));
  const unknown = fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }).map((name) => `x_${name}`), fc.jsonValue({ maxDepth: 2 }).filter((value) => value !== null && value !== ''), { maxKeys: 3 });
  const known = (doc: NativeDoc): NativeDoc => {
    const { updatedTimestamp: _at, ...rest } = { ...doc, ...Object.fromEntries(writtenLists.map((list) => [list, withoutRowIds(doc[list])])) } as NativeDoc;
    return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== '' && value !== null));
  };

  it('leaves every other field of the record as it was, unknown ones included, in rows too', async () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
    console.log(`8x8, editing a field: SEED=${seed}`);
    const all = right(await eightByEight.list(desk.ask, customer)).filter((doc) => eightByEight.locked(doc) === '').map(eightByEight.idOf);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...all), edit, unknown, async (id, [name, to], fields) => {
        const { tags = [] } = await stored(id);
        await control.tell('plant', { contact: id, fields: { ...fields, tags: [...(tags as Json[]).filter((row) => (row as NativeDoc)['name'] !== 'customField9'), { id: 9, name: 'customField9', value: 'x', seen: 3 }] } });
        const before = await stored(id);
        await change(await read(id), { [name]: to });
        const { [name]: now, ...rest } = known(await stored(id));
        const { [name]: _was, ...kept } = known(before);
        expect(rest).toEqual(kept);
        expect(now ?? '').toEqual(to);
      }),
      { numRuns: 60, seed },
    );
  });
});
