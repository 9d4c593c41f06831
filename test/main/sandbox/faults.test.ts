import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FaultDesk } from '../../../main/sandbox/faults.ts';
import type { FaultOrder } from '../../../main/sandbox/faults.ts';
import { call, world } from './caller.ts';
import type { World } from './caller.ts';

let desk: World;
let contactId = 0;
let before = '';
beforeAll(async () => {
  desk = await world({ clients: 40 });
});
beforeEach(async () => {
  await desk.control.reset();
  const rows = (await desk.control.clients(0, 40)).rows.filter((row) => row.link?.access === 'FULL');
  const states = await Promise.all(rows.map((row) => desk.control.client(row.client)));
  const [held] = states.flatMap((one) => one!.Customer.Contact ?? []);
  contactId = held!.ContactID;
  before = held!.Name;
});
afterAll(() => desk.close());

const rename = (name = 'Aroha'): ReturnType<World['gateway']> => desk.gateway('PUT', 'contact/contact', { ContactID: contactId, Contact: { Name: name } });
const holder = async (): Promise<{ client: string; name: string }> => {
  const rows = (await desk.control.clients(0, 40)).rows;
  const states = await Promise.all(rows.map((row) => desk.control.client(row.client)));
  return { client: states.find((one) => one!.Customer.Contact?.some((contact) => contact.ContactID === contactId))!.client, name: before };
};
const nameNow = async (): Promise<string> => {
  const rows = (await desk.control.clients(0, 40)).rows;
  const states = await Promise.all(rows.map((row) => desk.control.client(row.client)));
  return states.flatMap((one) => one!.Customer.Contact ?? []).find((one) => one.ContactID === contactId)!.Name;
};

