import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { world } from '../caller.ts';
import type { World } from '../caller.ts';

let desk: World;
beforeAll(async () => (desk = await world()));
afterAll(() => desk.close());

const documentation = 'Invalid input parameters. Please check documentation';
const phone = { PhoneType: 'CELL', Country: 'NZ', PhoneNumber: '0215550199' };
const contact = { ContactType: 'PRIMRY', Phone: [phone] };

describe('A call is checked in this order', () => {
  it.each(['/', '/gateway/contact', '/gateway/contact/contact/', '/gateway/Contact/Contact', '/gateway/bank/bank', '/constructor', '/gateway/contact/phone/1'])(
    'path %s: 404, token or not',
    async (path) => {
      expect((await desk.ask('POST', path, {}, { authorization: null })).status).toBe(404);
      expect((await desk.ask('POST', path, {})).status).toBe(404);
    },
  );

  it.each([
    ['GET', 'contact/contact', 'POST, PUT, DELETE'],
    ['PATCH', 'contact/phone', 'POST, PUT, DELETE'],
    ['GET', 'customer/customer', 'POST'],
    ['PUT', 'account/account', 'POST'],
    ['GET', 'account/list', 'POST'],
    ['POST', 'contact/status', 'GET'],
  ])('method %s on %s: 405, with what it takes', async (method, path, allow) => {
    const reply = await desk.ask(method, `/gateway/${path}`, undefined, { authorization: null });
    expect({ status: reply.status, allow: reply.headers.allow }).toEqual({ status: 405, allow });
  });

  it('no token: 400 EV1021, before the body is looked at', async () => {
    for (const authorization of [null, '', '   ']) {
      const reply = await desk.ask('POST', '/gateway/contact/contact', 'not JSON', { authorization });
      expect(reply).toMatchObject({
        status: 400,
        json: { errors: [{ code: 'EV1021', type: 'security', message: 'No OAuth or JWT token is present as an HTTP header' }] },
      });
    }
  });

  it('wrong token: 400 EV1020, before the body is looked at', async () => {
    const { token } = desk.sandbox.credentials;
    for (const authorization of ['Bearer nonsense', token, `Basic ${token}`, `bearer ${token}`, `Bearer ${token}x`, 'Bearer ']) {
      const reply = await desk.ask('POST', '/gateway/contact/contact', 'not JSON', { authorization });
      expect(reply).toMatchObject({
        status: 400,
        json: { errors: [{ code: 'EV1020', type: 'security', message: 'Authentication failure means the token (JWT or OAuth) provided is not valid' }] },
      });
    }
  });

  it.each(['contact', 'customer', 'account'])('%s/status: OK for a good token, EV1020 and EV1021 otherwise', async (api) => {
    expect(await desk.gateway('GET', `${api}/status`)).toMatchObject({ status: 200, text: 'OK' });
    expect((await desk.ask('GET', `/gateway/${api}/status`, undefined, { authorization: 'Bearer no' })).code).toBe('EV1020');
    expect((await desk.ask('GET', `/gateway/${api}/status`, undefined, { authorization: null })).code).toBe('EV1021');
  });

  it('schema before check digit: EV1100 with the field', async () => {
    expect(await desk.gateway('POST', 'customer/customer', { CustomerID: '123456789', CustomerIDType: 'XXX' })).toMatchObject({ code: 'EV1100', message: `${documentation}: CustomerIDType` });
  });

  it('check digit before lookup: EV2234', async () => {
    for (const [path, more] of [['customer/customer', {}], ['account/list', {}], ['contact/contact', { Contact: contact }]] as const)
      expect(await desk.gateway('POST', path, { CustomerID: '123456789', CustomerIDType: 'IRD', ...more })).toMatchObject({ status: 400, code: 'EV2234', message: 'IR number failed check digit' });
  });

  it('access before business rules: somebody else\'s contact answers EV1022 for a wrong phone', async () => {
    const strangers = (await desk.control.clients(60, 50)).rows;
    const states = await Promise.all(strangers.map(({ client }) => desk.control.client(client)));
    const [held] = states.flatMap((one) => one!.Customer.Contact ?? []);
    expect((await desk.gateway('POST', 'contact/phone', { ContactID: held!.ContactID, Phone: { ...phone, AreaCode: '21' } })).code).toBe('EV1022');
    expect((await desk.gateway('POST', 'contact/phone', { ContactID: held!.ContactID })).code).toBe('EV1022');
  });
});

