import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Engine } from '../../main/engine/engine.ts';
import type { EngineOptions } from '../../main/engine/host-contract.ts';
import { directly } from '../../main/transport/access.ts';
import { percentile, round, type Bench } from './bench.ts';
import { editsPerClient, fillQueue } from './filled-queue.ts';

const pairs = 20;
const page = 50;

/**
 * P6: from nothing open to a desk that has answered what its first screen asks (status, first clients, first rows of the queue), with `size`
 * edits queued; against bare SQLite that opens the same encrypted ledger and reads the same edits. In turns, in one process.
 */
export const reopen: Bench = {
  id: 'P6',
  title: 'reopening with queued edits, against bare SQLite that reads the same rows',
  size: 10_000,
  async run(size) {
    const folder = mkdtempSync(join(tmpdir(), 'agentbook-bench-'));
    const gateway: EngineOptions['gateway'] = { baseUrl: 'http://127.0.0.1:9', callsAtOnce: 5, clients: { from: 'numbers', clientIds: [] }, network: directly };
    const options: EngineOptions = { folder, databaseKey: randomBytes(32).toString('hex'), sqliteBinding: '', authorization: 'Bearer x', renewable: false, gateway };
    fillQueue(options, size);
    const [bare, whole, ours]: [number[], number[], number[]] = [[], [], []];
    for (let pair = 0; pair < pairs; pair += 1) {
      bare.push(bareReopen(options, size, ['edits']));
      whole.push(bareReopen(options, size, ['edits', 'events', 'identities', 'unpaired']));
      ours.push(await ourReopen(options, size));
    }
    rmSync(folder, { recursive: true, force: true });
    const over = (floor: readonly number[]): number => round(percentile(ours.map((ms, pair) => ms / (floor[pair] ?? Number.NaN)), 0.5), 2);
    return {
      edits: size,
      'bare SQLite p50 ms': round(percentile(bare, 0.5), 1),
      'bare SQLite p99 ms': round(percentile(bare, 0.99), 1),
      'ours p50 ms': round(percentile(ours, 0.5), 1),
      'ours p99 ms': round(percentile(ours, 0.99), 1),
      'ours ÷ bare, median of pairs': over(bare),
      'ours ÷ bare, every table read': over(whole),
      'ours p99 ÷ bare p99': round(percentile(ours, 0.99) / percentile(bare, 0.99), 2),
      target: '≤ 5',
    };
  },
};

function bareReopen({ folder, databaseKey }: EngineOptions, size: number, tables: readonly string[]): number {
  const began = performance.now();
  const db = new Database(join(folder, 'ledger.db'));
  db.pragma("cipher='sqlcipher'");
  db.pragma(`key="x'${databaseKey}'"`);
  const [edits = []] = tables.map((table) => db.prepare(`SELECT * FROM ${table}`).all());
  const ms = performance.now() - began;
  db.close();
  if (edits.length !== size) throw new Error(`bare SQLite has read ${edits.length} edits, not ${size}`);
  return ms;
}

async function ourReopen(options: EngineOptions, size: number): Promise<number> {
  const began = performance.now();
  const engine = new Engine(options);
  engine.start();
  const status = engine.requests['status.get']({});
  const { rows: clients, total } = engine.requests['clients.list']({ query: '', view: 'all', start: 0, count: page });
  const { rows, counts } = engine.requests['queue.list']({ states: ['needsYou', 'checking', 'sending', 'waiting'], start: 0, count: page });
  const ms = performance.now() - began;
  await engine.close();
  const right = status.waiting === size && counts.waiting === size && rows.length === page && clients.length === page && clients.every((client) => client.mark === 'waiting') && total === Math.ceil(size / editsPerClient);
  if (!right) throw new Error('the desk has not answered with every edit');
  return ms;
}