describe('A fault ordered through the control address', () => {
  it('drops the reply after the change was applied', async () => {
    await desk.control.order({ fault: 'dropReply' });
    await expect(rename()).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect(await nameNow()).toBe('Aroha');
    expect(await desk.control.effects()).toHaveLength(1);
    expect((await rename('Mere')).status).toBe(200);
  });

  it('cuts the connection before anything is applied', async () => {
    await desk.control.order({ fault: 'cutBefore' });
    await expect(rename()).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect(await nameNow()).toBe(before);
    expect(await desk.control.effects()).toEqual([]);
  });

  it('sends half of an answer, of an empty one too, after it was applied', async () => {
    await desk.control.order({ fault: 'halfBody', count: 2 });
    await expect(desk.gateway('POST', 'contact/phone', { ContactID: contactId, Phone: { PhoneType: 'CELL', Country: 'NZ', PhoneNumber: '0215550199' } })).rejects.toThrow(/aborted|ECONNRESET/);
    await expect(rename()).rejects.toThrow(/aborted|ECONNRESET/);
    expect(await desk.control.effects()).toHaveLength(2);
  });

  it('answers the next k calls with whatever is wanted, applying nothing', async () => {
    const body = '{"errors":[{"code":"EU6001","type":"server","message":"Unexpected error occurred"}]}';
    await desk.control.order({ fault: 'answer', status: 500, body, count: 2 });
    expect([await rename(), await rename(), await rename()].map((reply) => `${reply.status} ${reply.code}`)).toEqual(['500 EU6001', '500 EU6001', '200 ']);
    expect(await desk.control.effects()).toHaveLength(1);
  });

  it('answers with headers of its own, as a 429 does', async () => {
    await desk.control.order({ fault: 'answer', status: 429, headers: { 'retry-after': '30' } });
    const reply = await rename();
    expect([reply.status, reply.headers['retry-after'], reply.text]).toEqual([429, '30', '']);
  });

  it('answers something untrue after all was applied, as a gateway timeout does', async () => {
    await desk.control.order({ fault: 'answer', status: 504, applied: true });
    expect((await rename()).status).toBe(504);
    expect(await nameNow()).toBe('Aroha');
  });

  it('reads what was there before, as gateways do whose reads lag their writes, and refuses as it would now', async () => {
    const { client, name } = await holder();
    const read = async (): Promise<string> => {
      const [CustomerIDType, CustomerID] = client.split(':');
      const { text } = await desk.gateway('POST', 'customer/customer', { CustomerID, CustomerIDType });
      return (JSON.parse(text) as { Customer: { Contact: { Name: string }[] } }).Customer.Contact.find((one) => one.Name === 'Aroha' || one.Name === name)!.Name;
    };
    expect(await read()).toBe(name);
    await desk.control.order({ fault: 'lag', match: { path: '/gateway/customer' }, count: 2 });
    await rename();
    expect([await read(), await read(), await read()]).toEqual([name, name, 'Aroha']);
    await desk.control.order({ fault: 'lag' });
    await desk.control.unlink(client);
    await expect(read()).rejects.toThrow();
  });

  it('lets no reading lag for longer than it is told', () => {
    const faults = new FaultDesk();
    const answer = { status: 200 };
    faults.remember('GET /gateway/customer', answer, 1_000);
    expect(faults.remembered('GET /gateway/customer', 1_000)).toBe(answer);
    expect(faults.remembered('GET /gateway/customer', 1_001)).toBeNull();
  });

  it('stalls until it is told to stop, and then cuts', async () => {
    await desk.control.order({ fault: 'stall' });
    await desk.control.order({ fault: 'stall', applied: true });
    const [first, second] = [rename('Aroha').catch((reason: Error) => reason.message), rename('Mere').catch((reason: Error) => reason.message)];
    while ((await desk.control.requests()).length < 2);
    await desk.control.calm();
    expect([await first, await second]).toEqual(['socket hang up', 'socket hang up']);
    expect(await desk.control.effects()).toHaveLength(1);
  });

  it('waits before it looks at a call, and goes on at once when the faults are cleared', async () => {
    await desk.control.order({ fault: 'latency', ms: 3_600_000, count: 1 });
    const waiting = rename();
    while ((await desk.control.faults()).length > 0);
    expect(await desk.control.effects()).toEqual([]);
    await desk.control.calm();
    expect((await waiting).status).toBe(200);
  });

  it('applies nothing for a caller that hangs up while it waits', async () => {
    await desk.control.order({ fault: 'latency', ms: 3_600_000, count: 1 });
    const impatient = new AbortController();
    const body = JSON.stringify({ ContactID: contactId, Contact: { Name: 'Aroha' } });
    const headers = { authorization: `Bearer ${desk.sandbox.credentials.token}` };
    const waiting = fetch(`${desk.sandbox.url}/gateway/contact/contact`, { method: 'PUT', body, headers, signal: impatient.signal }).catch((reason: Error) => reason.name);
    while ((await desk.control.faults()).length > 0);
    impatient.abort();
    expect(await waiting).toBe('AbortError');
    while ((await desk.control.requests()).length === 0);
    expect(await desk.control.requests()).toMatchObject([{ method: 'PUT', status: null, fault: 'latency' }]);
    expect(await desk.control.effects()).toEqual([]);
  });

  it('lets every token expire, before the call after k others', async () => {
    await desk.control.order({ fault: 'expireToken', skip: 2 });
    expect([await rename('a'), await rename('b'), await rename('c'), await rename('d')].map((reply) => reply.code)).toEqual(['', '', 'EV1020', 'EV1020']);
    const { token } = await desk.control.token();
    expect((await desk.ask('GET', '/gateway/contact/status', undefined, { authorization: `Bearer ${token}` })).text).toBe('OK');
    expect(await desk.control.effects()).toHaveLength(2);
    await desk.close();
    desk = await world({ clients: 40 });
  });

  it.each([200, 503] as const)('puts up an outage page with status %i until it is taken down', async (status) => {
    await desk.control.order({ fault: 'outage', status });
    for (const reply of [await rename(), await desk.gateway('GET', 'contact/status')]) {
      expect(reply.status).toBe(status);
      expect(reply.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(reply.text).toContain('<!doctype html>');
    }
    await desk.control.calm();
    expect((await rename()).status).toBe(200);
  });

  it('puts a captive portal in between, as a page or a redirect', async () => {
    await desk.control.order({ fault: 'portal' });
    expect(await desk.gateway('GET', 'contact/status')).toMatchObject({ status: 200, text: expect.stringContaining('guest network') as string });
    await desk.control.calm();
    await desk.control.order({ fault: 'portal', redirect: true });
    const reply = await desk.gateway('GET', 'contact/status');
    expect([reply.status, reply.headers.location]).toEqual([302, 'http://portal.invalid/sign-in']);
  });

  it('goes offline, and comes back at the same address with its memory', async () => {
    await rename('Mere');
    await desk.control.offline();
    await expect(rename()).rejects.toThrow('ECONNREFUSED');
    await desk.control.offline();
    await desk.control.online();
    await desk.control.online();
    expect(await nameNow()).toBe('Mere');
    expect((await rename()).status).toBe(200);
  });

  it('hits only calls of the method and path it names', async () => {
    await desk.control.order({ fault: 'answer', status: 500, match: { method: 'PUT', path: '/gateway/contact' } });
    expect((await desk.gateway('GET', 'contact/status')).status).toBe(200);
    expect((await desk.gateway('POST', 'customer/customer', {})).status).toBe(400);
    expect((await rename()).status).toBe(500);
  });

  it('is written down with the request it hit', async () => {
    await desk.control.order({ fault: 'dropReply' });
    await rename().catch(() => undefined);
    await rename();
    expect(await desk.control.requests()).toMatchObject([
      { n: 1, method: 'PUT', path: '/gateway/contact/contact', status: null, fault: 'dropReply' },
      { n: 2, status: 200, fault: '' },
    ]);
  });

  it.each([
    [{ fault: 'gremlins' }, /order.fault must be one of latency, answer/],
    [{ fault: 'latency' }, /ms/],
    [{ fault: 'dropReply', count: 0 }, /count/],
    [{ fault: 'dropReply', surprise: true }, /additional/],
    [{ fault: 'outage', status: 404 }, /status/],
  ])('is refused in words when it makes no sense: %j', async (order, words) => {
    await expect(desk.control.order(order as FaultOrder)).rejects.toThrow(words);
  });
});

describe('The fault desk', () => {
  it('plays one fault a call, oldest first, and every latency besides', () => {
    const faults = new FaultDesk();
    faults.order({ fault: 'latency', ms: 10 });
    faults.order({ fault: 'dropReply', count: 2 });
    faults.order({ fault: 'cutBefore' });
    faults.order({ fault: 'latency', ms: 5, count: 1 });
    const drawn = Array.from({ length: 4 }, () => faults.draw('GET', '/')).map(({ latencyMs, fault }) => [latencyMs, fault?.fault]);
    expect(drawn).toEqual([[15, 'dropReply'], [10, 'dropReply'], [10, 'cutBefore'], [10, undefined]]);
    expect(faults.waiting()).toEqual([{ id: 1, order: { fault: 'latency', ms: 10 }, skip: 0, left: null }]);
  });
});

it('A web page cannot reach either address', async () => {
  for (const url of [desk.sandbox.url, desk.sandbox.control]) {
    await expect(fetch(url, { headers: { origin: 'https://example.org' } })).rejects.toThrow('fetch failed');
    await expect(call(url.replace('127.0.0.1', 'localhost.'), 'GET', '/', undefined, null)).rejects.toThrow(/socket hang up|ECONN|ENOTFOUND/);
  }
});
