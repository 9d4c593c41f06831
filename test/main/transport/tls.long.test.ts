import net from 'node:net';
import type { TlsOptions } from 'node:tls';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createAuthority, type Authority, type Identity } from '../../../main/sandbox/authority.ts';
import { directly, type NetworkAccess } from '../../../main/transport/access.ts';
import { createDispatcher, usualLimits } from '../../../main/transport/dispatcher.ts';
import { exchange } from '../../../main/transport/exchange.ts';
import { plainServer, rawServer, secureServer, type Running } from './servers.ts';

let office: Authority;
let server: Identity;
let client: Identity;
let stranger: Identity;
const running: Running[] = [];
const keep = async (started: Promise<Running>): Promise<Running> => {
  const one = await started;
  running.push(one);
  return one;
};

beforeAll(async () => {
  office = await createAuthority('Invented Authority');
  server = await office.issue({ commonName: 'gateway', hosts: ['localhost', '127.0.0.1'] });
  client = await office.issue({ commonName: 'desk.irdgws.test.example.nz' });
  stranger = await (await createAuthority('Another Authority')).issue({ commonName: 'stranger' });
});
afterEach(async () => {
  for (const one of running.splice(0)) await one.close();
});

const day = (count: number): Date => new Date(Date.now() + count * 86_400_000);
const trusting = (more: Partial<NetworkAccess> = {}): NetworkAccess => ({ ...directly, authorities: office.certificate, ...more });
const showing = ({ certificate, key }: Identity): NetworkAccess => trusting({ clientCertificate: { certificate, key, passPhrase: '' } });

async function ask(url: string, access: NetworkAccess, limits = usualLimits) {
  const dispatcher = createDispatcher(access, limits);
  try {
    return await exchange(dispatcher, { method: 'POST', url, headers: { 'content-type': 'application/json' }, body: '{"edit":1}' });
  } finally {
    await dispatcher.destroy();
  }
}

const secured = (more: object = {}) => keep(secureServer({ cert: server.certificate, key: server.key, ...more }));
const notSent = (kind: string) => ({ ok: false, error: expect.objectContaining({ kind, sent: false }) as unknown });

