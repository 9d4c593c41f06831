import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { contactControlOf } from '../../../main/sandbox/contact-system/control.ts';
import { controlOf } from '../../../main/sandbox/control-client.ts';
import type { FromSandbox, ToSandbox } from '../../../main/sandbox/host-contract.ts';
import { call } from './caller.ts';

const root = resolve(import.meta.dirname, '../../..');

interface Run {
  child: ChildProcessByStdio<Writable, Readable, Readable>;
  nextLine: () => Promise<string>;
  ended: Promise<{ code: number | null; out: string; err: string }>;
}

const started: Run['child'][] = [];
/** A test that fails half way leaves nothing running. */
afterEach(() => started.splice(0).forEach((child) => child.kill('SIGKILL')));

function run(args: string[]): Run {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] });
  started.push(child);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const ended = new Promise<{ code: number | null; out: string; err: string }>((done) => child.once('close', (code) => done({ code, out, err })));
  return { child, ended, nextLine: async () => String((await lines.next()).value) };
}

const sandbox = (...args: string[]): Run => run(['scripts/sandbox.ts', ...args]);

describe('npm run sandbox', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('prints one line of JSON when it listens, and stops on %s', async (signal) => {
    const { child, nextLine, ended } = sandbox('--system', 'ird', '--profile', 'practice', '--clients', '2000', '--seed', '7', '--port', '0');
    const told = JSON.parse(await nextLine()) as { url: string; control: string; credentials: { token: string } };
    const origin = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/);
    const pem = expect.stringMatching(/^-----BEGIN [A-Z ]+-----\n[\w+/=\n]+-----END [A-Z ]+-----\n$/);
    const client = { clientId: expect.stringMatching(/^Agentbook_[A-Z]/), clientSecret: expect.any(String), redirectUris: expect.arrayContaining(['http://127.0.0.1:53171/callback']), redirectPorts: [53_171, 53_172, 53_173, 53_174, 53_175] };
    expect(told).toEqual({
      system: 'ird', profile: 'practice', url: origin, control: origin, intermediation: `${told.url}/gateway/gws/intermediation/`,
      credentials: {
        token: expect.stringMatching(/^[\w-]{43}$/), agency: expect.stringMatching(/^\d{9}$/), logons: expect.arrayContaining([{ logon: 'ngata.owner', name: 'Mere Ngata', role: 'owner' }]),
        cloud: client, native: client, machine: { issuer: 'Agentbook_Machine', logon: 'ngata.owner', certificate: pem, key: pem },
      },
    });
    expect((await call(told.url, 'GET', '/gateway/contact/status', undefined, `Bearer ${told.credentials.token}`)).text).toBe('OK');
    // A connection that is kept open does not hold it back.
    await fetch(told.control);
    child.kill(signal);
    const { code, out, err } = await ended;
    expect({ code, lines: out.trim().split('\n').length, err }).toEqual({ code: 0, lines: 1, err: '' });
  });

  it('listens over TLS too where that is asked for, with everything that a client needs', async () => {
    const { child, nextLine, ended } = sandbox('--clients', '5', '--mtls', '--redirect-ports', '41001,41002');
    const { tls, credentials } = JSON.parse(await nextLine()) as { tls: { url: string; authorities: string; client: { certificate: string; key: string } }; credentials: { token: string; native: { redirectUris: string[] } } };
    expect(credentials.native.redirectUris).toEqual(['http://127.0.0.1:41001/callback', 'http://127.0.0.1:41002/callback']);
    const shown = { ca: tls.authorities, cert: tls.client.certificate, key: tls.client.key, headers: { authorization: `Bearer ${credentials.token}` }, agent: false };
    const status = await new Promise((resolve, reject) => get(`${tls.url}/gateway/contact/status`, shown, (response) => resolve(response.resume().statusCode)).once('error', reject));
    expect(status).toBe(200);
    child.kill();
    await ended;
  });

  it.each([['dnsimple', '/v2'], ['cleartax', '/api'], ['8x8', '/directory-contacts/api/v3']])('starts %s, and says where its calls begin', async (system, base) => {
    const { child, nextLine, ended } = sandbox('--system', system, '--contacts', '5', '--seed', '3');
    const told = JSON.parse(await nextLine()) as { system: string; url: string; address: string; control: string; credentials: object };
    expect(told).toEqual({ system, url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/), address: told.url + base, control: expect.any(String), credentials: expect.any(Object) });
    expect((await contactControlOf(told.control).contacts()).total).toBe(5);
    child.kill();
    expect((await ended).code).toBe(0);
  });

  it('prints the same clients for the same seed', async () => {
    const list = async (): Promise<string> => {
      const { child, nextLine, ended } = sandbox('--clients', '50', '--seed', '3');
      const told = JSON.parse(await nextLine()) as { control: string };
      const { text } = await call(told.control, 'GET', '/clients?start=0&count=100', undefined, null);
      child.kill();
      await ended;
      return text;
    };
    expect(await list()).toBe(await list());
  });

  it.each([
    [['--system', 'acme'], '--system must be one of ird, dnsimple, cleartax, 8x8, not "acme"'],
    [['--system', '8x8', '--clients', '5'], '--clients is not for --system 8x8'],
    [['--system', 'cleartax', '--contacts', '100001'], '--contacts must be a whole number up to 100000, not "100001"'],
    [['--contacts', '5'], '--contacts is not for --system ird'],
    [['--profile', 'real'], '--profile must be ird-pack or practice, not "real"'],
    [['--clients', 'many'], '--clients must be a whole number up to 1000000, not "many"'],
    [['--clients', '0'], '--clients must be at least 1'],
    [['--redirect-ports', '1,x'], '--redirect-ports must be a whole number up to 65535, not "x"'],
    [['--port', '70000'], '--port must be a whole number up to 65535, not "70000"'],
    [['--bogus'], "Unknown option '--bogus'"],
    [['stray'], 'stray'],
  ])('refuses %j with what is wrong, and exit code 2', async (args, words) => {
    const { code, out, err } = await sandbox(...args).ended;
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(words);
    expect(err).toContain('Usage: sandbox');
  });

  it('says so when the port is taken, with exit code 1', async () => {
    const first = sandbox('--clients', '5');
    const { url } = JSON.parse(await first.nextLine()) as { url: string };
    const { code, err } = await sandbox('--clients', '5', '--port', new URL(url).port).ended;
    first.child.kill();
    await first.ended;
    expect(code).toBe(1);
    expect(err).toContain('The sandbox could not start: listen EADDRINUSE');
  });
});

