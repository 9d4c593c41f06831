import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Engine } from '../../../main/engine/engine.ts';
import { directly } from '../../../main/transport/access.ts';
import { editsPerClient, fillQueue } from '../../../scripts/bench/filled-queue.ts';
import type { HistoryPage } from '../../../shared/views.ts';

/** A history that has to be made ready for searching: a long ledger beside a new cache. */

const size = 1_200;
let folder: string;
let engine: Engine;

function open(): void {
  // Nobody listens there: nothing can be sent.
  const gateway = { baseUrl: 'http://127.0.0.1:9', callsAtOnce: 5, clients: { from: 'numbers' as const, clientIds: [] }, network: directly };
  engine = new Engine({ ...options, gateway });
  engine.start();
}
const options = { folder: '', databaseKey: randomBytes(32).toString('hex'), sqliteBinding: '', authorization: 'Bearer x', renewable: false };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agentbook-history-'));
  options.folder = folder;
  fillQueue({ ...options, gateway: { baseUrl: '', callsAtOnce: 1, clients: { from: 'numbers', clientIds: [] }, network: directly } }, size);
  open();
});
afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const list = (query: string, clientId: string | null = null): HistoryPage => engine.requests['history.list']({ query, clientId, start: 0, count: 1_000 });
const idsOf = (page: HistoryPage): string[] => page.rows.map((row) => row.editId);
/** A name stands in the edit that makes it, as what it is renamed to, and in the one after, as what it was. */
const query = '1199';

async function untilSearched(): Promise<number[]> {
  const shares: number[] = [];
  for (let page = list(query); page.searched < 1; page = list(query)) {
    shares.push(page.searched);
    expect(page.rows.every((row) => row.changes.some(({ before, after }) => `${before} ${after}`.includes(query)))).toBe(true);
    // Others are answered in between.
    expect(engine.status().waiting).toBeGreaterThan(0);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return shares;
}

test('all edits are listed at once; a search says how far it is, finds nothing wrong meanwhile, and everything in the end', async () => {
  expect(list('')).toMatchObject({ total: size, searched: 1 });
  const [{ clientId = '' } = {}] = list('').rows;
  expect(list('', clientId)).toMatchObject({ total: editsPerClient, searched: 1 });
  const first = list(query);
  expect(first.searched).toBeLessThan(1);
  expect(first.total).toBe(0);
  const told = new Promise<void>((resolve) => void engine.news.listen((item) => item.type === 'queue' && resolve()));
  const shares = await untilSearched();
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(list(query)).toMatchObject({ total: 1, searched: 1, rows: [{ changes: [{ after: `Māhina ${query}` }] }] });
  await told;
  expect(list('')).toMatchObject({ total: size, searched: 1 });
});

test('what happens while it is made ready is found as it stands then, and a stop in the middle loses none of it', async () => {
  list(query);
  const { rows } = engine.requests['queue.list']({ states: ['waiting'], start: 0, count: 1 });
  const clientId = rows[0]?.clientId ?? '';
  const taken = engine.requests['edits.discardAll']({ clientId }).taken;
  expect(taken).toHaveLength(editsPerClient);
  await engine.close();
  open();
  expect(list(query).searched).toBeLessThan(1);
  await untilSearched();
  const found = list(engine.requests['clients.list']({ query: '', view: 'all', start: 0, count: 10_000 }).rows.find((row) => row.id === clientId)?.number ?? '');
  expect(idsOf(found).sort()).toEqual([...taken].sort());
  expect(new Set(found.rows.map((row) => row.outcome))).toEqual(new Set(['undone']));
  expect(list('mahina')).toMatchObject({ total: size, searched: 1 });
});

test('a file of what was found holds all of it, however far the search was', () => {
  expect(list(query).searched).toBeLessThan(1);
  const { text } = engine.requests['history.export']({ query: 'mahina', clientId: null });
  expect(text.trimEnd().split('\r\n')).toHaveLength(1 + size);
  expect(list(query)).toMatchObject({ total: 1, searched: 1 });
});