describe('over TLS', () => {
  test.each(['TLSv1.2', 'TLSv1.3'] as const)('an own authority is trusted besides the system’s, over %s', async (version) => {
    const { port } = await secured({ minVersion: version, maxVersion: version });
    expect(await ask(`https://localhost:${port}/status`, trusting())).toMatchObject({ ok: true, value: { status: 200, text: 'OK' } });
    expect(await ask(`https://127.0.0.1:${port}/status`, trusting())).toMatchObject({ ok: true, value: { status: 200, text: 'OK' } });
  });

  test('a relay with an RSA certificate can be used over TLS 1.2', async () => {
    const issued = await office.issue({ commonName: 'relay', hosts: ['localhost'], keyKind: 'RSA' });
    const { port } = await keep(secureServer({ cert: issued.certificate, key: issued.key, maxVersion: 'TLSv1.2' }));
    expect(await ask(`https://localhost:${port}/status`, trusting())).toMatchObject({ ok: true });
  });

  test('an authority nobody knows is not trusted, and nothing is sent', async () => {
    const one = await secured();
    expect(await ask(`https://localhost:${one.port}/status`, directly)).toEqual(notSent('certificateUnknown'));
    expect(one.seen).toEqual([]);
  });

  test.each([
    ['certificateExpired', { notBefore: day(-10), notAfter: day(-1), hosts: ['localhost'] }],
    ['certificateNotYetValid', { notBefore: day(1), hosts: ['localhost'] }],
    ['certificateWrongHost', { hosts: ['elsewhere.example'] }],
  ])('%s is known as such, and nothing is sent', async (kind, wish) => {
    const issued = await office.issue({ commonName: 'gateway', ...wish });
    const one = await keep(secureServer({ cert: issued.certificate, key: issued.key }));
    expect(await ask(`https://localhost:${one.port}/status`, trusting())).toEqual(notSent(kind));
    expect(one.seen).toEqual([]);
  });

  // BoringSSL, in Electron, cannot even be such a server.
  test.skipIf(process.versions['electron']).each<[string, TlsOptions]>([
    ['TLS 1.1', { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }],
    ['a suite without forward secrecy', { maxVersion: 'TLSv1.2', ciphers: 'AES256-GCM-SHA384' }],
    ['a suite without authenticated encryption', { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES256-SHA384' }],
  ])('a server that offers only %s is too old', async (_what, options) => {
    const issued = await office.issue({ commonName: 'old', hosts: ['localhost'], keyKind: JSON.stringify(options).includes('ECDSA') ? 'P-256' : 'RSA' });
    const one = await keep(secureServer({ cert: issued.certificate, key: issued.key, ...options }));
    expect(await ask(`https://localhost:${one.port}/status`, trusting())).toEqual(notSent('tlsTooOld'));
  });

  test('a server that speaks plain HTTP, or nonsense, is not secure', async () => {
    const plain = await keep(plainServer());
    const nonsense = await keep(rawServer((socket) => void socket.end('220 mail.example ESMTP ready for your message\r\n')));
    expect(await ask(`https://localhost:${plain.port}/status`, trusting())).toEqual(notSent('notSecure'));
    expect(await ask(`https://localhost:${nonsense.port}/status`, trusting())).toEqual(notSent('notSecure'));
  });

  test('a server that hangs up, or stays silent, in the handshake gets nothing', async () => {
    const rude = await keep(rawServer((socket) => void socket.once('data', () => socket.destroy())));
    const silent = await keep(rawServer(() => undefined));
    expect(await ask(`https://localhost:${rude.port}/status`, trusting())).toEqual(notSent('broken'));
    expect(await ask(`https://localhost:${silent.port}/status`, trusting(), { ...usualLimits, connectMs: 200 })).toEqual(notSent('timedOut'));
  });
});

describe('with a client certificate', () => {
  const demanding = (version: 'TLSv1.2' | 'TLSv1.3', more: object = {}) => secured({ requestCert: true, rejectUnauthorized: true, ca: office.certificate, minVersion: version, maxVersion: version, ...more });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('the gateway takes ours over %s', async (version) => {
    const { port } = await demanding(version);
    expect(await ask(`https://localhost:${port}/status`, showing(client))).toMatchObject({ ok: true, value: { text: 'OK' } });
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('over %s a missing certificate or a stranger’s is refused, and nothing is sent', async (version) => {
    for (const access of [trusting(), showing(stranger)]) {
      const one = await demanding(version);
      for (let time = 0; time < 10; time += 1) expect(await ask(`https://localhost:${one.port}/status`, access)).toEqual(notSent('clientCertificateRefused'));
      expect(one.seen).toEqual([]);
    }
  });

  test('a refusal that arrives behind the request still proves, where the alert does, that nothing was read; a mere hang-up does not', async () => {
    for (const [hangsUp, access, error] of [
      [true, trusting(), { kind: 'clientCertificateRefused', sent: false }],
      [false, trusting(), { kind: 'clientCertificateRefused', sent: false }],
      [true, showing(stranger), { kind: 'broken', sent: 'maybe' }],
    ] as const) {
      const one = await demanding('TLSv1.3');
      const late = await keep(rawServer(answersLate(one.port, hangsUp)));
      expect(await ask(`https://localhost:${late.port}/status`, access)).toMatchObject({ ok: false, error });
      expect(one.seen).toEqual([]);
    }
  });

  test('a gateway that gives no session tickets can be used, too', async () => {
    const { constants } = await import('node:crypto');
    const { port } = await demanding('TLSv1.3', { secureOptions: constants.SSL_OP_NO_TICKET });
    expect(await ask(`https://localhost:${port}/status`, showing(client))).toMatchObject({ ok: true });
  });
});

/**
 * A line in between that holds back what the server says after the client has finished its part of the handshake, until the client has
 * begun its request: what a slow line does by chance.
 */
const answersLate = (port: number, hangsUp: boolean) => (client: net.Socket): void => {
  const server = net.connect(port, '127.0.0.1').on('error', () => undefined);
  let told = 0;
  const held: (() => unknown)[] = [];
  client.on('data', (part: Buffer) => {
    told += 1;
    server.write(part);
    // Hello, then Finished, then the request.
    if (told === 3) for (const release of held) release();
  });
  const pass = (act: () => unknown): void => void (told === 2 ? held.push(act) : act());
  server.on('data', (part: Buffer) => pass(() => client.write(part))).on('close', () => pass(() => hangsUp && client.end()));
};

test('a connection is used again', async () => {
  const one = await secured();
  const dispatcher = createDispatcher(trusting());
  for (let time = 0; time < 5; time += 1) expect(await exchange(dispatcher, { method: 'GET', url: `https://localhost:${one.port}/${time}`, headers: {} })).toMatchObject({ ok: true });
  await dispatcher.destroy();
  // undici may open a second one before it has noticed that the first is free again.
  expect(one.connections()).toBeLessThanOrEqual(2);
});
