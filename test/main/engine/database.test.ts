import { copyFileSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DamagedDatabase, openDatabase, type Sqlite } from '../../../main/engine/database.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agentbook-database-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const page = 4096;
const open = (name: string): Sqlite => openDatabase({ path: join(folder, name), key: 'ab'.repeat(32), binding: '', synchronous: 'NORMAL', migrations: ['CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT); CREATE TABLE other (id INTEGER PRIMARY KEY);'] });

/** As after kill -9: one long text at the end of the file, and something in the log. */
function leftBehind(): string {
  const first = open('whole.db');
  first.prepare('INSERT INTO note (body) VALUES (?)').run('Ngāti '.repeat(3_000));
  first.close();
  const whole = open('whole.db');
  whole.prepare('INSERT INTO other DEFAULT VALUES').run();
  for (const end of ['', '-wal']) copyFileSync(join(folder, `whole.db${end}`), join(folder, `left.db${end}`));
  whole.close();
  return join(folder, 'left.db');
}

test('a file that a kill left behind opens', () => {
  leftBehind();
  const db = open('left.db');
  expect(db.prepare<[], number>('SELECT length(body) FROM note').pluck().get()).toBe(18_000);
  db.close();
});

test('a file cut by the page in which a long text ends is damaged, though nothing but that text is wrong', () => {
  const path = leftBehind();
  truncateSync(path, statSync(path).size - page);
  expect(() => open('left.db')).toThrow(DamagedDatabase);
});

test('a file cut anywhere is damaged', () => {
  for (const pages of [2, 3, 4]) {
    const path = leftBehind();
    truncateSync(path, statSync(path).size - pages * page);
    expect(() => open('left.db'), `${pages} pages`).toThrow(/./);
    for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
    rmSync(join(folder, 'whole.db'));
  }
});
