import type { Clock } from '../clock.ts';
import type { Gate } from '../gateway/gate.ts';
import { sqliteCode } from '../database.ts';
import { orNoRoom } from '../no-room.ts';
import { Rests } from '../rests.ts';
import { deliver, readScope, type Attempt } from './deliver.ts';
import { resolveDoubt, type DoubtParts } from './doubt.ts';
import { headOf } from './lanes.ts';
import type { EditRecord } from './transitions.ts';

export interface DrainParts extends DoubtParts {
  clock: Clock;
  gate: Gate;
  /** A lane has stopped for now. */
  laneStopped: () => void;
  /** The outbox came to rest after having sent something. `alsoChanged`: fields that somebody else had changed meanwhile. */
  rested: (sent: number, parked: number, alsoChanged: readonly string[]) => void;
}

/** Empties the outbox: every lane in order, lanes beside each other, only while the gate is open. */
export class Drain {
  readonly #parts: DrainParts;
  readonly #running = new Map<string, Promise<void>>();
  /** Lanes that met a broken answer wait by themselves; the others go on. */
  readonly #rests: Rests;
  #sent = 0;
  #parked = 0;
  readonly #alsoChanged = new Set<string>();
  #closed = false;

  constructor(parts: Omit<DrainParts, 'closing'>) {
    this.#parts = { ...parts, closing: () => this.#closed };
    this.#rests = new Rests(parts.clock, () => this.kick());
    parts.gate.onChange(() => this.kick());
  }

  get idle(): boolean {
    return this.#running.size === 0;
  }

  /** Something of this lane is on its way, or being looked for. */
  isRunning(lane: string): boolean {
    return this.#running.has(lane);
  }

  /** When a lane that rests is tried again, epoch ms; null where it does not rest. */
  nextTryAt(lane: string): number | null {
    return this.#rests.until(lane);
  }

  /** Starts every lane that has something to do. Cheap to call too often. */
  kick(): void {
    if (this.#closed || !this.#parts.gate.open) return;
    for (const clientId of this.#parts.ledger.clientsWithEdits()) this.#start(clientId);
  }

  /** The person wants it now: rests are over. */
  kickNow(): void {
    this.#rests.end();
    this.kick();
  }

  /** Starts nothing more; resolves when what is under way has been written down. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#rests.end();
    await Promise.all(this.#running.values());
  }

  #start(given: string): void {
    const clientId = this.#parts.rowNow(given);
    const head = headOf(this.#parts.ledger.openOf(clientId));
    if (!head || this.#running.has(head.lane) || this.#rests.has(head.lane) || !this.#parts.isLinked(clientId)) return;
    const run = this.#run(head.lane, clientId).finally(() => {
      this.#running.delete(head.lane);
      // An edit may have come in while the last one was being read back.
      if (!this.#closed && this.#parts.gate.open) this.#start(clientId);
      this.#restIfIdle();
      this.#parts.laneStopped();
    });
    this.#running.set(head.lane, run);
  }

  async #run(lane: string, clientId: string): Promise<void> {
    const { ledger, gate, isLinked, rowNow } = this.#parts;
    let last: EditRecord | null = null;
    while (!this.#closed && gate.open && isLinked(clientId) && rowNow(clientId) === clientId) {
      const head = headOf(ledger.openOf(clientId));
      if (!head) return last && !this.#parts.connector.answersTell ? this.#readBack(last) : undefined;
      const attempt = await this.#attempt(head);
      if (this.#closed) return;
      if (attempt.end === 'setback') {
        gate.report(attempt.fault);
        if (attempt.fault.kind === 'unknown') this.#rests.begin(lane);
        return;
      }
      if (attempt.end === 'doubt') gate.report(attempt.fault);
      else for (const id of attempt.edits ?? [head.id, ...(head.group?.ids.filter((other) => other !== head.id) ?? [])]) if (this.#count(id, head.lane)) last = head;
    }
  }

  /** One poisonous edit, or a ledger that cannot be written, must not stop the other lanes (faults F7, F15). */
  async #attempt(head: EditRecord): Promise<Attempt> {
    const { ledger } = this.#parts;
    try {
      return head.state === 'queued' ? await deliver(this.#parts, head) : await resolveDoubt(this.#parts, head);
    } catch (error) {
      // Where it may have been sent it is not parked: reading tells whether it arrived, once the ledger can be written again.
      if (ledger.find(head.id)?.state !== 'queued' || sqliteCode(error) !== '') return { end: 'setback', fault: { kind: 'unknown', detail: '' } };
      return this.#poisonous(head.id);
    }
  }

  #poisonous(editId: string): Attempt {
    const parked = { kind: 'parked', fault: { kind: 'broken', incident: 'Agentbook could not turn this edit into a request.' }, before: null } as const;
    return orNoRoom((): Attempt => (this.#parts.ledger.record(editId, parked), { end: 'settled' }), () => ({ end: 'setback', fault: { kind: 'unknown', detail: '' } }));
  }

  /** Counts an edit that has come to an end; true when the gateway has it. */
  #count(editId: string, lane: string): boolean {
    const { state, alsoChanged = [] } = this.#parts.ledger.find(editId) ?? {};
    if (state === 'parked') this.#parked += 1;
    if (state !== 'done') return false;
    this.#sent += 1;
    for (const { field } of alsoChanged) this.#alsoChanged.add(field);
    this.#rests.clear(lane);
    return true;
  }

  /** A lane's last edit is done: reads what the gateway made of it, such as its ids of new phones. A failure costs nothing. */
  async #readBack(edit: EditRecord): Promise<void> {
    const read = await readScope(this.#parts, edit);
    if (this.#closed) return;
    if (!read.ok) return this.#parts.gate.report(read.error);
    try {
      this.#parts.absorb(edit, read.value);
    } catch (error) {
      // A cache that cannot be written now is read again later; the edit is done and stays done.
      if (sqliteCode(error) === '') throw error;
    }
  }

  #restIfIdle(): void {
    if (!this.idle || this.#sent + this.#parked === 0) return;
    this.#parts.rested(this.#sent, this.#parked, [...this.#alsoChanged]);
    this.#alsoChanged.clear();
    this.#sent = 0;
    this.#parked = 0;
  }
}
