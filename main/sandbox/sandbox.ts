import { controlListener } from './control-server.ts';
import { FaultDesk } from './faults.ts';
import { GatewayServer } from './gateway-server.ts';
import { IrdPack } from './ird/pack/pack.ts';
import type { Entry } from './ird/practice/acts.ts';
import { Practice } from './ird/practice/practice.ts';
import type { Profile } from './ird/profile.ts';
import { openJournal } from './journal.ts';
import type { JournalOptions } from './journal.ts';
import { RequestLog } from './record.ts';
import { Tokens } from './tokens.ts';

export type ProfileName = 'ird-pack' | 'practice';

export interface SandboxOptions {
  system: 'ird';
  /** `ird-pack`: Inland Revenue's published test data, static. `practice`: an invented office that remembers. */
  profile: ProfileName;
  /** How many linked clients to invent: 1 to 1,000,000. Only `practice` looks at it. */
  clients: number;
  /** The same seed gives the same office. */
  seed: number;
  /** 0 for any free one. */
  port: number;
  /** Epoch milliseconds. */
  clock?: () => number;
  /** Where a practice office keeps what was done to it; without one it forgets when it closes. */
  journal?: JournalOptions;
}

export interface Sandbox {
  system: 'ird';
  profile: ProfileName;
  /** Origin of the gateway: `http://127.0.0.1:4321`. */
  url: string;
  /** Origin of the control address. */
  control: string;
  /** Whole address of the Intermediation service. */
  intermediation: string;
  /** A first token, and the number of the agency whose clients are linked. */
  credentials: { token: string; agency: string };
  close(): Promise<void>;
}

function profileOf(options: SandboxOptions, clock: () => number): Profile {
  if (options.profile === 'ird-pack') return new IrdPack(clock);
  const { clients, seed } = options;
  if (!Number.isSafeInteger(clients) || clients < 1 || clients > 1_000_000) throw new RangeError('The number of clients must be between 1 and 1,000,000');
  if (!Number.isSafeInteger(seed)) throw new RangeError('The seed must be a whole number');
  const journal = options.journal === undefined ? null : openJournal<Entry>(options.journal, `${clients} clients of seed ${seed}`);
  return new Practice({ clients, seed, clock, journal });
}

/** Starts a local gateway. Rejects when the port is taken, the journal cannot be opened, or the options make no sense. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const clock = options.clock ?? Date.now;
  const profile = profileOf(options, clock);
  const parts = { profile, tokens: new Tokens(clock), faults: new FaultDesk(), log: new RequestLog(), clock };
  const gateway = new GatewayServer(options.port, parts);
  const describe = (): object => ({
    system: options.system, profile: options.profile, url: gateway.listener.url, clients: options.clients, seed: options.seed,
    requests: parts.log.count, effects: profile.effects().length,
  });
  const control = controlListener({ ...parts, gateway, describe });
  const close = async (): Promise<void> => {
    gateway.release();
    await Promise.all([gateway.listener.shut(), control.shut()]);
    profile.close();
  };
  try {
    await gateway.listener.open();
    await control.open();
  } catch (reason) {
    await close();
    throw reason;
  }
  const { token } = parts.tokens.issue();
  const { url } = gateway.listener;
  const agency = profile.clientList().agency.agencyID;
  return { system: options.system, profile: options.profile, url, control: control.url, intermediation: `${url}/gateway/gws/intermediation/`, credentials: { token, agency }, close };
}
