import fc from 'fast-check';
import { ulid } from 'ulid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dnsimple } from '../../../../../main/engine/connectors/dnsimple/system.ts';
import { startContactSandbox, type ContactSandbox } from '../../../../../main/sandbox/contact-sandbox.ts';
import { contactControlOf, type ContactControl } from '../../../../../main/sandbox/contact-system/control.ts';
import type { NativeDoc, ScopeRef } from '../../../../../shared/contacts.ts';
import { err } from '../../../../../shared/result.ts';
import { textOf } from '../../../../../shared/systems.ts';
import { somebody } from '../../../sandbox/dnsimple/desk.ts';
import { askingOver, right, type Asking } from '../asking.ts';

const account: ScopeRef = { level: 'dnsimple.account', key: '1010' };
const second: ScopeRef = { level: 'dnsimple.account', key: '2020' };
let sandbox: ContactSandbox<'dnsimple'>;
let control: ContactControl;
let desk: Asking;

async function open(contacts: number, token: 'token' | 'userToken' | 'readToken' = 'token'): Promise<void> {
  sandbox = await startContactSandbox({ system: 'dnsimple', contacts, seed: 7, port: 0 });
  control = contactControlOf(sandbox.control);
  desk = askingOver(dnsimple, sandbox.address, { token: sandbox.credentials[token] });
}
async function close(): Promise<void> {
  await desk.close();
  await sandbox.close();
}
/** The next test wants another sandbox than the small one. */
const another = async (...how: Parameters<typeof open>): Promise<void> => {
  await close();
  await open(...how);
};
beforeEach(() => open(40));
afterEach(close);

const create = async (doc: NativeDoc): Promise<NativeDoc> => dnsimple.recordIn(right(await desk.ask(dnsimple.createCall(account, doc, 'new:1'))))!;
const change = async (doc: NativeDoc, to: NativeDoc): Promise<NativeDoc> =>
  dnsimple.recordIn(right(await desk.ask(dnsimple.changeCall(account, dnsimple.idOf(doc), { ...doc, ...to }, Object.keys(to).map((name) => `/${name}`)))))!;
const someone = async (): Promise<NativeDoc> => right(await dnsimple.list(desk.ask, account))[0]!;
const other = (method: string, path: string, body?: unknown): Promise<unknown> => control.act({ method, path, ...(body === undefined ? {} : { body }) });

/** Somebody else acts before the call with this number. */
const meanwhile = (n: number, act: () => Promise<unknown>): Asking['ask'] => {
  let calls = 0;
  return async (call) => {
    calls += 1;
    if (calls === n) await act();
    return desk.ask(call);
  };
};

describe('The places', () => {
  it('are the account of a token, or all accounts of a user', async () => {
    expect(right(await dnsimple.scopes(desk.ask, ''))).toEqual([{ scope: account, title: 'Kōwhai Accounting' }]);
    await another(4, 'userToken');
    expect(right(await dnsimple.scopes(desk.ask, ''))).toEqual([{ scope: account, title: 'Kōwhai Accounting' }, { scope: second, title: 'Mere Ashdown' }]);
    expect(right(await dnsimple.list(desk.ask, second))).toHaveLength(1);
  });

  it('mark an account whose contacts this user may not see, unless there is no other', async () => {
    await another(4, 'userToken');
    const without = (...keys: string[]): Asking['ask'] => async (call) => (keys.some((key) => call.path.startsWith(`/${key}/`)) ? err({ kind: 'forbidden' }) : desk.ask(call));
    expect(right(await dnsimple.scopes(without('2020'), '')).map(({ scope, denied }) => [scope.key, denied ?? false])).toEqual([['1010', false], ['2020', true]]);
    expect(await dnsimple.scopes(without('1010', '2020'), '')).toEqual({ ok: false, error: { kind: 'forbidden' } });
    await control.order({ fault: 'outage', status: 502, match: { path: '/v2/2020/' } });
    expect(await dnsimple.scopes(desk.ask, '')).toMatchObject({ ok: false, error: { kind: 'unknown' } });
  });
});

