import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultOf, pageIn, recordIn } from '../../../main/engine/connectors/dnsimple/answers.ts';
import { changeContact, createContact, newestPage, readContact, removeContact } from '../../../main/engine/connectors/dnsimple/calls.ts';
import { list, scopes } from '../../../main/engine/connectors/dnsimple/reading.ts';
import { dnsimple } from '../../../main/engine/connectors/dnsimple/system.ts';
import type { Ask } from '../../../main/engine/connectors/records/record-system.ts';
import type { HttpCall, HttpReply } from '../../../main/engine/gateway/connector.ts';
import { startContactSandbox } from '../../../main/sandbox/contact-sandbox.ts';
import type { Fault } from '../../../shared/faults.ts';
import { err, ok } from '../../../shared/result.ts';
import { askingOver, right } from '../../main/engine/connectors/asking.ts';
import { somebody } from '../../main/sandbox/dnsimple/desk.ts';
import { OpenApi } from '../openapi.ts';
import { fixture, fixtureNames, official } from './official.ts';

const now = Date.parse('2026-11-20T20:52:00Z');
const scope = { level: 'dnsimple.account', key: '1010' };
const reply = (name: string): HttpReply => {
  const { status, headers, body } = fixture(name);
  return { status, headers, text: body };
};
const bodyOf = (name: string): { data: unknown } => JSON.parse(fixture(name).body) as { data: unknown };
const read = readContact(scope, '1');
const page = newestPage(scope, 1);

/** Each published answer, to which call it comes, and what the connector makes of it; null: a success. */
const meaning: Record<string, [HttpCall, Partial<Fault> | null]> = {
  'badgateway': [read, { kind: 'unknown' }],
  'success-with-malformed-json': [read, { kind: 'unknown' }],
  'method-not-allowed': [read, { kind: 'broken' }],
  'notfound-contact': [read, { kind: 'conflict', gone: true }],
  'validation-error': [createContact(scope, {}), { kind: 'refused', code: 'validation' }],
  'createContact/error-validation-errors': [createContact(scope, {}), { kind: 'refused', code: 'validation' }],
  'createContact/created': [createContact(scope, {}), null],
  'updateContact/success': [changeContact(scope, '1', {}, ['/city']), null],
  'getContact/success': [read, null],
  'deleteContact/success': [removeContact(scope, '1'), null],
  'deleteContact/error-contact-in-use': [removeContact(scope, '1'), { kind: 'refused', code: 'inUse' }],
  'listContacts/success': [page, null],
  'pages-1of3': [page, null],
  'pages-2of3': [page, null],
  'pages-3of3': [page, null],
  'listAccounts/success-account': [{ method: 'GET', path: '/accounts' }, null],
  'listAccounts/success-user': [{ method: 'GET', path: '/accounts' }, null],
  'whoami/success': [dnsimple.statusCall(''), null],
  'whoami/success-account': [dnsimple.statusCall(''), null],
  'whoami/success-user': [dnsimple.statusCall(''), null],
  // An envelope around nothing, for the tests of their clients: no proof of anybody.
  'response': [dnsimple.statusCall(''), null],
  // Calls that Agentbook never makes: their refusals are read as any.
  'checkRegistrantChange/success': [page, null],
  'checkRegistrantChange/error-contactnotfound': [page, { kind: 'forbidden' }],
  'checkRegistrantChange/error-domainnotfound': [page, { kind: 'forbidden' }],
};

