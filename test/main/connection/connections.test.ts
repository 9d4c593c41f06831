import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newSettings, type RecordSettings } from '../../../shared/connection-settings.ts';
import { createConnections, freeColour, infoOf, type Connection } from '../../../main/connection/connections.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'connections-'));
  file = path.join(folder, 'connections.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const keys: RecordSettings = { system: 'dnsimple', name: 'Domains', address: 'https://api.example/v2', scope: '1010', proxy: { kind: 'none', address: '', user: '' }, reserve: 60 };
const practice: Connection = { id: 'aaaaaaaa-1', name: 'Practice office', system: 'ird', colour: 0, practice: true, settings: null };
const real: Connection = { id: 'bbbbbbbb-2', name: 'Ngata & Co', system: 'ird', colour: 1, practice: false, settings: newSettings('production') };
const records: Connection = { id: 'cccccccc-3', name: 'Domains', system: 'dnsimple', colour: 5, practice: false, settings: keys };
const made = () => createConnections(folder, file);
const written = () => JSON.parse(readFileSync(file, 'utf8')) as unknown;

test('a first start has no connection', async () => {
  expect(await made().list()).toEqual({ ok: true, value: { version: 3, front: null, connections: [] } });
});

test('connections stay in their order with a folder each, whatever system they are of, and one is in front', async () => {
  for (const one of [practice, real, records]) await made().keep(one);
  await made().putInFront(real.id);
  const later = made();
  expect(await later.list()).toEqual({ ok: true, value: { version: 3, front: real.id, connections: [practice, real, records] } });
  expect([practice, real, records].every(({ id }) => existsSync(later.folderOf(id)))).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(['connections', 'connections.json']);
});

test('changing one leaves it in its place and the one in front in front', async () => {
  const connections = made();
  for (const one of [practice, real]) await connections.keep(one);
  await connections.putInFront(real.id);
  await connections.keep({ ...practice, name: 'For trying things', colour: 7 });
  expect(written()).toEqual({ version: 3, front: real.id, connections: [{ ...practice, name: 'For trying things', colour: 7 }, real] });
});

test('two changes at the same moment are both kept', async () => {
  const connections = made();
  await Promise.all([practice, real, records].map((one) => connections.keep(one)));
  expect(written()).toMatchObject({ connections: [practice, real, records] });
});

test('one that is removed goes with its folder; another takes its place in front', async () => {
  const connections = made();
  for (const one of [practice, real]) await connections.keep(one);
  await connections.putInFront(real.id);
  writeFileSync(path.join(connections.folderOf(real.id), 'ledger.db'), 'x');
  await connections.remove(real.id);
  expect(written()).toEqual({ version: 3, front: practice.id, connections: [practice] });
  expect(readdirSync(path.join(folder, 'connections'))).toEqual([practice.id]);
});

test('what one is kept for the session is never listed', async () => {
  const connections = made();
  await connections.keep({ ...practice, id: 'session-1' });
  await connections.putInFront('session-1');
  expect([existsSync(file), existsSync(connections.folderOf('session-1'))]).toEqual([false, true]);
  await connections.remove('session-1');
  expect(existsSync(connections.folderOf('session-1'))).toBe(false);
});

test('a list of version 2 opens with a colour for each, and is written as version 3 at the next change', async () => {
  const [{ colour: _first, ...one }, { colour: _second, ...two }] = [practice, real];
  writeFileSync(file, JSON.stringify({ version: 2, open: real.id, connections: [one, two] }));
  const connections = made();
  expect(await connections.list()).toEqual({ ok: true, value: { version: 3, front: real.id, connections: [practice, real] } });
  expect(written()).toMatchObject({ version: 2 });
  await connections.keep(records);
  expect(written()).toEqual({ version: 3, front: real.id, connections: [practice, real, records] });
});

test('a list of version 1 opens with the address it had', async () => {
  writeFileSync(file, JSON.stringify({ version: 1, open: real.id, connections: [{ id: real.id, name: 'A', system: 'ird', practice: false, baseUrl: 'https://gateway.example' }] }));
  expect(await made().list()).toMatchObject({ ok: true, value: { front: real.id, connections: [{ colour: 0, settings: { gateway: 'https://gateway.example', signIn: { method: 'token' } } }] } });
});

test.each(['', '{', '[]', '{"version":4,"front":null,"connections":[]}', '{"version":1,"open":"../x","connections":[{"id":"../x","name":"","system":"ird","practice":true,"baseUrl":""}]}'])(
  'an unreadable list (%s) is told in words, not taken for a first start, and never written over',
  async (text) => {
    writeFileSync(file, text);
    const connections = made();
    expect(await connections.list()).toEqual({ ok: false, error: expect.stringContaining('Nothing was changed') });
    for (const change of [() => connections.keep(real), () => connections.putInFront(real.id), () => connections.remove(real.id)]) await expect(change()).rejects.toThrow('cannot be read');
    expect(readFileSync(file, 'utf8')).toBe(text);
  },
);

test('a list from a newer version says so', async () => {
  writeFileSync(file, '{"version":4,"groups":[]}');
  expect(await made().list()).toMatchObject({ ok: false, error: expect.stringContaining('a newer version of Agentbook wrote it') });
});

test('a colour is one that none has yet, then one that the fewest have', () => {
  expect([freeColour([]), freeColour([0, 1, 3]), freeColour([0, 1, 2, 3, 4, 5, 6, 7]), freeColour([0, 1, 2, 3, 4, 5, 6, 7, 0])]).toEqual([0, 2, 0, 1]);
});

test('the renderer is told no address', () => {
  expect(infoOf(real)).toEqual({ id: 'bbbbbbbb-2', signIn: 'native', name: 'Ngata & Co', system: 'ird', colour: 1, practice: false });
  expect(infoOf(records)).toEqual({ id: 'cccccccc-3', signIn: 'keys', name: 'Domains', system: 'dnsimple', colour: 5, practice: false });
});
