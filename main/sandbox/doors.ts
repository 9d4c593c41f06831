import { Logons } from './logons.ts';
import { MachineKeys } from './machine-keys.ts';
import { registerClients, usualRedirectPorts } from './oauth/clients.ts';
import type { RegisteredClients } from './oauth/clients.ts';
import { publishedLifetimes } from './oauth/lifetimes.ts';
import type { Lifetimes } from './oauth/lifetimes.ts';
import { OAuthServer } from './oauth/oauth-server.ts';
import { Tokens } from './tokens.ts';

/** Everything that decides who comes in, and as whom. */
export interface Doors {
  clients: RegisteredClients;
  logons: Logons;
  machines: MachineKeys;
  /** Changed through the control address; holds for what is handed out from then on. */
  lifetimes: Lifetimes;
  tokens: Tokens;
  oauth: OAuthServer;
}

export interface DoorOptions {
  clock: () => number;
  /** Origin of the OAuth server. */
  host: () => string;
  redirectPorts?: readonly number[] | undefined;
  lifetimes?: Partial<Lifetimes> | undefined;
}

export function createDoors({ clock, host, redirectPorts, lifetimes: given }: DoorOptions): Doors {
  const lifetimes = { ...publishedLifetimes, ...given };
  const clients = registerClients(redirectPorts ?? usualRedirectPorts);
  const logons = new Logons();
  const machines = new MachineKeys(clock, logons);
  const tokens = new Tokens({ clock, logons, machines, lifetimes });
  return { clients, logons, machines, lifetimes, tokens, oauth: new OAuthServer({ host, clients, logons, tokens, lifetimes, clock }) };
}
