import { contactSystemNames, startContactSandbox } from './contact-sandbox.ts';
import type { FromSandbox, PracticeAccess, PracticeOptions, ToSandbox } from './host-contract.ts';
import { startSandbox } from './sandbox.ts';

/** The utility process that the shell forks for practice data. Only this file knows how it speaks to its parent. */
interface ParentPort {
  on(event: 'message', listener: (message: { data: ToSandbox }) => void): void;
  postMessage(message: FromSandbox): void;
}

interface Started {
  url: string;
  control: string;
  access: PracticeAccess;
  close(): Promise<void>;
}

const { parentPort } = process as unknown as { parentPort: ParentPort };
let running: Promise<Started> | null = null;

async function begin({ system, count, seed, journal: path, databaseKey, sqliteBinding }: PracticeOptions): Promise<Started> {
  const journal = { path, databaseKey, sqliteBinding };
  const contacts = contactSystemNames.find((name) => name === system);
  if (contacts !== undefined) {
    const sandbox = await startContactSandbox({ system: contacts, contacts: count, seed, port: 0, journal });
    return { ...sandbox, access: { rows: 'contacts', address: sandbox.address, ...sandbox.keys() } };
  }
  const { url, control, intermediation, credentials: { token, agency }, close } = await startSandbox({ system: 'ird', profile: 'practice', clients: count, seed, port: 0, journal });
  return { url, control, access: { rows: 'clients', intermediation, token, agency }, close };
}

async function start(message: ToSandbox & { type: 'start' }): Promise<void> {
  running = begin(message.options);
  try {
    const { url, control, access } = await running;
    parentPort.postMessage({ type: 'listening', url, control, access });
  } catch (reason) {
    running = null;
    parentPort.postMessage({ type: 'failed', text: `The practice data could not be opened: ${reason instanceof Error ? reason.message : String(reason)}` });
  }
}

async function close(): Promise<void> {
  const sandbox = await running?.catch(() => null);
  await sandbox?.close();
  process.exit(0);
}

parentPort.on('message', ({ data }) => void (data.type === 'start' ? start(data) : close()));
