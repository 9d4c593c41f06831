import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { controlOf } from '../../../main/sandbox/control-client.ts';
import type { Sandbox } from '../../../main/sandbox/sandbox.ts';
import { noSecrets } from '../../../shared/connection-settings.ts';
import { browse, visit } from '../sandbox/visitor.ts';
import { freePorts } from '../sign-in/free-ports.ts';
import { formFor, ShellWorld } from './shell-world.ts';

let world = new ShellWorld();
beforeEach(() => {
  world = new ShellWorld();
});
afterEach(() => world.close());

async function signInSandbox(): Promise<Sandbox> {
  const sandbox = await world.sandbox({ redirectPorts: await freePorts(2), machine: true });
  world.browser = async (address) => {
    const { location } = await visit(address);
    if (location !== '') await browse(location);
  };
  return sandbox;
}

/** Somebody else's server, and the Authorization headers it was shown. */
async function stranger(answer: (url: string) => [number, string] = () => [200, 'OK']) {
  const shown: string[] = [];
  const server = createServer((request, reply) => {
    if (request.headers.authorization !== undefined) shown.push(request.headers.authorization);
    const [status, body] = answer(request.url ?? '');
    reply.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { shown, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

const nothingTyped = { secrets: noSecrets, forget: [] };
const wrong = (answer: { ok: boolean }): string[] => (answer.ok ? [] : (answer as unknown as { error: { field: string; code: string }[] }).error.map(({ field, code }) => `${field} ${code}`));

describe('an address that has only just been typed', () => {
  test.each(['cloud', 'token', 'machine'] as const)('is shown nothing that is held, when it is tested (%s)', async (method) => {
    const sandbox = await signInSandbox();
    const { desk } = world.start();
    const form = formFor(sandbox, method);
    form.settings.signIn.clientNumbers = '136410132';
    expect(await desk.connect(form)).toMatchObject({ ok: true });
    const other = await stranger();
    for (const change of [{ gateway: other.url }, { signInHost: other.url }, { intermediation: `${other.url}/x/` }]) await desk.test({ settings: { ...form.settings, ...change }, ...nothingTyped });
    other.close();
    expect(other.shown).toEqual([]);
  });

  test('that belongs to another environment of Inland Revenue is refused', async () => {
    const sandbox = await signInSandbox();
    const form = formFor(sandbox, 'token');
    const mixed = { ...form.settings, environment: 'production' as const, gateway: 'https://services.ird.govt.nz:4046', intermediation: 'https://test5.services.ird.govt.nz:4046/gateway/gws/intermediation/' };
    expect(wrong(await world.start().desk.connect({ ...form, settings: mixed }))).toEqual(['settings.intermediation otherEnvironment']);
  });
});

describe('changing where a connection leads', () => {
  test.each([['environment', { environment: 'test' }, 'settings.environment'], ['gateway', { gateway: 'https://relay.firm.example' }, 'settings.gateway'], ['agency', { agency: '132261132' }, 'settings.agency']] as const)(
    'to another %s waits until every edit is settled',
    async (_what, change, field) => {
      const form = formFor(await signInSandbox(), 'token');
      const { desk, opened } = world.start();
      await desk.connect(form);
      world.unsent = 1;
      const ask = { settings: { ...form.settings, ...change, name: 'Elsewhere' }, secrets: { ...noSecrets, token: form.secrets.token }, forget: [] };
      expect(wrong(await desk.change(ask))).toEqual([`${field} unsentEdits`]);
      expect(opened.length).toBe(1);
      world.unsent = 0;
      expect(await desk.change(ask)).toMatchObject({ ok: true });
      expect(opened.at(-1)?.home).not.toBe(opened[0]?.home);
    },
  );

  test('and not where it leads may be changed with edits waiting', async () => {
    const form = formFor(await signInSandbox(), 'token');
    const { desk } = world.start();
    await desk.connect(form);
    world.unsent = 3;
    expect(await desk.change({ settings: { ...form.settings, callsAtOnce: 2 }, ...nothingTyped })).toMatchObject({ ok: true });
  });

  test('ends the old sign-in at Inland Revenue when the way to sign in changes', async () => {
    const sandbox = await signInSandbox();
    const { desk } = world.start();
    await desk.connect(formFor(sandbox, 'cloud'));
    expect(await desk.change({ ...formFor(sandbox, 'native'), forget: [] })).toMatchObject({ ok: true });
    expect((await controlOf(sandbox.control).oauthEvents()).map(({ what }) => what)).toContain('revoked');
  });

  test('leaves the old secrets where the new settings could not be written', async () => {
    const sandbox = await signInSandbox();
    const { desk } = world.start();
    const form = formFor(sandbox, 'cloud');
    await desk.connect(form);
    const account = [...world.keychain.keys()].find((name) => name.endsWith('client secret')) ?? '';
    const list = path.join(world.folder, 'connections.json');
    rmSync(list);
    mkdirSync(list);
    expect(wrong(await desk.change({ settings: form.settings, secrets: { ...noSecrets, clientSecret: 'another' }, forget: [] }))).toEqual([' notKept']);
    expect(world.keychain.get(account)).toBe(form.secrets.clientSecret);
  });
});

test('a pasted token is tested and settings change after a restart without pasting it again', async () => {
  const form = formFor(await world.sandbox(), 'token');
  await world.start().desk.connect(form);
  const { desk } = world.start();
  await desk.open();
  expect((await desk.test({ settings: form.settings, ...nothingTyped })).filter(({ outcome }) => outcome === 'wrong')).toEqual([]);
  expect(await desk.change({ settings: { ...form.settings, callsAtOnce: 3 }, ...nothingTyped })).toMatchObject({ ok: true });
});

test('a sign-in server that lets this client ask about no token does not keep anybody out', async () => {
  const form = formFor(await signInSandbox(), 'cloud');
  const other = await stranger((url) => [400, url.includes('introspect') ? '{"error":"unauthorized_client"}' : '{"error":"invalid_request"}']);
  const lines = await world.start().desk.test({ settings: { ...form.settings, signInHost: other.url }, secrets: form.secrets, forget: [] });
  other.close();
  expect(lines.find(({ what }) => what === 'signIn')).toMatchObject({ outcome: 'skipped' });
});

describe('a sign-in that is not finished', () => {
  test('leaves nothing in the keychain when Agentbook is closed meanwhile', async () => {
    const sandbox = await signInSandbox();
    let opened = false;
    world.browser = async () => void (opened = true);
    const { desk } = world.start();
    const made = desk.connect(formFor(sandbox, 'cloud'));
    await expect.poll(() => opened).toBe(true);
    await desk.close();
    expect([...world.keychain.keys()]).toEqual([]);
    await made;
  });

  test('opens no browser when it is cancelled while the address is still looked at', async () => {
    const sandbox = await signInSandbox();
    let opened = 0;
    world.browser = async () => void (opened += 1);
    const { desk } = world.start();
    const made = desk.connect(formFor(sandbox, 'cloud'));
    desk.cancelSignIn();
    expect(wrong(await made)).toEqual([' cancelled']);
    expect([opened, world.keychain.size]).toEqual([0, 0]);
  });
});
