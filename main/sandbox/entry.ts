import type { FromSandbox, ToSandbox } from './host-contract.ts';
import { startSandbox } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';

/** The utility process that the shell forks for practice data. Only this file knows how it speaks to its parent. */
interface ParentPort {
  on(event: 'message', listener: (message: { data: ToSandbox }) => void): void;
  postMessage(message: FromSandbox): void;
}

const { parentPort } = process as unknown as { parentPort: ParentPort };
let running: Promise<Sandbox> | null = null;

async function start(message: ToSandbox & { type: 'start' }): Promise<void> {
  const { clients, seed, journal, databaseKey, sqliteBinding } = message.options;
  running = startSandbox({ system: 'ird', profile: 'practice', clients, seed, port: 0, journal: { path: journal, databaseKey, sqliteBinding } });
  try {
    const { url, control, intermediation, credentials: { token, agency } } = await running;
    parentPort.postMessage({ type: 'listening', url, control, intermediation, credentials: { token, agency } });
  } catch (reason) {
    running = null;
    parentPort.postMessage({ type: 'failed', text: `The practice office could not be opened: ${reason instanceof Error ? reason.message : String(reason)}` });
  }
}

async function close(): Promise<void> {
  const sandbox = await running?.catch(() => null);
  await sandbox?.close();
  process.exit(0);
}

parentPort.on('message', ({ data }) => void (data.type === 'start' ? start(data) : close()));
