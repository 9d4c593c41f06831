import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Answered, Order, Orders } from './conversation.ts';

const file = fileURLToPath(new URL('./engine-process.ts', import.meta.url));
const longestAnswerMs = 30_000;

/** The engine was killed before it answered: whether it did what was asked is open. */
export class Killed extends Error {
  override name = 'Killed';
}

/** The engine threw: `refusal` is the error's class, `code` SQLite's, where it has one. */
export class Refused extends Error {
  override name = 'Refused';
  readonly refusal: string;
  readonly code: string;

  constructor(text: string, refusal: string, code: string) {
    super(text);
    this.refusal = refusal;
    this.code = code;
  }
}

const asRefused = ({ error, name, code }: Extract<Answered, { error: string }>): Refused => new Refused(error, name, code);

/** One engine process, and the way to ask it and to kill it. */
export class EngineHandle {
  readonly #process: ChildProcess;
  readonly #ready: Promise<unknown>;
  readonly #asked = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void; timer: NodeJS.Timeout }>();
  #next = 1;
  #killed = false;

  constructor(compileCache: string) {
    this.#process = fork(file, [], { execPath: process.execPath, execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { ...process.env, NODE_COMPILE_CACHE: compileCache } });
    const unborn = once(this.#process, 'exit').then(() => Promise.reject(new Error("the engine's process did not start")));
    this.#ready = Promise.race([once(this.#process, 'message'), unborn]);
    this.#ready.catch(() => undefined);
    this.#process.on('message', (message: Answered | 'ready') => message !== 'ready' && this.#answered(message));
    this.#process.on('exit', (code) => this.#ended(this.#killed ? new Killed('killed') : new Error(`the engine's process ended by itself with ${code}`)));
  }

  /** It may kill itself from now on, and nobody is to wonder. */
  mayDie(): void {
    this.#killed = true;
  }

  /** Rejects with `Killed` when the process is killed first, and with the engine's own error when it throws. */
  async ask<O extends Order>(order: O, ask: Parameters<Orders[O]>[0]): Promise<ReturnType<Orders[O]>> {
    await this.#ready;
    if (this.isGone) throw this.#killed ? new Killed('killed') : new Error("the engine's process has ended");
    return new Promise((resolve, reject) => {
      const n = this.#next;
      this.#next += 1;
      const timer = setTimeout(() => this.#answered({ n, error: `no answer to ${order} in ${longestAnswerMs / 1000} s`, name: '', code: '' }), longestAnswerMs);
      this.#asked.set(n, { resolve: resolve as (value: unknown) => void, reject, timer });
      this.#process.send({ n, order, ask }, (error) => error && this.#ended(this.#killed ? new Killed('killed') : error));
    });
  }

  /** kill -9; resolves when the process is gone. */
  async kill(): Promise<void> {
    await this.#ready;
    this.#killed = true;
    if (this.isGone) return;
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await gone;
  }

  get isGone(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null;
  }

  #answered(message: Answered): void {
    const waiting = this.#asked.get(message.n);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    this.#asked.delete(message.n);
    if ('error' in message) waiting.reject(asRefused(message));
    else waiting.resolve(message.value);
  }

  #ended(error: Error): void {
    for (const { reject, timer } of this.#asked.values()) {
      clearTimeout(timer);
      reject(error);
    }
    this.#asked.clear();
  }
}

/** Engine processes, with one started ahead: starting Node takes longer than everything else in a run. */
export class Stable {
  readonly #compileCache: string;
  #spare: EngineHandle | null = null;

  constructor(compileCache: string) {
    this.#compileCache = compileCache;
  }

  take(): EngineHandle {
    const taken = this.#spare ?? new EngineHandle(this.#compileCache);
    this.#spare = null;
    return taken;
  }

  /** One that has closed its engine in order and can open another. */
  giveBack(handle: EngineHandle): Promise<void> {
    if (this.#spare) return handle.kill();
    this.#spare = handle;
    return Promise.resolve();
  }

  /** Starts one ahead, unless there is one. */
  prepare(): void {
    this.#spare ??= new EngineHandle(this.#compileCache);
  }

  async close(): Promise<void> {
    await this.#spare?.kill();
  }
}
