import { MessageChannelMain, type MessagePortMain, type UtilityProcess } from 'electron';
import type { CheckLine } from '../shared/connection-settings.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { Status } from '../shared/views.ts';
import type { EngineOptions, FromEngine, GatewayAccess, ToEngine } from './engine/host-contract.ts';
import { finish } from './finish-process.ts';
import type { Log } from './log.ts';
import { restartDelay } from './restart-policy.ts';
import type { Proxy } from './transport/access.ts';

interface Parts {
  fork: () => UtilityProcess;
  log: Log;
}

/** Whoever the engine works for. */
export interface EngineListener {
  /** The files are open: pages may be handed lines. */
  opened(): void;
  /** The gateway refused this Authorization header. */
  signedOut(authorization: string): void;
  /** It was given up on after it kept dying. */
  givenUp(text: string): void;
}

const nobody: EngineListener = { opened: () => undefined, signedOut: () => undefined, givenUp: () => undefined };

const givenUpText =
  'The part of Agentbook that keeps your work stopped several times in a row. Your edits are safe on this computer. ' +
  'Close Agentbook and open it again; if it happens again, copy the file agentbook.log from its data folder for support.';

const notLooked: CheckLine = { what: 'network', outcome: 'wrong', code: 'broken', field: '', text: 'The test could not be finished. Try again.' };

const closeWithinMs = 5_000;

/**
 * Keeps one engine process alive: starts it, opens a connection's files in it, makes direct lines to it, starts it again when it dies and
 * closes it in order. The ledger makes a death harmless, so nothing is saved here.
 */
export class EngineHost {
  readonly #parts: Parts;
  readonly #deaths: number[] = [];
  #running: UtilityProcess | null = null;
  #wanted: EngineOptions | null = null;
  #open = false;
  #closing = false;
  #online = true;
  #restart: NodeJS.Timeout | null = null;
  #unsent = 0;
  #status: Status | null = null;
  #listener = nobody;
  #onSent = new Set<() => void>();
  #answerOpen: ((answer: Result<null, string>) => void) | null = null;
  #answerCheck: ((lines: CheckLine[]) => void) | null = null;
  /** The running process has been told what to open. */
  #told = false;
  #stopping: Promise<unknown> | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Whom it works for; before that, for nobody. */
  serve(listener: EngineListener): void {
    this.#listener = listener;
  }

