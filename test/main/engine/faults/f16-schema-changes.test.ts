import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FutureDatabase, openDatabase, type Sqlite } from '../../../../main/engine/database.ts';
import { ledgerMigrations } from '../../../../main/engine/files.ts';
import { Ledger } from '../../../../main/engine/ledger/ledger.ts';
import { handClock } from '../hand-clock.ts';
import { fixtureKey, fixtureTies } from './fixtures/ledger-rows.ts';

/** F16: a ledger of every released schema, brought up to date; a stop in between; and an older Agentbook that meets a newer file. */

let folder: string;
const opened: Sqlite[] = [];
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'agentbook-schema-'))));
afterEach(() => {
  for (const db of opened.splice(0)) db.close();
  rmSync(folder, { recursive: true, force: true });
});

const released = readdirSync(new URL('./fixtures/', import.meta.url)).filter((name) => /^ledger-\d+\.db$/.test(name));
const path = (): string => join(folder, 'ledger.db');
const lay = (name: string): void => cpSync(fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url)), path());
const open = (migrations: readonly string[]): Sqlite => {
  const db = openDatabase({ path: path(), key: fixtureKey, binding: '', synchronous: 'FULL', migrations, backups: true });
  opened.push(db);
  return db;
};
const close = (): void => opened.splice(0).forEach((db) => db.close());
const version = (db: Sqlite): unknown => db.pragma('user_version', { simple: true });
const edits = (db: Sqlite): string[] => new Ledger(db, handClock()).open().map((edit) => `${edit.id} ${edit.state}`);
const open1 = ['sending sending', 'doubtful unknown', 'refused parked', 'waiting queued'];

test('there is a fixture of each schema', () => {
  expect(released.sort()).toEqual(ledgerMigrations.map((_, index) => `ledger-${index + 1}.db`).sort());
});

test('ties of the second schema are there still', () => {
  lay('ledger-2.db');
  const [{ client: clientId, contact, tie }] = fixtureTies as [(typeof fixtureTies)[number]];
  expect(new Ledger(open(ledgerMigrations), handClock()).ties.all()).toEqual([{ clientId, contact, ties: [tie] }]);
});

test.each(released)('%s opens today, with every edit as it was, and each can go on', (name) => {
  lay(name);
  const db = open(ledgerMigrations);
  expect(version(db)).toBe(ledgerMigrations.length);
  const ledger = new Ledger(db, handClock());
  expect(edits(db)).toEqual(open1);
  expect([ledger.find('made')?.state, ledger.names.remote('contact', 'new:01'), ledger.position()]).toEqual(['done', '31', 13]);
  ledger.doubtInterruptedSends();
  expect(ledger.record('sending', { kind: 'done', status: 0, identities: [], how: 'readBack' }).state).toBe('done');
  expect(ledger.record('doubtful', { kind: 'answered', stepIndex: 0, status: 0, identities: [] })).toMatchObject({ settled: [0] });
  expect(ledger.record('refused', { kind: 'retried', intent: null }).state).toBe('queued');
  expect(ledger.record('waiting', { kind: 'undone' }).state).toBe('undone');
});

describe('the schemas to come', () => {
  const next = (number: number): string => `CREATE TABLE of_${number} (a) STRICT`.replace('(a)', '(a TEXT)');
  const upTo = (count: number): string[] => [...ledgerMigrations, ...Array.from({ length: count }, (_, index) => next(index + 1))];
  const now = ledgerMigrations.length;

  test('a copy is made before each change, the one before it is kept too, older ones go, and each copy opens with the same key', () => {
    lay('ledger-1.db');
    open(ledgerMigrations);
    for (let count = 1; count <= 4; count += 1) {
      close();
      expect(version(open(upTo(count)))).toBe(now + count);
    }
    close();
    expect(readdirSync(folder).filter((name) => name.includes('.schema-')).sort()).toEqual([`ledger.db.schema-${now + 2}`, `ledger.db.schema-${now + 3}`]);
    const copy = openDatabase({ path: `${path()}.schema-${now + 3}`, key: fixtureKey, binding: '', synchronous: 'FULL', migrations: upTo(3) });
    opened.push(copy);
    expect(edits(copy)).toEqual(open1);
  });

  test.each([1, 2, 3])('a stop in the middle of step %d leaves a whole version, from which the next start goes on', (at) => {
    lay('ledger-1.db');
    const broken = upTo(3).map((statements, index) => (index === now + at - 1 ? `${statements}; SELECT a_stop_in_between()` : statements));
    expect(() => open(broken)).toThrow(/a_stop_in_between/);
    // Before the first of them the file was as it had been released.
    expect(existsSync(`${path()}.schema-1`)).toBe(true);
    const half = openDatabase({ path: path(), key: fixtureKey, binding: '', synchronous: 'FULL', migrations: upTo(at - 1) });
    expect(version(half)).toBe(now + at - 1);
    half.close();
    const db = open(upTo(3));
    expect([version(db), edits(db)]).toEqual([now + 3, open1]);
  });

  test('an older Agentbook refuses a newer file and changes nothing of it', () => {
    lay('ledger-1.db');
    open(upTo(1));
    close();
    expect(() => open(ledgerMigrations)).toThrow(FutureDatabase);
    expect(edits(open(upTo(1)))).toEqual(open1);
  });
});
