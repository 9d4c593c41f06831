import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openDatabase } from '../../../main/engine/database.ts';
import { Engine } from '../../../main/engine/engine.ts';
import { cacheMigrations, ledgerMigrations, LedgerTrouble } from '../../../main/engine/files.ts';
import { addContact, aimAt, comeOnline, effectsOf, emptyLevel, goOffline, mobile, rename, seen, settle, type Aim } from './deeds.ts';
import { createWorld, type World } from './world.ts';

let world: World;
const folders: string[] = [];
afterEach(async () => {
  await world.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const path = (name: string): string => join(world.folder, name);

/** A world with one edit in the queue, its engine closed; what the edit was on. */
async function withAnEdit(): Promise<Aim> {
  world = await createWorld({ clients: 30 });
  const aim = aimAt(world.find((detail) => detail.linked && (detail.levels[0]?.contacts.length ?? 0) > 0), 'customer');
  await goOffline(world);
  rename(world, aim, 'Kept');
  return aim;
}

/** The folder as a kill would leave it: with everything still in the write-ahead logs. */
function asKilled(): string {
  const folder = mkdtempSync(join(tmpdir(), 'agentbook-killed-'));
  folders.push(folder);
  cpSync(world.folder, folder, { recursive: true });
  return folder;
}
const bytesOf = (folder: string): Map<string, string> => new Map(readdirSync(folder).filter((name) => name.startsWith('ledger') && !name.endsWith('-shm')).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]));

async function keepsTheQueue(aim: Aim): Promise<void> {
  await world.reopen();
  expect(world.engine.status().waiting).toBe(1);
  await comeOnline(world);
  await settle(world);
  await world.engine.atRest();
  expect(await effectsOf(world)).toEqual(['PUT contact']);
  expect(seen(world, aim, aim.contact.key)).toMatchObject({ name: 'Kept', mark: 'upToDate' });
  expect(world.engine.requests['clients.list']({ query: '', view: 'all', start: 0, count: 100 }).rows.filter((row) => row.name === '')).toEqual([]);
}

const damages: [string, () => void][] = [
  ['is missing', () => rmSync(path('cache.db'))],
  ['is not a database', () => writeFileSync(path('cache.db'), 'x'.repeat(50_000))],
  ['is cut to half', () => truncateSync(path('cache.db'), Math.floor(readFileSync(path('cache.db')).length / 2))],
  ['is cut to a quarter, in the middle of a page', () => truncateSync(path('cache.db'), Math.floor(readFileSync(path('cache.db')).length / 4) + 77)],
  ['is empty', () => truncateSync(path('cache.db'), 0)],
  [
    'has a flipped bit in every tenth page',
    () => {
      const bytes = readFileSync(path('cache.db'));
      for (let at = 4096 * 2 + 100; at < bytes.length; at += 40_960) bytes[at] = (bytes[at] ?? 0) ^ 0x10;
      writeFileSync(path('cache.db'), bytes);
    },
  ],
];
test.each(damages)('a cache that %s is read again from the gateway, and the queue is untouched', async (_, damage) => {
  const aim = await withAnEdit();
  await world.engine.close();
  for (const end of ['-wal', '-shm']) rmSync(path(`cache.db${end}`), { force: true });
  damage();
  await keepsTheQueue(aim);
});

test('a cache under another key is set aside, not deleted', async () => {
  const aim = await withAnEdit();
  await world.engine.close();
  rmSync(path('cache.db'));
  openDatabase({ path: path('cache.db'), key: '11'.repeat(32), binding: '', synchronous: 'NORMAL', migrations: ['CREATE TABLE other (a)'] }).close();
  await keepsTheQueue(aim);
  expect(readdirSync(world.folder).some((name) => name.startsWith('cache.db.damaged-'))).toBe(true);
});

/** Opening must fail with words, and every byte of the ledger must stay. */
function refusesToOpen(folder: string, databaseKey: string, words: RegExp): void {
  const before = bytesOf(folder);
  let trouble: unknown;
  try {
    new Engine({ ...world.options, folder, databaseKey });
  } catch (error) {
    trouble = error;
  }
  expect(trouble).toBeInstanceOf(LedgerTrouble);
  expect((trouble as Error).message).toMatch(words);
  expect(bytesOf(folder)).toEqual(before);
}

test.each(['closed in order', 'killed'])('a ledger %s and opened with the wrong key is left as it is, and opens again with the right one', async (how) => {
  await withAnEdit();
  const killed = asKilled();
  await world.engine.close();
  const folder = how === 'killed' ? killed : asKilled();
  expect(existsSync(join(folder, 'ledger.db-wal'))).toBe(how === 'killed');
  refusesToOpen(folder, '22'.repeat(32), /cannot be opened.*not been changed or deleted/);
  const engine = new Engine({ ...world.options, folder });
  expect(engine.status().waiting).toBe(1);
  await engine.close();
});