  /** Starts the process ahead of `open`, to save the time it takes. */
  warm(): void {
    if (this.#running === null && this.#restart === null && !this.#closing) this.#start();
  }

  /** Opens a connection's files. The error is the engine's own account of why it cannot, in words. */
  async open(options: EngineOptions): Promise<Result<null, string>> {
    // Before the old one is closed, so that a sign-out or another proxy meanwhile changes what will be opened.
    this.#wanted = options;
    const answer = new Promise<Result<null, string>>((resolve) => (this.#answerOpen = resolve));
    if (this.#open) await this.#stop();
    if (this.#running !== null) this.#tellOpen();
    else this.warm();
    return answer;
  }

  /** Looks at a gateway as the engine would see it; nothing is opened or stored. One look at a time. */
  async check(gateway: GatewayAccess, authorization: string | null): Promise<CheckLine[]> {
    while (this.#stopping !== null) await this.#stopping;
    this.warm();
    return new Promise((resolve) => {
      this.#answerCheck?.([notLooked]);
      this.#answerCheck = resolve;
      this.#send({ type: 'check', gateway, authorization });
    });
  }

  authorization(authorization: string | null): void {
    if (this.#wanted !== null) this.#wanted = { ...this.#wanted, authorization };
    this.#send({ type: 'authorization', authorization });
  }

  proxy(proxy: Proxy | null): void {
    if (this.#wanted !== null) this.#wanted = { ...this.#wanted, gateway: { ...this.#wanted.gateway, network: { ...this.#wanted.gateway.network, proxy } } };
    this.#send({ type: 'proxy', proxy });
  }

  network(online: boolean): void {
    this.#online = online;
    if (this.#open) this.#send({ type: 'network', online });
  }

  /** The computer woke from sleep. */
  woke(): void {
    if (this.#open) this.#send({ type: 'woke' });
  }

  /** The far end of a new line to the engine; null while its files are not open. */
  line(): MessagePortMain | null {
    if (!this.#open || this.#running === null) return null;
    const { port1, port2 } = new MessageChannelMain();
    this.#running.postMessage({ type: 'port' } satisfies ToEngine, [port2]);
    return port1;
  }

  /** Edits that are not at their system yet, as far as the engine has said. */
  get unsent(): number {
    return this.#unsent;
  }

  /** What the engine last said of itself; null while its files are not open. */
  get status(): Status | null {
    return this.#open ? this.#status : null;
  }

  /** Resolves once no edit waits, or no engine is there that could send it. */
  sent(): Promise<void> {
    if (this.#unsent === 0 || !this.#open) return Promise.resolve();
    return new Promise((resolve) => this.#onSent.add(resolve));
  }

  /** Ends the process, and forgets what it was opened with: the key of its files is in there. `open` begins anew. */
  async rest(): Promise<void> {
    this.#wanted = null;
    await this.#stop();
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#stop();
  }

  #send(message: ToEngine): void {
    this.#running?.postMessage(message);
  }

  #settle(answer: Result<null, string>): void {
    this.#answerOpen?.(answer);
    this.#answerOpen = null;
  }

  #nothingToSend(): void {
    for (const resolve of this.#onSent) resolve();
    this.#onSent.clear();
  }

  #settleCheck(lines: CheckLine[]): void {
    this.#answerCheck?.(lines);
    this.#answerCheck = null;
  }

  #start(): void {
    this.#restart = null;
    const process = this.#parts.fork();
    this.#running = process;
    process.on('message', (message: FromEngine) => this.#heard(process, message));
    process.once('exit', (code) => this.#died(process, code));
    this.#told = false;
    this.#tellOpen();
  }

  /** Once to each process, whoever started it. */
  #tellOpen(): void {
    if (this.#wanted === null || this.#told) return;
    this.#told = true;
    this.#send({ type: 'open', options: this.#wanted });
  }

  #heard(process: UtilityProcess, message: FromEngine): void {
    // Also while it closes: whoever removes a connection has to know what came in last.
    if (message.type === 'unsent' && (process === this.#running || this.#running === null)) this.#unsent = message.count;
    if (process !== this.#running) return;
    if (message.type === 'opened') {
      this.#open = true;
      this.#parts.log('engine-opened');
      if (!this.#online) this.#send({ type: 'network', online: false });
      this.#listener.opened();
      this.#settle(ok(null));
    } else if (message.type === 'status') {
      this.#status = message.status;
    } else if (message.type === 'checked') {
      this.#settleCheck(message.lines);
    } else if (message.type === 'unsent') {
      if (message.count === 0) this.#nothingToSend();
    } else if (message.type === 'signedOut') {
      this.#listener.signedOut(message.authorization);
    } else if (message.type === 'trouble') {
      this.#parts.log('engine-trouble');
      // It holds nothing open; the next attempt gets a fresh one.
      this.#wanted = null;
      this.#running = null;
      process.kill();
      this.#settle(err(message.text));
    }
  }

  #died(process: UtilityProcess, code: number): void {
    if (process !== this.#running) return;
    this.#running = null;
    this.#open = false;
    this.#settleCheck([notLooked]);
    this.#deaths.push(Date.now());
    this.#parts.log('engine-died', { code });
    const delay = restartDelay(this.#deaths);
    if (delay !== null) {
      this.#restart = setTimeout(() => this.#start(), delay);
      return;
    }
    this.#parts.log('engine-given-up');
    this.#wanted = null;
    this.#settle(err(givenUpText));
    this.#listener.givenUp(givenUpText);
  }

  /** Ends the running process in order. It is no longer ours from the first line on, so its end is not a death. */
  async #stop(): Promise<void> {
    const process = this.#running;
    this.#running = null;
    this.#open = false;
    this.#nothingToSend();
    if (this.#restart !== null) clearTimeout(this.#restart);
    this.#restart = null;
    this.#settleCheck([notLooked]);
    if (process === null) return;
    const ended = finish(process, { type: 'close' } satisfies ToEngine, 'closed', closeWithinMs);
    this.#stopping = ended;
    if (!(await ended)) this.#parts.log('engine-slow-close');
    this.#stopping = null;
  }
}