describe('A list', () => {
  it('of 333 contacts is read whole over three pages, the first of them twice', async () => {
    await another(333);
    const all = right(await dnsimple.list(desk.ask, account));
    const { rows } = await control.contacts(0, 1_000);
    expect(all.map(dnsimple.idOf)).toEqual(rows.filter((row) => row.scope === '1010').map((row) => row.id));
    expect([all.length, desk.sent.length]).toEqual([250, 4]);
    expect(await control.contact('1010', '7')).toEqual(all.find((one) => one['id'] === 7));
  });

  it('of nobody is empty', async () => {
    await another(0);
    expect(right(await dnsimple.list(desk.ask, account))).toEqual([]);
  });

  const isWhole = async (ask: Asking['ask']): Promise<void> => {
    const listed = right(await dnsimple.list(ask, account)).map(dnsimple.idOf);
    const { rows } = await control.contacts(0, 1_000);
    expect(listed).toEqual(rows.filter((row) => row.scope === '1010').map((row) => row.id));
  };

  it.each([1, 2, 3, 4, 5].flatMap((n) => [[n, 'oldest'], [n, 'newest']] as const))('is whole though before its call number %i the %s contact goes and another comes, with the total unchanged', async (n, which) => {
    await another(333);
    await isWhole(meanwhile(n, async () => {
      const ids = right(await dnsimple.list(desk.ask, account)).map(dnsimple.idOf);
      const id = which === 'oldest' ? ids[0] : ids.at(-1);
      await control.tell('inUse', { account: 1010, contact: Number(id), because: null });
      await other('DELETE', `/v2/1010/contacts/${id}`);
      await other('POST', '/v2/1010/contacts', somebody);
    }));
  });

  it('whose last page has gone meanwhile is whole too', async () => {
    await another(268);
    expect(right(await dnsimple.list(desk.ask, account))).toHaveLength(201);
    await isWhole(meanwhile(3, async () => {
      for (const id of ['1', '2', '3', '5', '6', '7']) await control.tell('inUse', { account: 1010, contact: Number(id), because: null });
      for (const id of ['1', '2', '3', '5', '6', '7']) await other('DELETE', `/v2/1010/contacts/${id}`);
    }));
  });

  it('that never stands still is told as unknown, and nothing is taken for gone', async () => {
    await another(333);
    let n = 0;
    const restless: Asking['ask'] = async (call) => {
      n += 1;
      await control.tell('inUse', { account: 1010, contact: nth(n), because: null });
      await other('DELETE', `/v2/1010/contacts/${nth(n)}`);
      return desk.ask(call);
    };
    expect(await dnsimple.list(restless, account)).toMatchObject({ ok: false, error: { kind: 'unknown' } });
  });

  it('is a fault where it is cut off', async () => {
    await another(333);
    await control.order({ fault: 'outage', status: 502, skip: 2 });
    expect(await dnsimple.list(desk.ask, account)).toMatchObject({ ok: false, error: { kind: 'unknown' } });
    await control.calm();
    await control.order({ fault: 'dropReply' });
    expect(await dnsimple.list(desk.ask, account)).toMatchObject({ ok: false, error: { kind: 'unknown' } });
    await control.order({ fault: 'outage', status: 200 });
    expect(await dnsimple.list(desk.ask, account)).toMatchObject({ ok: false, error: { kind: 'unknown', detail: 'The answer was not one DNSimple gives.' } });
  });
});

describe('Where a lost creation is looked for', () => {
  const manyLater = async (n: number): Promise<NativeDoc> => {
    await another(333);
    const made = await create(somebody);
    for (let k = 0; k < n; k += 1) await other('POST', '/v2/1010/contacts', { ...somebody, first_name: `No ${k}` });
    return made;
  };

  it('is among the newest, in one call', async () => {
    const made = await manyLater(20);
    desk.sent.length = 0;
    expect(right(await dnsimple.candidates(desk.ask, account, {}, `new:${ulid()}`))).toContainEqual(made);
    expect(desk.sent).toHaveLength(1);
  });

  it('is also behind more than a page of what others have made since, while some of them go again', async () => {
    const made = await manyLater(120);
    const newest = right(await dnsimple.candidates(desk.ask, account, {}, `new:${ulid()}`)).at(-1)!;
    const ask = meanwhile(2, () => other('DELETE', `/v2/1010/contacts/${dnsimple.idOf(newest)}`));
    const found = right(await dnsimple.candidates(ask, account, {}, `new:${ulid()}`));
    expect(found).toContainEqual(made);
    expect(found.length).toBeLessThan(330);
  });

  it('is everywhere, where nobody can say since when', async () => {
    const made = await manyLater(0);
    expect(right(await dnsimple.candidates(desk.ask, account, {}, 'new:1'))).toContainEqual(made);
    expect(desk.sent).toHaveLength(5);
  });
});

/** The contacts of the first account are those whose number is no multiple of four. */
const nth = (n: number): number => n + Math.floor((n - 1) / 3);

