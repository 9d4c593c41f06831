import { newSettings, noSecrets } from '../../shared/connection-settings.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { shellArguments } from '../../main/ipc-arguments.ts';
import { createLog, logLine } from '../../main/log.ts';
import { createNetworkWatch } from '../../main/network.ts';
import { createOneAtATime } from '../../main/one-at-a-time.ts';
import { practiceCount } from '../../main/connection/practice-options.ts';
import { sqliteBinding } from '../../main/sqlite-binding.ts';
import { userDataFolder } from '../../main/user-data.ts';
import { writeWhole } from '../../main/whole-file.ts';

test('each channel takes its own argument and no other', () => {
  const accepts = (channel: keyof typeof shellArguments, ask: unknown): boolean => shellArguments[channel].safeParse(ask).success;
  expect(accepts('app.info', {})).toBe(true);
  expect(accepts('app.info', { more: 1 })).toBe(false);
  expect(accepts('app.info', undefined)).toBe(false);
  expect(accepts('app.theme', { theme: 'dark' })).toBe(true);
  expect(accepts('app.theme', { theme: 'pink' })).toBe(false);
  expect(accepts('app.connect', { settings: newSettings('mock'), secrets: noSecrets })).toBe(true);
  expect(accepts('app.connect', { settings: newSettings('mock'), secrets: noSecrets, practice: true })).toBe(false);
  expect(accepts('app.signIn', { token: 'x'.repeat(16_385) })).toBe(false);
  expect(accepts('app.signIn', { token: ['x'] })).toBe(false);
  const records = { system: 'dnsimple', name: '', address: 'https://api.example/v2', scope: '', proxy: newSettings('mock').proxy, reserve: null };
  expect(accepts('app.connectRecords', { settings: records, secrets: { token: 'x' } })).toBe(true);
  for (const odd of [{ ...records, system: '../x' }, { ...records, reserve: -1 }, { ...records, more: 1 }]) expect(accepts('app.connectRecords', { settings: odd, secrets: {} })).toBe(false);
  expect(accepts('app.connectRecords', { settings: records, secrets: { 'to ken': 'x' } })).toBe(false);
  expect(accepts('app.startPractice', { system: 'dnsimple' })).toBe(true);
  expect(accepts('app.nameConnection', { id: 'a', name: 'Domains', colour: 8 })).toBe(false);
  expect(accepts('app.removeConnection', { id: 'a', unseen: 'yes' })).toBe(false);
});

test('work asked for while other work runs waits its turn, also after a failure', async () => {
  const inTurn = createOneAtATime();
  const order: string[] = [];
  const gate = Promise.withResolvers<undefined>();
  const first = inTurn(async () => {
    order.push('first begins');
    await gate.promise;
    order.push('first fails');
    throw new Error('no');
  });
  const second = inTurn(async () => order.push('second'));
  gate.resolve(undefined);
  await expect(first).rejects.toThrow('no');
  await second;
  expect(order).toEqual(['first begins', 'first fails', 'second']);
});

test('the engine hears of the network when it changes and at each waking', () => {
  const told: (boolean | 'woke')[] = [];
  let online = true;
  let needs = true;
  let wake = (): void => undefined;
  const watch = createNetworkWatch({
    isOnline: () => online,
    needsNetwork: () => needs,
    tell: (now) => told.push(now),
    woke: () => told.push('woke'),
    onWake(listener) {
      wake = listener;
      return () => undefined;
    },
  });
  watch.look();
  online = false;
  watch.look();
  watch.look();
  expect(told).toEqual([false]);
  needs = false;
  watch.look();
  expect(told).toEqual([false, true]);
  watch.start();
  wake();
  watch.stop();
  expect(told).toEqual([false, true, 'woke', true]);
});

test('a log line is a time, a fixed word and numbers', async () => {
  expect(logLine(new Date(0), 'engine-died', { code: 3 })).toBe('1970-01-01T00:00:00.000Z engine-died code=3\n');
  const folder = mkdtempSync(path.join(tmpdir(), 'log-'));
  const file = path.join(folder, 'agentbook.log');
  const log = createLog(file);
  log('started');
  log('stopped');
  await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toMatch(/ started\n.* stopped\n$/);
  rmSync(folder, { recursive: true });
});

test('a file is replaced whole', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'whole-'));
  const file = path.join(folder, 'deep', 'a.json');
  await writeWhole(file, 'a long first text');
  await writeWhole(file, 'second');
  expect(await readFile(file, 'utf8')).toBe('second');
  rmSync(folder, { recursive: true });
});

test('the switch decides where user data lives', () => {
  expect(userDataFolder('', '/home/me/.config')).toBe(path.join('/home/me/.config', 'Agentbook'));
  expect(userDataFolder('/tmp/elsewhere', '/home/me/.config')).toBe(path.resolve('/tmp/elsewhere'));
});

test('a packaged app never takes its SQLite from the environment', () => {
  expect(sqliteBinding({ AGENTBOOK_SQLITE_BINDING: '/x.node' }, false, '/nowhere')).toBe('/x.node');
  expect(sqliteBinding({ AGENTBOOK_SQLITE_BINDING: '/x.node' }, true, '/nowhere')).toBe('');
});

test('a practice office has 400 clients unless a sensible number is asked for', () => {
  expect(practiceCount({}, 'clients')).toBe(400);
  expect(practiceCount({ AGENTBOOK_PRACTICE_CLIENTS: '2000' }, 'clients')).toBe(2000);
  expect(practiceCount({ AGENTBOOK_PRACTICE_CLIENTS: '2000' }, 'contacts')).toBe(120);
  for (const odd of ['-1', '0', 'many', '1.5', '1e9']) expect(practiceCount({ AGENTBOOK_PRACTICE_CLIENTS: odd }, 'clients')).toBe(400);
});
