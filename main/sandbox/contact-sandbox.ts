import { Cleartax } from './cleartax/cleartax.ts';
import type { CleartaxCredentials } from './cleartax/cleartax.ts';
import { contactLines } from './contact-system/control-lines.ts';
import { contactGateway } from './contact-system/served.ts';
import type { ContactSystem, ContactSystemOptions } from './contact-system/system.ts';
import type { DnsimpleCredentials } from './dnsimple/access.ts';
import { Dnsimple } from './dnsimple/dnsimple.ts';
import { EightByEight } from './eight-by-eight/eight-by-eight.ts';
import type { EightByEightCredentials } from './eight-by-eight/eight-by-eight.ts';
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
  /** Only where it was asked for. */
  tls?: TlsAccess & { url: string; address: string };
  close(): Promise<void>;
}

/** Starts a local gateway of a contact system. Rejects when a port is taken or the options make no sense. */
export async function startContactSandbox<Name extends ContactSystemName>(options: ContactSandboxOptions<Name>): Promise<ContactSandbox<Name>> {
  const { system: name, contacts, seed, port, clock = Date.now, tls } = options;
  if (!Number.isSafeInteger(contacts) || contacts < 0 || contacts > mostContacts) throw new RangeError('The number of contacts must be between 0 and 100,000');
  if (!Number.isSafeInteger(seed)) throw new RangeError('The seed must be a whole number');
  const system = systems[name]({ contacts, seed, clock });
  const servers = await openServers({
    gateway: contactGateway(system), port, clock, tls, lines: contactLines(system), reset: () => system.reset(),
    describe: () => ({ system: name, contacts, seed, effects: system.effects().length }),
  });
  const { url, control, secure, close } = servers;
  const over = secure === null ? {} : { tls: { ...secure, address: secure.url + system.base } };
  return { system: name, url, address: url + system.base, control, credentials: system.credentials(), ...over, close };
}
