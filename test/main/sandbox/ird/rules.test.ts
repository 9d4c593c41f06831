import { afterAll, beforeEach, beforeAll, describe, expect, it } from 'vitest';
import type { ClientState } from '../../../../main/sandbox/control-client.ts';
import type { ContactRecord } from '../../../../main/sandbox/ird/wire.ts';
import { world } from '../caller.ts';
import type { World } from '../caller.ts';
import { listRequest } from './soap-desk.ts';

const phone = { PhoneType: 'CELL', Country: 'NZ', AreaCode: '', PhoneNumber: '0215550199', Extension: '' };
const contact = (ContactType: string, Phone: object[] = [phone]): object => ({ ContactType, Name: 'Māhina Ngata-Reweti', Phone });
const split = (client: string): { CustomerID: string; CustomerIDType: string } => ({ CustomerID: client.slice(4), CustomerIDType: client.slice(0, 3) });

let now = Date.parse('2026-11-20T20:52:00Z');
let desk: World;
let everybody: ClientState[];
beforeAll(async () => {
  desk = await world({ clients: 400, clock: () => now });
  everybody = await Promise.all((await desk.control.clients(0, 1000)).rows.map(async ({ client }) => (await desk.control.client(client))!));
});
beforeEach(() => desk.control.reset());
afterAll(() => desk.close());

const someone = (what: (one: ClientState) => boolean): ClientState => {
  const found = everybody.find((one) => one.link?.access === 'FULL' && one.link.master && what(one));
  if (found === undefined) throw new Error('The seed holds no such client');
  return found;
};
const contactsOf = (one: ClientState): ContactRecord[] => one.Customer.Contact ?? [];
const empty = (): ClientState => someone((one) => contactsOf(one).length === 0);
const withPhones = (count: number): { one: ClientState; held: ContactRecord } => {
  const one = someone((each) => contactsOf(each).some((held) => held.Phone.length === count));
  return { one, held: contactsOf(one).find((held) => held.Phone.length === count)! };
};
const read = async (one: ClientState): Promise<ContactRecord[]> =>
  ((await desk.gateway('POST', 'customer/customer', split(one.client))).json as { Customer: { Contact?: ContactRecord[] } }).Customer.Contact ?? [];

describe('Contacts in the practice office', () => {
  it('are added to a customer, get new ids, and are read back', async () => {
    const one = empty();
    const added = await desk.gateway('POST', 'contact/contact', { ...split(one.client), Contact: contact('PRIMRY', [phone, { ...phone, PhoneType: 'BSN', Extension: '4' }]) });
    expect(added.status).toBe(200);
    const { ContactID } = added.json as { ContactID: number };
    expect(await read(one)).toEqual([
      {
        ContactID, ContactType: 'PRIMRY', Name: 'Māhina Ngata-Reweti', Updated: '2026-11-21T09:52:00',
        Phone: [{ PhoneID: expect.any(Number), ...phone }, { PhoneID: expect.any(Number), ...phone, PhoneType: 'BSN', Extension: '4' }],
      },
    ]);
  });

  it('may have no name, and phones without area code and extension', async () => {
    const one = empty();
    const { AreaCode: _area, Extension: _extension, ...bare } = phone;
    await desk.gateway('POST', 'contact/contact', { ...split(one.client), Contact: { ContactType: 'SCNDRY', Phone: [bare] } });
    expect(await read(one)).toMatchObject([{ Name: '', Phone: [{ AreaCode: '', Extension: '' }] }]);
  });

  it('are one of each type per level: a second is CNT101, the other type and the other level are free', async () => {
    const one = someone((each) => contactsOf(each).length === 0 && each.Accounts.some((account) => account['AccountType'] !== 'KSS' && (account.Contact ?? []).length === 0));
    const account = one.Accounts.find((each) => each['AccountType'] !== 'KSS' && (each.Contact ?? []).length === 0)!;
    const add = async (to: object, type: string): Promise<string> => (await desk.gateway('POST', 'contact/contact', { ...to, Contact: contact(type) })).code;
    const level = { AccountID: account.ID, AccountIDType: 'ACC' };
    expect(await add(split(one.client), 'PRIMRY')).toBe('');
    expect(await add(split(one.client), 'PRIMRY')).toBe('CNT101');
    expect(await add(split(one.client), 'SCNDRY')).toBe('');
    expect(await add(level, 'PRIMRY')).toBe('');
    expect(await add(level, 'PRIMRY')).toBe('CNT101');
    const { json } = await desk.gateway('POST', 'account/account', level);
    expect((json as { Account: { Contact: unknown[] } }).Account.Contact).toHaveLength(1);
  });

  it.each([[0], [6]])('are refused with %i phones: CNT103', async (count) => {
    const reply = await desk.gateway('POST', 'contact/contact', { ...split(empty().client), Contact: contact('PRIMRY', Array.from({ length: count }, () => phone)) });
    expect(reply).toMatchObject({ status: 400, code: 'CNT103', message: 'There must be between 1 and 5 phone numbers on a contact.' });
  });

  it('are refused with a wrong phone: CNT102', async () => {
    const reply = await desk.gateway('POST', 'contact/contact', { ...split(empty().client), Contact: contact('PRIMRY', [{ ...phone, AreaCode: '21' }]) });
    expect(reply).toMatchObject({ status: 400, code: 'CNT102' });
  });

  it('are renamed, with an empty answer, a fresh stamp, and nothing else changed', async () => {
    const { one, held } = withPhones(2);
    now += 60_000;
    const reply = await desk.gateway('PUT', 'contact/contact', { ContactID: held.ContactID, Contact: { Name: 'Tāne Rātā' } });
    expect(reply).toMatchObject({ status: 200, text: '' });
    expect(reply.headers['content-type']).toBe('application/json; charset=utf-8');
    expect((await read(one)).find((each) => each.ContactID === held.ContactID)).toEqual({ ...held, Name: 'Tāne Rātā', Updated: expect.stringMatching(/^2026-11-21T/) });
    now -= 60_000;
  });

  it('cease for ever when removed, with their phones; the type is free again and gets new ids', async () => {
    const { one, held } = withPhones(2);
    expect((await desk.gateway('DELETE', 'contact/contact', { ContactID: held.ContactID })).text).toBe('');
    expect((await desk.gateway('DELETE', 'contact/contact', { ContactID: held.ContactID })).code).toBe('CST404');
    expect((await desk.gateway('PUT', 'contact/phone', { PhoneID: held.Phone[0]!.PhoneID, Phone: phone })).code).toBe('CST404');
    const again = await desk.gateway('POST', 'contact/contact', { ...split(one.client), Contact: contact(held.ContactType) });
    const { ContactID } = again.json as { ContactID: number };
    expect(ContactID).not.toBe(held.ContactID);
    await desk.gateway('DELETE', 'contact/contact', { ContactID });
    const third = await desk.gateway('POST', 'contact/contact', { ...split(one.client), Contact: contact(held.ContactType) });
    expect((third.json as { ContactID: number }).ContactID).not.toBe(ContactID);
  });
});

