import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase, sqliteCode, type Sqlite } from '../../../main/engine/database.ts';
import { ledgerMigrations } from '../../../main/engine/files.ts';
import { Ledger } from '../../../main/engine/ledger/ledger.ts';
import { salvage } from '../../../main/engine/ledger/salvage.ts';
import { settledBy } from '../../../main/engine/connectors/ird/effects.ts';
import { phonesInside } from '../../../main/engine/connectors/ird/phones.ts';
import { reversedWords, successorOf } from '../../../main/engine/outbox/successors.ts';
import { IllegalTransition } from '../../../main/engine/outbox/transitions.ts';
import { watchedLedger } from '../../../scripts/faults/watched-ledger.ts';
import type { Intent } from '../../../shared/edits.ts';
import { contact, customer, phone } from '../../shared/inland-revenue/people.ts';
import { handClock } from './hand-clock.ts';

let folder: string;
let db: Sqlite;
let ledger: Ledger;
const key = '5a'.repeat(32);
const open = (): void => {
  db = openDatabase({ path: join(folder, 'ledger.db'), key, binding: '', synchronous: 'FULL', migrations: ledgerMigrations });
  ledger = new Ledger(db, handClock(), null, { partsOf: phonesInside, settledBy });
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agentbook-ledger-'));
  open();
});
afterEach(() => {
  ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

const rename = (to: string): Intent => ({ type: 'edit', contact: '1', scope: customer, changes: [{ op: 'set', field: 'Name', was: '', to }] });
const queued = (intent: Intent, clientId = 'IRD:136410132') => ({ kind: 'queued' as const, lane: clientId, clientId, intent });
const sending = { kind: 'sending' as const, steps: [], stepIndex: 0, before: null };
const again = (): void => {
  ledger.close();
  open();
};

test('an edit handed in twice is one edit, before and after it has ended', () => {
  const first = ledger.queue('a', queued(rename('A')));
  expect(ledger.queue('a', queued(rename('B')))).toEqual(first);
  ledger.record('a', sending);
  ledger.record('a', { kind: 'done', status: 200, identities: [], how: 'answered' });
  expect(ledger.queue('a', queued(rename('C')))).toMatchObject({ state: 'done', intent: rename('A') });
  expect([ledger.open(), ledger.doneCount()]).toEqual([[], 1]);
});

test('what is open comes back in the order it was made, whatever happened to it', () => {
  for (const id of ['a', 'b', 'c', 'd', 'e']) ledger.queue(id, queued(rename(id), id < 'c' ? 'IRD:136410132' : 'IRD:49091850'));
  ledger.record('b', sending);
  ledger.record('c', { kind: 'parked', fault: { kind: 'forbidden' }, before: null });
  ledger.record('d', { kind: 'undone' });
  ledger.record('c', { kind: 'retried', intent: null });
  const before = ledger.open();
  again();
  expect(ledger.open()).toEqual(before);
  expect(ledger.open().map((edit) => `${edit.id} ${edit.state}`)).toEqual(['a queued', 'b sending', 'c queued', 'e queued']);
  expect(ledger.openOf('IRD:49091850').map((edit) => edit.id)).toEqual(['c', 'e']);
  ledger.doubtInterruptedSends();
  expect(ledger.find('b')?.state).toBe('unknown');
});

test('an impossible step throws and leaves no trace', () => {
  for (const id of ['a', 'b']) ledger.queue(id, queued(rename(id)));
  ledger.record('b', sending);
  const position = ledger.position();
  expect(() => ledger.record('a', { kind: 'unknown', detail: '' })).toThrow(IllegalTransition);
  expect(() => ledger.recordAll(['a', 'b'], { kind: 'undone' })).toThrow(IllegalTransition);
  expect([ledger.position(), ledger.find('a')?.state]).toEqual([position, 'queued']);
  again();
  expect(ledger.find('a')?.state).toBe('queued');
});

test('a full disk loses nothing that was accepted and holds nothing that was not', () => {
  db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + 20}`);
  const accepted: string[] = [];
  let code = '';
  for (let count = 0; code === ''; count += 1)
    try {
      accepted.push(ledger.queue(`edit ${count}`, queued(rename('x'.repeat(400)))).id);
    } catch (error) {
      code = sqliteCode(error);
    }
  expect(code).toBe('SQLITE_FULL');
  expect(accepted.length).toBeGreaterThan(5);
  expect(ledger.open().map((edit) => edit.id)).toEqual(accepted);
  again();
  expect(ledger.open().map((edit) => edit.id)).toEqual(accepted);
  ledger.queue('with room again', queued(rename('y')));
});

test('the gateway ids of our keys last, and the first name given stays', () => {
  ledger.queue('a', queued({ type: 'create', contact: 'new:c', scope: customer, doc: { ContactType: 'PRIMRY', Name: '', Phone: [phone('new:p')] } }));
  ledger.record('a', sending);
  ledger.record('a', { kind: 'done', status: 200, identities: [{ kind: 'contact', local: 'new:c', remote: '77' }], how: 'answered' });
  expect(ledger.unpairedParts('new:c')).toEqual([phone('new:p')]);
  ledger.learn([{ kind: 'phone', local: 'new:p', remote: '88' }]);
  ledger.learn([{ kind: 'phone', local: 'new:other', remote: '88' }]);
  for (const when of ['now', 'after a restart']) {
    expect([ledger.names.remote('contact', 'new:c'), ledger.names.local('contact', '77')], when).toEqual(['77', 'new:c']);
    expect([ledger.names.remote('phone', 'new:p'), ledger.names.local('phone', '88'), ledger.names.remote('phone', 'new:other')], when).toEqual(['88', 'new:p', null]);
    expect(ledger.unpairedParts('new:c')).toEqual([]);
    expect([ledger.names.remote('phone', '5'), ledger.names.local('phone', '5'), ledger.names.remote('contact', 'new:none')]).toEqual(['5', '5', null]);
    again();
  }
  expect(contact('1').key).toBe('1');
});

test('what a cache has missed is what was confirmed after its position, in order', () => {
  for (const id of ['a', 'b', 'c']) {
    ledger.queue(id, queued(rename(id)));
    ledger.record(id, sending);
  }
  ledger.record('b', { kind: 'done', status: 200, identities: [], how: 'answered' });
  const position = ledger.position();
  ledger.record('c', { kind: 'done', status: 200, identities: [], how: 'answered' });
  ledger.record('a', { kind: 'done', status: 0, identities: [], how: 'readBack' });
  expect(ledger.doneSince(position).map((edit) => edit.id)).toEqual(['c', 'a']);
  expect(ledger.doneSince(ledger.position())).toEqual([]);
  expect(ledger.done(0, 2).map((edit) => edit.id)).toEqual(['c', 'b']);
});

test('that part of it is lost is told together with what waits for the person because of it, or not at all', () => {
  ledger.queue('a', queued(rename('A')));
  const stops = watchedLedger(db, { reached: (kind) => { if (kind === 'parked') throw new Error('stopped in the middle'); } });
  expect(() => new Ledger(stops, handClock(), null, { partsOf: phonesInside, settledBy }).tellLoss('Part of it is lost.', 9, 'It may have been sent.')).toThrow('stopped in the middle');
  again();
  expect([ledger.loss, ledger.find('a')?.state, ledger.position()]).toEqual(['', 'queued', 1]);
  ledger.tellLoss('Part of it is lost.', 9, 'It may have been sent.');
  expect([ledger.loss, ledger.find('a')?.state]).toEqual(['Part of it is lost.', 'parked']);
});

test('what was named in a transaction that did not come about is not known afterwards', () => {
  for (const id of ['a', 'b']) ledger.queue(id, queued(rename(id)));
  const done = (remote: string) => ({ kind: 'done' as const, status: 200, identities: [{ kind: 'contact', local: 'new:x', remote }], how: 'answered' as const });
  expect(() => ledger.recordEach([['a', done('77')], ['b', { kind: 'discarded' }]])).toThrow(IllegalTransition);
  expect([ledger.names.remote('contact', 'new:x'), ledger.names.local('contact', '77')]).toEqual([null, '77']);
  ledger.record('a', done('78'));
  expect([ledger.names.remote('contact', 'new:x'), ledger.names.local('contact', '78')]).toEqual(['78', 'new:x']);
});

describe('an edit that was reversed', () => {
  const done = { kind: 'done' as const, status: 200, identities: [], how: 'answered' as const };
  beforeEach(() => {
    ledger.queue('a', queued(rename('A')));
    ledger.record('a', sending);
    ledger.record('a', done);
  });

  test('is so in one with its opposite, and neither is told alone', () => {
    expect(() => ledger.queue('b', { ...queued(rename('B')), predecessor: 'a' }, [['a', { kind: 'reversed', successor: 'b' }], ['nobody', { kind: 'undone' }]])).toThrow('no such edit');
    expect([ledger.find('b'), ledger.find('a')?.successor]).toEqual([null, undefined]);
    const told: string[] = [];
    ledger.onChange(({ id, state }) => told.push(`${id} ${state}`));
    ledger.queue('b', { ...queued(rename('B')), predecessor: 'a' }, [['a', { kind: 'reversed', successor: 'b' }]]);
    expect(told).toEqual(['b queued', 'a done']);
    again();
    expect([ledger.find('a'), ledger.find('b')]).toMatchObject([{ state: 'done', successor: 'b' }, { predecessor: 'a' }]);
  });

  test.each(['whose row is there', 'of which only the events are left'])('and %s is reversed in what is saved of a damaged ledger too; where its opposite is lost, nobody reverses it once more', (left) => {
    ledger.queue('b', { ...queued(rename('B')), predecessor: 'a' }, [['a', { kind: 'reversed', successor: 'b' }]]);
    if (left !== 'whose row is there') db.exec('DELETE FROM edits');
    const fresh = openDatabase({ path: join(folder, 'fresh.db'), key, binding: '', synchronous: 'FULL', migrations: ledgerMigrations });
    salvage(db, fresh, 0, { partsOf: phonesInside, settledBy });
    const saved = new Ledger(fresh, handClock(), null, { partsOf: phonesInside, settledBy });
    const edit = saved.find('a');
    expect(edit && successorOf(saved, edit)).toMatchObject({ id: 'b', state: 'queued', predecessor: 'a' });
    fresh.exec("DELETE FROM edits WHERE id = 'b'");
    const without = new Ledger(fresh, handClock());
    expect(edit && successorOf(without, edit)).toBe('lost');
    expect(reversedWords(without, 'lost', () => '')).toContain('Reversed already, by an edit that was lost');
    saved.close();
  });
});
