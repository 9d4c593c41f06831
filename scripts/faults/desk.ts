import { ulid } from 'ulid';
import type { EngineOptions } from '../../main/engine/host-contract.ts';
import type { FaultControl } from '../../main/sandbox/fault-control.ts';
import type { FaultOrder } from '../../main/sandbox/faults.ts';
import type { Random } from '../../main/sandbox/random.ts';
import type { AnyIntent } from '../../shared/edits.ts';
import type { Finding } from './compare.ts';
import { Contents } from './contents.ts';
import { longestLagMs, type Orders } from './conversation.ts';
import { Killed, Refused, type EngineHandle } from './engine-handle.ts';
import { wordsOf } from './gateway-faults.ts';
import type { Lab } from './lab.ts';
import { nonePlayed, type FaultName } from './played.ts';
import type { SabotageName } from './sabotage.ts';
import type { Ways } from './ways.ts';

interface Request {
  editId: string;
  clientId: string;
  intent: AnyIntent;
}

/** It rests on something that was made here. */
const isOfNew = (intent: AnyIntent): boolean => intent.type !== 'create' && (intent.contact.startsWith('new:') || (intent.type === 'edit' && intent.changes.some((change) => 'op' in change && change.op !== 'addPhone' && 'key' in change && String(change.key).startsWith('new:'))));

/** One run: the person at the desk, the engine's process as it is now, and what the person was promised. */
export class Desk {
  readonly control: FaultControl;
  readonly ways: Ways;
  /** Those that are worked on; what is made as a row of its own joins them. */
  readonly clients: string[];
  readonly options: EngineOptions;
  readonly contents = new Contents('Desk');
  readonly accepted: string[] = [];
  readonly takenBack = new Set<string>();
  /** The same, as they went together: what can be had back. */
  readonly takenTogether: string[][] = [];
  /** Everything any edit was ever to do, by edit and content: for when the ledger has lost it. */
  readonly #meant = new Map<string, { editId: string; clientId: string; intent: AnyIntent }>();
  /** What was said to be lost of the ledger, whether the person has read it or not. */
  told = '';
  /** Clients that somebody else has changed, or whose link was touched. */
  readonly touched = new Set<string>();
  /** Met here before it was known that we had made them. The person never removes those: had back, they would bring what their making brought, and the comparison could not tell the two. */
  readonly metOwn = new Set<string>();
  /** Seen to be wrong as it happened. */
  readonly findings: Finding[] = [];
  /** What happened, one line each. */
  readonly diary: string[] = [];
  /** Faults that happened outside the sandbox's own record. */
  faults = 0;
  readonly played = nonePlayed();
  /** Kills that fell exactly where they were ordered, by what was being written down. */
  readonly killedAt = new Map<string, number>();
  engine: EngineHandle;
  readonly #lab: Lab;
  readonly #sabotage: SabotageName | null;
  readonly #theirs = new Contents('Another');
  readonly #unanswered: Request[] = [];

  constructor(lab: Lab, clients: readonly string[], sabotage: SabotageName | null) {
    this.#lab = lab;
    this.#sabotage = sabotage;
    this.ways = lab.ways;
    this.control = lab.ways.control;
    this.clients = [...clients];
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

  /** Something that goes wrong. */
  plays(fault: FaultName): void {
    this.faults += 1;
    this.played[fault] += 1;
  }

  /** Something that is no fault, but what a fault of the design is about. */
  meets(fault: FaultName): void {
    this.played[fault] += 1;
  }

  took(editIds: readonly string[]): void {
    for (const id of editIds) this.takenBack.add(id);
    if (editIds.length > 0) this.takenTogether.push([...editIds]);
  }

  mean(editId: string, clientId: string, intent: AnyIntent): void {
    this.#meant.set(`${editId} ${JSON.stringify(intent)}`, { editId, clientId, intent });
  }

  get meant(): { editId: string; clientId: string; intent: AnyIntent }[] {
    return [...this.#meant.values()];
  }

  /** Notes what is in the queue, corrected and made by the engine or not, and what it says is lost. */
  async remember(): Promise<void> {
    const { rows } = await this.engine.ask('queue.list', { states: ['waiting', 'sending', 'checking', 'needsYou', 'sent'], start: 0, count: 1_000 });
    for (const { editId, clientId, doc } of rows) this.mean(editId, clientId, doc);
    this.told ||= (await this.engine.ask('status.get', {})).loss ?? '';
  }

  newKey(): string {
    return `new:${ulid()}`;
  }

  get longestLagMs(): number {
    return longestLagMs(this.#lab.pace);
  }

  /** What an engine is started with. */
  opening(sabotage: SabotageName | null = null): Parameters<Orders['open']>[0] {
    return { options: this.options, sabotage, pace: this.#lab.pace };
  }

  async open(): Promise<void> {
    this.options.authorization = await this.ways.authorization();
    await this.start();
  }

  async order(order: FaultOrder): Promise<void> {
    this.note(wordsOf(order));
    await this.control.order(order);
  }

  /** An answer is a promise; a kill before it leaves the edit open, and asking again with the same id must not make two of it. */
  async queue(clientId: string, intent: AnyIntent, twice = false): Promise<void> {
    const request = { editId: ulid(), clientId, intent };
    this.mean(request.editId, clientId, intent);
    if (isOfNew(intent)) this.meets('F5');
    try {
      const [answer] = await Promise.all([this.engine.ask('edits.queue', request), twice ? this.engine.ask('edits.queue', request) : null]);
      if (answer.ok) this.accepted.push(request.editId);
    } catch (error) {
      if (error instanceof Killed) this.#unanswered.push(request);
      throw error;
    }
  }

  async signIn(): Promise<void> {
    this.options.authorization = await this.ways.authorization();
    await this.engine.ask('authorization', { authorization: this.options.authorization });
  }

  async another(random: Random, clientId = random.pick(this.clients)): Promise<void> {
    this.touched.add(clientId);
    this.meets('F11');
    await this.ways.another(this, random, clientId, this.#theirs);
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

  /** Ends the engine, in order or by kill -9. */
  async stop(abruptly: boolean): Promise<void> {
    if (!abruptly) return void (await this.engine.ask('close', {}));
    await this.engine.kill();
    this.plays('F1');
    this.engine = this.#lab.stable.take();
    this.#lab.stable.prepare();
  }

  /** A new engine on the same files. Every second edit that was not answered is handed in again, as a screen would. */
  async start(): Promise<void> {
    await this.engine.ask('open', this.opening(this.#sabotage));
    const again = this.#unanswered.splice(0).filter((_, index) => index % 2 === 0);
    for (const request of again) {
      this.plays('F4');
      if ((await this.engine.ask('edits.queue', request)).ok) this.accepted.push(request.editId);
    }
    await this.remember();
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
