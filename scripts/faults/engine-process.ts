import { join } from 'node:path';
import { setTimeout as waited } from 'node:timers/promises';
import { systemClock, type Clock } from '../../main/engine/clock.ts';
import { openDamaged, openDatabase, sqliteCode, type Sqlite } from '../../main/engine/database.ts';
import { Engine, type EngineTuning, type Sabotage } from '../../main/engine/engine.ts';
import { ledgerMigrations } from '../../main/engine/files.ts';
import type { EngineOptions } from '../../main/engine/host-contract.ts';
import type { EditRecord } from '../../main/engine/outbox/transitions.ts';
import type { NativeContact } from '../../shared/contacts.ts';
import type { Intent } from '../../shared/edits.ts';
import type { EngineRequests } from '../../shared/ipc-contract.ts';
import type { Status } from '../../shared/views.ts';
import type { LedgerEdit } from './compare.ts';
import { faster, longestLagMs, type Asked, type Death, type Orders, type Pace } from './conversation.ts';
import { sabotages } from './sabotage.ts';
import { watchedLedger } from './watched-ledger.ts';

/** The real engine in a process of its own, on plain Node, to be killed at any moment. Does what its parent orders, one after the other. */
let engine: Engine | null = null;
let aheadMs = 0;
let death: Death | null = null;
const files: Partial<Record<'ledger' | 'cache', Sqlite>> = {};

let pace: Pace | null = null;

const clock: Clock = {
  now: () => (pace ? faster(pace) : systemClock.now()) + aheadMs,
  elapsed: () => systemClock.elapsed() * (pace?.times ?? 1),
  after: (ms, callback) => systemClock.after(Math.ceil(ms / (pace?.times ?? 1)), callback),
};

function opened(): Engine {
  if (!engine) throw new Error('the engine is not open');
  return engine;
}

/** At the moment that was ordered there is nothing after this line. */
function reached(kind: Death['kind'], moment: Death['moment']): void {
  if (death?.kind !== kind || death.moment !== moment) return;
  death.skip -= 1;
  if (death.skip < 0) process.kill(process.pid, 'SIGKILL');
}

/** The sabotage of the parts, with ourselves holding the files and watching what is written. */
function watched({ ledgerFile, connector }: Sabotage): Sabotage {
  return {
    ledgerFile: (file) => watchedLedger(ledgerFile?.((files.ledger = file)) ?? (files.ledger = file), { reached }),
    cacheFile: (file) => (files.cache = file),
    ...(connector ? { connector } : {}),
  };
}

/** A deadline that only what stalls can miss, on a machine that has other work too: a call that arrives after the last look is nobody's to tell. */
const tuningWith = (sabotage: Sabotage): Partial<EngineTuning> => ({ looksApartMs: 4, longestLagMs: longestLagMs(pace), deadlineMs: 1_000, random: () => 0, clock, sabotage: watched(sabotage) });

/** No more pages than there are, or as many as SQLite allows: the real SQLITE_FULL, without a disk to fill. */
function fill(file: Sqlite | undefined, full: boolean): void {
  file?.pragma(`max_page_count = ${full ? Number(file.pragma('page_count', { simple: true })) : 4_294_967_294}`);
}

/** Whether something that waits is tried again by itself, though the system is there. */
function rests(one: Engine): boolean {
  const { rows } = one.requests['queue.list']({ states: ['waiting'], start: 0, count: 1_000 });
  return one.status().connection.state === 'online' && rows.some(({ nextTryAt }) => nextTryAt !== null);
}

async function settle(): Promise<Status> {
  const one = opened();
  let before = '';
  for (let round = 0; round < 60; round += 1) {
    one.requests['sync.now']({});
    await one.atRest();
    const { connection, waiting, sending, checking, needsYou } = one.status();
    // Where time goes faster, as long as was asked for is soon over.
    for (let looks = 1_000; pace && looks > 0 && one.status().connection.state === 'busy'; looks -= 1) await waited(20);
    const now = `${connection.state} ${waiting} ${sending} ${checking} ${needsYou}`;
    if (waiting + sending + checking === 0 || (now === before && sending + checking === 0 && !rests(one))) break;
    if (now === before) await waited(100);
    before = now;
  }
  return one.status();
}

function version({ options: { folder, databaseKey, sqliteBinding }, file, version: next }: Parameters<Orders['version']>[0]): number {
  const db = openDamaged({ path: join(folder, `${file}.db`), key: databaseKey, binding: sqliteBinding });
  const before = Number(db.pragma('user_version', { simple: true }));
  db.pragma(`user_version = ${next}`);
  db.close();
  return before;
}

