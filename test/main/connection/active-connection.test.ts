import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ActiveConnection } from '../../../main/connection/active-connection.ts';
import type { PracticeOffice } from '../../../main/connection/practice-host.ts';
import { createConnections } from '../../../main/connection/connections.ts';
import type { EngineOptions } from '../../../main/engine/host-contract.ts';
import type { PracticeOptions } from '../../../main/sandbox/host-contract.ts';
import { startSandbox, type Sandbox } from '../../../main/sandbox/sandbox.ts';
import { createTokenVault } from '../../../main/secrets/token-vault.ts';
import { newSettings, noSecrets } from '../../../shared/connection-settings.ts';
import type { ShellRequests } from '../../../shared/ipc-contract.ts';
import { err, ok, type Result } from '../../../shared/result.ts';

/** The shell's own parts on a real folder and real sandboxes; the keychain is a map that can be locked. */
let folder = '';
let keychain = new Map<string, string>();
let locked = false;
const sandboxes: Sandbox[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'active-'));
  keychain = new Map();
  locked = false;
});
afterEach(async () => {
  for (const sandbox of sandboxes.splice(0)) await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

const guard = <T>(value: T): Promise<T> => (locked ? Promise.reject(new Error('Cannot create an item in a locked collection')) : Promise.resolve(value));
const keyring = {
  getPassword: (_service: string, account: string) => guard(keychain.get(account) ?? null),
  setPassword: (_service: string, account: string, secret: string) => guard(undefined).then(() => void keychain.set(account, secret)),
  deletePassword: (_service: string, account: string) => guard(keychain.delete(account)),
};

async function office(options: PracticeOptions): Promise<Result<PracticeOffice, string>> {
  const { clients, seed, journal, databaseKey, sqliteBinding } = options;
  const sandbox = await startSandbox({ system: 'ird', profile: 'practice', clients, seed, port: 0, journal: { path: journal, databaseKey, sqliteBinding } });
  sandboxes.push(sandbox);
  return ok({ url: sandbox.url, control: sandbox.control, intermediation: sandbox.intermediation, ...sandbox.credentials });
}

/** The form filled in with an address and a pasted token. */
const ask = (name: string, gateway: string, token: string): Parameters<ShellRequests['app.connect']>[0] => {
  const blank = newSettings('other');
  return { settings: { ...blank, name, gateway, signIn: { ...blank.signIn, method: 'token' } }, secrets: { ...noSecrets, token } };
};

/** One start of the app. */
function start(practice = office): { active: ActiveConnection; opened: EngineOptions[]; tokens: (string | null)[] } {
  const opened: EngineOptions[] = [];
  const tokens: (string | null)[] = [];
  const active = new ActiveConnection({
    connections: createConnections(folder, path.join(folder, 'connections.json')),
    vault: createTokenVault(() => Promise.resolve(keyring)),
    engine: {
      open: async (options) => {
        opened.push(options);
        writeFileSync(path.join(options.folder, 'ledger.db'), 'ledger');
        return ok(null);
      },
      authorization: (authorization) => tokens.push(authorization),
    },
    practice: { start: practice },
    practiceOffice: { clients: 3, seed: 7 },
    sqliteBinding: '',
    fetch,
    log: () => undefined,
  });
  return { active, opened, tokens };
}

const keys = (): string[] => [...keychain].filter(([account]) => account.endsWith('database key')).map(([, key]) => key);

describe('a practice office', () => {
  test('starts with one word, is remembered, and opens by itself at the next start with the same key', async () => {
    const first = start();
    await first.active.openSaved();
    expect(await first.active.info()).toEqual({ connection: null, trouble: '' });
    const started = await first.active.startPractice();
    expect(started).toMatchObject({ ok: true, value: { name: 'Practice office', practice: true } });
    expect(first.opened).toEqual([expect.objectContaining({ gateway: expect.objectContaining({ baseUrl: sandboxes[0]?.url }), authorization: `Bearer ${sandboxes[0]?.credentials.token}`, databaseKey: keys()[0] })]);

    const next = start();
    await next.active.openSaved();
    expect(await next.active.info()).toEqual({ connection: (started as { value: unknown }).value, trouble: '' });
    expect(next.opened).toEqual([expect.objectContaining({ databaseKey: keys()[0], folder: first.opened[0]?.folder, gateway: expect.objectContaining({ baseUrl: sandboxes[1]?.url }) })]);
    expect(keys().length).toBe(1);
  });

  test('two clicks start one office', async () => {
    const { active, opened } = start();
    const [one, two] = await Promise.all([active.startPractice(), active.startPractice()]);
    expect(two).toEqual(one);
    expect([opened.length, sandboxes.length]).toEqual([1, 1]);
  });

  test('signing in again gets a fresh token from the office', async () => {
    const { active, tokens } = start();
    await active.startPractice();
    expect(await active.signIn({ token: '' })).toEqual({ ok: true, value: null });
    expect(tokens).toEqual([expect.any(String)]);
    expect(tokens[0]).not.toBe(`Bearer ${sandboxes[0]?.credentials.token}`);
    expect([...keychain.values()].map((token) => `Bearer ${token}`)).toContain(tokens[0]);
  });

  test('that cannot start leaves no connection and no key behind', async () => {
    const { active } = start(async () => err('The practice office could not be opened.'));
    expect(await active.startPractice()).toEqual({ ok: false, error: [{ field: '', code: 'notStarted', text: 'The practice office could not be opened.' }] });
    expect(await active.info()).toEqual({ connection: null, trouble: '' });
    expect(keys()).toEqual([]);
  });

  test('writes no secret into any file of its own', async () => {
    const { active } = start();
    await active.startPractice();
    const listed = readFileSync(path.join(folder, 'connections.json'), 'utf8');
    for (const secret of keychain.values()) expect(listed).not.toContain(secret);
  });
});

describe('a keychain in trouble', () => {
  test('at a first start: told beside the button, nothing is kept', async () => {
    locked = true;
    const { active } = start();
    expect(await active.startPractice()).toMatchObject({ ok: false, error: [{ code: 'keychain', text: expect.stringContaining('locked') }] });
    expect(await active.info()).toEqual({ connection: null, trouble: '' });
  });

  test('at a later start: told as trouble, and asking again after unlocking opens the same connection', async () => {
    await start().active.startPractice();
    const before = new Map(keychain);
    locked = true;
    const { active, opened } = start();
    await active.openSaved();
    expect((await active.info()).trouble).toContain('locked');
    expect(opened).toEqual([]);
    locked = false;
    expect(await active.info()).toMatchObject({ connection: { practice: true }, trouble: '' });
    expect(opened.map(({ databaseKey }) => databaseKey)).toEqual(keys());
    expect(keys()).toEqual([...before].filter(([account]) => account.endsWith('database key')).map(([, key]) => key));
  });

  test('whose key is gone: trouble, no new key, the ledger as it was', async () => {
    await start().active.startPractice();
    keychain.clear();
    const { active, opened } = start();
    await active.openSaved();
    const { connection, trouble } = await active.info();
    expect(connection).not.toBeNull();
    expect(trouble).toContain('Nothing was changed or deleted');
    expect([opened.length, keys().length]).toEqual([0, 0]);
    expect(await active.startPractice()).toMatchObject({ ok: false, error: [{ code: 'notOpened' }] });
  });
});

describe('connecting to a gateway', () => {
  const gateway = async (): Promise<Sandbox> => {
    const sandbox = await startSandbox({ system: 'ird', profile: 'practice', clients: 3, seed: 1, port: 0 });
    sandboxes.push(sandbox);
    return sandbox;
  };

  test('keeps address and token apart, and opens both again at the next start', async () => {
    const { url, credentials } = await gateway();
    const { active } = start();
    expect(await active.connect(ask(' Ngata & Co ', `${url}/gateway/contact`, `Bearer ${credentials.token}`))).toMatchObject({ ok: true, value: { name: 'Ngata & Co', practice: false } });
    const listed = readFileSync(path.join(folder, 'connections.json'), 'utf8');
    expect([listed.includes(url), listed.includes(credentials.token)]).toEqual([true, false]);

    const next = start();
    await next.active.openSaved();
    expect(next.opened).toEqual([expect.objectContaining({ gateway: expect.objectContaining({ baseUrl: url }), authorization: `Bearer ${credentials.token}` })]);
  });

  test('with both fields wrong tells both at once', async () => {
    const { active } = start();
    const answer = await active.connect(ask('', 'http://services.ird.govt.nz', ''));
    expect((answer as { error: { field: string }[] }).error.map(({ field }) => field)).toEqual(['settings.gateway', 'secrets.token']);
  });

  test('with a token that is refused stores nothing', async () => {
    const { url } = await gateway();
    const { active, opened } = start();
    expect(await active.connect(ask('', url, 'wrong'))).toMatchObject({ ok: false, error: [{ field: 'secrets.token', code: 'tokenRefused' }] });
    expect(await active.info()).toEqual({ connection: null, trouble: '' });
    expect([keychain.size, opened.length]).toEqual([0, 0]);
  });

  test('a second time is refused in words', async () => {
    const { url, credentials } = await gateway();
    const { active } = start();
    await active.startPractice();
    expect(await active.connect(ask('', url, credentials.token))).toMatchObject({ ok: false, error: [{ code: 'taken' }] });
  });

  test('signing in again with a refused token keeps the old one; with a good one the engine gets it', async () => {
    const { url, credentials } = await gateway();
    const { active, tokens } = start();
    await active.connect(ask('', url, credentials.token));
    expect(await active.signIn({ token: 'wrong' })).toMatchObject({ ok: false, error: [{ field: 'secrets.token' }] });
    expect([...keychain.values()]).toContain(credentials.token);
    expect(await active.signIn({ token: credentials.token })).toEqual({ ok: true, value: null });
    expect(tokens).toEqual([`Bearer ${credentials.token}`]);
  });
});
