import type { LocalKey } from '../../../shared/contacts.ts';
import type { Clock } from '../clock.ts';
import type { Sqlite } from '../database.ts';
import type { Anatomy, Identity, Names } from '../gateway/connector.ts';
import { isNoRoom } from '../no-room.ts';
import { advance, begun, followedBy, intentSent, isOpen, whole, type EditEvent, type EditRecord } from '../outbox/transitions.ts';
import { Identities } from './identities.ts';
import type { Mark } from './mark.ts';
import { Ties } from './ties.ts';

interface EditRow {
  record: string;
}

/** Something that happened to an edit that is kept already. */
export type EventOf = readonly [editId: string, event: Exclude<EditEvent, { kind: 'queued' }>];

/** The last event's position in a ledger file; 0 for none. */
export const positionOf = (db: Sqlite): number => db.prepare<[], { seq: number | null }>('SELECT max(seq) AS seq FROM events').get()?.seq ?? 0;

/**
 * What must never be lost: every edit a person made and everything that happened to it, as append-only events. The outbox is a
 * projection of them, written in the same transaction (architecture: "Two files on disk"). Open edits are also held in memory.
 */
export class Ledger {
  readonly #db: Sqlite;
  readonly #clock: Clock;
  readonly #identities: Identities;
  /** Which contacts are the same person as others elsewhere. */
  readonly ties: Ties;
  /** In order: an edit enters once, when it is queued, and leaves when it ends. */
  readonly #open = new Map<string, EditRecord>();
  readonly #listeners = new Set<(edit: EditRecord) => void>();
  readonly #byClient = new Map<string, Map<string, EditRecord>>();
  readonly #mark: Mark | null;
  readonly #anatomy: Anatomy;
  /** Place of the newest edit that has been open. */
  #newest = 0;
  /** Of the last event of the transaction under way. */
  #last = 0;

