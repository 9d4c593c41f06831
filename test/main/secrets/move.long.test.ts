import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openKeyring, type KeyringSession } from '../../../scripts/desktop-session.ts';

/** Moves of secrets between a real GNOME Keyring and a pass phrase, by processes that are killed on the way. */
const has = (command: string): boolean => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
const missing = process.platform !== 'linux' ? 'not Linux' : ['dbus-daemon', 'gnome-keyring-daemon'].filter((tool) => !has(tool)).join(' and ');
if (missing !== '') console.log(`Skipped: moving secrets needs a private GNOME Keyring (${missing} missing here).`);

const walk = path.join(import.meta.dirname, 'move-walk.ts');

describe.skipIf(missing !== '')('a move of secrets whose process is killed', { timeout: 120_000 }, () => {
  let keyring: KeyringSession;
  let folder = '';
  beforeAll(async () => {
    keyring = await openKeyring('unlocked');
    folder = mkdtempSync(path.join(tmpdir(), 'move-'));
  });
  afterAll(async () => {
    await keyring.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** null: it was killed before it could answer. */
  async function go(id: string, what: string, changes = Infinity): Promise<unknown> {
    const child = spawn(process.execPath, [walk, folder, id, 'four words that differ', what, String(changes)], { env: { PATH: process.env['PATH'], ...keyring.env }, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (part: Buffer) => (text += part.toString('utf8')));
    const [, signal] = (await once(child, 'close')) as [number | null, string | null];
    return signal === 'SIGKILL' ? null : (JSON.parse(text) as unknown);
  }

  test('to a pass phrase: the next opening leaves nothing in the keychain', async () => {
    for (const changes of [0, 1, 5, 9]) {
      const id = `p${changes}`;
      await go(id, 'fill');
      expect(await go(id, 'toPassPhrase', changes), `${changes} changes`).toBeNull();
      expect(await go(id, 'open'), `${changes} changes`).toEqual({ unlocked: true, whole: true, inFile: true, inKeychain: 0 });
    }
  });

  test('to the keychain: the next opening goes back to the pass phrase, and the move can be made again', async () => {
    const id = 'k';
    await go(id, 'fill');
    await go(id, 'toPassPhrase');
    for (const changes of [0, 1]) {
      expect(await go(id, 'toKeychain', changes), `${changes} changes`).toBeNull();
      expect(await go(id, 'open'), `${changes} changes`).toEqual({ unlocked: true, whole: true, inFile: true, inKeychain: 0 });
    }
    expect(await go(id, 'toKeychain')).toEqual({ ok: true, value: null });
    expect(await go(id, 'open')).toEqual({ unlocked: true, whole: true, inFile: false, inKeychain: 2 });
  });
});
