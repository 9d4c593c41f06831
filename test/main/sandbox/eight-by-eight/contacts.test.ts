import { beforeEach, describe, expect, it } from 'vitest';
import type { Told } from '../contact-caller.ts';
import { desk, everyDetail, path, somebody, withoutRowIds } from './desk.ts';
import type { Desk } from './desk.ts';

let one: Desk;
beforeEach(() => (one = desk()));

const post = (more: object = {}): Told => one.ask('POST', path, { ...somebody(one.customerId), ...more });
const put = (id: string, more: object = {}): Told => one.ask('PUT', `${path}/${id}`, { ...somebody(one.customerId), ...more });
const read = (id: string): Record<string, unknown> => one.find(`id==${id}`)[0]!;
const fields = (reply: Told): string[] => (reply.json.errors as { field: string }[]).map((wrong) => wrong.field);

describe('A contact', () => {
  it('is made with 200 and comes back with an id of its own and one for each row, without times', () => {
    const reply = post();
    expect([reply.status, withoutRowIds(reply.json)]).toEqual([200, { id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string, ...somebody(one.customerId) }]);
    expect(Object.values(reply.json.phones as object).every((row: { id: unknown }) => Number.isInteger(row.id))).toBe(true);
    expect(read(reply.json.id)).toMatchObject({ name: 'Mereana Ashdown', createdTimestamp: one.time.now, updatedTimestamp: one.time.now });
  });

  it('is replaced as a whole: what is not sent, or sent as null, is gone', () => {
    const { id } = post().json;
    one.time.now += 1;
    const reply = one.ask('PUT', `${path}/${id}`, { contactType: 'company', customerId: one.customerId, firstName: 'Tāne', lastName: null });
    expect([reply.status, reply.json]).toEqual([200, { id, contactType: 'company', customerId: one.customerId, firstName: 'Tāne', addresses: [], emails: [], phones: [], tags: [] }]);
    expect(read(id)).toMatchObject({ name: 'Tāne', createdTimestamp: one.time.now - 1, updatedTimestamp: one.time.now });
  });

  it('gets new ids for all its rows at every write, also for those that were sent with their own', () => {
    const first = post().json;
    const again = put(first.id, { emails: first.emails, phones: first.phones, tags: first.tags, addresses: first.addresses }).json;
    expect(withoutRowIds(again)).toEqual(withoutRowIds(first));
    const ids = (told: Record<string, unknown>): unknown[] => ['addresses', 'emails', 'phones', 'tags'].flatMap((list) => (told[list] as { id: number }[]).map((row) => row.id));
    expect(new Set([...ids(first), ...ids(again)]).size).toBe(10);
  });

  it('read thinly and written back loses its lists', () => {
    const { id } = post().json;
    const [thin] = one.ask('GET', `${path}?filter=id==${id}`).json.data;
    expect(thin).not.toHaveProperty('phones');
    const { createdTimestamp: _c, updatedTimestamp: _u, ...sent } = thin;
    expect(put(id, { ...sent, addresses: undefined, emails: undefined, phones: undefined, tags: undefined }).json).toMatchObject({ phones: [], emails: [], tags: [], addresses: [] });
  });

  it('is shown with those lists that were asked for', () => {
    const { id } = post().json;
    const lists = (details: string): string[] => Object.keys(one.ask('GET', `${path}?filter=id==${id}&details=${details}`).json.data[0]).filter((name) => ['addresses', 'emails', 'extensions', 'phones', 'tags'].includes(name));
    expect([lists(''), lists('PHONE'), lists('TAG,ADDRESS,PHONE,EMAIL'), lists('EXTENSION,PICTURE')]).toEqual([[], ['phones'], ['addresses', 'emails', 'phones', 'tags'], ['extensions']]);
    expect(one.ask('GET', `${path}?details=FAX`).status).toBe(400);
  });

  it('keeps unknown fields only as long as they are sent along', () => {
    const { id } = post().json;
    one.order('plant', { contact: id, fields: { pronouns: 'ia', nested: { a: [1] } } });
    const { createdTimestamp: _c, updatedTimestamp: _u, ...held } = read(id);
    expect(put(id, { ...held, city: 'x' }).json).toMatchObject({ pronouns: 'ia', nested: { a: [1] } });
    expect(put(id).json).not.toHaveProperty('pronouns');
  });

  it('passes over what only the phone system writes', () => {
    const reply = post({ name: 'x', pictureHash: 'x', extensions: [{ extension: '1' }], subscriptionType: 'UE', hideInAA: true });
    expect(withoutRowIds(reply.json)).toEqual({ id: reply.json.id, ...somebody(one.customerId) });
  });

  it('keeps its job title, or does not, by a switch', () => {
    const { id } = post().json;
    one.order('switches', { jobTitle: 'ignored' });
    expect(put(id, { jobTitle: 'Boss' }).json.jobTitle).toBe('Receptionist');
    expect(post({ jobTitle: 'Boss', emails: [], phones: [] }).json).not.toHaveProperty('jobTitle');
  });

  it('is deleted with 200 and nothing in it; then it is not there', () => {
    const { id } = post().json;
    expect(one.ask('DELETE', `${path}/${id}`)).toMatchObject({ status: 200, body: '' });
    expect([one.ask('DELETE', `${path}/${id}`).status, put(id).status, one.find(`id==${id}`)]).toEqual([404, 404, []]);
  });
});

