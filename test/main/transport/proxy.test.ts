import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createAuthority, type Authority, type Identity } from '../../../main/sandbox/authority.ts';
import { directly, type NetworkAccess, type Proxy } from '../../../main/transport/access.ts';
import { createDispatcher, usualLimits } from '../../../main/transport/dispatcher.ts';
import { exchange } from '../../../main/transport/exchange.ts';
import { proxyFor } from '../../../main/transport/proxy-rules.ts';
import { startProxy, type ProxyWishes } from './proxy-server.ts';
import { plainServer, rawServer, secureServer, type Running } from './servers.ts';

let office: Authority;
let server: Identity;
const ends: (() => Promise<void>)[] = [];
const keep = async <T extends { close(): Promise<void> }>(started: Promise<T>): Promise<T> => {
  const one = await started;
  ends.push(() => one.close());
  return one;
};

beforeAll(async () => {
  office = await createAuthority('Invented Authority');
  server = await office.issue({ commonName: 'gateway', hosts: ['localhost', '127.0.0.1'] });
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const gateway = (): Promise<Running> => keep(secureServer({ cert: server.certificate, key: server.key }));
const proxy = (wishes: ProxyWishes = {}) => keep(startProxy(wishes));

async function ask(url: string, way: Partial<Proxy>, more: Partial<NetworkAccess> = {}, limits = usualLimits) {
  const dispatcher = createDispatcher({ ...directly, authorities: office.certificate, proxy: { address: '', user: '', password: '', ...way }, ...more }, limits);
  try {
    return await exchange(dispatcher, { method: 'POST', url, headers: {}, body: '{"edit":1}' });
  } finally {
    await dispatcher.destroy();
  }
}

const notSent = (kind: string, code?: string) => ({ ok: false, error: { kind, sent: false, code: code ?? (expect.any(String) as unknown) } });

describe('through a proxy', () => {
  test('that demands a name and password, the gateway is reached over its own TLS', async () => {
    const far = await gateway();
    const { address, asked } = await proxy({ user: 'mere', password: 'kōwhai: 7' });
    expect(await ask(`https://localhost:${far.port}/status`, { address, user: 'mere', password: 'kōwhai: 7' })).toMatchObject({ ok: true, value: { text: 'OK' } });
    expect(asked).toEqual([`localhost:${far.port} localhost:${far.port}`]);
    expect(far.seen).toEqual(['POST /status']);
  });

  test('that is itself reached over TLS, too; our certificate is not shown to it', async () => {
    const far = await gateway();
    const { address } = await proxy({ tls: { cert: server.certificate, key: server.key } });
    expect(await ask(`https://localhost:${far.port}/status`, { address })).toMatchObject({ ok: true });
  });

  test('a gateway over plain HTTP is reached through a tunnel as well', async () => {
    const far = await keep(plainServer());
    const { address, asked } = await proxy();
    expect(await ask(`http://127.0.0.1:${far.port}/status`, { address })).toMatchObject({ ok: true });
    expect(asked).toHaveLength(1);
  });

  test.each([
    ['without credentials', {}],
    ['with another password', { user: 'mere', password: 'guess' }],
  ])('%s a proxy that demands them lets nothing through and is known by its 407', async (_how, credentials) => {
    const far = await gateway();
    const { address } = await proxy({ user: 'mere', password: 'kowhai', schemes: ['Negotiate', 'Basic realm="firm"'] });
    expect(await ask(`https://localhost:${far.port}/status`, { address, ...credentials })).toEqual(notSent('proxyCredentials', '407'));
    expect(far.connections()).toBe(0);
  });

  test.each([[['NTLM']], [['Negotiate', 'NTLM']], [['Digest realm="Basic", nonce="x"']]])('a proxy that takes only %j is not supported', async (schemes) => {
    const { address } = await proxy({ user: 'mere', password: 'kowhai', schemes });
    expect(await ask('https://localhost:1/status', { address, user: 'mere', password: 'any' })).toEqual(notSent('proxyUnsupported', '407'));
  });

  test.each([403, 502, 503, 302])('one that answers %i refuses', async (status) => {
    const { address } = await proxy({ refuse: status });
    expect(await ask('https://localhost:1/status', { address })).toEqual(notSent('proxyRefused', String(status)));
  });

  test('nothing there, silence, no proxy at all, or an unknown authority: it cannot be reached', async () => {
    const silent = await keep(rawServer(() => undefined));
    const mail = await keep(rawServer((socket) => void socket.end('220 mail.example ESMTP\r\n')));
    const gone = await plainServer();
    await gone.close();
    const secured = await proxy({ tls: { cert: server.certificate, key: server.key } });
    const url = 'https://localhost:1/status';
    expect(await ask(url, { address: `http://127.0.0.1:${gone.port}` })).toEqual(notSent('proxyUnreachable', 'ECONNREFUSED'));
    expect(await ask(url, { address: `http://127.0.0.1:${silent.port}` }, {}, { ...usualLimits, connectMs: 100 })).toEqual(notSent('proxyUnreachable', 'UND_ERR_CONNECT_TIMEOUT'));
    expect(await ask(url, { address: `http://127.0.0.1:${mail.port}` })).toEqual(notSent('proxyUnreachable'));
    expect(await ask(url, { address: secured.address }, { authorities: '' })).toEqual(notSent('proxyUnreachable'));
    expect(await ask(url, { address: 'socks5://127.0.0.1:1080' })).toEqual(notSent('proxyUnreachable', 'ERR_INVALID_URL'));
  });

  test('one that reads along gets nothing: its certificate is not the gateway’s', async () => {
    const issued = await (await createAuthority('Snoop')).issue({ commonName: 'snoop', hosts: ['localhost'] });
    const snoop = await keep(secureServer({ cert: issued.certificate, key: issued.key }));
    const { address } = await proxy({ divert: snoop.port });
    expect(await ask('https://localhost:4046/status', { address })).toEqual(notSent('certificateUnknown'));
    expect(snoop.seen).toEqual([]);
  });
});

describe('what the system says of proxies', () => {
  test.each([
    ['DIRECT', null],
    ['', null],
    ['PROXY proxy.firm.example:3128', 'http://proxy.firm.example:3128'],
    ['PROXY proxy.firm.example:3128; DIRECT', 'http://proxy.firm.example:3128'],
    ['HTTPS proxy.firm.example:8443;PROXY other.example:80', 'https://proxy.firm.example:8443'],
    ['HTTPS proxy.firm.example', 'https://proxy.firm.example'],
    ['PROXY [2001:db8::1]:3128', 'http://[2001:db8::1]:3128'],
    ['SOCKS5 socks.firm.example:1080; PROXY proxy.firm.example:3128', 'http://proxy.firm.example:3128'],
    ['SOCKS socks.firm.example:1080; DIRECT', null],
  ])('%j', (rules, address) => expect(proxyFor(rules)).toEqual({ ok: true, value: address === null ? null : { address, user: '', password: '' } }));

  test('SOCKS alone is not supported', () => expect(proxyFor('SOCKS5 socks.firm.example:1080')).toEqual(notSent('proxyUnsupported', 'SOCKS5')));
});
