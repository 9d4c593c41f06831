import { beforeEach, describe, expect, it } from 'vitest';
import { stateKeys } from '../../../../main/sandbox/cleartax/states.ts';
import { gstinCheck } from '../../../../main/sandbox/cleartax/tax-numbers.ts';
import { desk, somebody } from './desk.ts';
import type { Desk } from './desk.ts';

let one: Desk;
beforeEach(() => (one = desk()));

const mine = 'dd7fc145-d263-4ef5-a2d6-d193e99ba12e';
const put = (more: object = {}, id = mine): ReturnType<Desk['ask']> => one.ask('PUT', one.at(id), { ...somebody(id), ...more });

describe('A contact', () => {
  it('is made under the id that the caller minted, and the same call again changes nothing', () => {
    const [first, again] = [put(), put()];
    expect([first.status, first.json]).toEqual([200, somebody(mine)]);
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(one.ask('GET', one.at(mine)).json).toEqual(somebody(mine));
    expect(one.system.contacts(0, 100).total).toBe(61);
  });

  it('is replaced as a whole: what is left out, or null, is gone; what is empty is told as empty', () => {
    put({ city: 'Kochi', nick_name: 'Lotus' });
    const { id, business_name, organization_type, state } = somebody(mine);
    const reply = one.ask('PUT', one.at(mine), { id, business_name, organization_type, state, email: '', city: null });
    expect(reply.json).toEqual({ id, business_name, organization_type, email: '', state });
    expect(Object.keys(one.ask('GET', one.at(mine)).json)).toEqual(['id', 'business_name', 'organization_type', 'email', 'state']);
  });

  it('keeps unknown fields only as long as they are sent along', () => {
    one.system.orders['plant']!({ business: one.businesses[0], contact: put().json.id, fields: { udyam: 'x', nested: { a: [1] } } });
    const held = one.ask('GET', one.at(mine)).json;
    expect(put({ ...held, city: 'Kochi' }).json).toMatchObject({ udyam: 'x', nested: { a: [1] } });
    expect(put().json).not.toHaveProperty('udyam');
  });

  it.each([['karnataka', 'KARNATAKA'], ['UTTAR PRADESH', 'UTTARPRADESH'], ['Andaman and Nicobar Islands', 'ANDAMANANDNICOBARISLANDS'], ['OTHERTERRITORY', 'OTHERTERRITORY']])('in %s is in %s', (given, key) => {
    expect(put({ state: given }).json.state).toBe(key);
  });

  it('that the vendor made from a document says so when it is read, whatever is written', () => {
    const row = one.system.contacts(0, 60).rows.find(({ scope, id }) => scope === one.businesses[0] && one.system.contact(scope, id)?.system_generated === true)!;
    expect(put({ system_generated: false }, row.id).json).not.toHaveProperty('system_generated');
    expect(one.ask('GET', one.at(row.id)).json.system_generated).toBe(true);
    put({ system_generated: true });
    expect(one.ask('GET', one.at(mine)).json).not.toHaveProperty('system_generated');
  });

  it('cannot be made by POST or deleted by anybody', () => {
    expect(one.ask('POST', one.at(), somebody(mine))).toMatchObject({ status: 405, headers: { allow: 'GET' } });
    for (const method of ['DELETE', 'PATCH', 'POST']) expect(one.ask(method, one.at(mine))).toMatchObject({ status: 405, headers: { allow: 'GET, PUT' } });
    expect(one.system.effects()).toEqual([]);
  });
});

describe('The first shape of a refusal', () => {
  const wrong = (code: string, message: string, severity?: string): object => ({ code, message, error_group_code: 0, error_id: 0, ...(severity === undefined ? {} : { severity }) });
  const blank = wrong('BAD_REQUEST_ATTR', 'This field cannot be empty', 'ERROR');

  it('names every needed field that is empty, missing or null', () => {
    expect(put({ business_name: '' })).toMatchObject({ status: 400, json: { errors: { err_1: blank }, error_sources: { business_name: { error_refs: ['err_1'] } } } });
    expect(put({ business_name: ' ', organization_type: null, state: '' }).json).toEqual({
      errors: { err_1: blank, err_2: blank, err_3: blank },
      error_sources: { business_name: { error_refs: ['err_1'] }, organization_type: { error_refs: ['err_2'] }, state: { error_refs: ['err_3'] } },
    });
    const { id: _, ...nobody } = somebody(mine);
    expect(one.ask('PUT', one.at(mine), nobody).json.error_sources).toEqual({ id: { error_refs: ['err_1'] } });
  });

  it('names the first thing that cannot be read', () => {
    expect(put({ state: 'KARNATKA', business_name: '' })).toMatchObject({ status: 400, json: { errors: { err_1: wrong('400', 'Cannot deserialize indian state from key KARNATKA') }, error_sources: { state: { error_refs: ['err_1'] } } } });
    expect(put({ organization_type: 'company' }).json.errors.err_1.code).toBe('400');
    expect(put({ city: { a: 1 } }).status).toBe(400);
    expect([one.ask('PUT', one.at(mine), '{').status, one.ask('PUT', one.at(mine), '[]').status]).toEqual([400, 400]);
  });

  it('tells two ids that differ', () => {
    expect(one.ask('PUT', one.at('other'), somebody(mine))).toMatchObject({ status: 400, json: { error_sources: { id: { error_refs: ['err_1'] } } } });
  });

  it('looks at the form of a GSTIN only when it is told to, and never at its check character', () => {
    expect([put({ gstin: 'ABC' }).status, put({ gstin: '01AAFCD5862R1ZV' }).status]).toEqual([200, 200]);
    one.system.orders['switches']!({ gstin: 'format' });
    expect([put({ gstin: 'ABC' }).status, put({ gstin: '01AAFCD5862R1ZV' }).status, put({ gstin: '' }).status]).toEqual([400, 200, 200]);
  });

  it('leaves no effect', () => {
    put({ state: 'nowhere' });
    put({ business_name: '' });
    expect(one.system.effects()).toEqual([]);
  });
});