/** Stands in for the parent port of a utility process: lines of JSON over stdin and stdout. */
const host = `
  import { createInterface } from 'node:readline';
  const listeners = [];
  process.parentPort = { on: (_event, listener) => listeners.push(listener), postMessage: (message) => console.log(JSON.stringify(message)) };
  await import(${JSON.stringify(join(root, 'main/sandbox/entry.ts'))});
  createInterface(process.stdin).on('line', (line) => listeners.forEach((listener) => listener({ data: JSON.parse(line) })));`;

describe('The sandbox inside the app', () => {
  it('starts, is signed in to through its control address, remembers, and closes when told', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'agentbook-entry-'));
    const start: ToSandbox = { type: 'start', options: { system: 'ird', count: 40, seed: 7, journal: join(folder, 'practice.db'), databaseKey: 'ab'.repeat(32), sqliteBinding: '' } };
    const tell = (to: Run, message: ToSandbox): boolean => to.child.stdin.write(`${JSON.stringify(message)}\n`);
    for (const round of [0, 1]) {
      const entry = run(['--input-type=module', '-e', host]);
      tell(entry, start);
      const told = JSON.parse(await entry.nextLine()) as FromSandbox & { type: 'listening' };
      expect(told.type).toBe('listening');
      const control = controlOf(told.control);
      expect(await control.effects()).toHaveLength(round);
      const { token } = await control.token();
      const rows = (await control.clients(0, 40)).rows.filter((one) => one.link?.access === 'FULL');
      const states = await Promise.all(rows.map((one) => control.client(one.client)));
      const { client } = states.find((one) => (one!.Customer.Contact ?? []).every((contact) => contact.ContactType !== 'SCNDRY'))!;
      const body = { CustomerID: client.slice(4), CustomerIDType: client.slice(0, 3), Contact: { ContactType: 'SCNDRY', Phone: [{ PhoneType: 'CELL', Country: 'NZ', PhoneNumber: '0215550199' }] } };
      expect((await call(told.url, 'POST', '/gateway/contact/contact', body, `Bearer ${token}`)).status).toBe(200);
      tell(entry, { type: 'close' });
      expect(await entry.ended).toMatchObject({ code: 0, err: '' });
    }
    rmSync(folder, { recursive: true });
  });

  it('says in words why it cannot start', async () => {
    const entry = run(['--input-type=module', '-e', host]);
    const options = { system: 'ird', count: 40, seed: 7, journal: '/nowhere/practice.db', databaseKey: 'ab'.repeat(32), sqliteBinding: '' };
    entry.child.stdin.write(`${JSON.stringify({ type: 'start', options })}\n`);
    expect(JSON.parse(await entry.nextLine())).toEqual({ type: 'failed', text: expect.stringContaining('The practice data could not be opened: ') as string });
    entry.child.stdin.write('{"type":"close"}\n');
    expect((await entry.ended).code).toBe(0);
  });
});
