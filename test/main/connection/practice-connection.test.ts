import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { err } from '../../../shared/result.ts';
import { ShellWorld } from './shell-world.ts';

let world = new ShellWorld();
beforeEach(() => {
  world = new ShellWorld();
});
afterEach(() => world.close());

const keys = (): string[] => [...world.keychain].filter(([account]) => account.endsWith('database key')).map(([, key]) => key);

describe('a practice office', () => {
  test('starts with one word, is remembered, and opens by itself at the next start with the same key', async () => {
    const first = world.start();
    await first.desk.open();
    expect(await first.desk.info()).toEqual({ connection: null, trouble: '' });
    const started = await first.desk.startPractice();
    expect(started).toMatchObject({ ok: true, value: { name: 'Practice office', practice: true } });
    expect(first.opened).toEqual([expect.objectContaining({ gateway: expect.objectContaining({ baseUrl: world.sandboxes[0]?.url }), authorization: `Bearer ${world.sandboxes[0]?.credentials.token}`, databaseKey: keys()[0] })]);

    const next = world.start();
    await next.desk.open();
    expect(await next.desk.info()).toEqual({ connection: (started as { value: unknown }).value, trouble: '' });
    expect(next.opened).toEqual([expect.objectContaining({ databaseKey: keys()[0], folder: first.opened[0]?.folder, gateway: expect.objectContaining({ baseUrl: world.sandboxes[1]?.url }) })]);
    expect(keys().length).toBe(1);
  });

  test('two clicks start one office', async () => {
    const { desk, opened } = world.start();
    const [one, two] = await Promise.all([desk.startPractice(), desk.startPractice()]);
    expect(two).toEqual(one);
    expect([opened.length, world.sandboxes.length]).toEqual([1, 1]);
  });

  test('signing in again gets a fresh token from the office', async () => {
    const { desk, told } = world.start();
    await desk.startPractice();
    expect(await desk.signIn({ token: '' })).toEqual({ ok: true, value: null });
    expect(told).toEqual([expect.any(String)]);
    expect(told[0]).not.toBe(`Bearer ${world.sandboxes[0]?.credentials.token}`);
    // What an office hands out is worth nothing elsewhere, and is not kept.
    expect([...world.keychain.values()].join()).not.toContain(told[0]?.slice(7));
  });

  test('that cannot start leaves no connection and no key behind', async () => {
    const { desk } = world.start(async () => err('The practice office could not be opened.'));
    expect(await desk.startPractice()).toEqual({ ok: false, error: [{ field: '', code: 'notStarted', text: 'The practice office could not be opened.' }] });
    expect(await desk.info()).toEqual({ connection: null, trouble: '' });
    expect(keys()).toEqual([]);
  });

  test('writes no secret into any file of its own', async () => {
    const { desk } = world.start();
    await desk.startPractice();
    const listed = readFileSync(path.join(world.folder, 'connections.json'), 'utf8');
    for (const secret of world.keychain.values()) expect(listed).not.toContain(secret);
  });
});

describe('a keychain in trouble', () => {
  test('at a first start: told beside the button, nothing is kept', async () => {
    world.locked = true;
    const { desk } = world.start();
    expect(await desk.startPractice()).toMatchObject({ ok: false, error: [{ code: 'keychain', text: expect.stringContaining('locked') }] });
    expect(await desk.info()).toEqual({ connection: null, trouble: '' });
  });

  test('at a later start: told as trouble, and asking again after unlocking opens the same connection', async () => {
    await world.start().desk.startPractice();
    const before = new Map(world.keychain);
    world.locked = true;
    const { desk, opened } = world.start();
    await desk.open();
    expect((await desk.info()).trouble).toContain('locked');
    expect(opened).toEqual([]);
    world.locked = false;
    expect(await desk.info()).toMatchObject({ connection: { practice: true }, trouble: '' });
    expect(opened.map(({ databaseKey }) => databaseKey)).toEqual(keys());
    expect(keys()).toEqual([...before].filter(([account]) => account.endsWith('database key')).map(([, key]) => key));
  });

  test('whose key is gone: trouble, no new key, the ledger as it was', async () => {
    await world.start().desk.startPractice();
    world.keychain.clear();
    const { desk, opened } = world.start();
    await desk.open();
    const { connection, trouble } = await desk.info();
    expect(connection).not.toBeNull();
    expect(trouble).toContain('Nothing was changed or deleted');
    expect([opened.length, keys().length]).toEqual([0, 0]);
    expect(await desk.startPractice()).toMatchObject({ ok: false, error: [{ code: 'notOpened' }] });
  });
});
