import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { Engine, type EngineTuning } from '../../../../main/engine/engine.ts';
import type { EngineOptions } from '../../../../main/engine/host-contract.ts';
import { directly } from '../../../../main/transport/access.ts';
import type { Json, NativeDoc, ScopeRef } from '../../../../shared/contacts.ts';
import type { RecordIntent } from '../../../../shared/edits.ts';
import type { ClientRow, LevelDetail, QueueRow, ShownContact } from '../../../../shared/views.ts';

export interface RecordAccess {
  /** Of `SystemFacts`. */
  system: string;
  address: string;
  secrets: Record<string, string>;
  /** What was typed as the account, business or customer. */
  scope?: string;
  reserve?: number | null;
  callsAtOnce?: number;
}

/**
 * A real engine over real encrypted files at a record system, wherever that is, and what a person does there in a person's words.
 * `tuning` reaches each engine that is opened on the files.
 */
export function openRecordWorld(access: RecordAccess, tuning: Partial<EngineTuning> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'agentbook-records-'));
  const options: EngineOptions = {
    folder,
    databaseKey: randomBytes(32).toString('hex'),
    sqliteBinding: '',
    gateway: {
      baseUrl: access.address,
      network: directly,
      clients: { from: 'numbers', clientIds: [] },
      system: { id: access.system, scope: access.scope ?? '', reserve: access.reserve ?? null },
      callsAtOnce: access.callsAtOnce ?? 3,
    },
    authorization: JSON.stringify(access.secrets),
    renewable: false,
    person: 'Mere',
  };
  const notices: string[] = [];
  const open = (): Engine => {
    const engine = new Engine(options, { looksApartMs: 5, deadlineMs: 2_000, random: () => 0, ...tuning });
    engine.news.listen((news) => news.type === 'notice' && notices.push(news.text));
    engine.start();
    return engine;
  };
  const world = {
    options,
    notices,
    engine: open(),
    rows: (query = ''): ClientRow[] => world.engine.requests['clients.list']({ query, view: 'all', start: 0, count: 1_000 }).rows,
    /** The place of a row and the one contact in it. */
    level(clientId: string): LevelDetail {
      const level = world.engine.requests['clients.open']({ clientId })?.levels[0];
      if (!level) throw new Error(`no row ${clientId}`);
      return level;
    },
    contact(clientId: string): ShownContact {
      const [contact] = world.level(clientId).contacts;
      if (!contact) throw new Error(`no contact in ${clientId}`);
      return contact;
    },
    doc: (clientId: string): NativeDoc => world.contact(clientId).doc ?? {},
    queue(clientId: string, intent: RecordIntent): string {
      const editId = ulid();
      const answer = world.engine.requests['edits.queue']({ editId, clientId, intent });
      if (!answer.ok) throw new Error(answer.error.map((issue) => `${issue.field}: ${issue.text}`).join('; '));
      return editId;
    },
    /** Answers the row it made. */
    create(scope: ScopeRef, doc: NativeDoc): string {
      const key = `new:${ulid()}`;
      const clientId = `${scope.key}/${key}`;
      world.queue(clientId, { type: 'create', contact: key, scope, doc });
      return clientId;
    },
    /** Sets fields by name, from what is shown now. */
    edit(clientId: string, to: Record<string, Json>): string {
      const { scope } = world.level(clientId);
      const { key, doc = {} } = world.contact(clientId);
      const changes = Object.entries(to).map(([name, value]) => ({ op: 'field' as const, path: `/${name}`, was: doc[name] ?? null, to: value }));
      return world.queue(clientId, { type: 'edit', contact: key, scope, changes });
    },
    remove(clientId: string): string {
      const { key, doc = {} } = world.contact(clientId);
      return world.queue(clientId, { type: 'remove', contact: key, scope: world.level(clientId).scope, was: doc });
    },
    row(editId: string): QueueRow {
      const { rows } = world.engine.requests['queue.list']({ states: ['needsYou', 'checking', 'sending', 'waiting', 'sent'], start: 0, count: 1_000 });
      const row = rows.find((one) => one.editId === editId);
      if (!row) throw new Error(`no row for ${editId}`);
      return row;
    },
    /** Tries now, and waits until nothing more can happen by itself. */
    async settle(): Promise<void> {
      let before = '';
      for (let round = 0; round < 30; round += 1) {
        world.engine.requests['sync.now']({});
        await world.engine.atRest();
        const { connection, waiting, sending, checking, needsYou } = world.engine.status();
        const now = `${connection.state} ${waiting} ${sending} ${checking} ${needsYou}`;
        if (waiting + sending + checking === 0 || now === before) return;
        before = now;
      }
    },
    /** Reads the whole list again. */
    async refresh(): Promise<void> {
      world.engine.requests['sync.refresh']({});
      await world.engine.atRest();
    },
    /** The same files under a new engine, as after a stop. `meanwhile`: done to the folder in between. */
    async reopen(meanwhile: (folder: string) => void = () => undefined): Promise<void> {
      await world.engine.close();
      meanwhile(folder);
      world.engine = open();
      await world.engine.atRest();
    },
    async close(): Promise<void> {
      await world.engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}

export type RecordWorld = ReturnType<typeof openRecordWorld>;
