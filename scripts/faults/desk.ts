import { ulid } from 'ulid';
import type { EngineOptions } from '../../main/engine/host-contract.ts';
import type { Control } from '../../main/sandbox/control-client.ts';
import type { FaultOrder } from '../../main/sandbox/faults.ts';
import type { Random } from '../../main/sandbox/random.ts';
import type { Intent } from '../../shared/edits.ts';
import type { Finding } from './compare.ts';
import { Contents } from './contents.ts';
import { Killed, Refused, type EngineHandle } from './engine-handle.ts';
import { wordsOf } from './gateway-faults.ts';
import type { Lab } from './lab.ts';
import type { SabotageName } from './sabotage.ts';
import { actOfAnother } from './second-actor.ts';

interface Request {
  editId: string;
  clientId: string;
  intent: Intent;
}

/** One run: the person at the desk, the engine's process as it is now, and what the person was promised. */
export class Desk {
  readonly control: Control;
  readonly clients: readonly string[];
  readonly options: EngineOptions;
  readonly contents = new Contents('Desk');
  readonly accepted: string[] = [];
  readonly takenBack: string[] = [];
  /** What was promised, in the person's own words: for when the ledger has lost it. */
  readonly meant = new Map<string, { clientId: string; intent: Intent }>();
  /** Clients that somebody else has changed, or whose link was touched. */
  readonly touched = new Set<string>();
  /** Seen to be wrong as it happened. */
  readonly findings: Finding[] = [];
  /** What happened, one line each. */
  readonly diary: string[] = [];
  /** Faults that happened outside the sandbox's own record. */
  faults = 0;
  engine: EngineHandle;
  readonly #lab: Lab;
  readonly #sabotage: SabotageName | null;
  readonly #theirs = new Contents('Another');
  readonly #unanswered: Request[] = [];

  constructor(lab: Lab, clients: readonly string[], sabotage: SabotageName | null) {
    this.#lab = lab;
    this.#sabotage = sabotage;
    this.control = lab.control;
    this.clients = clients;
    this.options = lab.folder();
    this.engine = lab.stable.take();
  }

  /** A new line in the diary; `note` adds to it. */
  begin(index: number, name: string): void {
    this.diary.push(`${index} ${name}`);
  }

  note(words: string): void {
    this.diary.push(`${this.diary.pop() ?? ''}: ${words}`);
  }

  newKey(): string {
    return `new:${ulid()}`;
  }

  async open(): Promise<void> {
    this.options.authorization = `Bearer ${(await this.control.token()).token}`;
    await this.start();
  }

  async order(order: FaultOrder): Promise<void> {
    this.note(wordsOf(order));
    await this.control.order(order);
  }

  /** An answer is a promise; a kill before it leaves the edit open, and asking again with the same id must not make two of it. */
  async queue(clientId: string, intent: Intent): Promise<void> {
    const request = { editId: ulid(), clientId, intent };
    this.meant.set(request.editId, { clientId, intent });
    try {
      const answer = await this.engine.ask('edits.queue', request);
      if (answer.ok) this.accepted.push(request.editId);
    } catch (error) {
      if (error instanceof Killed) this.#unanswered.push(request);
      throw error;
    }
  }

  async signIn(): Promise<void> {
    this.options.authorization = `Bearer ${(await this.control.token()).token}`;
    await this.engine.ask('authorization', { authorization: this.options.authorization });
  }

  async another(random: Random, clientId = random.pick(this.clients)): Promise<void> {
    this.touched.add(clientId);
    await actOfAnother(this.control, random, clientId, this.#theirs, this.#lab.original);
  }

  /** What somebody asked for while the disk is full may fail, and then nothing has been promised. */
  async withoutRoom<T>(work: Promise<T>): Promise<T | null> {
    try {
      return await work;
    } catch (error) {
      if (error instanceof Refused && error.code === 'SQLITE_FULL') return null;
      throw error;
    }
  }

  /** Decides about something that needs the person. Never *send again* for what could not be confirmed: that may double it, and says so. */
  async decide(random: Random): Promise<void> {
    const { rows } = await this.engine.ask('queue.list', { states: ['needsYou'], start: 0, count: 100 });
    const row = rows.length > 0 ? random.pick(rows) : null;
    const mayBeSent = row?.actions.includes('checkAgain') || row?.reason.includes('may have been sent already');
    const offered = row?.actions.filter((one) => one !== 'retry' || !mayBeSent) ?? [];
    if (!row || offered.length === 0) return;
    const action = random.pick(offered);
    this.note(`${action} ${row.title}`);
    this.takenBack.push(...((await this.withoutRoom(this.engine.ask('edits.act', { editId: row.editId, action })))?.taken ?? []));
  }

  /** Ends the engine, in order or by kill -9. */
  async stop(abruptly: boolean): Promise<void> {
    if (!abruptly) return void (await this.engine.ask('close', {}));
    await this.engine.kill();
    this.faults += 1;
    this.engine = this.#lab.stable.take();
    this.#lab.stable.prepare();
  }

  /** A new engine on the same files. Every second edit that was not answered is handed in again, as a screen would. */
  async start(): Promise<void> {
    await this.engine.ask('open', { options: this.options, sabotage: this.#sabotage });
    const again = this.#unanswered.splice(0).filter((_, index) => index % 2 === 0);
    for (const request of again) if ((await this.engine.ask('edits.queue', request)).ok) this.accepted.push(request.editId);
  }

  async killAndReopen(): Promise<void> {
    await this.stop(true);
    await this.start();
  }

  async restart(): Promise<void> {
    await this.stop(false);
    await this.start();
  }

  /** Another process, with nothing open. */
  spare(): EngineHandle {
    return this.#lab.stable.take();
  }

  async giveBack(handle: EngineHandle): Promise<void> {
    await this.#lab.stable.giveBack(handle);
  }
}
