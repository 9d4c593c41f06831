import { Cleartax } from './cleartax/cleartax.ts';
import type { CleartaxCredentials } from './cleartax/cleartax.ts';
import { contactLines } from './contact-system/control-lines.ts';
import { PastClock, remembering } from './contact-system/remembering.ts';
import type { PastCall } from './contact-system/remembering.ts';
import { contactGateway } from './contact-system/served.ts';
import type { ContactSystem, ContactSystemOptions } from './contact-system/system.ts';
import type { DnsimpleCredentials } from './dnsimple/access.ts';
import { Dnsimple } from './dnsimple/dnsimple.ts';
import { EightByEight } from './eight-by-eight/eight-by-eight.ts';
import type { EightByEightCredentials } from './eight-by-eight/eight-by-eight.ts';
import { openJournal } from './journal.ts';
import type { JournalOptions } from './journal.ts';
import { openServers } from './servers.ts';
import type { TlsAccess, TlsOptions } from './tls.ts';

/** What one needs to call each of them. */
export interface CredentialsOf {
  dnsimple: DnsimpleCredentials;
  cleartax: CleartaxCredentials;
  '8x8': EightByEightCredentials;
}

export type ContactSystemName = keyof CredentialsOf;

const systems: { readonly [Name in ContactSystemName]: (options: ContactSystemOptions) => ContactSystem<CredentialsOf[Name]> } = {
  dnsimple: (options) => new Dnsimple(options),
  cleartax: (options) => new Cleartax(options),
  '8x8': (options) => new EightByEight(options),
};

/** What a person would type into the form of a connection. The names of the secrets are those that the app's connectors ask for. */
export interface SystemKeys {
  scope: string;
  secrets: Record<string, string>;
}

const keysOf: { readonly [Name in ContactSystemName]: (credentials: CredentialsOf[Name]) => SystemKeys } = {
  dnsimple: ({ userToken }) => ({ scope: '', secrets: { token: userToken } }),
  cleartax: ({ token, businesses }) => ({ scope: businesses.join('\n'), secrets: { token } }),
  '8x8': ({ customerId, readKey, writeKey }) => ({ scope: customerId, secrets: { read: readKey, write: writeKey } }),
};

export const contactSystemNames = Object.keys(systems) as ContactSystemName[];

/** All contacts are held in memory. */
export const mostContacts = 100_000;

export interface ContactSandboxOptions<Name extends ContactSystemName> {
  system: Name;
  /** How many contacts to invent: 0 to 100,000. */
  contacts: number;
  /** The same seed gives the same contacts. */
  seed: number;
  /** 0 for any free one. */
  port: number;
  /** Epoch milliseconds. */
  clock?: () => number;
  /** A second address with the same answers, over TLS. */
  tls?: TlsOptions;
  /** Where what was done to it is kept; without one it forgets when it closes. */
  journal?: JournalOptions;
}

export interface ContactSandbox<Name extends ContactSystemName = ContactSystemName> {
  system: Name;
  /** Origin: `http://127.0.0.1:4321`. */
  url: string;
  /** What a connection is told: the origin with what all calls begin with, `http://127.0.0.1:4321/v2`. */
  address: string;
  /** Origin of the control address. */
  control: string;
  credentials: CredentialsOf[Name];
  /** Fresh ones, as a person would type them. */
  keys(): SystemKeys;
  /** Only where it was asked for. */
  tls?: TlsAccess & { url: string; address: string };
  close(): Promise<void>;
}

interface Made<Name extends ContactSystemName> {
  system: ContactSystem<CredentialsOf[Name]>;
  closeJournal: () => void;
}

/** The seed and size are part of the journal's name, so that what was done never lands on other contacts. */
function made<Name extends ContactSystemName>({ system: name, contacts, seed, journal: kept }: ContactSandboxOptions<Name>, now: () => number): Made<Name> {
  const clock = new PastClock(now);
  const system = systems[name]({ contacts, seed, clock: clock.read });
  if (kept === undefined) return { system, closeJournal: () => undefined };
  const journal = openJournal<PastCall>(kept, `${name}: ${contacts} contacts of seed ${seed}`);
  return { system: remembering(system, clock, journal), closeJournal: () => journal.close() };
}

/** Starts a local gateway of a contact system. Rejects when a port is taken, the journal cannot be opened, or the options make no sense. */
export async function startContactSandbox<Name extends ContactSystemName>(options: ContactSandboxOptions<Name>): Promise<ContactSandbox<Name>> {
  const { system: name, contacts, seed, port, clock = Date.now, tls } = options;
  if (!Number.isSafeInteger(contacts) || contacts < 0 || contacts > mostContacts) throw new RangeError('The number of contacts must be between 0 and 100,000');
  if (!Number.isSafeInteger(seed)) throw new RangeError('The seed must be a whole number');
  const { system, closeJournal } = made(options, clock);
  const keys = (): SystemKeys => keysOf[name](system.credentials());
  try {
    const servers = await openServers({
      gateway: contactGateway(system), port, clock, tls, lines: { ...contactLines(system), 'POST /keys': keys }, reset: () => system.reset(),
      describe: () => ({ system: name, contacts, seed, effects: system.effects().length }),
    });
    const { url, control, secure } = servers;
    const close = async (): Promise<void> => {
      await servers.close();
      closeJournal();
    };
    const over = secure === null ? {} : { tls: { ...secure, address: secure.url + system.base } };
    return { system: name, url, address: url + system.base, control, credentials: system.credentials(), keys, ...over, close };
  } catch (reason) {
    closeJournal();
    throw reason;
  }
}
