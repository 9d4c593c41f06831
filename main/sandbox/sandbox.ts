import { credentialsOf } from './credentials.ts';
import type { Credentials } from './credentials.ts';
import { createDoors } from './doors.ts';
import type { Doors } from './doors.ts';
import { irdLines } from './ird/control-lines.ts';
import { IrdPack } from './ird/pack/pack.ts';
import type { Entry } from './ird/practice/acts.ts';
import { Practice } from './ird/practice/practice.ts';
import type { Profile } from './ird/profile.ts';
import { servedGateway } from './ird/served.ts';
import { openJournal } from './journal.ts';
import type { JournalOptions } from './journal.ts';
import type { Lifetimes } from './oauth/lifetimes.ts';
import { openServers } from './servers.ts';
import type { TlsAccess, TlsOptions } from './tls.ts';

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
  /** Ports of the registered redirect addresses; 53171 to 53175 when left out. */
  redirectPorts?: readonly number[];
  /** Those published when left out. */
  lifetimes?: Partial<Lifetimes>;
  /** Makes and registers a certificate for signing JWTs. */
  machine?: boolean;
  /** A second address with the same answers, over TLS. */
  tls?: TlsOptions;
}

export interface Sandbox {
  system: 'ird';
  profile: ProfileName;
  /** Origin of the gateway and of its OAuth server: `http://127.0.0.1:4321`. */
  url: string;
  /** Origin of the control address. */
  control: string;
  /** Whole address of the Intermediation service. */
  intermediation: string;
  credentials: Credentials;
  /** Only where it was asked for. */
  tls?: TlsAccess & { /** `https://127.0.0.1:4322` */ url: string; intermediation: string };
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

const intermediationAt = (url: string): string => `${url}/gateway/gws/intermediation/`;

async function credentialsFor(options: SandboxOptions, { tokens, logons, clients, machines }: Doors, agency: string, now: number): Promise<Credentials> {
  const credentials = credentialsOf({ token: tokens.issue().token, agency, logons: logons.list(), clients });
  if (options.machine !== true) return credentials;
  const { machineCredentials } = await import('./machine-certificate.ts');
  return { ...credentials, machine: await machineCredentials(machines, logons.first.logon, now) };
}

/** Starts a local gateway of Inland Revenue's. Rejects when a port is taken, the journal cannot be opened, or the options make no sense. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { system, profile: name, clients, seed, port, clock = Date.now, redirectPorts, lifetimes, tls } = options;
  const profile = profileOf(options, clock);
  let host = '';
  const doors = createDoors({ clock, redirectPorts, lifetimes, host: () => host });
  const reset = (): void => {
    profile.reset();
    doors.logons.reset();
    doors.oauth.events.clear();
  };
  const describe = (): object => ({ system, profile: name, clients, seed, effects: profile.effects().length });
  try {
    const credentials = await credentialsFor(options, doors, profile.agency, clock());
    const servers = await openServers({ gateway: servedGateway({ profile, ...doors }), port, clock, tls, lines: irdLines(profile, doors), describe, reset });
    const { url, control, secure } = servers;
    host = url;
    const close = async (): Promise<void> => {
      await servers.close();
      profile.close();
    };
    const over = secure === null ? {} : { tls: { ...secure, intermediation: intermediationAt(secure.url) } };
    return { system, profile: name, url, control, intermediation: intermediationAt(url), credentials, ...over, close };
  } catch (reason) {
    profile.close();
    throw reason;
  }
}
