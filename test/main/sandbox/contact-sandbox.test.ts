import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systems } from '../../../main/engine/connectors/systems.ts';
import { contactSystemNames, startContactSandbox } from '../../../main/sandbox/contact-sandbox.ts';
import type { ContactSandbox, ContactSystemName } from '../../../main/sandbox/contact-sandbox.ts';
import { contactControlOf } from '../../../main/sandbox/contact-system/control.ts';
import type { ContactControl } from '../../../main/sandbox/contact-system/control.ts';
import type { OtherCall } from '../../../main/sandbox/contact-system/system.ts';
import { somebody as dnsimpleContact } from './dnsimple/desk.ts';
import { somebody as cleartaxContact } from './cleartax/desk.ts';
import { somebody as eightByEightContact } from './eight-by-eight/desk.ts';

interface Kind {
  // Credentials of any of them: what is tested says which.
  /* eslint-disable @typescript-eslint/no-explicit-any */
  headers: (keys: any) => Record<string, string>;
  /** Makes a contact whose own name is `name`. */
  make: (keys: any, name: string) => OtherCall;
  list: (keys: any) => string;
  /* eslint-enable @typescript-eslint/no-explicit-any */
  refused: number;
}

const id = '00000000-0000-4000-8000-00000000000a';
const kinds: Record<ContactSystemName, Kind> = {
  dnsimple: {
    headers: ({ token }) => ({ authorization: `Bearer ${token}` }),
    make: ({ account }, name) => ({ method: 'POST', path: `/v2/${account}/contacts`, body: { ...dnsimpleContact, first_name: name } }),
    list: ({ account }) => `/v2/${account}/contacts?per_page=100&sort=id:desc`,
    refused: 401,
  },
  cleartax: {
    headers: ({ token }) => ({ 'x-cleartax-auth-token': token }),
    make: ({ businesses }, name) => ({ method: 'PUT', path: `/api/v0.1/businesses/${businesses[0]}/contacts/${id}`, body: { ...cleartaxContact(id), business_name: name } }),
    list: ({ businesses }) => `/api/v0.1/businesses/${businesses[0]}/contacts?override_pagination=true`,
    refused: 401,
  },
  '8x8': {
    headers: ({ bothKey }) => ({ 'x-api-key': bothKey }),
    make: ({ customerId }, name) => ({ method: 'POST', path: '/directory-contacts/api/v3/contacts', body: { ...eightByEightContact(customerId), firstName: name } }),
    list: () => '/directory-contacts/api/v3/contacts?size=1000&filter=contactType==company',
    refused: 401,
  },
};

describe.each(contactSystemNames)('Practice data of %s', (system) => {
  const kind = kinds[system];
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'practice-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const start = (contacts = 30) => startContactSandbox({ system, contacts, seed: 7, port: 0, journal: { path: join(folder, 'practice.db'), databaseKey: 'ab'.repeat(32), sqliteBinding: '' } });
  const all = async ({ control }: ContactSandbox): Promise<unknown[]> => {
    const { rows } = await contactControlOf(control).contacts(0, 1_000);
    return Promise.all(rows.map(({ scope, id: one }) => contactControlOf(control).contact(scope, one)));
  };

  it('is remembered to the last byte over a restart, whoever changed it, and holds no key', async () => {
    const first = await start();
    const order = kind.make(first.credentials, 'Wharekōkako');
    await fetch(first.url + order.path, { method: order.method, headers: { ...kind.headers(first.credentials), 'content-type': 'application/json' }, body: JSON.stringify(order.body) });
    await fetch(first.url + order.path, { method: order.method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(order.body) });
    await contactControlOf(first.control).act(kind.make(first.credentials, 'By somebody else'));
    const before = await all(first);
    expect(JSON.stringify(before)).toContain('By somebody else');
    await first.close();
    const next = await start();
    try {
      expect(await all(next)).toEqual(before);
      expect(await contactControlOf(next.control).effects()).toHaveLength(2);
      expect(Object.values(next.keys().secrets).every((secret) => !Object.values(first.keys().secrets).includes(secret))).toBe(true);
    } finally {
      await next.close();
    }
  });

  it('begins anew when it is reset, and is never laid over other contacts', async () => {
    const first = await start();
    const untouched = await all(first);
    await contactControlOf(first.control).act(kind.make(first.credentials, 'Wharekōkako'));
    await contactControlOf(first.control).reset();
    await first.close();
    const next = await start();
    expect(await all(next)).toEqual(untouched);
    await next.close();
    await expect(start(31)).rejects.toThrow('belongs to another office');
  });

  it('hands out keys by the names that the form of a connection asks for', async () => {
    const facts = systems.find((one) => one.id === system);
    const sandbox = await start();
    try {
      expect(Object.keys(sandbox.keys().secrets)).toEqual(facts?.connect.secrets.map(({ name }) => name));
      expect(sandbox.keys().scope === '').toBe(facts?.connect.scope === null);
    } finally {
      await sandbox.close();
    }
  });
});