describe('One contact', () => {
  it('is made, and comes back with what the server made of it', async () => {
    const made = await create({ ...somebody, email: ' First@Example.COM', label: '', fax: '', address2: '' });
    expect(made).toMatchObject({ id: 41, account_id: 1010, email: 'first@example.com', label: '', fax: '', created_at: expect.any(String) as string });
    expect(Object.keys(JSON.parse(desk.sent[0]!.body) as object)).not.toContain('fax');
    expect(right(await dnsimple.read(desk.ask, account, '41'))).toEqual(made);
    expect(right(await dnsimple.candidates(desk.ask, account, {}, `new:${ulid()}`)).at(-1)).toEqual(made);
  });

  it('is changed by the fields that change only, and cleared by an empty text', async () => {
    const made = await create(somebody);
    const after = await change(made, { city: 'Napier', fax: null, label: '' });
    expect(JSON.parse(desk.sent.at(-1)!.body)).toEqual({ city: 'Napier', fax: '', label: '' });
    expect(after).toEqual({ ...made, city: 'Napier', fax: '', label: '', updated_at: after['updated_at'] });
  });

  it('is removed; then it is gone, and stays gone', async () => {
    const made = await create(somebody);
    const call = dnsimple.removeCall(account, dnsimple.idOf(made));
    right(await desk.ask(call));
    expect(await desk.ask(call)).toMatchObject({ ok: false, error: { kind: 'conflict', gone: true } });
    expect(right(await dnsimple.read(desk.ask, account, dnsimple.idOf(made)))).toBeNull();
  });

  it('of an account that is not ours any more is not taken for gone', async () => {
    expect(await dnsimple.read(desk.ask, second, '4')).toMatchObject({ ok: false, error: { kind: 'forbidden' } });
  });

  it.each(['fixture', 'guide'])('in use is kept, in words (%s)', async (inUse) => {
    const made = await create(somebody);
    await control.tell('switches', { inUse });
    await control.tell('inUse', { account: 1010, contact: made['id'], because: 'registrant' });
    expect(await desk.ask(dnsimple.removeCall(account, dnsimple.idOf(made)))).toMatchObject({ ok: false, error: { kind: 'refused', code: 'inUse' } });
  });

  it('that is refused says so beside each field', async () => {
    const refused = await desk.ask(dnsimple.createCall(account, { ...somebody, email: '', country: 'XX' }, 'new:1'));
    expect(refused).toMatchObject({ ok: false, error: { kind: 'refused', fields: [{ field: '/country', text: 'Country is not a valid country.' }, { field: '/email' }] } });
  });

  it('is not changed by a token that only reads', async () => {
    await another(4, 'readToken');
    const one = await someone();
    expect(await desk.ask(dnsimple.changeCall(account, dnsimple.idOf(one), { ...one, city: 'x' }, ['/city']))).toMatchObject({ ok: false, error: { kind: 'forbidden' } });
  });
});

describe('The limit', () => {
  it('used up by other programs asks everybody to wait until the hour is over', async () => {
    await control.tell('traffic', { account: 1010, calls: 2_400 });
    const asked = await desk.ask(dnsimple.statusCall(''));
    expect(asked).toMatchObject({ ok: false, error: { kind: 'busy' } });
    const until = asked.ok ? 0 : (asked.error as { until: number }).until;
    expect(until - Date.now()).toBeGreaterThan(3_500_000);
  });
});

describe('Editing any single field', () => {
  const texts = dnsimple.facts.fields.filter(({ kind }) => kind !== 'time').map(({ path }) => path.slice(1));
  const valueOf: Record<string, fc.Arbitrary<string>> = {
    email: fc.integer({ min: 1, max: 99_999 }).map((n) => `P${n}@Example.com`),
    phone: fc.integer({ min: 100, max: 199 }).map((n) => `+1 (503) 555-0${n}`),
    fax: fc.option(fc.integer({ min: 100, max: 199 }).map((n) => `+44.20794609${n}`), { nil: '' }),
    country: fc.constantFrom('NZ', 'de', 'GB'),
    label: fc.constantFrom('', ' ', 'Billing'),
    address2: fc.constantFrom('', 'c/o Ōtāhuhu 🏉'),
    organization_name: fc.constantFrom('Saltmarsh & Sons', ' "quoted" \\ ', 'ಕಾವೇರಿ'),
  };
  const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((text) => text.trim() !== '' && text.trim().length <= 12);
  const edit = fc.constantFrom(...texts).chain((name) => fc.tuple(fc.constant(name), valueOf[name] ?? words));
  const planted = fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }).map((name) => `x_${name}`), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 });

  it('leaves every other field of the record as it was, unknown ones included', async () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
    console.log(`DNSimple, editing a field: SEED=${seed}`);
    await fc.assert(
      fc.asyncProperty(edit, planted, async ([name, to], fields) => {
        const id = dnsimple.idOf(await create(somebody));
        await control.tell('plant', { account: 1010, contact: Number(id), fields });
        const before = (await control.contact('1010', id)) as NativeDoc;
        const read = right(await dnsimple.read(desk.ask, account, id))!;
        expect(read).toEqual(before);
        await change(read, { [name]: to });
        const { [name]: now, updated_at: _at, ...rest } = (await control.contact('1010', id)) as NativeDoc;
        const { [name]: _was, updated_at: _before, ...kept } = before;
        expect(rest).toEqual(kept);
        const form = (text: string): string => (name === 'phone' || name === 'fax' ? text.replace(/\D/g, '') : text.trim().toLowerCase());
        expect(form(textOf(now))).toBe(form(to));
      }),
      { numRuns: 150, seed },
    );
  });
});
