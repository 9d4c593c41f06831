import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { GatewayAccess } from '../../../main/engine/host-contract.ts';
import { createAuthority, type Identity } from '../../../main/sandbox/authority.ts';
import { directly, type NetworkAccess } from '../../../main/transport/access.ts';
import { createDispatcher } from '../../../main/transport/dispatcher.ts';
import { exchange, type Question } from '../../../main/transport/exchange.ts';
import { addContact, addPhone, changePhone, effectsOf, mobile, remove, removePhone, rename, seen } from '../engine/deeds.ts';
import { createWorld, type World } from '../engine/world.ts';
import { noNginx, startRelay } from './nginx-relay.ts';
import { rawServer, secureServer, type Running } from './servers.ts';

const skipped = noNginx && ` (skipped: ${noNginx})`;

const ends: (() => Promise<void>)[] = [];
const keep = async <T extends { close(): Promise<void> }>(started: Promise<T>): Promise<T> => {
  const one = await started;
  ends.push(() => one.close());
  return one;
};
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

type Relay = Awaited<ReturnType<typeof startRelay>>;
const as = (relay: Relay, shown: Identity | null = relay.desktop, authorities = relay.authority): NetworkAccess => ({ ...directly, authorities, clientCertificate: shown && { ...shown, passPhrase: '' } });

async function ask(relay: Relay, question: Partial<Question> = {}, network = as(relay)) {
  const dispatcher = createDispatcher(network);
  try {
    return await exchange(dispatcher, { method: 'GET', url: `${relay.url}/gateway/contact/status`, headers: {}, ...question });
  } finally {
    await dispatcher.destroy();
  }
}

/** The relay starts after the sandbox, whose port and certificates it needs, and before the engine, which begins at once. */
async function relayed(network: (relay: Relay) => NetworkAccess): Promise<{ world: World; relay: Relay }> {
  const world = await keep(createWorld({ clients: 20, rest: false, tls: { clientCertificate: 'required' }, way: () => ({ baseUrl: 'http://127.0.0.1:1' }) }));
  const { tls } = world.sandbox;
  if (!tls) throw new Error('unreachable');
  const relay = await keep(startRelay({ upstream: portOf(tls.url), trusts: tls.authorities, shows: tls.client }));
  const access: GatewayAccess = { ...world.options.gateway, baseUrl: relay.url, network: network(relay), clients: { ...intermediation(world), address: `${relay.url}/gateway/gws/intermediation/` } };
  Object.assign(world.options.gateway, access);
  await world.reopen();
  return { world, relay };
}

function intermediation({ options }: World): Extract<GatewayAccess['clients'], { from: 'intermediation' }> {
  const { clients } = options.gateway;
  if (clients.from !== 'intermediation') throw new Error('unreachable');
  return clients;
}

const portOf = (url: string): number => Number(new URL(url).port);

describe.skipIf(noNginx)(`through a relay in the firm${skipped}`, () => {
  test('the main job passes, with every kind of call, and each arrives once', async () => {
    const { world, relay } = await relayed(as);
    const client = world.find((detail) => detail.linked && detail.mark === 'upToDate' && detail.levels.some((level) => level.kind === 'customer' && level.locked === '' && level.contacts.length === 0));
    const level = client.levels.find(({ kind }) => kind === 'customer');
    if (!level) throw new Error('unreachable');
    const primary = addContact(world, client.id, level.scope, 'PRIMRY', 'Māhina Ngata', [mobile('0215550199')]);
    rename(world, primary, 'Māhina Tane');
    addPhone(world, primary, mobile('0215550100'));
    const first = seen(world, primary, primary.contact.key)?.phones[0]?.key ?? '';
    changePhone(world, primary, first, mobile('0215550111'));
    removePhone(world, primary, first);
    remove(world, primary);
    await world.engine.atRest();
    expect(await effectsOf(world)).toEqual(['POST contact', 'PUT contact', 'POST phone', 'PUT phone', 'DELETE phone', 'DELETE contact']);
    expect(world.engine.status()).toMatchObject({ connection: { state: 'online' }, waiting: 0, needsYou: 0 });
    const log = relay.log();
    expect(log).toContain('"CN=desk-7.firm.example" DELETE /gateway/contact/phone 200');
    expect(log).toContain('POST /gateway/gws/intermediation/ 200');
    expect(log).not.toContain(world.sandbox.credentials.token);
    expect(log).not.toMatch(/Māhina|0215550199|[?]/);
  });

  test.each([
    ['no certificate', 496, () => Promise.resolve(null)],
    ['a stranger’s certificate', 495, async () => (await createAuthority('Stranger')).issue({ commonName: 'stranger' })],
  ])('a desk that shows %s is refused by a number of its own (%i), stays offline and sends nothing', async (_what, status, shown) => {
    const certificate = await shown();
    const { world, relay } = await relayed((one) => as(one, certificate));
    expect(world.engine.status()).toMatchObject({ connection: { state: 'offline' } });
    expect(await ask(relay, {}, as(relay, certificate))).toMatchObject({ ok: true, value: { status, text: expect.stringContaining('This relay passes on calls of computers') as unknown } });
    expect((await world.control.requests()).filter(({ path }) => path.startsWith('/gateway'))).toEqual([]);
  });

  test('a relay of an authority nobody knows is not trusted, and nothing is sent', async () => {
    const { world, relay } = await relayed((one) => as(one, one.desktop, ''));
    expect(world.engine.status()).toMatchObject({ connection: { state: 'offline' } });
    expect(await ask(relay, {}, as(relay, relay.desktop, ''))).toMatchObject({ ok: false, error: { kind: 'certificateUnknown', sent: false } });
    expect(relay.log()).toBe('');
  });
});

