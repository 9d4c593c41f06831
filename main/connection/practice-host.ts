import { constants, setPriority } from 'node:os';
import type { UtilityProcess } from 'electron';
import { err, ok, type Result } from '../../shared/result.ts';
import { finish } from '../finish-process.ts';
import type { Log } from '../log.ts';
import { restartDelay } from '../restart-policy.ts';
import type { FromSandbox, PracticeAccess, PracticeOptions, ToSandbox } from '../sandbox/host-contract.ts';

/** Where the practice office listens, and what it handed out at its start. */
export interface PracticeOffice {
  url: string;
  control: string;
  access: PracticeAccess;
}

interface Parts {
  fork: () => UtilityProcess;
  log: Log;
  /** The office died and is up again, at a new address. */
  onMoved: (office: PracticeOffice) => void;
}

/** A real gateway works on someone else's computer; its stand-in gives way to the window and the engine on this one. */
function makeWay({ pid }: UtilityProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Where it may not be changed, the office works all the same.
  }
}

/** Practice data: a local sandbox that answers as Inland Revenue or another system would, in a process of its own. */
export class PracticeHost {
  readonly #parts: Parts;
  readonly #deaths: number[] = [];
  #running: UtilityProcess | null = null;
  #closing = false;
  #restart: NodeJS.Timeout | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Starts the office; the error says in words why it could not. */
  async start(options: PracticeOptions): Promise<Result<PracticeOffice, string>> {
    const started = await this.#start(options);
    if (!started.ok) {
      this.#parts.log('practice-failed');
      this.#running?.kill();
      this.#running = null;
    }
    return started;
  }

  /** Ends the office for now; `start` begins it again. */
  async rest(): Promise<void> {
    if (this.#restart !== null) clearTimeout(this.#restart);
    this.#restart = null;
    const process = this.#running;
    // No longer ours from here on, so that its end is not a death.
    this.#running = null;
    // The sandbox has no word for it: it ends by itself once its listener and its journal are closed.
    if (process !== null) await finish(process, { type: 'close' } satisfies ToSandbox, null, 3_000);
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.rest();
  }

  #start(options: PracticeOptions): Promise<Result<PracticeOffice, string>> {
    return new Promise((resolve) => {
      const process = this.#parts.fork();
      this.#running = process;
      let listening = false;
      process.on('message', (message: FromSandbox) => {
        if (message.type === 'failed') return resolve(err(message.text));
        listening = true;
        this.#parts.log('practice-started');
        resolve(ok({ url: message.url, control: message.control, access: message.access }));
      });
      process.once('exit', (code) => {
        const ours = this.#running === process;
        if (ours) this.#running = null;
        if (this.#closing) return;
        if (listening) ours && this.#died(code, options);
        else resolve(err(`The practice office stopped while it was starting (code ${code}). Try again.`));
      });
      process.once('spawn', () => makeWay(process));
      process.postMessage({ type: 'start', options } satisfies ToSandbox);
    });
  }

  #died(code: number, options: PracticeOptions): void {
    this.#deaths.push(Date.now());
    this.#parts.log('practice-died', { code });
    const delay = restartDelay(this.#deaths);
    if (delay === null) return this.#parts.log('practice-failed');
    this.#restart = setTimeout(() => void this.#startAgain(options), delay);
  }

  async #startAgain(options: PracticeOptions): Promise<void> {
    const started = await this.start(options);
    if (started.ok) this.#parts.onMoved(started.value);
  }
}
