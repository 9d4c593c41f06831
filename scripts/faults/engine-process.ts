import { join } from 'node:path';
import { openDatabase } from '../../main/engine/database.ts';
import { Engine } from '../../main/engine/engine.ts';
import { ledgerMigrations } from '../../main/engine/files.ts';
import type { EngineOptions } from '../../main/engine/host-contract.ts';
import type { EditRecord } from '../../main/engine/outbox/transitions.ts';
import type { EngineRequests } from '../../shared/ipc-contract.ts';
import type { Status } from '../../shared/views.ts';
import type { LedgerEdit } from './compare.ts';
import type { Asked, Orders } from './conversation.ts';

/** The real engine in a process of its own, on plain Node, to be killed at any moment. Does what its parent orders, one after the other. */
let engine: Engine | null = null;

const tuning = { looksApartMs: 2, deadlineMs: 300, random: (): number => 0 };

function opened(): Engine {
  if (!engine) throw new Error('the engine is not open');
  return engine;
}

async function settle(): Promise<Status> {
  const one = opened();
  let before = '';
  for (let round = 0; round < 60; round += 1) {
    one.requests['sync.now']({});
    await one.atRest();
    const { connection, waiting, sending, checking, needsYou } = one.status();
    const now = `${connection.state} ${waiting} ${sending} ${checking} ${needsYou}`;
    if (waiting + sending + checking === 0 || (now === before && sending + checking === 0)) break;
    before = now;
  }
  return one.status();
}

/** Straight from the file, past the engine: the events say what the person was last told. */
function ledger({ folder, databaseKey, sqliteBinding }: EngineOptions): LedgerEdit[] {
  const db = openDatabase({ path: join(folder, 'ledger.db'), key: databaseKey, binding: sqliteBinding, synchronous: 'FULL', migrations: ledgerMigrations });
  const troubles = new Map(db.prepare<[], { edit: string; body: string }>("SELECT edit, body FROM events WHERE kind = 'parked' ORDER BY seq").all().map(({ edit, body }) => [edit, (JSON.parse(body) as { fault: { kind: string } }).fault.kind]));
  const records = db.prepare<[], { record: string }>('SELECT record FROM edits ORDER BY seq').all().map(({ record }) => JSON.parse(record) as EditRecord);
  db.close();
  return records.map(({ id, seq, clientId, intent, state, before }) => ({ editId: id, seq, clientId, intent, state, read: before?.doc ?? null, lastFault: troubles.get(id) ?? '' }));
}

const orders: Omit<Orders, keyof EngineRequests> & Record<string, (ask: never) => unknown> = {
  open: (options: EngineOptions) => {
    engine = new Engine(options, tuning);
    engine.start();
    return null;
  },
  authorization: ({ authorization }: { authorization: string }) => (opened().setAuthorization(authorization), null),
  rest: (async () => (await opened().atRest(), opened().status())) as never,
  settle: settle as never,
  close: (async () => {
    await opened().close();
    engine = null;
    return null;
  }) as never,
  ledger,
};

async function obey({ order, ask }: Asked): Promise<unknown> {
  const own = orders[order];
  if (own) return own(ask as never);
  const request = opened().requests[order as keyof EngineRequests] as (ask: unknown) => unknown;
  return request(ask);
}

process.on('message', (asked: Asked) => {
  obey(asked).then(
    (value) => process.send?.({ n: asked.n, value }),
    (error: unknown) => process.send?.({ n: asked.n, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
