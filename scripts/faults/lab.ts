import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineOptions } from '../../main/engine/host-contract.ts';
import { controlOf, type Control } from '../../main/sandbox/control-client.ts';
import { startSandbox } from '../../main/sandbox/sandbox.ts';
import { accessTo } from '../sandbox-access.ts';
import { Stable } from './engine-handle.ts';
import { contactsOf, type Original } from './second-actor.ts';

/** A sandbox of its own and what every run in it begins with: files of an engine that has just read the whole office. */
export interface Lab {
  control: Control;
  stable: Stable;
  /** Clients whose contacts may be changed. */
  clients: readonly string[];
  original: Original;
  /** A folder for one run, with the office read and nothing queued. */
  folder: () => EngineOptions;
  close: () => Promise<void>;
  /** Leaves nothing on the disk when the checker is stopped from outside; its processes end with it. */
  abandon: () => void;
}

const office = { system: 'ird', profile: 'practice', clients: 10, seed: 7, port: 0 } as const;

/** Files in memory where there is such a place: a kill loses nothing that was written to either, and only a power cut would tell them apart. */
const memory = '/dev/shm';

async function changeableOf(control: Control): Promise<{ clients: string[]; original: Original }> {
  const { rows } = await control.clients(0, 1_000);
  const clients = rows.filter((row) => row.link?.access === 'FULL' && row.link.master).map((row) => row.client);
  const states = await Promise.all(clients.map((id) => control.client(id)));
  const contacts = states.flatMap((state) => (state ? contactsOf(state) : []));
  return { clients, original: { contacts: new Set(contacts.map((one) => one.ContactID)), phones: new Set(contacts.flatMap((one) => one.Phone.map((phone) => phone.PhoneID))) } };
}

/** Starts a sandbox and lets an engine read it once. */
export async function openLab(): Promise<Lab> {
  const sandbox = await startSandbox(office);
  const control = controlOf(sandbox.control);
  const root = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'agentbook-faults-'));
  const stable = new Stable(join(root, 'compiled'));
  const options: EngineOptions = { folder: join(root, 'begin'), databaseKey: randomBytes(32).toString('hex'), sqliteBinding: '', ...accessTo(sandbox) };
  mkdirSync(options.folder);
  const engine = stable.take();
  await engine.ask('open', { options, sabotage: null });
  await engine.ask('rest', {});
  await engine.ask('close', {});
  await stable.giveBack(engine);
  stable.prepare();
  let runs = 0;
  return {
    ...(await changeableOf(control)),
    control,
    stable,
    folder: () => {
      runs += 1;
      const folder = join(root, `run-${runs}`);
      cpSync(options.folder, folder, { recursive: true });
      return { ...options, folder };
    },
    abandon: () => rmSync(root, { recursive: true, force: true }),
    close: async () => {
      await stable.close();
      await sandbox.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