describe.skipIf(noNginx)(`the relay itself${skipped}`, () => {
  let server: Identity;
  let trusts: string;
  let shows: Identity;
  beforeAll(async () => {
    const authority = await createAuthority('Invented Authority');
    [server, shows, trusts] = [await authority.issue({ commonName: 'localhost', hosts: ['localhost'] }), await authority.issue({ commonName: 'irdgws' }), authority.certificate];
  });
  const before = (gateway: Running) => keep(startRelay({ upstream: gateway.port, trusts, shows }));
  const secured = () => ({ cert: server.certificate, key: server.key });

  test.each(['POST', 'PUT', 'DELETE', 'GET'] as const)('never sends a %s a second time when the answer is lost', async (method) => {
    const gateway = await keep(secureServer(secured(), (request) => request.socket.destroy()));
    const relay = await before(gateway);
    const body = method === 'GET' ? {} : { body: '{"PhoneID":1}' };
    expect(await ask(relay, { method, url: `${relay.url}/gateway/contact/${method === 'GET' ? 'status' : 'phone'}`, ...body })).toMatchObject({ ok: true, value: { status: 502 } });
    expect(gateway.seen).toHaveLength(1);
  });

  test('sends nothing to a gateway that another authority vouches for', async () => {
    const other = await (await createAuthority('Another')).issue({ commonName: 'localhost', hosts: ['localhost'] });
    const gateway = await keep(secureServer({ cert: other.certificate, key: other.key }));
    expect(await ask(await before(gateway))).toMatchObject({ ok: true, value: { status: 502 } });
    expect(gateway.seen).toEqual([]);
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('answers 502 when the gateway refuses its certificate over %s, and nothing is carried out', async (version) => {
    const gateway = await keep(secureServer({ ...secured(), requestCert: true, rejectUnauthorized: true, ca: (await createAuthority('Another')).certificate, minVersion: version, maxVersion: version }));
    const relay = await before(gateway);
    expect(await ask(relay, { method: 'POST', url: `${relay.url}/gateway/contact/phone`, body: '{}' })).toMatchObject({ ok: true, value: { status: 502 } });
    expect(gateway.seen).toEqual([]);
  });

  test('passes on only the calls that Agentbook makes', async () => {
    const gateway = await keep(secureServer(secured()));
    const relay = await before(gateway);
    for (const [method, path, status] of [['GET', '/', 404], ['GET', '/gateway/tds/summary', 404], ['GET', '/gateway/contact/contact', 403], ['DELETE', '/gateway/customer/customer', 403], ['POST', '/gateway3/oauth/token', 404]] as const)
      expect(await ask(relay, { method, url: relay.url + path })).toMatchObject({ ok: true, value: { status } });
    expect(gateway.seen).toEqual([]);
  });

  test('passes on long tokens and the body of a DELETE, and drops cookies', async () => {
    const got: Record<string, unknown> = {};
    const gateway = await keep(secureServer(secured(), (request, response) => {
      Object.assign(got, { authorization: request.headers.authorization, cookie: request.headers.cookie, type: request.headers['content-type'], host: request.headers.host });
      request.on('data', (part: Buffer) => (got['body'] = part.toString())).on('end', () => response.end());
    }));
    const relay = await before(gateway);
    const authorization = `Bearer ${'a'.repeat(8_000)}`;
    expect(await ask(relay, { method: 'DELETE', url: `${relay.url}/gateway/contact/phone`, headers: { authorization, cookie: 'a=b', 'content-type': 'application/json; charset=utf-8' }, body: '{"PhoneID":1}' })).toMatchObject({ ok: true, value: { status: 200, text: '' } });
    expect(got).toEqual({ authorization, cookie: undefined, type: 'application/json; charset=utf-8', host: `localhost:${gateway.port}`, body: '{"PhoneID":1}' });
  });

  test('answers 502 and no gateway’s words when nothing but noise comes back', async () => {
    const noise = await keep(rawServer((socket) => void socket.end('noise')));
    expect(await ask(await before(noise))).toMatchObject({ ok: true, value: { status: 502 } });
  });
});
