import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineOptions } from '../../main/engine/host-contract.ts';
import { controlOf, type Control } from '../../main/sandbox/control-client.ts';
import { startSandbox } from '../../main/sandbox/sandbox.ts';
import { accessTo } from '../sandbox-access.ts';
import type { Pace } from './conversation.ts';
import { Stable } from './engine-handle.ts';
import { irdWays } from './ird-ways.ts';
import { contactsOf, type Original } from './second-actor.ts';
import type { Ways } from './ways.ts';

/** A sandbox of its own and what every run in it begins with: files of an engine that has just read the whole office. */
export interface Lab {
  ways: Ways;
  /** null: the clock on the wall. */
  pace: Pace | null;
  stable: Stable;
  /** Clients whose contacts may be changed. */
  clients: readonly string[];
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

interface Place {
  access: Pick<EngineOptions, 'gateway' | 'authorization' | 'renewable'>;
  pace: Pace | null;
  /** After an engine has read everything once, as it will be for each run. */
  ways: () => Promise<{ ways: Ways; clients: readonly string[] }>;
  close: () => Promise<void>;
}

/** Lets an engine read a place that has just been opened, and keeps its files for every run to begin with. */
export async function labAt(place: Place): Promise<Lab> {
  const root = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'agentbook-faults-'));
  const stable = new Stable(join(root, 'compiled'));
  const options: EngineOptions = { folder: join(root, 'begin'), databaseKey: randomBytes(32).toString('hex'), sqliteBinding: '', ...place.access };
  mkdirSync(options.folder);
  const engine = stable.take();
  await engine.ask('open', { options, sabotage: null, pace: place.pace });
  await engine.ask('rest', {});
  await engine.ask('close', {});
  await stable.giveBack(engine);
  stable.prepare();
  let runs = 0;
  return {
    ...(await place.ways()),
    ...{ pace: place.pace, stable },
    folder: () => {
      runs += 1;
      const folder = join(root, `run-${runs}`);
      cpSync(options.folder, folder, { recursive: true });
      return { ...options, folder };
    },
    abandon: () => rmSync(root, { recursive: true, force: true }),
    close: async () => {
      await stable.close();
      await place.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** An office of Inland Revenue's. */
export async function openIrdLab(): Promise<Lab> {
  const sandbox = await startSandbox(office);
  const control = controlOf(sandbox.control);
  const ways = async (): ReturnType<Place['ways']> => {
    const { clients, original } = await changeableOf(control);
    return { ways: irdWays(control, original), clients };
  };
  return labAt({ access: accessTo(sandbox), pace: null, ways, close: () => sandbox.close() });
}
