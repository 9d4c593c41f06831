import type { ActOrder, LinkOrder, MachineOrder } from './control-orders.ts';
import { asking, faultControlOf } from './fault-control.ts';
import type { FaultControl } from './fault-control.ts';
import type { ClientSummary, Link } from './ird/profile.ts';
import type { ContactRecord } from './ird/wire.ts';
import type { Logon, Role } from './logons.ts';
import type { OAuthEvent } from './oauth/events.ts';
import type { Lifetimes } from './oauth/lifetimes.ts';
import type { Effect } from './record.ts';

/** A client as the gateway has it now, whoever may see it. */
export interface ClientState extends Partial<ClientSummary> {
  client: string;
  link?: Link | null;
  Customer: { ID: string; Contact?: ContactRecord[] } & Record<string, unknown>;
  Accounts: ({ ID: string; Contact?: ContactRecord[] } & Record<string, unknown>)[];
}

export interface Control extends FaultControl {
  describe(): Promise<{ system: string; profile: string; url: string; clients: number; seed: number }>;
  /** A fresh token, for the first logon unless another is named; those given before go on working. `expiresAt` is epoch milliseconds. */
  token(logon?: string): Promise<{ token: string; expiresAt: number }>;
  /** Every access token handed out or seen so far stops working. */
  expireTokens(): Promise<void>;
  /** For what is handed out from now on. Answers all of them. */
  lifetimes(change: Partial<Lifetimes>): Promise<Lifetimes>;
  /** What happened at the OAuth server, oldest first. */
  oauthEvents(after?: number): Promise<OAuthEvent[]>;
  /** As when everybody revokes their consent in myIR: they are asked again, and the tokens they got by signing in end. */
  revokeConsents(): Promise<void>;
  logons(): Promise<Logon[]>;
  setRole(logon: string, role: Role): Promise<void>;
  /** Takes the JWTs of another certificate too. */
  registerMachine(order: MachineOrder): Promise<void>;
  /** Everything that was applied, oldest first; `after` skips those up to that number. */
  effects(after?: number): Promise<Effect[]>;
  clients(start?: number, count?: number): Promise<{ total: number; rows: ClientSummary[] }>;
  /** `id`: `IRD:136410132`. null: no such client. */
  client(id: string): Promise<ClientState | null>;
  /** Somebody else changes a record, with every right. Answers what the gateway answered them. */
  act(order: ActOrder): Promise<{ status: number; body: unknown }>;
  link(client: string, link?: Link): Promise<void>;
  unlink(client: string): Promise<void>;
  /** Inland Revenue registers a new account of a type (`GST`) for a client; answers its number. */
  registerAccount(client: string, type: string): Promise<string>;
  /** Inland Revenue closes an account as of today. */
  closeAccount(account: string): Promise<void>;
}

/** Speaks to a sandbox's control address. Every call rejects with plain words when the sandbox refuses or is gone. */
export function controlOf(url: string): Control {
  const { get, post, remove } = asking(url);
  const linkOrder = (client: string, link?: Link): LinkOrder => (link === undefined ? { client } : { client, link });
  return {
    ...faultControlOf(url),
    describe: () => get('/'),
    token: (logon) => post('/token', logon === undefined ? {} : { logon }),
    expireTokens: () => post('/token/expire'),
    lifetimes: (change) => post('/oauth/lifetimes', change),
    oauthEvents: (after = 0) => get(`/oauth/events?after=${after}`),
    revokeConsents: () => remove('/oauth/consents'),
    logons: () => get('/logons'),
    setRole: (logon, role) => post('/logons', { logon, role }),
    registerMachine: (order) => post('/machines', order),
    effects: (after = 0) => get(`/effects?after=${after}`),
    clients: (start = 0, count = 100) => get(`/clients?start=${start}&count=${count}`),
    client: (id) => get(`/clients/${encodeURIComponent(id)}`),
    act: (order) => post('/act', order),
    link: (client, link) => post('/link', linkOrder(client, link)),
    unlink: (client) => post('/unlink', { client }),
    registerAccount: async (client, type) => (await post<{ account: string }>('/accounts', { client, type })).account,
    closeAccount: (account) => post('/accounts/close', { account }),
  };
}
