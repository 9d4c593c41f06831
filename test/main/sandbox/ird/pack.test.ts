import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { world } from '../caller.ts';
import type { World } from '../caller.ts';
import { listRequest, readReply } from './soap-desk.ts';

let desk: World;
beforeAll(async () => (desk = await world({ profile: 'ird-pack' })));
afterAll(() => desk.close());

const phone = (more: object = {}): object => ({ PhoneType: 'BSN', Country: 'NZ', AreaCode: '', PhoneNumber: '044451153', Extension: '', ...more });
const contact = (type: string, phones: object[] = [phone()]): object => ({ ContactType: type, Name: 'New Gateway', Phone: phones });
const customer = (id: string, type = 'IRD'): object => ({ CustomerID: id, CustomerIDType: type });
const account = (id: string): object => ({ AccountID: id, AccountIDType: 'ACC' });

/** Method, path, body, expected code. IRD's test details and test pack (SPEC 14). */
const triggers: [string, string, object, string][] = [
  ...['132243158', '069096409', '139369673'].flatMap((id): [string, string, object, string][] => [
    ['POST', 'customer/customer', customer(id), ''],
    ['POST', 'account/list', customer(id), ''],
    ['POST', 'contact/contact', { ...customer(id), Contact: contact('SCNDRY') }, ''],
  ]),
  ...['1512150403', '1512100301'].flatMap((id): [string, string, object, string][] => [
    ['POST', 'customer/customer', customer(id, 'CST'), ''],
    ['POST', 'contact/contact', { ...customer(id, 'CST'), Contact: contact('SCNDRY') }, ''],
  ]),
  ...['132243158FAM005', '132243158GST004', '132243158INC003', '132243158INC002', '069096409EMP003', '069096409INC002', '139369673AIL023', '512100301REB001'].map(
    (id): [string, string, object, string] => ['POST', 'account/account', account(id), ''],
  ),
  ['POST', 'customer/customer', customer('123456789'), 'EV2234'],
  ['POST', 'account/list', customer('123456789'), 'EV2234'],
  ['POST', 'contact/contact', { ...customer('123456789'), Contact: contact('SCNDRY') }, 'EV2234'],
  ['POST', 'customer/customer', customer('102210221'), 'EV1022'],
  ['POST', 'account/list', customer('102210221'), 'EV1022'],
  ['POST', 'account/account', account('102210221INC002'), 'EV1022'],
  ['POST', 'account/account', account('132253579INC002'), 'EV1022'],
  ['POST', 'contact/contact', { ...customer('102210221'), Contact: contact('PRIMRY') }, 'EV1022'],
  ['POST', 'contact/contact', { ...account('102210221INC002'), Contact: contact('PRIMRY') }, 'EV1022'],
  ['PUT', 'contact/contact', { ContactID: 1320547545, Contact: { Name: 'x' } }, 'EV1022'],
  ['DELETE', 'contact/contact', { ContactID: 1320547545 }, 'EV1022'],
  ['POST', 'contact/phone', { ContactID: 1320547545, Phone: phone() }, 'EV1022'],
  ['PUT', 'contact/phone', { PhoneID: 9005454545845, Phone: phone() }, 'EV1022'],
  ['DELETE', 'contact/phone', { PhoneID: 9005454545845 }, 'EV1022'],
  ['POST', 'account/account', account('132243158KSS004'), 'ACT100'],
  ['POST', 'account/account', account('139376056KSS004'), 'ACT100'],
  ['POST', 'contact/contact', { ...account('132243158KSS004'), Contact: contact('PRIMRY') }, 'ACT100'],
  ['POST', 'contact/contact', { ...account('132243158FBT005'), Contact: contact('SCNDRY') }, 'CNT101'],
  ['POST', 'contact/contact', { ...customer('069096409'), Contact: contact('PRIMRY') }, 'CNT101'],
  ['POST', 'contact/contact', { ...customer('069096409'), Contact: contact('SCNDRY', []) }, 'CNT103'],
  ['POST', 'contact/contact', { ...customer('069096409'), Contact: contact('SCNDRY', Array.from({ length: 6 }, () => phone())) }, 'CNT103'],
  ['POST', 'contact/contact', { ...customer('069096409'), Contact: contact('SCNDRY', [phone({ AreaCode: 'O2' })]) }, 'CNT102'],
  ['POST', 'contact/phone', { ContactID: 1295148032, Phone: phone({ AreaCode: '04' }) }, 'CNT102'],
  ['POST', 'contact/phone', { ContactID: 1295148032, Phone: phone({ Country: 'AU' }) }, 'CNT102'],
  ['PUT', 'contact/phone', { PhoneID: 9004732142020, Phone: phone({ AreaCode: 'x' }) }, 'CNT102'],
  ['PUT', 'contact/phone', { PhoneID: 9004732142020, Phone: phone({ PhoneType: 'CELL', Extension: '4' }) }, ''],
  // Not emulated: the last phone of a contact, and a sixth.
  ['DELETE', 'contact/phone', { PhoneID: 9004732142020 }, ''],
  ['DELETE', 'contact/phone', { PhoneID: 1004734460042 }, ''],
  ['DELETE', 'contact/contact', { ContactID: 1578864256 }, ''],
  ['POST', 'customer/customer', customer('136410132'), 'CST404'],
  ['POST', 'customer/customer', customer('1999999999', 'CST'), 'CST404'],
  ['POST', 'account/account', account('136410132INC001'), 'CST404'],
  ['DELETE', 'contact/contact', { ContactID: 1111111111 }, 'CST404'],
];

