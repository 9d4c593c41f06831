import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newSettings } from '../../../shared/connection-settings.ts';
import { createConnections, infoOf, type Connection } from '../../../main/connection/connections.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'connections-'));
  file = path.join(folder, 'connections.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const practice: Connection = { id: 'aaaaaaaa-1', name: 'Practice office', system: 'ird', practice: true, settings: null };
const real: Connection = { id: 'bbbbbbbb-2', name: 'Ngata & Co', system: 'ird', practice: false, settings: newSettings('production') };

test('a first start has no connection', async () => {
  expect(await createConnections(folder, file).opening()).toEqual({ ok: true, value: null });
});

test('a connection added is the one to open at the next start, and has a folder of its own', async () => {
  await createConnections(folder, file).add(practice);
  const later = createConnections(folder, file);
  expect(await later.opening()).toEqual({ ok: true, value: practice });
  expect(existsSync(later.folderOf(practice.id))).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(['connections', 'connections.json']);
});

test('the list keeps those before; the last added is open', async () => {
  const connections = createConnections(folder, file);
  await connections.add(practice);
  await connections.add(real);
  expect(await connections.opening()).toEqual({ ok: true, value: real });
  expect(JSON.parse(readFileSync(file, 'utf8')).connections).toEqual([practice, real]);
});

test.each(['', '{', '[]', '{"version":3,"open":null,"connections":[]}', '{"version":1,"open":"../x","connections":[{"id":"../x","name":"","system":"ird","practice":true,"baseUrl":""}]}'])(
  'an unreadable list (%s) is told in words, not taken for a first start, and never written over',
  async (text) => {
    writeFileSync(file, text);
    const connections = createConnections(folder, file);
    const opening = await connections.opening();
    expect(opening).toEqual({ ok: false, error: expect.stringContaining('Nothing was changed') });
    await expect(connections.add(real)).rejects.toThrow('cannot be read');
    expect(readFileSync(file, 'utf8')).toBe(text);
  },
);

test('the renderer is told no address', () => {
  expect(infoOf(real)).toEqual({ id: 'bbbbbbbb-2', signIn: 'native', name: 'Ngata & Co', system: 'ird', practice: false });
});
