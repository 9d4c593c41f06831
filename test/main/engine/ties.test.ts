import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { engineArguments } from '../../../main/engine/arguments.ts';
import { irdSchemas } from '../../../main/engine/connectors/ird/arguments.ts';
import { openDatabase, type Sqlite } from '../../../main/engine/database.ts';
import { ledgerMigrations } from '../../../main/engine/files.ts';
import { Ledger } from '../../../main/engine/ledger/ledger.ts';
import { salvage } from '../../../main/engine/ledger/salvage.ts';
import { whole } from '../../../main/engine/outbox/transitions.ts';
import { full, roomy } from './full-files.ts';
import { handClock } from './hand-clock.ts';

/** Who belongs together, as one connection keeps it of its own contacts, in a real encrypted file. */

const [tie1, tie2] = ['01KA0000000000000000000001', '01KA0000000000000000000002'] as const;
const mahina = { clientId: 'IRD:136410132', contact: '77' };
const made = { clientId: 'IRD:136410132', contact: 'new:01KA00000000000000000000NW' };
const key = '5a'.repeat(32);

let folder: string;
const opened: Sqlite[] = [];
const file = (name = 'ledger.db', under = key): Sqlite => {
  const db = openDatabase({ path: join(folder, name), key: under, binding: '', synchronous: 'FULL', migrations: ledgerMigrations });
  opened.push(db);
  return db;
};
const tiesIn = (db: Sqlite) => new Ledger(db, handClock()).ties;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'agentbook-ties-'))));
afterEach(() => {
  for (const db of opened.splice(0)) db.close();
  rmSync(folder, { recursive: true, force: true });
});

test('are there again after a restart, those of a contact that was new under the key it was made with', () => {
  const ties = tiesIn(file());
  ties.tie([mahina, made], [tie1]);
  ties.tie([mahina], [tie1, tie2]);
  for (const db of opened.splice(0)) db.close();
  expect(tiesIn(file()).all()).toEqual([{ ...mahina, ties: [tie1, tie2] }, { ...made, ties: [tie1] }]);
});

test('are there after a kill as soon as they were answered, and what was taken back stays taken back', () => {
  const ties = tiesIn(file());
  ties.tie([mahina, made], [tie1]);
  ties.untie(made);
  const killed = mkdtempSync(join(tmpdir(), 'agentbook-ties-killed-'));
  cpSync(folder, killed, { recursive: true });
  for (const db of opened.splice(0)) db.close();
  rmSync(folder, { recursive: true, force: true });
  folder = killed;
  expect(tiesIn(file()).all()).toEqual([{ ...mahina, ties: [tie1] }]);
});

test('are not readable on the disk, neither whose they are nor the ties themselves', () => {
  tiesIn(file()).tie([mahina, made], [tie1]);
  const bytes = (): string => readdirSync(folder).filter((name) => !name.endsWith('-shm')).map((name) => readFileSync(join(folder, name)).toString('latin1')).join('\n');
  const told = [bytes()];
  for (const db of opened.splice(0)) db.close();
  told.push(bytes());
  expect(told.map((text) => text.length > 4_096)).toEqual([true, true]);
  for (const text of told) for (const secret of ['136410132', made.contact, tie1]) expect(text).not.toContain(secret);
});

test('are saved from a ledger that is damaged elsewhere; from one of the first schema there are none', () => {
  const from = file();
  tiesIn(from).tie([mahina, made], [tie1, tie2]);
  tiesIn(from).untie(made);
  const into = file('fresh.db');
  salvage(from, into, 0, whole);
  expect(tiesIn(into).all()).toEqual([{ ...mahina, ties: [tie1, tie2] }]);
  from.exec('DROP TABLE ties');
  const again = file('again.db');
  salvage(from, again, 0, whole);
  expect(tiesIn(again).all()).toEqual([]);
});

test('are all kept or none, also on a full disk', () => {
  const db = file();
  const ties = tiesIn(db);
  full(db);
  const many = Array.from({ length: 2_000 }, (_, number) => ({ clientId: 'IRD:136410132', contact: `${number}` }));
  expect(() => ties.tie(many, [tie1])).toThrow(/full/);
  expect(ties.all()).toEqual([]);
  roomy(db);
  ties.tie([mahina], [tie1]);
  expect(ties.all()).toHaveLength(1);
});

describe('what the page may say of them', () => {
  const { 'same.tie': tie, 'same.untie': untie, 'same.ties': all } = engineArguments(irdSchemas);
  const takes = (ask: unknown): boolean => tie.safeParse(ask).success;

  test('is contacts of this system and ties that are ULIDs', () => {
    expect([takes({ contacts: [mahina, made], ties: [tie1, tie2] }), untie.safeParse(mahina).success, all.safeParse({}).success]).toEqual([true, true, true]);
  });

  test.each([
    ['no contact', { contacts: [], ties: [tie1] }],
    ['no tie', { contacts: [mahina], ties: [] }],
    ['a tie that says something', { contacts: [mahina], ties: ['136410132'] }],
    ['a client of nobody', { contacts: [{ ...mahina, clientId: 'somebody' }], ties: [tie1] }],
    ['a contact without a key', { contacts: [{ ...mahina, contact: '' }], ties: [tie1] }],
    ['a key as long as a book', { contacts: [{ ...mahina, contact: 'x'.repeat(201) }], ties: [tie1] }],
    ['more than anybody ticks', { contacts: Array.from({ length: 1_001 }, () => mahina), ties: [tie1] }],
  ])('is not %s', (_, ask) => {
    expect(takes(ask)).toBe(false);
  });
});
