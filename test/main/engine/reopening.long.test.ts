import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Engine } from '../../../main/engine/engine.ts';
import { directly } from '../../../main/transport/access.ts';
import { editsPerClient, fillQueue } from '../../../scripts/bench/filled-queue.ts';

/** That it is quick is for `npm run bench -- --only P6`; here it has to be right. */

let engine: Engine | undefined;
const folder = mkdtempSync(join(tmpdir(), 'agentbook-reopening-'));
afterEach(async () => {
  await engine?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('ten thousand edits are all there after a stop, in their order and counted right, and what is taken back stays taken back', async () => {
  const size = 10_000;
  const clients = size / editsPerClient;
  // Nobody listens there: nothing can be sent.
  const gateway = { baseUrl: 'http://127.0.0.1:9', callsAtOnce: 5, clients: { from: 'numbers' as const, clientIds: [] }, network: directly };
  const options = { folder, databaseKey: randomBytes(32).toString('hex'), sqliteBinding: '', authorization: 'Bearer x', renewable: false, gateway };
  fillQueue(options, size);
  const open = (): Engine => {
    const opened = new Engine(options);
    opened.start();
    return opened;
  };
  const rows = (from: Engine, start: number, count: number) => from.requests['queue.list']({ states: ['needsYou', 'checking', 'sending', 'waiting'], start, count });

  engine = open();
  expect(engine.status()).toMatchObject({ waiting: size, sending: 0, checking: 0, needsYou: 0 });
  expect(rows(engine, 0, 1).counts).toEqual({ waiting: size, sending: 0, checking: 0, needsYou: 0, sent: 0 });
  const seqs = Array.from({ length: 10 }, (_, page) => rows(engine!, page * 1_000, 1_000).rows.map((row) => row.seq)).flat();
  expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
  expect(new Set(seqs).size).toBe(size);
  expect(engine.requests['clients.list']({ query: '', view: 'waiting', start: 0, count: 1 })).toMatchObject({ total: clients, matched: clients });
  const [{ clientId = '' } = {}] = rows(engine, 0, 1).rows;
  expect(engine.requests['edits.discardAll']({ clientId }).taken).toHaveLength(editsPerClient);
  await engine.close();

  engine = open();
  expect(rows(engine, 0, 1).counts).toMatchObject({ waiting: size - editsPerClient, sent: 0 });
  expect(engine.requests['clients.list']({ query: '', view: 'waiting', start: 0, count: 1 })).toMatchObject({ total: clients, matched: clients - 1 });
  expect(rows(engine, size - editsPerClient - 1, 10).rows.map((row) => row.seq)).toEqual([seqs.at(-1)]);
});
