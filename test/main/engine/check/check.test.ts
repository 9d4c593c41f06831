import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { checkGateway } from '../../../../main/engine/check/check.ts';
import { systemClock, type Clock } from '../../../../main/engine/clock.ts';
import { irdConnector } from '../../../../main/engine/connectors/ird/connector.ts';
import type { GatewayAccess } from '../../../../main/engine/host-contract.ts';
import { createAuthority } from '../../../../main/sandbox/authority.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../../main/sandbox/sandbox.ts';
import { directly, type NetworkAccess } from '../../../../main/transport/access.ts';
import { accessTo } from '../../../../scripts/sandbox-access.ts';
import type { CheckLine } from '../../../../shared/connection-settings.ts';

const running: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.close();
});

async function office(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ system: 'ird', profile: 'practice', clients: 5, seed: 7, port: 0, ...options });
  running.push(sandbox);
  return sandbox;
}

async function serving(answer: RequestListener): Promise<string> {
  const server: Server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.push({ close: () => (server.closeAllConnections(), server.close()) });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const check = (gateway: GatewayAccess, authorization: string | null, clock: Clock = systemClock): Promise<CheckLine[]> =>
  checkGateway({ gateway, authorization, connector: irdConnector(clock, gateway.clients), clock });
const at = (baseUrl: string, network: NetworkAccess = directly): GatewayAccess => ({ baseUrl, network, clients: { from: 'numbers', clientIds: ['IRD:136410132'] }, callsAtOnce: 5 });
const wrongOnes = (lines: CheckLine[]): [string, string, string][] => lines.filter(({ outcome }) => outcome === 'wrong').map(({ what, code, field }) => [what, code, field]);

describe('a sandbox that works', () => {
  test('is looked at from the network to its client lists', async () => {
    const sandbox = await office();
    const { gateway, authorization } = accessTo(sandbox);
    const lines = await check(gateway, authorization);
    expect(lines.map(({ what, outcome }) => `${what} ${outcome}`)).toEqual(['network ok', 'clock ok', 'gateway ok', 'token ok', 'clients ok']);
    expect(lines.at(-1)?.text).toBe('5 clients are linked.');
  });

  test('is known for a gateway before anybody has signed in', async () => {
    const sandbox = await office();
    const lines = await check(accessTo(sandbox).gateway, null);
    expect(lines.map(({ what, outcome }) => `${what} ${outcome}`)).toEqual(['network ok', 'clock ok', 'gateway ok', 'token skipped']);
  });

  test('says a refused sign-in of its token, not of its address', async () => {
    const sandbox = await office();
    expect(wrongOnes(await check(accessTo(sandbox).gateway, 'Bearer not-a-token'))).toEqual([['token', 'tokenRefused', 'authorization']]);
  });

  test('says why the client lists at another address cannot be reached', async () => {
    const { gateway, authorization } = accessTo(await office());
    const address = (await serving((_ask, answer) => answer.end())).replace('http:', 'https:');
    const line = (await check({ ...gateway, clients: { ...gateway.clients, address } } as GatewayAccess, authorization)).at(-1);
    expect(line).toMatchObject({ what: 'clients', outcome: 'wrong', field: 'settings.intermediation', text: expect.stringMatching(/client list service cannot be reached.*does not speak TLS/) });
  });

  test('names the software platform where that is what Inland Revenue does not know', async () => {
    const refusal = '<Envelope><Body><RetrieveClientListResponse><RetrieveClientListResult><RetrieveClientListResponseWrapper><retrieveClientListResponse><statusMessage><statusCode>5</statusCode><errorMessage>-</errorMessage></statusMessage></retrieveClientListResponse></RetrieveClientListResponseWrapper></RetrieveClientListResult></RetrieveClientListResponse></Body></Envelope>';
    const { gateway, authorization } = accessTo(await office());
    const address = await serving((_ask, answer) => answer.end(refusal));
    expect(wrongOnes(await check({ ...gateway, clients: { ...gateway.clients, address } } as GatewayAccess, authorization))).toEqual([['clients', '5', 'settings.softwarePlatform']]);
  });

  test('says a wrong agency in the words of the service\'s code', async () => {
    const sandbox = await office();
    const { gateway, authorization } = accessTo(sandbox);
    const elsewhere = { ...gateway, clients: { ...gateway.clients, agency: '123456789' } } as GatewayAccess;
    const wrong = (await check(elsewhere, authorization)).find(({ outcome }) => outcome === 'wrong');
    expect(wrong).toMatchObject({ what: 'clients', field: 'settings.agency', text: expect.stringContaining('agency') });
  });

  test('tells of a clock that is three hours fast', async () => {
    const sandbox = await office();
    const fast: Clock = { ...systemClock, now: () => Date.now() + 3 * 3_600_000 };
    const { gateway, authorization } = accessTo(sandbox);
    expect(wrongOnes(await check(gateway, authorization, fast))).toContainEqual(['clock', 'clockSkew', '']);
  });
});

describe('over TLS with client certificates', () => {
  const securely = (sandbox: Sandbox, network: Partial<NetworkAccess>): GatewayAccess => at(sandbox.tls?.url ?? '', { ...directly, ...network });

  test('a private authority that nobody has chosen, a missing, a broken and the right certificate get an answer each', async () => {
    const sandbox = await office({ tls: { clientCertificate: 'required' } });
    const { authorities = '', client } = sandbox.tls ?? {};
    const mine = { certificate: client?.certificate ?? '', key: client?.key ?? '', passPhrase: '' };
    const authorization = `Bearer ${sandbox.credentials.token}`;
    expect(wrongOnes(await check(securely(sandbox, {}), authorization))).toEqual([['network', 'certificateUnknown', 'secrets.authorities']]);
    const without = await check(securely(sandbox, { authorities }), authorization);
    expect(without).toEqual([expect.objectContaining({ what: 'certificate', code: 'clientCertificateRefused', field: 'secrets.certificate', text: expect.stringContaining('none is chosen') })]);
    expect(wrongOnes(await check(securely(sandbox, { authorities, clientCertificate: { ...mine, key: 'nothing' } }), authorization))).toEqual([['certificate', 'keyMissing', 'secrets.certificateKey']]);
    expect(wrongOnes(await check(securely(sandbox, { authorities, clientCertificate: mine }), authorization))).toEqual([]);
  });

  test('a certificate of somebody else\'s authority is refused, and said to be that', async () => {
    const sandbox = await office({ tls: { clientCertificate: 'required' } });
    const stranger = await (await createAuthority('Somebody else')).issue({ commonName: 'desktop' });
    const network = { authorities: sandbox.tls?.authorities ?? '', clientCertificate: { ...stranger, passPhrase: '' } };
    expect(wrongOnes(await check(securely(sandbox, network), null))).toEqual([['certificate', 'clientCertificateRefused', 'secrets.certificate']]);
  });
});

describe('what is not a gateway', () => {
  test('a page that is not the gateway\'s', async () => {
    expect(wrongOnes(await check(at(await serving((_ask, reply) => reply.end('<html>Welcome to our wifi</html>'))), 'Bearer x'))).toEqual([['gateway', 'notAGateway', 'settings.gateway']]);
  });

  test('an answer that sends callers elsewhere is not followed', async () => {
    const { url } = await office();
    const elsewhere = await serving((_ask, reply) => reply.writeHead(302, { location: `${url}/gateway/contact/status` }).end());
    expect(wrongOnes(await check(at(elsewhere), 'Bearer x'))).toEqual([['gateway', 'redirected', 'settings.gateway']]);
  });

  test('a relay that misses a certificate, whichever way it says so', async () => {
    expect(wrongOnes(await check(at(await serving((_ask, reply) => reply.writeHead(496).end())), null))).toEqual([['certificate', 'clientCertificateRefused', 'secrets.certificate']]);
    const [line] = (await check(at(await serving((_ask, reply) => reply.writeHead(400, { 'content-type': 'text/html' }).end('<html>'))), null)).filter(({ outcome }) => outcome === 'wrong');
    expect(line).toMatchObject({ code: 'notAGateway', text: expect.stringContaining('client certificate') });
  });

  test('nobody at the port, and no computer of the name', async () => {
    const url = await serving(() => undefined);
    for (const one of running.splice(0)) await one.close();
    expect(wrongOnes(await check(at(url), null))).toEqual([['network', 'refused', 'settings.gateway']]);
    expect(wrongOnes(await check(at('https://no-such-host.invalid'), null))).toEqual([['network', expect.stringMatching(/notFound|offline/), expect.any(String)]]);
  });

  test('a mock without a status service is known by its refusal to read nobody', async () => {
    const mock = await serving((ask, reply) => {
      if (ask.url?.endsWith('/status') === true) return void reply.writeHead(404).end();
      const refusal = { errors: [{ code: ask.headers.authorization === undefined ? 'EV1021' : 'EV2234', type: 'validation', message: '' }] };
      reply.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify(refusal));
    });
    expect(wrongOnes(await check(at(mock), 'Bearer x'))).toEqual([]);
    expect((await check(at(mock), null)).map(({ what, outcome }) => `${what} ${outcome}`)).toEqual(['network ok', 'clock ok', 'gateway ok', 'token skipped']);
  });

  test('a gateway out of order is told to be that', async () => {
    expect(wrongOnes(await check(at(await serving((_ask, reply) => reply.writeHead(503).end('<html>'))), 'Bearer x'))).toEqual([['gateway', 'busy', '']]);
  });
});