  /** `mark`: told how far the ledger has got, and closed with it. `anatomy`: of the system whose intents it keeps. */
  constructor(db: Sqlite, clock: Clock, mark: Mark | null = null, anatomy: Anatomy = whole) {
    this.#db = db;
    this.#clock = clock;
    this.#mark = mark;
    this.#anatomy = anatomy;
    this.#identities = new Identities(db);
    this.ties = new Ties(db);
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

  /** Edits that have not ended. */
  get openCount(): number {
    return this.#open.size;
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

  /** Whether anything of a client was queued after something last happened to an edit, other than `besides`, and stands. */
  queuedSince(edit: EditRecord, besides: readonly string[]): boolean {
    const last = this.#db.prepare<[string], { seq: number | null }>("SELECT max(seq) AS seq FROM events WHERE edit = ? AND kind <> 'joined'").get(edit.id)?.seq ?? 0;
    const rows = this.#db.prepare<[number, string], { id: string }>("SELECT id FROM edits WHERE seq > ? AND client = ? AND state NOT IN ('undone', 'discarded')").all(last, edit.clientId);
    return rows.some(({ id }) => !besides.includes(id));
  }

  /** Edits of the same client to which anything has happened since this one was made, itself included. That one is reversed is told of its opposite. */
  touchedSince(edit: EditRecord): EditRecord[] {
    const rows = this.#db.prepare<[string, number], EditRow>("SELECT record FROM edits WHERE client = ? AND EXISTS (SELECT 1 FROM events WHERE edit = edits.id AND events.seq >= ? AND events.kind NOT IN ('reversed', 'joined'))").all(edit.clientId, edit.seq);
    return rows.map((row) => JSON.parse(row.record) as EditRecord);
  }

  /** Edits of any client that have been sent, or begun to be, since this one was made. */
  sentSince(edit: EditRecord): EditRecord[] {
    const rows = this.#db.prepare<[number], EditRow>("SELECT record FROM edits WHERE id IN (SELECT edit FROM events WHERE seq > ? AND kind = 'sending')").all(edit.seq);
    return rows.map((row) => JSON.parse(row.record) as EditRecord);
  }

  /** The next events after a position, and the edits they happened to; '' for an event of no edit. */
  eventsSince(position: number, count: number): { seq: number; edit: string }[] {
    return this.#db.prepare<[number, number], { seq: number; edit: string }>('SELECT seq, edit FROM events WHERE seq > ? ORDER BY seq LIMIT ?').all(position, count);
  }

  /** Every edit, or those of one client, or only what the gateway has confirmed; newest first. */
  ids(clientId: string | null, sent: boolean): string[] {
    const tests = [...(clientId === null ? [] : ['client = ?']), ...(sent ? ["state = 'done'"] : [])];
    const where = tests.length > 0 ? `WHERE ${tests.join(' AND ')}` : '';
    return this.#db.prepare<string[], string>(`SELECT id FROM edits ${where} ORDER BY seq DESC`).pluck().all(...(clientId === null ? [] : [clientId]));
  }

  doneCount(): number {
    return this.#db.prepare<[], { n: number }>("SELECT count(*) AS n FROM edits WHERE state = 'done'").get()?.n ?? 0;
  }

  /** The last event's position: what the cache remembers having seen. */
  position(): number {
    return positionOf(this.#db);
  }

  /** Edits confirmed after a position, oldest first: what a cache that stopped there has missed. */
  doneSince(position: number): EditRecord[] {
    const rows = this.#db
      .prepare<[number], EditRow>("SELECT edits.record FROM events JOIN edits ON edits.id = events.edit WHERE events.seq > ? AND events.kind = 'done' ORDER BY events.seq")
      .all(position);
    return rows.map((row) => JSON.parse(row.record) as EditRecord);
  }

  /** Takes an edit in, and in the same transaction what becomes of others with it. The same id again answers the edit already there: one keystroke, one edit. */
  queue(editId: string, event: Extract<EditEvent, { kind: 'queued' }>, others: readonly EventOf[] = []): EditRecord {
    const known = this.find(editId);
    if (known) return known;
    const [record, changed] = this.#committed(() => {
      const at = this.#clock.now();
      const seq = this.#append(editId, event, at);
      const record = begun(seq, editId, at, event);
      this.#db
        .prepare('INSERT INTO edits (seq, id, lane, client, at, state, record) VALUES (?, ?, ?, ?, ?, ?, ?)')
        .run(seq, editId, record.lane, record.clientId, at, record.state, JSON.stringify(record));
      return [record, others.flatMap(([id, other]) => this.#recordWith(id, other))];
    });
    for (const one of [record, ...changed]) this.#hold(one);
    return record;
  }

  /** Records that something happened to an edit; durable when this returns. Throws `IllegalTransition`. */
  record(editId: string, event: Exclude<EditEvent, { kind: 'queued' }>): EditRecord {
    const [record, ...carried] = this.#committed(() => this.#recordWith(editId, event));
    for (const one of [record, ...carried]) this.#hold(one);
    return record;
  }

  /** Several edits in one transaction: all or none. */
  recordAll(editIds: readonly string[], event: Exclude<EditEvent, { kind: 'queued' }>): void {
    this.recordEach(editIds.map((id) => [id, event]));
  }

  /** The same, with an event for each. */
  recordEach(events: readonly EventOf[]): void {
    for (const record of this.#committed(() => events.flatMap(([id, event]) => this.#recordWith(id, event)))) this.#hold(record);
  }

  /** The edits of one row, ended ones too, go on in another, with their ties: it has turned out to be the same contact's. All in one transaction. */
  join(from: string, into: Omit<Extract<EditEvent, { kind: 'joined' }>, 'kind'>): void {
    const ids = this.ids(from, false).reverse();
    const moved = this.#committed(() => {
      this.ties.move(from, into);
      return ids.map((id) => this.#recordOne(id, { kind: 'joined', ...into }));
    });
    this.#byClient.delete(from);
    for (const record of moved) if (isOpen(record.state)) this.#hold(record);
  }

  /**
   * After a stop in the middle, whatever was being sent may or may not have arrived. Where there is no room to write that down, it stays as
   * being sent, which is looked at in the same way.
   */
  doubtInterruptedSends(): void {
    const sending = this.open().filter((edit) => edit.state === 'sending' && !edit.carrier);
    try {
      this.recordAll(sending.map((edit) => edit.id), { kind: 'unknown', detail: 'Agentbook stopped while this was being sent.' });
    } catch (error) {
      if (!isNoRoom(error)) throw error;
    }
  }

  /**
   * Part of what was kept here is lost: told until somebody says that they have read it, and part of the history. `position`: what comes
   * after is new. With `doubtful`, no open edit is sent before the person has looked, because it may have been sent already.
   */
  tellLoss(text: string, position: number, doubtful: string): void {
    const open = doubtful === '' ? [] : this.open().filter((edit) => edit.state !== 'parked');
    const next = Math.max(position, this.position()) + 1;
    // In one: after a stop in between it would be told, and what may have been sent already would go by itself.
    this.#db.transaction(() => {
      this.#db.prepare("INSERT INTO events (seq, at, edit, kind, body) VALUES (?, ?, '', 'loss', ?)").run(next, this.#clock.now(), JSON.stringify({ text }));
      this.recordAll(open.map((edit) => edit.id), { kind: 'parked', fault: { kind: 'broken', incident: doubtful }, before: null });
    })();
  }

  /** What was lost and nobody has read yet; '' for nothing. */
  get loss(): string {
    const last = this.#db.prepare<[], { kind: string; body: string }>("SELECT kind, body FROM events WHERE edit = '' ORDER BY seq DESC LIMIT 1").get();
    return last?.kind === 'loss' ? (JSON.parse(last.body) as { text: string }).text : '';
  }

  noteLossRead(): void {
    if (this.loss !== '') this.#db.prepare("INSERT INTO events (at, edit, kind, body) VALUES (?, '', 'lossRead', '{}')").run(this.#clock.now());
  }

  /** Parts that went out inside a new contact and whose ids are still to be learnt, as they were sent. */
  unpairedParts(contact: LocalKey): object[] {
    return this.#identities.unpaired(contact);
  }

  learn(identities: readonly Identity[]): void {
    if (identities.length > 0) this.#committed(() => this.#identities.add(identities));
  }

  close(): void {
    this.#db.close();
    this.#mark?.close();
  }

  /** What becomes of an edit, and of those that go in its call: itself first. */
  #recordWith(editId: string, event: Exclude<EditEvent, { kind: 'queued' }>): [EditRecord, ...EditRecord[]] {
    const current = this.find(editId);
    const records: [EditRecord, ...EditRecord[]] = [this.#recordOne(editId, event)];
    for (const id of current?.group?.ids ?? []) {
      const carried = this.find(id);
      const followed = carried?.carrier === editId ? followedBy(carried, event) : null;
      if (followed) records.push(this.#recordOne(id, followed));
    }
    return records;
  }

  #recordOne(editId: string, event: Exclude<EditEvent, { kind: 'queued' }>): EditRecord {
    const current = this.find(editId);
    if (!current) throw new Error(`no such edit: ${editId}`);
    const at = this.#clock.now();
    const next = advance(current, event, at, this.#anatomy);
    this.#append(editId, event, at);
    this.#db.prepare('UPDATE edits SET state = ?, client = ?, lane = ?, record = ? WHERE id = ?').run(next.state, next.clientId, next.lane, JSON.stringify(next), editId);
    if (event.kind === 'done' || event.kind === 'answered') {
      this.#identities.add(event.identities);
      const sent = intentSent(next);
      if (event.kind === 'done' && event.how !== 'merged') this.#identities.expect(sent.contact, this.#anatomy.partsOf(sent));
    }
    return next;
  }

  #append(editId: string, event: EditEvent, at: number): number {
    const { kind, ...body } = event;
    this.#last = Number(this.#db.prepare('INSERT INTO events (at, edit, kind, body) VALUES (?, ?, ?, ?)').run(at, editId, kind, JSON.stringify(body)).lastInsertRowid);
    return this.#last;
  }

  /** The mark is told afterwards: it may be behind, never ahead. */
  #committed<T>(change: () => T): T {
    this.#last = 0;
    let kept = false;
    let answer: T;
    try {
      answer = this.#db.transaction(change)();
      kept = true;
    } finally {
      this.#identities.over(kept);
    }
    if (this.#last > 0) this.#mark?.keep(this.#last);
    return answer;
  }

  #hold(record: EditRecord): void {
    const ofClient = this.#byClient.get(record.clientId) ?? new Map<string, EditRecord>();
    for (const held of [this.#open, ofClient]) {
      if (!isOpen(record.state)) held.delete(record.id);
      else if (held.has(record.id)) held.set(record.id, record);
      else enter(held, record, record.seq < this.#newest);
    }
    this.#newest = Math.max(this.#newest, record.seq);
    if (ofClient.size > 0) this.#byClient.set(record.clientId, ofClient);
    else this.#byClient.delete(record.clientId);
    for (const listener of this.#listeners) listener(record);
  }
}

/** At its place in the order: the last one, unless it comes back from having ended. */
function enter(held: Map<string, EditRecord>, record: EditRecord, again: boolean): void {
  const later = again ? [...held.values()].filter((other) => other.seq > record.seq) : [];
  for (const other of later) held.delete(other.id);
  for (const other of [record, ...later]) held.set(other.id, other);
}