describe('The second shape of a refusal', () => {
  it.each([400, 404])('tells a contact that is not there, with status %i', (notFound) => {
    one.system.orders['switches']!({ notFound });
    expect(one.ask('GET', one.at('nobody'))).toMatchObject({ status: notFound, json: { errors: { err_1: { code: '404', message: "Customer doesn't exist", error_group_code: 0, error_id: 0 } } } });
    expect(one.ask('GET', '/api/v0.1/businesses/nobody/contacts').status).toBe(notFound);
  });
});

describe('The third shape of a refusal', () => {
  it.each([
    ['override_pagination=yes', 'query param override_pagination must be one of [true, false]'],
    ['start=-1', 'query param start must be a number'],
    ['limit=some', 'query param limit must be a number'],
  ])('tells a parameter that makes no sense: %s', (query, message) => {
    expect(one.ask('GET', `${one.at()}?${query}`)).toMatchObject({ status: 400, json: { code: 400, message } });
  });

  it('comes without a token, or with a wrong or an expired one', () => {
    for (const token of ['', 'nonsense']) expect(one.ask('GET', one.at(), undefined, { 'x-cleartax-auth-token': token }).status).toBe(401);
    one.system.expireCredentials();
    expect(one.ask('GET', one.at()).status).toBe(401);
  });
});

describe('A list', () => {
  const list = (query = ''): { id: string; [name: string]: unknown }[] => one.ask('GET', `${one.at()}${query}`).json;

  it('is bare, twenty at a time, or all at once', () => {
    const all = list('?override_pagination=true');
    expect([list().length, all.length]).toEqual([20, 40]);
    expect([...list(), ...list('?start=20'), ...list('?start=40')]).toEqual(all);
    expect(list('?start=39&limit=5')).toEqual(all.slice(39));
    expect(one.ask('GET', `/api/v0.1/businesses/${one.businesses[2]}/contacts`).json).toEqual([]);
  });

  it('holds at the end what was added, and leaves out nothing that a contact has', () => {
    put({ email: 'Ananya@example.in', pan_number: 'ACUPA7085R', mobile_number: '5000000001' });
    expect(list('?start=40')).toEqual([one.ask('GET', one.at(mine)).json]);
    for (const query of ['email=Ananya@example.in', 'pan_number=ACUPA7085R', 'mobile_number=5000000001', `contact_id=${mine}`]) expect(list(`?${query}`).map((row) => row.id)).toEqual([mine]);
    expect(list('?email=ananya@example.in')).toEqual([]);
    expect(list('?email=Ananya@example.in&mobile_number=1')).toEqual([]);
    expect(list('?email=')).toHaveLength(20);
  });

  it('answers under the later host prefix too', () => expect(one.ask('GET', `/gst${one.at()}`).json).toHaveLength(20));
});

it('Everything that was applied is written down, by the caller and by somebody else', () => {
  put();
  expect(one.system.act({ method: 'PUT', path: one.at(mine), body: { ...somebody(mine), city: 'Pune' } }).status).toBe(200);
  expect(one.system.act({ method: 'DELETE', path: one.at(mine) }).status).toBe(404);
  expect(one.system.effects()).toMatchObject([
    { n: 1, actor: 'caller', scope: one.businesses[0], id: mine, before: null, after: { city: '' } },
    { n: 2, actor: 'other', before: { city: '' }, after: { city: 'Pune' } },
  ]);
  one.system.orders['remove']!({ business: one.businesses[0], contact: mine });
  expect([one.system.effects().length, one.ask('GET', one.at(mine)).status]).toEqual([2, 400]);
  one.system.reset();
  expect(one.system.effects()).toEqual([]);
});

it('The same seed gives the same contacts; some lack fields, and some GSTINs fail their check', () => {
  const all = (seed: number): Record<string, unknown>[] => {
    const { system } = desk(600, seed);
    return system.contacts(0, 600).rows.map(({ scope, id }) => system.contact(scope, id)!);
  };
  expect(all(3)).toEqual(all(3));
  expect(all(3)).not.toEqual(all(4));
  const gstins = all(3).map((contact) => (typeof contact['gstin'] === 'string' ? contact['gstin'] : '')).filter((gstin) => gstin !== '');
  const bad = gstins.filter((gstin) => gstinCheck(gstin.slice(0, 14)) !== gstin[14]);
  expect([gstins.every((gstin) => gstin.length === 15), bad.length > 0, bad.length < gstins.length / 2]).toEqual([true, true, true]);
  expect(all(3).filter((contact) => !('pan_number' in contact)).length).toBeGreaterThan(20);
  expect(stateKeys).toHaveLength(38);
});
