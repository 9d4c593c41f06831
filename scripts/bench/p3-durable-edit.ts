import { randomBytes } from 'node:crypto';
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { systemClock } from '../../main/engine/clock.ts';
import { openFiles } from '../../main/engine/files.ts';
import { Ledger } from '../../main/engine/ledger/ledger.ts';
import { percentile, round, type Bench } from './bench.ts';

/** P3: a durable edit (event, edit, one transaction, synchronous=FULL) against one fdatasync of as many bytes in the same folder. */
export const durableEdit: Bench = {
  id: 'P3',
  title: 'one edit made durable, against one fdatasync',
  size: 2_000,
  async run(size) {
    const folder = mkdtempSync(join(tmpdir(), 'agentbook-bench-'));
    const files = openFiles({ folder, databaseKey: randomBytes(32).toString('hex'), sqliteBinding: '' });
    const ledger = new Ledger(files.ledger, systemClock);
    const plain = openSync(join(folder, 'plain'), 'w');
    const page = Buffer.alloc(4_096, 7);
    const edits: number[] = [];
    const syncs: number[] = [];
    for (let index = 0; index < size; index += 1) {
      const clientId = `IRD:${String(index % 500).padStart(9, '0')}`;
      const scope = { level: 'ird.customer' as const, key: clientId };
      const began = performance.now();
      ledger.queue(ulid(), { kind: 'queued', lane: clientId, clientId, intent: { type: 'edit', contact: '1295148032', scope, changes: [{ op: 'set', field: 'Name', was: 'Louie', to: `Māhina ${index}` }] } });
      const between = performance.now();
      writeSync(plain, page);
      fdatasyncSync(plain);
      syncs.push(performance.now() - between);
      edits.push(between - began);
    }
    closeSync(plain);
    ledger.close();
    files.cache.close();
    files.lock.close();
    rmSync(folder, { recursive: true, force: true });
    const p99 = percentile(edits, 0.99);
    return {
      edits: size,
      'edit p50 ms': round(percentile(edits, 0.5)),
      'edit p99 ms': round(p99),
      'fdatasync p50 ms': round(percentile(syncs, 0.5)),
      'fdatasync p99 ms': round(percentile(syncs, 0.99)),
      'D (edit p99 ÷ fdatasync p99)': round(p99 / percentile(syncs, 0.99), 2),
      target: 'D ≤ 2.0',
    };
  },
};
