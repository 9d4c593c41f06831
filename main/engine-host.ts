import { MessageChannelMain, type UtilityProcess, type WebContents } from 'electron';
import { err, ok, type Result } from '../shared/result.ts';
import type { EngineOptions, FromEngine, ToEngine } from './engine/host-contract.ts';
import { finish } from './finish-process.ts';
import type { Log } from './log.ts';
import { restartDelay } from './restart-policy.ts';

/**
 * Keeps one engine process alive: starts it, opens a connection's files in it, hands each page a direct line to it, starts it again
 * when it dies and closes it in order. The ledger makes a death harmless, so nothing is saved here.
 */
export interface EngineHost {
  /** Starts the process ahead of `open`, to save the time it takes. */
  warm(): void;
  /** Opens a connection's files. The error is the engine's own account of why it cannot, in words. */
  open(options: EngineOptions): Promise<Result<null, string>>;
  token(token: string | null): void;
  network(online: boolean): void;
  /** Hands a page its own port, now or as soon as an engine is open; and again each time the engine starts anew. */
  reach(page: WebContents): void;
  close(): Promise<void>;
}

interface Parts {
  fork: () => UtilityProcess;
  log: Log;
  /** The engine was given up on after it kept dying. */
  onGivenUp: (text: string) => void;
}

const givenUpText =
  'The part of Agentbook that keeps your work stopped several times in a row. Your edits are safe on this computer. ' +
  'Close Agentbook and open it again; if it happens again, copy the file agentbook.log from its data folder for support.';

const closeWithinMs = 5_000;

export function createEngineHost({ fork, log, onGivenUp }: Parts): EngineHost {
  const pages = new Set<WebContents>();
  const deaths: number[] = [];
  let running: UtilityProcess | null = null;
  let wanted: EngineOptions | null = null;
  let open = false;
  let closing = false;
  let online = true;
  let restart: NodeJS.Timeout | null = null;
  let answerOpen: ((answer: Result<null, string>) => void) | null = null;

  const send = (message: ToEngine): void => running?.postMessage(message);

  const broker = (page: WebContents): void => {
    if (running === null || page.isDestroyed()) return;
    const { port1, port2 } = new MessageChannelMain();
    running.postMessage({ type: 'port' } satisfies ToEngine, [port2]);
    page.postMessage('engine-port', null, [port1]);
  };

  const settle = (answer: Result<null, string>): void => {
    answerOpen?.(answer);
    answerOpen = null;
  };

  const heard = (process: UtilityProcess, message: FromEngine): void => {
    if (process !== running) return;
    if (message.type === 'opened') {
      open = true;
      log('engine-opened');
      if (!online) send({ type: 'network', online });
      for (const page of pages) broker(page);
      settle(ok(null));
    } else if (message.type === 'trouble') {
      log('engine-trouble');
      wanted = null;
      // It holds nothing open; the next attempt gets a fresh one.
      running = null;
      process.kill();
      settle(err(message.text));
    }
  };

  const died = (process: UtilityProcess, code: number): void => {
    if (process !== running) return;
    running = null;
    open = false;
    deaths.push(Date.now());
    log('engine-died', { code });
    const delay = restartDelay(deaths);
    if (delay !== null) {
      restart = setTimeout(start, delay);
      return;
    }
    log('engine-given-up');
    wanted = null;
    settle(err(givenUpText));
    onGivenUp(givenUpText);
  };

  const start = (): void => {
    restart = null;
    const process = fork();
    running = process;
    process.on('message', (message: FromEngine) => heard(process, message));
    process.once('exit', (code) => died(process, code));
    if (wanted !== null) send({ type: 'open', options: wanted });
  };

  /** Ends the running process in order. It is no longer ours from the first line on, so its end is not a death. */
  const stop = async (): Promise<void> => {
    const process = running;
    running = null;
    open = false;
    if (restart !== null) clearTimeout(restart);
    restart = null;
    if (process === null) return;
    const inTime = await finish(process, { type: 'close' } satisfies ToEngine, 'closed', closeWithinMs);
    if (!inTime) log('engine-slow-close');
  };

  return {
    warm() {
      if (running === null && restart === null && !closing) start();
    },
    async open(options) {
      if (open) await stop();
      wanted = options;
      return new Promise((resolve) => {
        answerOpen = resolve;
        if (running !== null) send({ type: 'open', options });
        else if (restart === null && !closing) start();
      });
    },
    token(token) {
      if (wanted !== null) wanted = { ...wanted, token };
      send({ type: 'token', token });
    },
    network(now) {
      online = now;
      if (open) send({ type: 'network', online });
    },
    reach(page) {
      if (!pages.has(page)) {
        pages.add(page);
        page.once('destroyed', () => pages.delete(page));
        // A page that loads anew asks anew; until then its old world must not be handed a port.
        page.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
          if (isMainFrame && !isSameDocument) pages.delete(page);
        });
      }
      if (open) broker(page);
    },
    async close() {
      closing = true;
      await stop();
    },
  };
}
