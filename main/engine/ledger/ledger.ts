import type { KeyedPhone, LocalKey } from '../../../shared/contacts.ts';
import type { Clock } from '../clock.ts';
import type { Sqlite } from '../database.ts';
import type { Identity, Names } from '../gateway/connector.ts';
import { advance, begun, isOpen, type EditEvent, type EditRecord } from '../outbox/transitions.ts';
import { Identities } from './identities.ts';

interface EditRow {
  record: string;
}

/**
 * What must never be lost: every edit a person made and everything that happened to it, as append-only events. The outbox is a
 * projection of them, written in the same transaction (architecture: "Two files on disk"). Open edits are also held in memory.
 */
export class Ledger {
  readonly #db: Sqlite;
  readonly #clock: Clock;
  readonly #identities: Identities;
  /** In order: an edit enters once, when it is queued, and leaves when it ends. */
  readonly #open = new Map<string, EditRecord>();
  readonly #listeners = new Set<(edit: EditRecord) => void>();
  readonly #byClient = new Map<string, Map<string, EditRecord>>();

  constructor(db: Sqlite, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
    this.#identities = new Identities(db);
    const rows = db.prepare<[], EditRow>("SELECT record FROM edits WHERE state IN ('queued', 'sending', 'unknown', 'parked') ORDER BY seq").all();
    for (const row of rows) this.#hold(JSON.parse(row.record) as EditRecord);
  }

  get names(): Names {
    return this.#identities;
  }

  /** Told of every edit that has changed, after it is durable. */
  onChange(listener: (edit: EditRecord) => void): void {
    this.#listeners.add(listener);
  }

  /** Open edits in order. */
  open(): EditRecord[] {
    return [...this.#open.values()];
  }

  /** Clients with open edits. */
  clientsWithEdits(): string[] {
    return [...this.#byClient.keys()];
  }

  openOf(clientId: string): EditRecord[] {
    return [...(this.#byClient.get(clientId)?.values() ?? [])];
  }

  /** Any edit, open or ended. */
  find(editId: string): EditRecord | null {
    const held = this.#open.get(editId);
    if (held) return held;
    const row = this.#db.prepare<[string], EditRow>('SELECT record FROM edits WHERE id = ?').get(editId);
    return row ? (JSON.parse(row.record) as EditRecord) : null;
  }

  /** Edits the gateway confirmed, newest first. */
  done(start: number, count: number): EditRecord[] {
    const rows = this.#db.prepare<[number, number], EditRow>("SELECT record FROM edits WHERE state = 'done' ORDER BY seq DESC LIMIT ? OFFSET ?").all(count, start);
    return rows.map((row) => JSON.parse(row.record) as EditRecord);
  }

  doneCount(): number {
    return this.#db.prepare<[], { n: number }>("SELECT count(*) AS n FROM edits WHERE state = 'done'").get()?.n ?? 0;
  }

  /** The last event's position: what the cache remembers having seen. */
  position(): number {
    return this.#db.prepare<[], { seq: number | null }>('SELECT max(seq) AS seq FROM events').get()?.seq ?? 0;
  }

  /** Edits confirmed after a position, oldest first: what a cache that stopped there has missed. */
  doneSince(position: number): EditRecord[] {
    const rows = this.#db
      .prepare<[number], EditRow>("SELECT edits.record FROM events JOIN edits ON edits.id = events.edit WHERE events.seq > ? AND events.kind = 'done' ORDER BY events.seq")
      .all(position);
    return rows.map((row) => JSON.parse(row.record) as EditRecord);
  }

  /** Takes an edit in. The same id again answers the edit already there: one keystroke, one edit. */
  queue(editId: string, event: Extract<EditEvent, { kind: 'queued' }>): EditRecord {
    return this.#write(() => {
      const known = this.find(editId);
      if (known) return known;
      const at = this.#clock.now();
      const seq = this.#append(editId, event, at);
      const record = begun(seq, editId, at, event);
      this.#db
        .prepare('INSERT INTO edits (seq, id, lane, client, at, state, record) VALUES (?, ?, ?, ?, ?, ?, ?)')
        .run(seq, editId, record.lane, record.clientId, at, record.state, JSON.stringify(record));
      return record;
    });
  }

  /** Records that something happened to an edit; durable when this returns. Throws `IllegalTransition`. */
  record(editId: string, event: Exclude<EditEvent, { kind: 'queued' }>): EditRecord {
    return this.#write(() => this.#recordOne(editId, event));
  }

  /** Several edits in one transaction: all or none. */
  recordAll(editIds: readonly string[], event: Exclude<EditEvent, { kind: 'queued' }>): void {
    const records = this.#db.transaction(() => editIds.map((id) => this.#recordOne(id, event)))();
    for (const record of records) this.#hold(record);
  }

  /** After a stop in the middle, whatever was being sent may or may not have arrived. */
  doubtInterruptedSends(): void {
    const sending = this.open().filter((edit) => edit.state === 'sending');
    this.recordAll(sending.map((edit) => edit.id), { kind: 'unknown', detail: 'Agentbook stopped while this was being sent.' });
  }

  /** Phones that went out inside a new contact and whose ids are still to be learnt. */
  unpairedPhones(contact: LocalKey): KeyedPhone[] {
    return this.#identities.unpaired(contact);
  }

  learn(identities: readonly Identity[]): void {
    if (identities.length > 0) this.#db.transaction(() => this.#identities.add(identities))();
  }

  close(): void {
    this.#db.close();
  }

  #recordOne(editId: string, event: Exclude<EditEvent, { kind: 'queued' }>): EditRecord {
    const current = this.find(editId);
    if (!current) throw new Error(`no such edit: ${editId}`);
    const at = this.#clock.now();
    const next = advance(current, event, at);
    this.#append(editId, event, at);
    this.#db.prepare('UPDATE edits SET state = ?, record = ? WHERE id = ?').run(next.state, JSON.stringify(next), editId);
    if (event.kind === 'done' || event.kind === 'answered') {
      this.#identities.add(event.identities);
      if (event.kind === 'done' && next.intent.type === 'create') this.#identities.expect(next.intent.contact, next.intent.doc.Phone);
    }
    return next;
  }

  #append(editId: string, event: EditEvent, at: number): number {
    const { kind, ...body } = event;
    return Number(this.#db.prepare('INSERT INTO events (at, edit, kind, body) VALUES (?, ?, ?, ?)').run(at, editId, kind, JSON.stringify(body)).lastInsertRowid);
  }

  #write(change: () => EditRecord): EditRecord {
    const record = this.#db.transaction(change)();
    this.#hold(record);
    return record;
  }

  #hold(record: EditRecord): void {
    const ofClient = this.#byClient.get(record.clientId) ?? new Map<string, EditRecord>();
    for (const held of [this.#open, ofClient]) {
      if (isOpen(record.state)) held.set(record.id, record);
      else held.delete(record.id);
    }
    if (ofClient.size > 0) this.#byClient.set(record.clientId, ofClient);
    else this.#byClient.delete(record.clientId);
    for (const listener of this.#listeners) listener(record);
  }
}
