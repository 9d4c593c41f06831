import type { UtilityProcess } from 'electron';
import { err, ok, type Result } from '../shared/result.ts';
import { finish } from './finish-process.ts';
import type { Log } from './log.ts';
import { restartDelay } from './restart-policy.ts';
import type { FromSandbox, PracticeOptions, ToSandbox } from './sandbox/host-contract.ts';

/** The practice office: a local sandbox that answers as Inland Revenue would, in a process of its own. */
export interface PracticeOffice {
  url: string;
  control: string;
  token: string;
}

export interface PracticeHost {
  /** Starts the office; the error says in words why it could not. */
  start(options: PracticeOptions): Promise<Result<PracticeOffice, string>>;
  close(): Promise<void>;
}

interface Parts {
  fork: () => UtilityProcess;
  log: Log;
  /** The office died and is up again, at a new address. */
  onMoved: (office: PracticeOffice) => void;
}

/** Clients of a practice office and the seed they are invented from: the same people on every machine. */
export const practiceSeed = 7;
export function practiceClients(env: NodeJS.ProcessEnv): number {
  const asked = Number(env['AGENTBOOK_PRACTICE_CLIENTS'] ?? '');
  return Number.isInteger(asked) && asked > 0 && asked <= 1_000_000 ? asked : 400;
}

export function createPracticeHost({ fork, log, onMoved }: Parts): PracticeHost {
  const deaths: number[] = [];
  let running: UtilityProcess | null = null;
  let closing = false;
  let restart: NodeJS.Timeout | null = null;

  const start = (options: PracticeOptions): Promise<Result<PracticeOffice, string>> =>
    new Promise((resolve) => {
      const process = fork();
      running = process;
      let listening = false;
      process.on('message', (message: FromSandbox) => {
        if (message.type === 'failed') return resolve(err(`The practice office could not start: ${message.text}`));
        listening = true;
        log('practice-started');
        resolve(ok({ url: message.url, control: message.control, token: message.credentials.token }));
      });
      process.once('exit', (code) => {
        if (running === process) running = null;
        if (closing) return;
        if (!listening) return resolve(err(`The practice office stopped while it was starting (code ${code}). Try again.`));
        deaths.push(Date.now());
        log('practice-died', { code });
        again(options);
      });
      process.postMessage({ type: 'start', options } satisfies ToSandbox);
    });

  const again = (options: PracticeOptions): void => {
    const delay = restartDelay(deaths);
    if (delay === null) return log('practice-failed');
    restart = setTimeout(() => {
      void start(options).then((started) => (started.ok ? onMoved(started.value) : log('practice-failed')));
    }, delay);
  };

  return {
    async start(options) {
      const started = await start(options);
      if (!started.ok) {
        log('practice-failed');
        running?.kill();
      }
      return started;
    },
    async close() {
      closing = true;
      if (restart !== null) clearTimeout(restart);
      // The sandbox has no word for it: it ends by itself once its listener and its journal are closed.
      if (running !== null) await finish(running, { type: 'close' } satisfies ToSandbox, null, 3_000);
    },
  };
}