describe('Phones in the practice office', () => {
  it('are added up to five: a sixth is CNT103', async () => {
    const { one, held } = withPhones(4);
    const fifth = await desk.gateway('POST', 'contact/phone', { ContactID: held.ContactID, Phone: phone });
    expect(fifth.json).toEqual({ PhoneID: expect.any(Number) });
    expect((await read(one)).find((each) => each.ContactID === held.ContactID)?.Phone.at(-1)).toEqual({ ...(fifth.json as object), ...phone });
    expect((await desk.gateway('POST', 'contact/phone', { ContactID: held.ContactID, Phone: phone })).code).toBe('CNT103');
  });

  it('are replaced whole: what is left out is cleared', async () => {
    const { one, held } = withPhones(1);
    const PhoneID = held.Phone[0]!.PhoneID;
    expect((await desk.gateway('PUT', 'contact/phone', { PhoneID, Phone: { PhoneType: 'HOM', Country: 'GB', PhoneNumber: '2079460123' } })).text).toBe('');
    expect((await read(one)).find((each) => each.ContactID === held.ContactID)?.Phone).toEqual([{ PhoneID, PhoneType: 'HOM', Country: 'GB', AreaCode: '', PhoneNumber: '2079460123', Extension: '' }]);
  });

  it('are removed until the last, which stays: CNT103', async () => {
    const { one, held } = withPhones(2);
    const [first, last] = held.Phone;
    expect((await desk.gateway('DELETE', 'contact/phone', { PhoneID: first!.PhoneID })).text).toBe('');
    expect((await desk.gateway('DELETE', 'contact/phone', { PhoneID: first!.PhoneID })).code).toBe('CST404');
    expect((await desk.gateway('DELETE', 'contact/phone', { PhoneID: last!.PhoneID })).code).toBe('CNT103');
    expect((await read(one)).find((each) => each.ContactID === held.ContactID)?.Phone).toEqual([last]);
  });

  it.each(['POST', 'PUT'])('are refused by %s when wrong (CNT102) or missing (EV1100)', async (method) => {
    const { held } = withPhones(2);
    const id = method === 'POST' ? { ContactID: held.ContactID } : { PhoneID: held.Phone[0]!.PhoneID };
    expect((await desk.gateway(method, 'contact/phone', { ...id, Phone: { ...phone, Extension: '4' } })).code).toBe('CNT102');
    expect(await desk.gateway(method, 'contact/phone', id)).toMatchObject({ code: 'EV1100', message: 'Invalid input parameters. Please check documentation: Phone' });
  });
});