describe('A body that is not as it should be answers EV1100', () => {
  const customer = { CustomerID: '049091850', CustomerIDType: 'IRD' };
  it.each([
    ['POST', 'customer/customer', 'not JSON', ''],
    ['POST', 'customer/customer', '', ''],
    ['POST', 'customer/customer', [], ''],
    ['POST', 'customer/customer', { CustomerID: '049091850' }, 'CustomerID'],
    ['POST', 'customer/customer', { CustomerIDType: 'IRD' }, 'CustomerID'],
    ['POST', 'customer/customer', { ...customer, CustomerIDType: '' }, 'CustomerIDType'],
    ['POST', 'customer/customer', { ...customer, CustomerID: 49091850 }, 'CustomerID'],
    ['POST', 'customer/customer', { ...customer, CustomerID: '49091850' }, 'CustomerID'],
    ['POST', 'customer/customer', { ...customer, CustomerID: '049-091-850' }, 'CustomerID'],
    ['POST', 'account/list', { ...customer, CustomerID: 'ABCDEFGHI' }, 'CustomerID'],
    ['POST', 'account/account', { AccountID: '049091850INC001', AccountIDType: '' }, 'AccountIDType'],
    ['POST', 'account/account', { AccountID: 'SHORT', AccountIDType: 'ACC' }, 'AccountID'],
    ['POST', 'contact/contact', { ...customer }, ''],
    ['POST', 'contact/contact', { Contact: contact }, 'CustomerID'],
    ['POST', 'contact/contact', { ...customer, AccountID: '049091850INC001', AccountIDType: 'ACC', Contact: contact }, 'CustomerID'],
    ['POST', 'contact/contact', { CustomerID: '049091850', Contact: contact }, 'CustomerID'],
    ['POST', 'contact/contact', { CustomerID: '049091850', CustomerIDType: '', Contact: contact }, 'CustomerIDType'],
    ['POST', 'contact/contact', { AccountID: '049091850INC001', Contact: contact }, 'AccountID'],
    ['POST', 'contact/contact', { AccountID: '049091850INC001', AccountIDType: '', Contact: contact }, 'AccountIDType'],
    ['POST', 'contact/contact', { ...customer, Contact: { ...contact, ContactType: 'THIRD' } }, 'Contact.ContactType'],
    ['POST', 'contact/contact', { ...customer, Contact: { Phone: [phone] } }, 'Contact'],
    ['POST', 'contact/contact', { ...customer, Contact: { ContactType: 'PRIMRY' } }, 'Contact'],
    ['POST', 'contact/contact', { ...customer, Contact: { ...contact, Name: 'x'.repeat(256) } }, 'Contact.Name'],
    ['POST', 'contact/contact', { ...customer, Contact: { ...contact, Phone: [{ ...phone, PhoneType: 'FAX' }] } }, 'Contact.Phone.PhoneType'],
    ['POST', 'contact/contact', { ...customer, Contact: { ...contact, Phone: [{ ...phone, Country: 'NZL' }] } }, 'Contact.Phone.Country'],
    ['POST', 'contact/contact', { ...customer, Contact: { ...contact, Phone: [{ ...phone, PhoneNumber: '' }] } }, 'Contact.Phone.PhoneNumber'],
    ['PUT', 'contact/contact', { ContactID: 1, Contact: {} }, 'Contact'],
    ['PUT', 'contact/contact', { ContactID: 1, Contact: { Name: '' } }, 'Contact.Name'],
    ['PUT', 'contact/contact', { ContactID: '1', Contact: { Name: 'x' } }, 'ContactID'],
    ['PUT', 'contact/contact', { ContactID: 1 }, ''],
    ['DELETE', 'contact/contact', {}, ''],
    ['DELETE', 'contact/contact', { ContactID: 1.5 }, 'ContactID'],
    ['DELETE', 'contact/phone', { PhoneID: null }, 'PhoneID'],
    ['POST', 'contact/phone', { ContactID: 1, Phone: { ...phone, AreaCode: '123456' } }, 'Phone.AreaCode'],
    ['PUT', 'contact/phone', { PhoneID: 1, Phone: { PhoneType: 'CELL', Country: 'NZ' } }, 'Phone'],
    ['PUT', 'contact/phone', { PhoneID: 1, Phone: { ...phone, Extension: '12345678901' } }, 'Phone.Extension'],
  ] as [string, string, unknown, string][])('%s %s %j', async (method, path, body, field) => {
    const reply = await desk.gateway(method, path, body);
    expect(reply).toMatchObject({ status: 400, json: { errors: [{ code: 'EV1100', type: 'validation', message: field === '' ? documentation : `${documentation}: ${field}` }] } });
    expect(reply.headers['content-type']).toBe('application/json; charset=utf-8');
  });

  it('but fields nobody knows are let through', async () => {
    expect((await desk.gateway('POST', 'customer/customer', { ...customer, Email: 'x' })).code).toBe('CST404');
  });
});