describe.each(contactSystemNames)('The sandbox of %s', (system) => {
  const kind = kinds[system];
  let sandbox: ContactSandbox;
  let control: ContactControl;
  beforeEach(async () => {
    sandbox = await startContactSandbox({ system, contacts: 30, seed: 7, port: 0 });
    control = contactControlOf(sandbox.control);
  });
  afterEach(() => sandbox.close());

  const ask = ({ method, path, body }: OtherCall, more: Record<string, string> = {}): Promise<Response> =>
    fetch(sandbox.url + path, { method, headers: { ...kind.headers(sandbox.credentials), 'content-type': 'application/json', ...more }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const make = (name: string): Promise<Response> => ask(kind.make(sandbox.credentials, name));
  const list = async (): Promise<string> => (await ask({ method: 'GET', path: kind.list(sandbox.credentials) })).text();
  const gone = async (call: Promise<Response>): Promise<string> => call.then(async (reply) => `${reply.status} ${await reply.text()}`, () => 'cut').catch(() => 'cut');

  it('says what it is, where its calls begin, and who is there', async () => {
    expect(await control.describe()).toEqual({ system, url: sandbox.url, contacts: 30, seed: 7, requests: 0, effects: 0 });
    expect(sandbox.address.startsWith(sandbox.url) && (sandbox.url + kind.list(sandbox.credentials)).startsWith(`${sandbox.address}/`)).toBe(true);
    const { total, rows } = await control.contacts(0, 5);
    expect([total, rows.length, rows.every((row) => row.name !== '')]).toEqual([30, 5, true]);
    expect(await control.contact(rows[0]!.scope, rows[0]!.id)).toMatchObject(system === 'dnsimple' ? {} : { id: rows[0]!.id });
    expect(await control.contact(rows[0]!.scope, 'nobody')).toBeNull();
  });

  it('writes down calls with their queries, and what they did', async () => {
    expect((await make('Ngāio')).ok).toBe(true);
    await list();
    const { path, method } = kind.make(sandbox.credentials, '');
    expect(await control.effects()).toMatchObject([{ n: 1, actor: 'caller', method, path, before: null }]);
    expect(await control.requests()).toMatchObject([{ n: 1, method, path, query: '', fault: '' }, { n: 2, method: 'GET', query: kind.list(sandbox.credentials).split('?')[1], status: 200 }]);
    expect([await control.effects(1), (await control.requests(1)).length]).toEqual([[], 1]);
    await control.reset();
    expect([await control.effects(), await control.requests()]).toEqual([[], []]);
    expect(await list()).not.toContain('Ngāio');
  });

  it('lets somebody else change what is there', async () => {
    expect(await control.act(kind.make(sandbox.credentials, 'Pānia'))).toMatchObject({ body: expect.objectContaining({}) as object });
    expect(await control.effects()).toMatchObject([{ actor: 'other' }]);
    expect([await control.requests(), (await list()).includes('Pānia')]).toEqual([[], true]);
    await expect(control.act({ method: 'BREW', path: '/' })).rejects.toThrow('order.method must be one of');
    await expect(control.act({ method: 'GET', path: 'nowhere' })).rejects.toThrow('order.path must be a path');
  });

  it.each([
    [{ fault: 'dropReply' }, 'cut', true],
    [{ fault: 'halfBody' }, 'cut', true],
    [{ fault: 'cutBefore' }, 'cut', false],
    [{ fault: 'answer', status: 429, headers: { 'retry-after': '30' } }, '429 ', false],
    [{ fault: 'answer', status: 504, applied: true }, '504 ', true],
  ] as const)('plays %j', async (order, told, applied) => {
    await control.order({ ...order, match: { method: kind.make(sandbox.credentials, '').method } });
    expect(await gone(make('Ngāio'))).toBe(told);
    expect((await control.effects()).length).toBe(applied ? 1 : 0);
    expect((await list()).includes('Ngāio')).toBe(applied);
  });

  it('stalls until it is calm', async () => {
    await control.order({ fault: 'stall', applied: true });
    const waiting = gone(make('Ngāio'));
    while ((await control.requests()).length === 0);
    await control.calm();
    expect([await waiting, (await control.effects()).length]).toEqual(['cut', 1]);
  });

  it('answers a reading as it was before the last write', async () => {
    const before = await list();
    await make('Ngāio');
    await control.order({ fault: 'lag', match: { method: 'GET' } });
    expect(await list()).toBe(before);
    expect(await list()).toContain('Ngāio');
  });

  it('goes off and on at the same address, with its memory', async () => {
    await make('Ngāio');
    await control.offline();
    await expect(list()).rejects.toThrow('fetch failed');
    await control.online();
    expect(await list()).toContain('Ngāio');
  });

  it.each([200, 502, 503] as const)('shows a page in HTML with status %i', async (status) => {
    await control.order({ fault: 'outage', status });
    const reply = await make('Ngāio');
    expect([reply.status, reply.headers.get('content-type')?.startsWith('text/html')]).toEqual([status, true]);
    expect(await reply.text()).toContain(system === 'dnsimple' ? '<hr><center>nginx</center>' : '<!doctype html>');
    expect(await control.effects()).toEqual([]);
  });

  it('hands out credentials, and lets all of them expire before a call', async () => {
    await control.order({ fault: 'expireToken', skip: 1 });
    expect([(await make('a')).ok, (await make('b')).status, (await make('c')).status]).toEqual([true, kind.refused, kind.refused]);
    const fresh = await control.credentials();
    expect((await ask(kind.make(sandbox.credentials, 'd'), kind.headers(fresh))).ok).toBe(true);
    await control.expireCredentials();
    expect((await ask(kind.make(sandbox.credentials, 'e'), kind.headers(fresh))).status).toBe(kind.refused);
  });

  it('is told what to plant and which reading to take, and refuses in words what makes no sense', async () => {
    expect(await control.tell('switches', {})).toBeTypeOf('object');
    await expect(control.tell('switches', { colour: 'red' })).rejects.toThrow('No switch colour here');
    await expect(control.tell('plant', {})).rejects.toThrow('Name a contact that is there');
    await expect(control.tell('nothing', {})).rejects.toThrow('Nothing here by the name of POST /nothing');
  });

  it('is reached by no web page', async () => {
    await expect(fetch(sandbox.url, { headers: { origin: 'https://example.org' } })).rejects.toThrow('fetch failed');
    await expect(fetch(sandbox.control, { headers: { origin: 'https://example.org' } })).rejects.toThrow('fetch failed');
  });

  it('listens over TLS too, when that is asked for', async () => {
    const secure = await startContactSandbox({ system, contacts: 3, seed: 7, port: 0, tls: { clientCertificate: 'none' } });
    const { url, authorities } = secure.tls!;
    const status = await new Promise((resolve, reject) => {
      get(url + kind.list(secure.credentials), { ca: authorities, headers: kind.headers(secure.credentials), agent: false }, (reply) => resolve(reply.resume().statusCode)).on('error', reject);
    });
    expect([status, secure.tls!.address.startsWith('https://127.0.0.1:')]).toEqual([200, true]);
    await secure.close();
  });
});

it('A number of contacts that makes no sense is refused', async () => {
  for (const contacts of [-1, 1.5, 100_001]) await expect(startContactSandbox({ system: 'dnsimple', contacts, seed: 7, port: 0 })).rejects.toThrow('between 0 and 100,000');
  await expect(startContactSandbox({ system: '8x8', contacts: 1, seed: NaN, port: 0 })).rejects.toThrow('whole number');
});
