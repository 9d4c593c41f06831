import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { vaultTrouble } from '../../../main/secrets/token-vault.ts';
import { openKeyring, type KeyringSession } from '../../../scripts/desktop-session.ts';

/** Every state of a keychain a person meets, against a real GNOME Keyring on a bus of its own. */
const has = (command: string): boolean => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
const missing = process.platform !== 'linux' ? 'not Linux' : ['dbus-daemon', 'gnome-keyring-daemon'].filter((tool) => !has(tool)).join(' and ');
if (missing !== '') console.log(`Skipped: the keychain's states need a private GNOME Keyring (${missing} missing here).`);

const walk = path.join(import.meta.dirname, 'vault-walk.ts');

async function inProcess(env: Record<string, string>, ...args: string[]): Promise<unknown> {
  const child = spawn(process.execPath, [walk, ...args], { env: { PATH: process.env['PATH'], ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (part: Buffer) => (text += part.toString('utf8')));
  await once(child, 'close');
  return JSON.parse(text) as unknown;
}

describe.skipIf(missing !== '')('the vault on a real keyring', { timeout: 60_000 }, () => {
  let keyring: KeyringSession;
  let folder = '';
  beforeAll(async () => {
    keyring = await openKeyring('unlocked');
    folder = mkdtempSync(path.join(tmpdir(), 'vault-'));
  });
  afterAll(async () => {
    await keyring.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a secret written by one process is read by the next, and by nobody once removed', async () => {
    expect(await inProcess(keyring.env, 'read', 'a-connection access token')).toEqual({ ok: true, value: null });
    expect(await inProcess(keyring.env, 'write', 'a-connection access token', 'secret')).toEqual({ ok: true, value: null });
    expect(await inProcess(keyring.env, 'read', 'a-connection access token')).toEqual({ ok: true, value: 'secret' });
    expect(await inProcess(keyring.env, 'read', 'b-connection access token')).toEqual({ ok: true, value: null });
    expect(await inProcess(keyring.env, 'remove', 'a-connection access token')).toEqual({ ok: true, value: null });
    expect(await inProcess(keyring.env, 'read', 'a-connection access token')).toEqual({ ok: true, value: null });
  });

  test('a secret longer than one entry of Windows\' keychain is read whole by the next process, and goes whole', async () => {
    for (const length of [2_559, 2_560, 2_561, 8_000]) {
      const secret = 'ā'.repeat(length / 2);
      expect(await inProcess(keyring.env, 'write', 'long', secret)).toEqual({ ok: true, value: null });
      expect(await inProcess(keyring.env, 'read', 'long')).toEqual({ ok: true, value: secret });
    }
    expect(await inProcess(keyring.env, 'remove', 'long')).toEqual({ ok: true, value: null });
    for (const account of ['long', 'long#a.0', 'long#b.0']) expect(await inProcess(keyring.env, 'read', account)).toEqual({ ok: true, value: null });
  });

  test('a database key is made once, is 256 bits, and is the same at the next start', async () => {
    const first = await inProcess(keyring.env, 'key', 'c-connection');
    expect(first).toEqual({ ok: true, value: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await inProcess(keyring.env, 'key', 'c-connection')).toEqual(first);
    expect(await inProcess(keyring.env, 'key', 'd-connection')).not.toEqual(first);
  });

  test('a ledger without its key is trouble in words; no new key is made and the file stays as it was', async () => {
    const ledger = path.join(folder, 'ledger.db');
    writeFileSync(ledger, 'locked work');
    const found = await inProcess(keyring.env, 'key', 'e-connection', ledger);
    expect(found).toEqual({ ok: false, error: expect.stringContaining('Nothing was changed or deleted') });
    expect(await inProcess(keyring.env, 'read', 'e-connection database key')).toEqual({ ok: true, value: null });
    expect(readFileSync(ledger, 'utf8')).toBe('locked work');
  });

  test('a damaged key is trouble in words and is not replaced', async () => {
    await inProcess(keyring.env, 'write', 'f-connection database key', 'short');
    expect(await inProcess(keyring.env, 'key', 'f-connection')).toEqual({ ok: false, error: expect.stringContaining('damaged') });
    expect(await inProcess(keyring.env, 'read', 'f-connection database key')).toEqual({ ok: true, value: 'short' });
  });

  test('a locked keychain is told apart from an empty one, and what it holds is there again once unlocked', async () => {
    await inProcess(keyring.env, 'write', 'g-connection access token', 'kept');
    await keyring.become('locked');
    expect(await inProcess(keyring.env, 'read', 'g-connection access token')).toMatchObject({ ok: false, error: { kind: 'locked' } });
    expect(await inProcess(keyring.env, 'write', 'g-connection access token', 'other')).toMatchObject({ ok: false, error: { kind: 'locked' } });
    const ledger = path.join(folder, 'other.db');
    writeFileSync(ledger, 'locked work');
    expect(await inProcess(keyring.env, 'key', 'c-connection', ledger)).toEqual({ ok: false, error: expect.stringContaining('is locked') });
    await keyring.become('unlocked');
    expect(await inProcess(keyring.env, 'read', 'g-connection access token')).toEqual({ ok: true, value: 'kept' });
  });

  test('a machine without a bus and a bus without a keychain both say so', async () => {
    expect(await inProcess({ HOME: folder }, 'read', 'x')).toMatchObject({ ok: false, error: { kind: 'noBus' } });
    expect(await inProcess({ HOME: folder, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/at/all' }, 'write', 'x', 'y')).toMatchObject({ ok: false, error: { kind: 'noBus' } });
    await keyring.become('absent');
    expect(await inProcess(keyring.env, 'read', 'x')).toMatchObject({ ok: false, error: { kind: 'noBus' } });
    await keyring.become('unlocked');
  });

  test('a keychain that is started anew beneath a running app says what to do; the next start finds it', async () => {
    const child = spawn(process.execPath, [walk, 'twice'], { env: { PATH: process.env['PATH'], ...keyring.env }, stdio: ['pipe', 'pipe', 'inherit'] });
    const lines: string[] = [];
    const reading = createInterface(child.stdout).on('line', (line) => lines.push(line));
    await once(reading, 'line');
    await keyring.become('unlocked');
    child.stdin.end('go on');
    await once(child, 'close');
    const anew = { ok: false, error: { kind: 'startedAnew', text: expect.stringContaining('open Agentbook and try again') } };
    expect(JSON.parse(lines[1] ?? '')).toEqual([anew, anew]);
    expect(await inProcess(keyring.env, 'read', 'twice')).toEqual({ ok: true, value: 'secret' });
  });

  test('a keyring that has no collection yet says so', async () => {
    const fresh = await openKeyring('locked');
    expect(await inProcess(fresh.env, 'key', 'h-connection')).toEqual({ ok: false, error: expect.stringContaining('no place to keep passwords') });
    await fresh.close();
  });
});

test.each([
  ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'noBus'],
  ['Could not connect: No such file or directory', 'noBus'],
  ['Could not connect: Connection refused', 'noBus'],
  ['The name org.freedesktop.secrets was not provided by any .service files', 'noBus'],
  ['Failed to execute child process “dbus-launch” (No such file or directory)', 'noBus'],
  ['Cannot create an item in a locked collection', 'locked'],
  ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'noCollection'],
  ['The name :1.7 was not provided by any .service files', 'startedAnew'],
  ['The session wrapping the secret does not exist', 'startedAnew'],
  ['The user name or passphrase you entered is not correct.', 'failed'],
])('the keychain saying "%s" is the state %s, with words for a person', (message, kind) => {
  expect(vaultTrouble(message)).toEqual({ kind, text: expect.stringMatching(/try again\.$/) });
});
