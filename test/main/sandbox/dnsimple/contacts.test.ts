import { beforeEach, describe, expect, it } from 'vitest';
import type { Told } from '../contact-caller.ts';
import { desk, somebody } from './desk.ts';
import type { Desk } from './desk.ts';

let one: Desk;
beforeEach(() => (one = desk()));

const created = (more: object = {}): Told['json'] => one.ask('POST', '/v2/1010/contacts', { ...somebody, ...more }).json.data;

describe('A contact', () => {
  it('is made with 201 and comes back whole, with an id that was never given', () => {
    const reply = one.ask('POST', '/v2/1010/contacts', somebody);
    expect(reply.status).toBe(201);
    expect(reply.json).toEqual({ data: { id: 61, account_id: 1010, ...somebody, created_at: '2026-11-20T20:52:00Z', updated_at: '2026-11-20T20:52:00Z' } });
    one.ask('DELETE', '/v2/1010/contacts/61');
    expect(created().id).toBe(62);
  });

  it('has every field, empty when it was left out or null', () => {
    const { address2: _, fax: __, label: ___, ...needed } = somebody;
    expect(created({ ...needed, fax: null, address2: null, label: undefined })).toMatchObject({ label: '', address2: '', fax: '' });
  });

  it('is kept trimmed, its email in lower case and its country in upper case', () => {
    expect(created({ first_name: '  Mere ', email: ' Mere@EXAMPLE.com', country: 'nz', state_province: '\tAuckland\n' })).toMatchObject({ first_name: 'Mere', email: 'mere@example.com', country: 'NZ', state_province: 'Auckland' });
  });

  it.each([
    ['e164', '+18005550123', '+442079460958', '+35315550123'],
    ['epp', '+1.8005550123', '+44.2079460958', '+353.15550123'],
    ['asGiven', '+1 (800) 555-0123', '+44 20 7946 0958', '+353 1 555 0123'],
  ] as const)('keeps its phone in the form %s', (phoneForm, ...kept) => {
    one.system.orders['switches']!({ phoneForm });
    const given = ['+1 (800) 555-0123', '+44 20 7946 0958', '+353 1 555 0123'];
    expect(given.map((phone) => created({ phone }).phone)).toEqual(kept);
  });

  it('is changed in part: what is left out stays, and what is empty is cleared', () => {
    const { id } = created();
    one.time.now += 5_000;
    const reply = one.ask('PATCH', `/v2/1010/contacts/${id}`, { first_name: 'Ngāio', label: '', surprise: 'x', id: 5, account_id: 5, created_at: 'x' });
    expect([reply.status, reply.json.data]).toEqual([200, { id, account_id: 1010, ...somebody, first_name: 'Ngāio', label: '', created_at: '2026-11-20T20:52:00Z', updated_at: '2026-11-20T20:52:05Z' }]);
    expect(one.ask('GET', `/v2/1010/contacts/${id}`).json.data).toEqual(reply.json.data);
  });

  it('keeps its time when nothing did change', () => {
    const { id } = created();
    one.time.now += 5_000;
    expect(one.ask('PATCH', `/v2/1010/contacts/${id}`, { email: 'FIRST@example.com ' }).json.data.updated_at).toBe('2026-11-20T20:52:00Z');
  });

  it('is held to the rules as a whole when a part is changed', () => {
    const { id } = created({ organization_name: '', job_title: '' });
    const reply = one.ask('PATCH', `/v2/1010/contacts/${id}`, { organization_name: 'Saltmarsh' });
    expect([reply.status, reply.json]).toEqual([400, { message: 'Validation failed', errors: { job_title: ["can't be blank"] } }]);
    expect(one.ask('GET', `/v2/1010/contacts/${id}`).json.data.organization_name).toBe('');
  });

  it('is deleted once; then it is not found', () => {
    const { id } = created();
    expect(one.ask('DELETE', `/v2/1010/contacts/${id}`)).toMatchObject({ status: 204, body: '' });
    expect(one.ask('DELETE', `/v2/1010/contacts/${id}`)).toMatchObject({ status: 404, json: { message: `Contact \`${id}\` not found` } });
  });

  it.each([
    ['fixture', 'registrant', { message: "The contact cannot be deleted because it's currently in use" }],
    ['guide', 'registrantChange', { message: 'The contact cannot be deleted: contact is in use', errors: {} }],
  ] as const)('that is in use cannot be deleted: %s, %s', (inUse, because, words) => {
    const { id } = created();
    one.system.orders['switches']!({ inUse });
    one.system.orders['inUse']!({ account: 1010, contact: id, because });
    expect(one.ask('DELETE', `/v2/1010/contacts/${id}`)).toMatchObject({ status: 400, json: words });
    one.system.orders['inUse']!({ account: 1010, contact: id, because: null });
    expect(one.ask('DELETE', `/v2/1010/contacts/${id}`).status).toBe(204);
  });

  it('is the registrant of a domain for some of the invented ones', () => {
    const ids = one.system.contacts(0, 100).rows.filter((row) => row.scope === '1010').map((row) => row.id);
    const statuses = ids.map((id) => one.ask('DELETE', `/v2/1010/contacts/${id}`).status);
    expect(new Set(statuses)).toEqual(new Set([204, 400]));
  });

  it('keeps fields that nobody knows through a change', () => {
    const { id } = created();
    one.system.orders['plant']!({ account: 1010, contact: id, fields: { pronouns: 'ia', nested: { a: [1] } } });
    expect(one.ask('PATCH', `/v2/1010/contacts/${id}`, { city: 'Napier' }).json.data).toMatchObject({ city: 'Napier', pronouns: 'ia', nested: { a: [1] } });
  });
});