describe('Of the directory', () => {
  it.each(['corporate', 'service'])('a %s contact is seen and never written', (type) => {
    const { id } = one.first(type);
    expect(read(id)).toMatchObject({ id, contactType: type, extensions: [{ contactId: id }] });
    for (const locked of [403, 400]) {
      one.order('switches', { locked });
      expect([put(id).status, one.ask('DELETE', `${path}/${id}`).status, post({ contactType: type }).status]).toEqual([locked, locked, locked]);
    }
    expect(one.system.effects()).toEqual([]);
  });

  it('is shown what the directory shows, when that is asked for', () => {
    one = desk(400);
    const hidden = one.find('extension.displayInDirectory==false').map((row) => row.id);
    const shown = new Set((one.ask('GET', `${path}?size=1000&filterByDisplayFlag=true`).json.data as { id: string }[]).map((row) => row.id));
    expect([hidden.length > 0, shown.size + hidden.length, hidden.some((id) => shown.has(id))]).toEqual([true, 400, false]);
  });
});

describe('A write is refused', () => {
  it.each([
    [{ firstName: 'x'.repeat(129), lastName: 'x'.repeat(31), department: 'x'.repeat(101) }, ['department', 'firstName', 'lastName']],
    [{ customerId: '' }, ['customerId']],
    [{ customerId: '0016C00000Somebody' }, ['customerId']],
    [{ contactType: null }, ['contactType']],
    [{ locale: 'english', timeZone: 'Mars/Olympus' }, ['locale', 'timeZone']],
    [{ createdTimestamp: 1, updatedTimestamp: 1 }, ['createdTimestamp', 'updatedTimestamp']],
    [{ emails: [{ email: 'nobody', primary: 'yes', purposeType: 'BUSINESS' }] }, ['emails[0].email', 'emails[0].primary', 'emails[0].purposeType']],
    [{ emails: [{}] }, ['emails[0].email', 'emails[0].primary', 'emails[0].purposeType']],
    [{ phones: [{ phone: 'call me', primary: true, purposeType: 'work', source: 'X' }] }, ['phones[0].phone', 'phones[0].purposeType', 'phones[0].source']],
    [{ tags: [{ name: 'customField11' }, { value: 'x'.repeat(255), name: 'customField10' }] }, ['tags[0].name', 'tags[1].value']],
    [{ addresses: [{ apartmentNumber: '123456', streetNumber: '123456789', purposeType: 'HOME', primary: 1 }] }, ['addresses[0].apartmentNumber', 'addresses[0].primary', 'addresses[0].streetNumber']],
    [{ addresses: {}, tags: ['x'] }, ['addresses', 'tags[0]']],
    [{ phones: ['+18005550123', '+18005550124'].map((phone) => ({ phone, primary: true, purposeType: 'WORK' })) }, ['phones']],
    [{ emails: ['A@example.com', 'a@example.com'].map((email) => ({ email, primary: false, purposeType: 'WORK' })) }, ['emails[1].email']],
  ])('for %j', (more, named) => {
    const reply = post(more);
    expect([reply.status, fields(reply)]).toEqual([400, named]);
    expect(one.system.effects()).toEqual([]);
  });

  it('when it shares an email or a phone with another contact, or with none, by a switch', () => {
    const { id } = post().json;
    expect([post().status, put(id).status]).toEqual([200, 200]);
    one.order('switches', { uniqueness: 'customer' });
    expect(fields(post())).toEqual(['emails[0].email', 'phones[0].phone', 'phones[1].phone']);
    one.order('switches', { uniqueness: 'none' });
    expect(post({ emails: ['a@example.com', 'a@example.com'].map((email) => ({ email, primary: false, purposeType: 'WORK' })) }).status).toBe(200);
  });

  it('when the id in it is another one, or it is no object', () => {
    const { id } = post().json;
    expect(fields(put(id, { id: 'other' }))).toEqual(['id']);
    expect([put(id, { id }).status, one.ask('PUT', `${path}/${id}`, '{').status, one.ask('POST', path, '[]').status]).toEqual([200, 400, 400]);
  });

  it('in either of two shapes', () => {
    expect(post({ customerId: '' }).json).toEqual({
      status: 400, title: 'Bad Request', detail: 'must not be empty', instance: path, time: '2026-11-20T20:52:00.125Z', errors: [{ field: 'customerId', code: 'VALIDATION_ERROR', message: 'must not be empty' }],
    });
    one.order('switches', { errorShape: 'gateway' });
    expect(one.ask('GET', path, undefined, { 'x-api-key': 'nonsense' }).json).toEqual({ fault: { faultstring: 'Invalid access token', detail: { errorcode: 'oauth.v2.InvalidAccessToken' } } });
    expect(post({ customerId: '' }).json.fault.faultstring).toBe('must not be empty');
  });
});

