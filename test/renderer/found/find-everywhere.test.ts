import { expect, test } from 'vitest';
import type { AskList } from '../../../renderer/found/find-everywhere.ts';
import { findEverywhere } from '../../../renderer/found/find-everywhere.ts';
import type { ConnectionRow } from '../../../shared/ipc-contract.ts';
import type { ClientRow, Status } from '../../../shared/views.ts';

const connection = (id: string, part: Partial<ConnectionRow> = {}): ConnectionRow => ({ id, name: id, system: 'ird', colour: 0, practice: false, signIn: 'token', trouble: '', status: {} as Status, unsent: 0, ...part });
const row = (name: string): ClientRow => ({ id: name, number: '', name, entityType: '', mark: 'upToDate' });
const lists: Readonly<Record<string, string[]>> = { office: ['Aroha', 'Hēmi', 'Māhina', 'Mere', 'Wiremu'], domains: ['Mahina'], empty: [], locked: ['never'], opening: ['never'] };

const ask: AskList = async (id, { start, count }) => {
  if (id === 'hung') return new Promise(() => undefined);
  if (id === 'broken') throw new Error('its engine starts anew');
  const all = (lists[id] ?? []).map(row);
  return { total: all.length, matched: all.length, rows: all.slice(start, start + count), start };
};

test('every connection is searched, the one in front first; what finds nothing or cannot answer is left out', async () => {
  const connections = ['office', 'broken', 'hung', 'empty', 'domains'].map((id) => connection(id)).concat(connection('locked', { trouble: 'Locked' }), connection('opening', { status: null }));
  const found = await findEverywhere('ma', { connections, connectionId: 'domains' }, ask, () => Promise.resolve().then(() => Promise.resolve()).then(() => new Promise((give) => setImmediate(() => give(null)))));
  expect(found.map(({ connection: of, rows, matched }) => `${of?.id ?? ''}: ${rows.length} of ${matched}`)).toEqual(['domains: 1 of 1', 'office: 4 of 5']);
});

test('with one connection there is nothing to tell apart, and more of it is shown', async () => {
  const found = await findEverywhere('a', { connections: [connection('office')], connectionId: 'office' }, ask);
  expect(found).toEqual([{ connection: null, rows: lists['office']?.map(row), matched: 5 }]);
  expect(await findEverywhere('  ', { connections: [], connectionId: '' }, ask)).toEqual([]);
});