test('a ledger of a newer version is not touched', async () => {
  await withAnEdit();
  await world.engine.close();
  const folder = asKilled();
  const db = openDatabase({ path: join(folder, 'ledger.db'), key: world.options.databaseKey, binding: '', synchronous: 'FULL', migrations: ledgerMigrations });
  db.pragma('user_version = 99');
  db.close();
  refusesToOpen(folder, world.options.databaseKey, /newer version of Agentbook/);
});

test('a cache older than the ledger catches up on what was confirmed, without the gateway', async () => {
  const aim = await withAnEdit();
  await world.engine.close();
  const old = readFileSync(path('cache.db'));
  await world.reopen();
  await comeOnline(world);
  await settle(world);
  await world.control.offline();
  await world.engine.close();
  for (const end of ['-wal', '-shm']) rmSync(path(`cache.db${end}`), { force: true });
  writeFileSync(path('cache.db'), old);
  await world.reopen();
  expect(seen(world, aim, aim.contact.key)).toMatchObject({ name: 'Kept', mark: 'upToDate' });
});

test('no name, number, account or token stands in plain text in any byte on disk, while queue and cache are full and after', async () => {
  world = await createWorld({ clients: 12 });
  const secrets = new Set<string>([world.sandbox.credentials.token, world.options.databaseKey]);
  for (const row of world.engine.requests['clients.list']({ query: '', view: 'all', start: 0, count: 100 }).rows) {
    const detail = world.detail(row.id);
    for (const text of [row.name, row.number, row.id, row.id.slice(4)]) secrets.add(text);
    for (const level of detail.levels) for (const contact of level.contacts) for (const text of [contact.name, ...contact.phones.map((phone) => phone.PhoneNumber)]) secrets.add(text);
  }
  await goOffline(world);
  const client = world.find((detail) => detail.linked && emptyLevel(detail, 'customer') !== undefined);
  addContact(world, client.id, emptyLevel(client, 'customer')!.scope, 'PRIMRY', 'Wairākei Unmistakable', [mobile('0299876543')]);
  secrets.add('Unmistakable').add('0299876543');
  const needles = [...secrets].filter((text) => text.length >= 6).flatMap((text) => [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')]);
  expect(needles.length).toBeGreaterThan(100);
  const search = (): string[] => readdirSync(world.folder).flatMap((name) => {
    const bytes = readFileSync(path(name));
    return needles.filter((needle) => bytes.includes(needle)).map((needle) => `${name}: ${needle.toString('utf8')}`);
  });
  expect(readdirSync(world.folder).sort()).toEqual(['cache.db', 'cache.db-shm', 'cache.db-wal', 'ledger.db', 'ledger.db-shm', 'ledger.db-wal', 'ledger.mark', 'lock.db', 'lock.db-shm', 'lock.db-wal']);
  expect(search()).toEqual([]);
  await comeOnline(world);
  await settle(world);
  expect(search()).toEqual([]);
  await world.engine.close();
  expect(search()).toEqual([]);
  await world.reopen();
});

test('a cache of the version before is brought up to date: names stay, and who was not linked stays so until the list says otherwise', async () => {
  world = await createWorld({ clients: 12 });
  const names = (): string[] => world.engine.requests['clients.list']({ query: '', view: 'all', start: 0, count: 100 }).rows.map((row) => row.name);
  const before = names();
  await world.engine.close();
  const old = openDatabase({ path: path('cache.db'), key: world.options.databaseKey, binding: '', synchronous: 'NORMAL', migrations: cacheMigrations });
  const { id } = old.prepare('SELECT id FROM client ORDER BY rank LIMIT 1').get() as { id: string };
  old.exec('DROP TABLE history; DROP TABLE link; DROP TABLE linked_on; DROP INDEX client_refused; UPDATE client SET linked = 1; ALTER TABLE client DROP COLUMN listed; ALTER TABLE client DROP COLUMN refused_at; PRAGMA user_version = 1');
  old.prepare('UPDATE client SET linked = 0 WHERE id = ?').run(id);
  old.close();
  await world.control.offline();
  await world.reopen();
  expect(names()).toEqual(before);
  expect(world.engine.requests['clients.list']({ query: '', view: 'notLinked', start: 0, count: 100 }).rows.map((row) => row.id)).toEqual([id]);
  const read = (await world.control.requests()).length;
  await comeOnline(world);
  await settle(world);
  expect(world.detail(id)).toMatchObject({ linked: true });
  expect(world.detail(id).links.length).toBeGreaterThan(0);
  // Only the client whose link has changed is read again.
  expect((await world.control.requests()).slice(read).filter((line) => line.path === '/gateway/customer/customer')).toHaveLength(1);
});