describe("Inland Revenue's published test data", () => {
  it.each(triggers)('%s %s %j → "%s"', async (method, path, body, code) => {
    const reply = await desk.gateway(method, path, body);
    expect({ status: reply.status, code: reply.code }).toEqual({ status: code === '' ? 200 : code === 'EV1022' ? 403 : 400, code });
  });

  it('answers the same in any order, any number of times', async () => {
    const first = await Promise.all(triggers.map(([method, path, body]) => desk.gateway(method, path, body)));
    const again = await Promise.all([...triggers].reverse().map(([method, path, body]) => desk.gateway(method, path, body)));
    expect(again.reverse().map((reply) => reply.text)).toEqual(first.map((reply) => reply.text));
  });

  it('lists its personas as the client list', async () => {
    const { intermediation, credentials } = desk.sandbox;
    const headers = { authorization: `Bearer ${credentials.token}`, 'content-type': 'application/soap+xml; charset=utf-8' };
    const reply = await fetch(intermediation, { method: 'POST', headers, body: listRequest(credentials.agency) });
    const { lists } = readReply(reply.status, reply.headers.get('content-type') ?? '', await reply.text());
    const personas = ['IRD 132243158', 'IRD 069096409', 'IRD 139369673', 'CST 1512150403', 'CST 1512100301'];
    expect(lists.map((list) => [list.id, list.clients.map((one) => `${one.idType} ${one.id}`)])).toEqual([
      ['132261660', [...personas, 'ACCIRD 077415807']],
      ['132280722', ['ACCIRD 132260753', 'ACCIRD 132260806', 'ACCIRD 077415807']],
    ]);
  });

  it('counts what would have been applied, though nothing changes', async () => {
    await desk.control.reset();
    await desk.gateway('PUT', 'contact/contact', { ContactID: 1295148032, Contact: { Name: 'x' } });
    await desk.gateway('PUT', 'contact/contact', { ContactID: 42, Contact: { Name: 'x' } });
    expect(await desk.control.effects()).toMatchObject([{ n: 1, actor: 'caller', method: 'PUT', ids: { contactId: 1295148032 } }]);
  });

  it('has no links to change', async () => {
    await expect(desk.control.unlink('IRD:132243158')).rejects.toThrow('No client IRD:132243158 here whose link could change');
  });
});
