import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, world } from './caller.ts';
import type { World } from './caller.ts';

let desk: World;
let now = Date.parse('2026-11-20T20:52:00Z');
beforeAll(async () => (desk = await world({ clients: 50, clock: () => now })));
afterAll(() => desk.close());

const someone = async (): Promise<{ client: string; contact: { ContactID: number; Phone: { PhoneID: number }[] } }> => {
  for (const { client, link } of (await desk.control.clients()).rows) {
    const [contact] = (await desk.control.client(client))?.Customer.Contact ?? [];
    if (contact !== undefined && link?.access === 'FULL') return { client, contact };
  }
  throw new Error('The seed holds no such client');
};

describe('The control address', () => {
  it('says what it is', async () => {
    expect(await desk.control.describe()).toMatchObject({ system: 'ird', profile: 'practice', url: desk.sandbox.url, clients: 50, seed: 7 });
  });

  it('writes down every effect with who, what and the ids it made', async () => {
    await desk.control.reset();
    const { client, contact } = await someone();
    const body = { ContactID: contact.ContactID, Contact: { Name: 'Hēmi' } };
    await desk.gateway('PUT', 'contact/contact', body);
    await desk.gateway('PUT', 'contact/contact', { ContactID: 1, Contact: { Name: 'x' } });
    await desk.control.act({ method: 'POST', on: 'phone', body: { ContactID: contact.ContactID, Phone: { PhoneType: 'CELL', Country: 'NZ', PhoneNumber: '0215550199' } } });
    const effects = await desk.control.effects();
    expect(effects).toMatchObject([
      { n: 1, at: now, actor: 'caller', method: 'PUT', path: '/gateway/contact/contact', body, client, account: '', ids: { contactId: contact.ContactID } },
      { n: 2, actor: 'other', method: 'POST', path: '/gateway/contact/phone', client, ids: { contactId: contact.ContactID, phoneIds: [expect.any(Number)] } },
    ]);
    expect(await desk.control.effects(1)).toEqual(effects.slice(1));
    expect(await desk.control.requests()).toHaveLength(2);
  });

  it('lets somebody else change a record that is not even theirs, under the same rules', async () => {
    const { client, contact } = await someone();
    await desk.control.unlink(client);
    expect(await desk.control.act({ method: 'PUT', on: 'contact', body: { ContactID: contact.ContactID, Contact: { Name: 'Pānia' } } })).toEqual({ status: 200, body: null });
    expect((await desk.control.client(client))?.Customer.Contact?.find((one) => one.ContactID === contact.ContactID)?.Name).toBe('Pānia');
    expect(await desk.control.act({ method: 'DELETE', on: 'contact', body: { ContactID: 1 } })).toMatchObject({ status: 400, body: { errors: [{ code: 'CST404' }] } });
  });

  it('forgets everything but the tokens on reset', async () => {
    const { client } = await someone();
    const fresh = await desk.control.client(client);
    await desk.control.unlink(client);
    await desk.control.order({ fault: 'outage', status: 503 });
    await desk.control.reset();
    expect(await desk.control.client(client)).toEqual(fresh);
    expect([await desk.control.effects(), await desk.control.requests()]).toEqual([[], []]);
    expect((await desk.gateway('GET', 'contact/status')).text).toBe('OK');
  });

  it('hands out tokens that last eight hours', async () => {
    const { token, expiresAt } = await desk.control.token();
    const status = async (): Promise<string> => (await desk.ask('GET', '/gateway/contact/status', undefined, { authorization: `Bearer ${token}` })).text;
    expect(expiresAt - now).toBe(8 * 60 * 60 * 1000);
    now = expiresAt - 1;
    expect(await status()).toBe('OK');
    now = expiresAt;
    expect(await status()).toContain('EV1020');
    await desk.control.expireTokens();
  });

  it('finds a client by its number alone, and none that is not there', async () => {
    const { client } = await someone();
    expect((await desk.control.client(client.slice(4)))?.client).toBe(client);
    expect(await desk.control.client('IRD:000000000')).toBeNull();
  });

  it('refuses what it does not understand, in words', async () => {
    const ask = async (method: string, path: string, body?: unknown): Promise<[number, string]> => {
      const reply = await call(desk.sandbox.control, method, path, body, null);
      return [reply.status, (reply.json as { error: string }).error];
    };
    expect(await ask('GET', '/nothing')).toEqual([404, 'Nothing here by the name of GET /nothing']);
    expect(await ask('POST', '/act', 'not JSON')).toEqual([400, 'The order is not JSON']);
    expect(await ask('POST', '/act', { method: 'GET', on: 'contact', body: {} })).toEqual([400, 'order/method must be equal to one of the allowed values']);
    expect(await ask('GET', '/effects?after=x')).toEqual([400, 'after must be a whole number']);
    expect(await ask('POST', '/link', { client: 'IRD:1' })).toEqual([404, 'No client IRD:1 here whose link could change']);
  });
});