describe.skipIf(!official.present)(`Every published DNSimple exchange is read by the connector${official.whyNot}`, () => {
  it.each(Object.keys(meaning))('%s', (name) => {
    const [call, expected] = meaning[name]!;
    const fault = faultOf(reply(name), now, call);
    if (expected === null) expect(fault).toBeNull();
    else expect(fault).toMatchObject(expected);
  });

  it('and none is forgotten but the webhooks, which a desktop cannot be sent', () => {
    expect(fixtureNames().filter((name) => !name.startsWith('webhooks/'))).toEqual(Object.keys(meaning).sort());
  });

  it.each(['createContact/created', 'updateContact/success', 'getContact/success'])('%s: the whole record, with its number and the moment of its change', (name) => {
    const doc = recordIn(reply(name))!;
    expect(doc).toEqual(bodyOf(name).data);
    expect([dnsimple.idOf(doc), dnsimple.title(doc), dnsimple.updatedAt(doc)]).toEqual(['1', 'First User', Date.parse('2016-01-19T20:50:26Z')]);
    expect(dnsimple.check(doc, 'edit')).toEqual([]);
  });

  it('the fields of the form are those of the published record, but for its numbers', () => {
    const doc = recordIn(reply('getContact/success'))!;
    expect(dnsimple.facts.fields.map(({ path }) => path.slice(1)).sort()).toEqual(Object.keys(doc).filter((name) => name !== 'id' && name !== 'account_id').sort());
  });

  it('pages with their totals', () => {
    expect(pageIn(reply('listContacts/success'))).toEqual({ contacts: bodyOf('listContacts/success').data, totalEntries: 2, totalPages: 1 });
    expect([1, 2, 3].map((n) => pageIn(reply(`pages-${n}of3`))!.contacts.length)).toEqual([2, 2, 1]);
    expect([1, 2, 3].map((n) => pageIn(reply(`pages-${n}of3`))).every((one) => one?.totalEntries === 5 && one.totalPages === 3)).toBe(true);
  });

  it('every refused field beside its own', () => {
    const fault = faultOf(reply('validation-error'), now, createContact(scope, {})) as Extract<Fault, { kind: 'refused' }>;
    expect(fault.fields.map(({ field }) => field)).toEqual(['/address1', '/city', '/country', '/email', '/first_name', '/last_name', '/phone', '/postal_code', '/state_province']);
    expect(fault.fields.find(({ field }) => field === '/phone')?.text).toBe("Phone can't be blank and is probably not a phone number.");
  });

  it('who we are, and which accounts that opens', async () => {
    const proofs = ['whoami/success', 'whoami/success-account', 'whoami/success-user', 'response'].map((name) => dnsimple.isStatusAnswer(reply(name)));
    expect(proofs).toEqual([true, true, true, false]);
    const answering = (names: Record<string, string>): Ask => async ({ path }) => {
      const name = path.includes('/contacts?') ? 'listContacts/success' : names[path];
      return name ? ok(reply(name)) : err({ kind: 'offline', detail: '' });
    };
    const titles = async (names: Record<string, string>): Promise<string[]> => right(await scopes(answering(names))).map((one) => `${one.scope.key} ${one.title}`);
    expect(await titles({ '/whoami': 'whoami/success-account' })).toEqual(['1 Example Account']);
    expect(await titles({ '/whoami': 'whoami/success-user', '/accounts': 'listAccounts/success-user' })).toEqual(['123 John', '456 Ops Company']);
    expect(right(await list(async () => ok(reply('listContacts/success')), scope)).map(dnsimple.idOf)).toEqual(['1', '2']);
  });
});

describe.skipIf(!official.present)(`Every request of the connector is as the published definition asks for${official.whyNot}`, () => {
  const definition = official.present ? new OpenApi(official.text('openapi.yml'), '') : null;
  const objection = ({ method, path, body }: HttpCall): string => definition!.request(method, path, body === undefined ? '' : JSON.stringify(body));
  const texts = dnsimple.facts.fields.filter(({ kind }) => kind !== 'time').map(({ path }) => path);
  const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant(''), fc.constant(null));

  it('whatever is made or changed', () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
    console.log(`DNSimple, requests: SEED=${seed}`);
    const required = new Set(dnsimple.facts.fields.filter((field) => field.required).map(({ path }) => path));
    const filled = fc.record(Object.fromEntries(texts.map((path) => [path.slice(1), required.has(path) ? fc.string({ minLength: 1 }) : value])));
    const strange = fc.record({ id: fc.nat(), account_id: fc.nat(), x_unknown: fc.jsonValue({ maxDepth: 1 }), created_at: fc.constant('2016-01-19T20:50:26Z') });
    fc.assert(
      fc.property(filled, strange, fc.subarray(texts, { minLength: 1 }), (doc, more, paths) => {
        const whole = JSON.parse(JSON.stringify({ ...more, ...doc })) as Parameters<typeof createContact>[1];
        const made = createContact(scope, whole);
        const changed = changeContact(scope, '5', whole, paths);
        expect([objection(made), objection(changed)]).toEqual(['', '']);
        expect(Object.keys(made.body as object).filter((name) => !texts.includes(`/${name}`))).toEqual([]);
        expect(Object.keys(changed.body as object).sort()).toEqual(paths.map((path) => path.slice(1)).sort());
      }),
      { numRuns: 300, seed },
    );
  });

  it('and whatever is asked of a real sandbox', async () => {
    const sandbox = await startContactSandbox({ system: 'dnsimple', contacts: 300, seed: 7, port: 0 });
    const desk = askingOver(dnsimple, sandbox.address, { token: sandbox.credentials.userToken });
    const [one] = right(await dnsimple.scopes(desk.ask, ''));
    await desk.ask(dnsimple.statusCall(''));
    await dnsimple.list(desk.ask, one!.scope);
    const made = recordIn(right(await desk.ask(dnsimple.createCall(one!.scope, somebody, 'new:1'))))!;
    await desk.ask(dnsimple.changeCall(one!.scope, dnsimple.idOf(made), { ...made, fax: null }, ['/fax']));
    await desk.ask(dnsimple.removeCall(one!.scope, dnsimple.idOf(made)));
    await dnsimple.read(desk.ask, one!.scope, dnsimple.idOf(made));
    await dnsimple.candidates(desk.ask, one!.scope, somebody, 'new:1');
    expect(desk.sent.map(({ method, path, body }) => definition!.request(method, path, body))).toEqual(desk.sent.map(() => ''));
    expect([...new Set(desk.sent.map(({ method, path }) => `${method} ${path.split('?')[0]}`))]).toHaveLength(8);
    await desk.close();
    await sandbox.close();
  });
});
