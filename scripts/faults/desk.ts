import { ulid } from 'ulid';
import type { EngineOptions } from '../../main/engine/host-contract.ts';
import type { Control } from '../../main/sandbox/control-client.ts';
import type { Random } from '../../main/sandbox/random.ts';
import type { Intent } from '../../shared/edits.ts';
import type { EngineHandle } from './engine-handle.ts';
import { Killed } from './engine-handle.ts';
import type { Lab } from './lab.ts';
import { Contents } from './person.ts';
import { actOfAnother } from './second-actor.ts';

/** One run: the person at the desk, the engine's process as it is now, and what the person was promised. */
export class Desk {
  readonly control: Control;
  readonly clients: readonly string[];
  readonly contents = new Contents('Desk');
  readonly accepted: string[] = [];
  readonly takenBack: string[] = [];
  /** Clients that somebody else has changed, or whose link was touched. */
  readonly touched = new Set<string>();
  /** Faults that happened outside the sandbox's own record. */
  faults = 0;
  engine: EngineHandle;
  readonly #lab: Lab;
  readonly #options: EngineOptions;
  readonly #theirs = new Contents('Another');

  constructor(lab: Lab, clients: readonly string[]) {
    this.#lab = lab;
    this.control = lab.control;
    this.clients = clients;
    this.#options = lab.folder();
    this.engine = lab.stable.take();
  }

  get options(): EngineOptions {
    return this.#options;
  }

  newKey(): string {
    return `new:${ulid()}`;
  }

  async open(): Promise<void> {
    this.#options.authorization = `Bearer ${(await this.control.token()).token}`;
    await this.engine.ask('open', this.#options);
  }

  /** An answer is a promise; a kill before it leaves the edit open, and asking again with the same id must not make two of it. */
  async queue(clientId: string, intent: Intent): Promise<void> {
    const request = { editId: ulid(), clientId, intent };
    try {
      const answer = await this.engine.ask('edits.queue', request);
      if (answer.ok) this.accepted.push(request.editId);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      this.#unanswered.push(request);
    }
  }

  readonly #unanswered: { editId: string; clientId: string; intent: Intent }[] = [];

  async signIn(): Promise<void> {
    this.#options.authorization = `Bearer ${(await this.control.token()).token}`;
    await this.engine.ask('authorization', { authorization: this.#options.authorization });
  }

  async another(random: Random, clientId = random.pick(this.clients)): Promise<void> {
    this.touched.add(clientId);
    await actOfAnother(this.control, random, clientId, this.#theirs, this.#lab.original);
  }

  /** Decides about something that needs the person. Never *send again* for what could not be confirmed: that may double it, and says so. */
  async decide(random: Random): Promise<void> {
    const { rows } = await this.engine.ask('queue.list', { states: ['needsYou'], start: 0, count: 100 });
    const row = rows.length > 0 ? random.pick(rows) : null;
    const offered = row?.actions.filter((one) => one !== 'retry' || !row.actions.includes('checkAgain')) ?? [];
    if (!row || offered.length === 0) return;
    const action = random.pick(offered);
    this.takenBack.push(...(await this.engine.ask('edits.act', { editId: row.editId, action })).taken);
  }

  /** kill -9, and a new engine on the same files. Every second edit that was not answered is handed in again, as a screen would. */
  async killAndReopen(): Promise<void> {
    await this.engine.kill();
    this.faults += 1;
    this.engine = this.#lab.stable.take();
    this.#lab.stable.prepare();
    await this.engine.ask('open', this.#options);
    const again = this.#unanswered.splice(0).filter((_, index) => index % 2 === 0);
    for (const request of again) if ((await this.engine.ask('edits.queue', request)).ok) this.accepted.push(request.editId);
  }

  /** An orderly stop and a new start. */
  async restart(): Promise<void> {
    await this.engine.ask('close', {});
    await this.engine.ask('open', this.#options);
  }
}