it('Everything that was applied is written down, by the caller and by somebody else', () => {
  const { id } = post().json;
  put(id, { firstName: 'Ana' });
  expect(one.system.act({ method: 'PUT', path: `${path}/${id}`, body: { ...somebody(one.customerId), firstName: 'Ngāio' } }).status).toBe(200);
  expect(one.system.act({ method: 'DELETE', path: `${path}/nobody` }).status).toBe(404);
  expect(one.system.act({ method: 'GET', path: `${path}?filter=id==${id}` }).status).toBe(200);
  one.ask('DELETE', `${path}/${id}`);
  expect(one.system.effects()).toMatchObject([
    { n: 1, actor: 'caller', method: 'POST', scope: one.customerId, id, before: null, after: { firstName: 'Mereana' } },
    { n: 2, actor: 'caller', before: { firstName: 'Mereana' }, after: { firstName: 'Ana' } },
    { n: 3, actor: 'other', after: { firstName: 'Ngāio' } },
    { n: 4, actor: 'caller', method: 'DELETE', after: null },
  ]);
  one.system.reset();
  expect([one.system.effects(), one.system.contacts(0, 100).total]).toEqual([[], 60]);
});

it('The same seed gives the same contacts: most of a company, some of the directory, each unlike the others', () => {
  const all = (seed: number): unknown[] => {
    const { system } = desk(600, seed);
    return system.contacts(0, 600).rows.map(({ scope, id }) => system.contact(scope, id));
  };
  expect(all(3)).toEqual(all(3));
  expect(all(3)).not.toEqual(all(4));
  const types = (all(3) as { contactType: string }[]).map((row) => row.contactType);
  expect(['company', 'corporate', 'service'].map((type) => types.filter((each) => each === type).length > 15)).toEqual([true, true, true]);
});

it('No invented contact breaks the rules of its kind', () => {
  const many = desk(600);
  many.order('switches', { limit: 1_000_000 });
  const rows = many.ask('GET', `${path}?${everyDetail}&size=1000`).json.data as (Record<string, unknown> & { id: string })[];
  for (const { createdTimestamp: _c, updatedTimestamp: _u, ...row } of rows.filter((each) => each['contactType'] === 'company')) {
    const reply = many.ask('PUT', `${path}/${row.id}`, row);
    expect(reply.status, reply.body).toBe(200);
  }
});
