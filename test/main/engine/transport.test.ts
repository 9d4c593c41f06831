import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { HttpCall } from '../../../main/engine/gateway/connector.ts';
import { Transport } from '../../../main/engine/gateway/transport.ts';
import { createAuthority, type Authority, type Identity } from '../../../main/sandbox/authority.ts';
import { directly, type NetworkAccess } from '../../../main/transport/access.ts';
import { startProxy } from '../transport/proxy-server.ts';
import { plainServer, rawServer, secureServer, type Running } from '../transport/servers.ts';
import { ok } from '../../../shared/result.ts';
import { addPhone, aimAt, effectsOf, mobile, rename } from './deeds.ts';
import { createWorld, type World } from './world.ts';

const ends: (() => Promise<unknown>)[] = [];
const keep = async <T extends { close(): Promise<unknown> }>(started: T | Promise<T>): Promise<T> => {
  const one = await started;
  ends.push(() => one.close());
  return one;
};
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const change: HttpCall = { method: 'PUT', path: '/gateway/contact/contact', body: { ContactID: 1, Name: 'Kiri' } };
const to = (baseUrl: string, network: NetworkAccess = directly, deadlineMs = 5_000): Promise<Transport> => keep(new Transport({ baseUrl, network, headers: () => ok({ authorization: 'Bearer t' }), deadlineMs }));
const at = ({ port }: Running): string => `http://127.0.0.1:${port}`;

describe('what goes over the wire', () => {
  async function wire(call: HttpCall): Promise<unknown> {
    let got: unknown;
    const server = await keep(plainServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString())).on('end', () => {
        got = { method: request.method, url: request.url, type: request.headers['content-type'], authorization: request.headers.authorization, cookie: request.headers.cookie, body };
        response.setHeader('set-cookie', 'a=b').end('OK');
      });
    }));
    const transport = await to(at(server));
    await transport.send({ method: 'GET', path: '/first' });
    await transport.send({ ...call, ...(call.at === undefined ? {} : { at: call.at.replace('$', at(server)) }) });
    return got;
  }

  test('JSON, with the whole Authorization header and no cookie', async () => {
    expect(await wire(change)).toEqual({ method: 'PUT', url: '/gateway/contact/contact', type: 'application/json; charset=utf-8', authorization: 'Bearer t', cookie: undefined, body: '{"ContactID":1,"Name":"Kiri"}' });
  });
  test('SOAP, at an address of its own', async () => {
    expect(await wire({ method: 'POST', path: '/intermediation', at: '$/gateway/gws/intermediation/', soap: '<Envelope/>' })).toMatchObject({ method: 'POST', url: '/gateway/gws/intermediation/', type: 'application/soap+xml; charset=utf-8', body: '<Envelope/>' });
  });
  test('nothing but the header where there is no body', async () => {
    expect(await wire({ method: 'GET', path: '/gateway/contact/status' })).toMatchObject({ method: 'GET', type: undefined, body: '' });
  });
});

describe('an answer', () => {
  test('that sends us elsewhere is an answer, and is not followed', async () => {
    const elsewhere = await keep(plainServer());
    const portal = await keep(plainServer((_request, response) => void response.writeHead(302, { location: `${at(elsewhere)}/login` }).end()));
    expect(await (await to(at(portal))).send(change)).toMatchObject({ ok: true, value: { status: 302 } });
    expect(elsewhere.seen).toEqual([]);
  });

  test.each([495, 496])('%i of a relay means: not passed on', async (status) => {
    const relay = await keep(plainServer((_request, response) => void response.writeHead(status).end('no')));
    expect(await (await to(at(relay))).send(change)).toEqual({ ok: false, error: { kind: 'offline', detail: 'clientCertificateRefused' } });
  });

  test('that breaks off, is no HTTP, does not come or is endless leaves a doubt, in words', async () => {
    const rude = await keep(rawServer((socket) => void socket.once('data', () => socket.destroy())));
    const half = await keep(plainServer((_request, response) => void response.writeHead(200, { 'content-length': 9 }).write('half', () => response.destroy())));
    const mail = await keep(rawServer((socket) => void socket.once('data', () => socket.end('220 mail.example\r\n'))));
    const silent = await keep(rawServer(() => undefined));
    for (const server of [rude, half, mail]) expect(await (await to(at(server))).send(change)).toEqual({ ok: false, error: { kind: 'unknown', detail: 'The connection broke.' } });
    expect(await (await to(at(silent), directly, 50)).send(change)).toEqual({ ok: false, error: { kind: 'unknown', detail: 'No answer came in time.' } });
  });

  test('longer than 64 MB is cut off', async () => {
    const chunk = Buffer.alloc(1024 * 1024);
    const endless = await keep(plainServer((_request, response) => {
      const more = (): void => void (response.destroyed || (response.write(chunk) ? setImmediate(more) : response.once('drain', more)));
      more();
    }));
    expect(await (await to(at(endless))).send(change)).toMatchObject({ ok: false, error: { kind: 'unknown' } });
  });
});

