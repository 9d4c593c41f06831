import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { checkGateway, readStatusAnswer, unreachableIssue } from '../../../main/connection/gateway-check.ts';
import { startSandbox } from '../../../main/sandbox/sandbox.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

describe('checking a gateway before anything is stored', () => {
  test('the sandbox with its own token is a gateway; with another token, the token is what is wrong', async () => {
    const sandbox = await startSandbox({ system: 'ird', profile: 'practice', clients: 3, seed: 1, port: 0 });
    expect(await checkGateway(sandbox.url, sandbox.credentials.token, fetch)).toEqual({ kind: 'ok' });
    expect(await checkGateway(sandbox.url, 'some-other-token', fetch)).toMatchObject({ kind: 'tokenRefused', issue: { field: 'secrets.token' } });
    await sandbox.close();
  });

  test('a page that answers 200 is no gateway', async () => {
    const url = await serve((_request, reply) => reply.end('<html>Welcome to our wifi</html>'));
    expect(await checkGateway(url, 'token', fetch)).toMatchObject({ kind: 'notAGateway', issue: { field: 'settings.gateway' } });
  });

  test('a redirect is not followed, so the token goes nowhere else', async () => {
    const seen: (string | undefined)[] = [];
    const other = await serve((request, reply) => {
      seen.push(request.headers.authorization);
      reply.end('OK');
    });
    const url = await serve((_request, reply) => reply.writeHead(302, { Location: other }).end());
    expect(await checkGateway(url, 'token', fetch)).toMatchObject({ kind: expect.stringMatching(/notAGateway|unreachable/), issue: { field: 'settings.gateway' } });
    expect(seen).toEqual([]);
  });

  test('nobody at the address is unreachable', async () => {
    const url = await serve((_request, reply) => reply.end());
    const [server] = servers;
    await new Promise((resolve) => server?.close(resolve));
    expect(await checkGateway(url, 'token', fetch)).toMatchObject({ kind: 'unreachable', issue: { field: 'settings.gateway', code: 'refused' } });
  });
});

test.each([
  [200, 'OK', 'ok'],
  [200, 'OK\n<html>', 'notAGateway'],
  [400, '{"errors":[{"Code":"EV1020"}]}', 'tokenRefused'],
  [400, '{"errors":[{"Code":"EV1021"}]}', 'tokenRefused'],
  [400, '{"errors":[{"Code":"EV1100"}]}', 'notAGateway'],
  [401, '', 'tokenRefused'],
  [403, '{"errors":[{"Code":"EV1022"}]}', 'tokenRefused'],
  [403, 'Forbidden', 'notAGateway'],
  [404, '', 'notAGateway'],
  [429, '', 'unreachable'],
  [503, '<html>outage</html>', 'unreachable'],
])('status %i with body %s means %s', (status, body, kind) => {
  expect(readStatusAnswer(status, body).kind).toBe(kind);
});

test.each([
  ['net::ERR_CERT_AUTHORITY_INVALID', 'certificate'],
  ['net::ERR_SSL_PROTOCOL_ERROR', 'certificate'],
  ['net::ERR_NAME_NOT_RESOLVED', 'noSuchHost'],
  ['net::ERR_INTERNET_DISCONNECTED', 'offline'],
  ['net::ERR_CONNECTION_REFUSED', 'refused'],
  ['TimeoutError The operation was aborted due to timeout', 'noAnswer'],
  ['net::ERR_FAILED', 'unreachable'],
])('%s is told as %s', (message, code) => {
  expect(unreachableIssue(message)).toMatchObject({ field: 'settings.gateway', code });
});