describe('A refusal names every field', () => {
  const errors = (more: object): unknown => one.ask('POST', '/v2/1010/contacts', { ...somebody, ...more }).json?.errors;

  it('that is blank, in the published words and order', () => {
    const reply = one.ask('POST', '/v2/1010/contacts', { first_name: ' \t' });
    expect(reply.status).toBe(400);
    expect(reply.body).toBe(
      '{"message":"Validation failed","errors":{"address1":["can\'t be blank"],"city":["can\'t be blank"],"country":["can\'t be blank"],"email":["can\'t be blank","is an invalid email address"],"first_name":["can\'t be blank"],"last_name":["can\'t be blank"],"phone":["can\'t be blank","is probably not a phone number"],"postal_code":["can\'t be blank"],"state_province":["can\'t be blank"]}}',
    );
  });

  it.each([
    [{ email: 'nobody' }, { email: ['is an invalid email address'] }],
    [{ phone: 'call me' }, { phone: ['is probably not a phone number'] }],
    [{ fax: '12' }, { fax: ['is probably not a phone number'] }],
    [{ country: 'ITALY' }, { country: ['is the wrong length (should be 2 characters)', 'is not a valid country'] }],
    [{ country: 'XX' }, { country: ['is not a valid country'] }],
    [{ city: 'x'.repeat(61) }, { city: ['is too long (maximum is 60 characters)'] }],
    [{ postal_code: '1'.repeat(17), job_title: '' }, { job_title: ["can't be blank"], postal_code: ['is too long (maximum is 16 characters)'] }],
  ])('%j', (more, words) => expect(errors(more)).toEqual(words));

  it('and nothing was made', () => {
    errors({ email: '' });
    expect(one.system.effects()).toEqual([]);
    expect(one.ask('GET', '/v2/1010/contacts?per_page=1').json.pagination.total_entries).toBe(45);
  });
});

describe('A list', () => {
  const ids = (path: string): number[] => one.ask('GET', path).json.data.map((row: { id: number }) => row.id);

  it('comes in pages of 30 by id, at most 100, with totals', () => {
    one = desk(400);
    expect(one.ask('GET', '/v2/1010/contacts').json.pagination).toEqual({ current_page: 1, per_page: 30, total_entries: 300, total_pages: 10 });
    expect(one.ask('GET', '/v2/1010/contacts?per_page=1000&page=3').json.pagination).toEqual({ current_page: 3, per_page: 100, total_entries: 300, total_pages: 3 });
    const all = [1, 2, 3].flatMap((page) => ids(`/v2/1010/contacts?per_page=100&page=${page}`));
    expect([all.length, new Set(all).size]).toEqual([300, 300]);
    expect(all).toEqual(all.toSorted((a, b) => a - b));
    expect(ids('/v2/1010/contacts?page=11')).toEqual([]);
  });

  it('is sorted by what is asked for', () => {
    const rows = one.ask('GET', '/v2/1010/contacts?per_page=100&sort=label:desc,id:asc').json.data as { id: number; label: string }[];
    expect(rows).toEqual(rows.toSorted((a, b) => (a.label === b.label ? a.id - b.id : a.label < b.label ? 1 : -1)));
    expect(ids('/v2/1010/contacts?sort=id:desc&per_page=2')).toEqual([59, 58]);
    expect(one.ask('GET', '/v2/1010/contacts?sort=city:asc').status).toBe(400);
    expect(one.ask('GET', '/v2/1010/contacts?sort=id:up').status).toBe(400);
  });
});

describe('Everything that was applied is written down', () => {
  it('with what it was before and after, by the caller and by somebody else', () => {
    const { id } = created();
    one.ask('PATCH', `/v2/1010/contacts/${id}`, { city: 'Napier' });
    one.ask('PATCH', `/v2/1010/contacts/${id}`, { city: '' });
    expect(one.system.act({ method: 'PATCH', path: `/v2/1010/contacts/${id}`, body: { city: 'Taupō' } }).status).toBe(200);
    expect(one.system.act({ method: 'PATCH', path: '/v2/3030/contacts/1', body: { city: 'Taupō' } }).status).toBe(404);
    one.ask('DELETE', `/v2/1010/contacts/${id}`);
    expect(one.system.effects()).toMatchObject([
      { n: 1, actor: 'caller', method: 'POST', path: '/v2/1010/contacts', scope: '1010', id: String(id), before: null, after: { city: 'Roma' } },
      { n: 2, actor: 'caller', body: { city: 'Napier' }, before: { city: 'Roma' }, after: { city: 'Napier' } },
      { n: 3, actor: 'other', before: { city: 'Napier' }, after: { city: 'Taupō' } },
      { n: 4, actor: 'caller', method: 'DELETE', before: { city: 'Taupō' }, after: null },
    ]);
    one.system.reset();
    expect([one.system.effects(), one.system.contact('1010', String(id))]).toEqual([[], null]);
  });
});