describe('Access in the practice office', () => {
  const writes = async (one: ClientState): Promise<string[]> => {
    const [held] = contactsOf(one);
    return Promise.all([
      desk.gateway('PUT', 'contact/contact', { ContactID: held!.ContactID, Contact: { Name: 'x' } }),
      desk.gateway('DELETE', 'contact/contact', { ContactID: held!.ContactID }),
      desk.gateway('POST', 'contact/phone', { ContactID: held!.ContactID, Phone: phone }),
      desk.gateway('PUT', 'contact/phone', { PhoneID: held!.Phone[0]!.PhoneID, Phone: phone }),
      desk.gateway('DELETE', 'contact/phone', { PhoneID: held!.Phone[0]!.PhoneID }),
      desk.gateway('POST', 'contact/contact', { ...split(one.client), Contact: contact('PRIMRY') }),
    ]).then((replies) => replies.map((reply) => `${reply.status} ${reply.code}`));
  };
  const refusals = Array.from({ length: 6 }, () => '403 EV1022');

  it('lets a viewing link read and not write', async () => {
    const one = someone((each) => contactsOf(each).length > 0);
    await desk.control.link(one.client, { access: 'VIEW', master: true, accounts: [] });
    expect((await desk.gateway('POST', 'customer/customer', split(one.client))).status).toBe(200);
    expect(await writes(one)).toEqual(refusals);
  });

  it("keeps somebody else's client closed, whatever is asked", async () => {
    const stranger = everybody.find((one) => one.link === null && contactsOf(one).length > 0)!;
    expect(await desk.gateway('POST', 'customer/customer', split(stranger.client))).toMatchObject({ status: 403, code: 'EV1022' });
    expect((await desk.gateway('POST', 'account/list', split(stranger.client))).code).toBe('EV1022');
    expect((await desk.gateway('POST', 'account/account', { AccountID: stranger.Accounts[0]!.ID, AccountIDType: 'ACC' })).code).toBe('EV1022');
    expect(await writes(stranger)).toEqual(refusals);
  });

  it('ends and comes back with the link, in the client list too', async () => {
    const one = someone((each) => contactsOf(each).length > 0);
    const { intermediation, credentials } = desk.sandbox;
    const headers = { authorization: `Bearer ${credentials.token}`, 'content-type': 'application/soap+xml; charset=utf-8' };
    const listed = async (): Promise<boolean> =>
      (await (await fetch(intermediation, { method: 'POST', headers, body: listRequest(credentials.agency) })).text()).includes(`>${one.client.slice(4)}</clientID>`);
    expect(await listed()).toBe(true);
    await desk.control.unlink(one.client);
    expect(await listed()).toBe(false);
    expect(await writes(one)).toEqual(refusals);
    await desk.control.link(one.client);
    expect(await listed()).toBe(true);
    expect((await desk.gateway('POST', 'customer/customer', split(one.client))).status).toBe(200);
  });

  it('shows only the accounts a partial link covers', async () => {
    const one = someone((each) => each.Accounts.length > 2);
    const [first, second] = one.Accounts;
    await desk.control.link(one.client, { access: 'FULL', master: false, accounts: [first!.ID] });
    expect((await desk.gateway('POST', 'account/list', split(one.client))).json).toEqual({ Accounts: [{ ID: first!.ID, IDType: 'ACC' }] });
    expect((await desk.gateway('POST', 'account/account', { AccountID: second!.ID, AccountIDType: 'ACC' })).code).toBe('EV1022');
    expect((await desk.gateway('POST', 'contact/contact', { AccountID: second!.ID, AccountIDType: 'ACC', Contact: contact('PRIMRY') })).code).toBe('EV1022');
  });

  it('does not extend to KiwiSaver accounts: ACT100 for reading and writing', async () => {
    const one = someone((each) => each.Accounts.some((account) => account['AccountType'] === 'KSS'));
    const { ID } = one.Accounts.find((account) => account['AccountType'] === 'KSS')!;
    const list = (await desk.gateway('POST', 'account/list', split(one.client))).json as { Accounts: { ID: string }[] };
    expect(list.Accounts.map((account) => account.ID)).toContain(ID);
    expect((await desk.gateway('POST', 'account/account', { AccountID: ID, AccountIDType: 'ACC' })).code).toBe('ACT100');
    expect((await desk.gateway('POST', 'contact/contact', { AccountID: ID, AccountIDType: 'ACC', Contact: contact('PRIMRY') })).code).toBe('ACT100');
  });

  it('answers CST404 for what nobody knows', async () => {
    for (const [method, path, body] of [
      ['POST', 'customer/customer', { CustomerID: '049091850', CustomerIDType: 'IRD' }],
      ['POST', 'account/list', { CustomerID: '9999999999', CustomerIDType: 'CST' }],
      ['POST', 'account/account', { AccountID: '049091850INC001', AccountIDType: 'ACC' }],
      ['PUT', 'contact/contact', { ContactID: 42, Contact: { Name: 'x' } }],
      ['DELETE', 'contact/phone', { PhoneID: 42 }],
      ['DELETE', 'contact/contact', { ContactID: 1_299_999_999 }],
    ] as const)
      expect(await desk.gateway(method, path, body)).toMatchObject({ status: 400, code: 'CST404', message: 'A record could not be located for the given identifier.' });
  });
});