/** Back in the queue, or with the person, and nothing of it can have arrived. */
const isAsIfNotSent = (kind: string, trouble = ''): boolean => (kind === 'requeued' && trouble !== 'didNotHappen') || (kind === 'parked' && trouble !== 'unknown');

/** Straight from the file, past the engine: the events say what the person was last told. */
function ledger({ folder, databaseKey, sqliteBinding }: EngineOptions): LedgerEdit[] {
  const db = openDatabase({ path: join(folder, 'ledger.db'), key: databaseKey, binding: sqliteBinding, synchronous: 'FULL', migrations: ledgerMigrations });
  const lives = new Map<string, string[]>();
  const troubles = new Map<string, string>();
  const doubtful = new Set<string>();
  const [reopened, began] = [new Map<string, number>(), new Map<string, number>()];
  let afterLoss = false;
  for (const { seq, edit, kind, body } of db.prepare<[], { seq: number; edit: string; kind: string; body: string }>('SELECT seq, edit, kind, body FROM events ORDER BY seq').all()) {
    const { fault, status, how, reason } = JSON.parse(body) as { fault?: { kind: string }; status?: number; how?: string; reason?: string };
    if (fault) troubles.set(edit, fault.kind);
    // What is parked in one go with the loss being told may have been sent already, and says so.
    afterLoss = kind === 'loss' || (afterLoss && kind === 'parked');
    if (afterLoss) doubtful.add(edit);
    if (kind === 'reopened') reopened.set(edit, seq);
    if (kind === 'sending' && !began.has(edit)) began.set(edit, seq);
    if (isAsIfNotSent(kind, fault?.kind ?? reason) && !lives.get(edit)?.some((event) => event.startsWith('answered'))) began.delete(edit);
    lives.set(edit, [...(lives.get(edit) ?? []), [kind, fault?.kind, how, reason, status].filter((word) => word !== undefined).join(' ')]);
  }
  const records = db.prepare<[], { record: string }>('SELECT record FROM edits ORDER BY seq').all().map(({ record }) => JSON.parse(record) as EditRecord);
  db.close();
  return records.map(({ id, seq, clientId, intent, state, before, settled = [], merged = false, group, predecessor }): LedgerEdit => {
    const told = { doubtful: doubtful.has(id), life: lives.get(id) ?? [], lastFault: troubles.get(id) ?? '', reopenedAt: reopened.get(id) ?? 0, beganAt: began.get(id) ?? Infinity };
    return { editId: id, seq, clientId, intent: (group?.intent ?? intent) as Intent, state, settled, merged, ...(group ? { group: group.ids } : {}), ...(predecessor === undefined ? {} : { predecessor }), read: (before?.doc ?? null) as NativeContact | null, ...told };
  });
}

const orders: { [O in Exclude<keyof Orders, keyof EngineRequests>]: (ask: Parameters<Orders[O]>[0]) => ReturnType<Orders[O]> | Promise<ReturnType<Orders[O]>> } = {
  open: ({ options, sabotage, pace: asked }) => {
    pace = asked;
    engine = new Engine(options, tuningWith(sabotage ? sabotages[sabotage] : {}));
    engine.start();
    return null;
  },
  authorization: ({ authorization }) => (opened().setAuthorization(authorization), null),
  rest: async () => (await opened().atRest(), opened().status()),
  settle,
  fill: ({ file, full }) => (fill(files[file], full), null),
  clock: (ask) => ((aheadMs = ask.aheadMs), null),
  die: (ask) => ((death = { ...ask }), null),
  close: async () => {
    await opened().close();
    engine = null;
    aheadMs = 0;
    death = null;
    return null;
  },
  ledger,
  version,
};

const isOwn = (order: string): order is keyof typeof orders => Object.hasOwn(orders, order);

async function obey({ order, ask }: Asked): Promise<unknown> {
  if (isOwn(order)) return (orders[order] as (ask: unknown) => unknown)(ask);
  const request = opened().requests[order] as (ask: unknown) => unknown;
  return request(ask);
}

process.on('message', (asked: Asked) => {
  obey(asked).then(
    (value) => process.send?.({ n: asked.n, value }),
    (error: unknown) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.send?.({ n: asked.n, error: text, name: error instanceof Error ? error.name : '', code: sqliteCode(error) });
    },
  );
});
process.on('disconnect', () => process.exit());
// A checker that has gone meanwhile is told nothing, and ends us.
process.send?.('ready', () => undefined);