describe('what is proved not to have left', () => {
  let authority: Authority;
  let server: Identity;
  beforeAll(async () => {
    authority = await createAuthority('Invented Authority');
    server = await authority.issue({ commonName: 'localhost', hosts: ['localhost'] });
  });

  test('nobody there, and somebody in between who reads along: the edit may be sent again', async () => {
    const gone = await plainServer();
    await gone.close();
    const snoop = await keep(secureServer({ cert: server.certificate, key: server.key }));
    expect(await (await to(at(gone))).send(change)).toEqual({ ok: false, error: { kind: 'offline', detail: 'refused' } });
    expect(await (await to(`https://localhost:${snoop.port}`)).send(change)).toEqual({ ok: false, error: { kind: 'offline', detail: 'certificateUnknown' } });
    expect(snoop.seen).toEqual([]);
  });

  test('a certificate of ours that cannot be loaded keeps the desk offline, and open', async () => {
    const gateway = await keep(plainServer());
    const transport = await to(at(gateway), { ...directly, clientCertificate: { pfx: 'AAAA', passPhrase: '' } });
    expect(await transport.send(change)).toEqual({ ok: false, error: { kind: 'offline', detail: 'clientCertificateUnusable' } });
    expect(gateway.seen).toEqual([]);
  });
});

test('another network may need another proxy: calls under way end on the old way, later ones take the new', async () => {
  let answer = (): void => undefined;
  const asked = new Promise<void>((resolve) => (answer = resolve));
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const gateway = await keep(plainServer((request, response) => {
    if (request.url !== '/slow') return void response.end('OK');
    answer();
    void held.then(() => response.end('OK'));
  }));
  const proxy = await keep(startProxy());
  const transport = await to(at(gateway));
  const slow = transport.send({ method: 'GET', path: '/slow' });
  await asked;
  transport.setProxy({ address: proxy.address, user: '', password: '' });
  expect(await transport.send(change)).toMatchObject({ ok: true });
  expect(proxy.asked).toHaveLength(1);
  release();
  expect(await slow).toMatchObject({ ok: true });
});

describe('a whole desk behind a proxy that demands a name and password', () => {
  const credentials = { user: 'mere', password: 'kōwhai' };
  async function behind(password: string): Promise<{ world: World; asked: string[] }> {
    const proxy = await keep(startProxy(credentials));
    const world = await keep(createWorld({ way: () => ({ network: { ...directly, proxy: { address: proxy.address, user: credentials.user, password } } }) }));
    return { world, asked: proxy.asked };
  }

  test('reads and sends through it', async () => {
    const { world, asked } = await behind(credentials.password);
    const client = world.find((detail) => detail.linked && detail.mark === 'upToDate' && (detail.levels[0]?.contacts.length ?? 0) > 0 && detail.levels[0]?.locked === '');
    const aim = aimAt(client, 'customer');
    rename(world, aim, 'Aroha Behind');
    addPhone(world, aim, mobile('0215550177'));
    await world.engine.atRest();
    expect(await effectsOf(world)).toEqual(['PUT contact', 'POST phone']);
    expect(new Set(asked.map((line) => line.split(' ')[0]))).toEqual(new Set([new URL(world.sandbox.url).host]));
  });

  test('with a wrong password stays offline and sends nothing', async () => {
    const { world } = await behind('guess');
    expect(world.engine.status()).toMatchObject({ connection: { state: 'offline' } });
    expect(await world.control.requests()).toEqual([]);
  });
});
