import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createConnections } from '../../../main/connection/connections.ts';
import { DeskLock } from '../../../main/lock/desk-lock.ts';
import { KeptDrafts } from '../../../main/lock/kept-drafts.ts';
import { lockableDesk } from '../../../main/lock/lockable-desk.ts';
import { systemClock } from '../../../main/sign-in/clock.ts';
import { err, ok } from '../../../shared/result.ts';
import { formFor, ShellWorld, type Started } from './shell-world.ts';

const phrase = 'kererū over the wet bush';
let world = new ShellWorld();
beforeEach(() => {
  world = new ShellWorld();
});
afterEach(() => world.close());

const folders = (): string[] => (existsSync(path.join(world.folder, 'connections')) ? readdirSync(path.join(world.folder, 'connections')) : []);
const sealed = (): string[] => folders().filter((id) => existsSync(path.join(world.folder, 'connections', id, 'secrets.sealed')));

/** A start of the app with its lock; what the processes were told stands in `told`. */
async function locked(started: Started = world.start()): Promise<Started & { lock: DeskLock; ended: string[] }> {
  const ended: string[] = [];
  const desk = lockableDesk({ desk: started.desk, secrets: started.vault, engines: { rest: async () => void ended.push('engine ahead') } });
  const lock = new DeskLock({ desk, drafts: new KeptDrafts(), hide: () => ended.push('page'), clock: systemClock, log: () => undefined });
  await lock.start();
  return { ...started, lock, ended };
}

describe('without a keychain', () => {
  test('a pass phrase keeps a connection over starts, and nothing of it is in the keychain', async () => {
    world.locked = true;
    const first = world.start();
    expect(await first.desk.startPractice()).toMatchObject({ ok: false, error: [{ code: 'keychain' }] });
    expect(first.vault.keepNext('passPhrase', phrase)).toEqual(ok(null));
    expect(await first.desk.startPractice()).toMatchObject({ ok: true });
    expect([world.keychain.size, sealed().length]).toEqual([0, 1]);

    const next = await locked();
    expect([next.lock.locked, next.lock.behind, next.opened]).toMatchObject(['passPhrase', { name: 'Practice office' }, []]);
    expect(await next.lock.unlock('another phrase altogether')).toMatchObject({ ok: false, error: [{ code: 'wrong' }] });
    expect(next.opened).toEqual([]);
    expect(await next.lock.unlock(phrase)).toEqual(ok(null));
    expect(next.opened).toMatchObject([{ databaseKey: first.opened[0]?.databaseKey, folder: first.opened[0]?.folder }]);
    const text = readFileSync(path.join(world.folder, 'connections', sealed()[0] ?? '', 'secrets.sealed'), 'utf8');
    expect(text).not.toContain(first.opened[0]?.databaseKey);
  });

  test('a session is open now, listed nowhere, and swept at the next start', async () => {
    world.locked = true;
    const first = world.start();
    first.vault.keepNext('session', '');
    expect(await first.desk.startPractice()).toMatchObject({ ok: true, value: { id: expect.stringMatching(/^session-/) } });
    expect([world.keychain.size, sealed(), folders().length, existsSync(path.join(world.folder, 'connections.json'))]).toEqual([0, [], 1, false]);
    const next = world.start();
    await createConnections(world.folder, path.join(world.folder, 'connections.json')).sweepSessions();
    await next.desk.open();
    expect([await next.desk.info(), folders()]).toEqual([{ connection: null, trouble: '' }, []]);
  });

  test('a real gateway with a pass phrase: every secret is in the one file, and opens with it', async () => {
    world.locked = true;
    const gateway = await world.sandbox();
    const { settings, secrets } = formFor(gateway, 'token');
    const first = world.start();
    first.vault.keepNext('passPhrase', phrase);
    expect(await first.desk.connect({ settings, secrets })).toMatchObject({ ok: true });
    expect(world.keychain.size).toBe(0);
    const next = await locked();
    expect(await next.lock.unlock(phrase)).toEqual(ok(null));
    expect(next.opened).toMatchObject([{ authorization: `Bearer ${secrets.token}` }]);
  });

  test('a connection that is not made leaves no file, and the choice stays for another try', async () => {
    world.locked = true;
    const { desk, vault } = world.start(async () => err('The practice office could not be opened.'));
    vault.keepNext('passPhrase', phrase);
    expect(await desk.startPractice()).toMatchObject({ ok: false, error: [{ code: 'notStarted' }] });
    expect(sealed()).toEqual([]);
    const gateway = await world.sandbox();
    const form = formFor(gateway, 'token');
    expect(await desk.connect({ ...form, secrets: { ...form.secrets, token: 'refused' } })).toMatchObject({ ok: false });
    expect(sealed()).toEqual([]);
    expect(await desk.connect(form)).toMatchObject({ ok: true });
    expect([sealed().length, world.keychain.size]).toEqual([1, 0]);
  });
});

describe('locking', () => {
  test('ends the page, the engine and the office, forgets the key, and unlocking opens the same files again', async () => {
    const first = await locked();
    await first.desk.startPractice();
    const key = first.opened[0]?.databaseKey;
    expect(await first.lock.lock('asked')).toEqual(ok(null));
    await first.lock.settled();
    expect([first.ended, [...first.engines.values()].map(({ rested }) => rested), world.practicesRested]).toEqual([['page', 'engine ahead'], [1], 1]);
    expect([first.desk.set.front?.draftPlace(), first.desk.set.front?.door, first.lock.locked]).toEqual([null, null, 'keychain']);
    expect(await first.lock.unlock('')).toEqual(ok(null));
    expect(first.opened.at(-1)).toMatchObject({ databaseKey: key });
    expect((await first.desk.info()).trouble).toBe('');
  });

  test('with a keychain that the system has locked meanwhile stays locked in its words, and opens once it is unlocked', async () => {
    const first = await locked();
    await first.desk.startPractice();
    await first.lock.lock('suspend');
    world.locked = true;
    expect(await first.lock.unlock('')).toMatchObject({ ok: false, error: [{ text: expect.stringContaining('keychain is locked') }] });
    expect([first.lock.locked, first.opened.length]).toEqual(['keychain', 1]);
    world.locked = false;
    expect(await first.lock.unlock('')).toEqual(ok(null));
    expect(first.opened.length).toBe(2);
  });

  test('and unlocking a real gateway finds the sign-in where it was', async () => {
    const gateway = await world.sandbox();
    const form = formFor(gateway, 'token');
    const first = await locked();
    expect(await first.desk.connect(form)).toMatchObject({ ok: true });
    await first.lock.lock('asked');
    await first.lock.unlock('');
    expect(first.opened.map(({ authorization }) => authorization)).toEqual([`Bearer ${form.secrets.token}`, `Bearer ${form.secrets.token}`]);
    expect(await first.desk.settings()).toMatchObject({ held: ['token'] });
  });
});

test('who is at the desk is the logon where it is known, else whom the system knows', async () => {
  const gateway = await world.sandbox({ machine: true });
  const plain = world.start();
  await plain.desk.connect(formFor(gateway, 'token'));
  expect(plain.opened[0]?.person).toBe('the system\'s user');
  const other = new ShellWorld();
  try {
    const machine = other.start();
    const form = formFor(gateway, 'machine');
    form.settings.signIn.clientNumbers = '136410132';
    expect(await machine.desk.connect(form)).toMatchObject({ ok: true });
    expect(machine.opened[0]?.person).toBe(form.settings.signIn.machine.logon);
  } finally {
    await other.close();
  }
});
