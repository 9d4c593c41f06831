import type { Actor, Effect } from '../record.ts';
import type { Principal } from '../tokens.ts';
import type { Answer } from './answers.ts';
import type { Directory } from './intermediation/directory.ts';
import type { Mailbox } from './notifications/mailbox.ts';
import type { Bodies, Operation } from './wire.ts';

/** Who asks, and by which call: kept with the effect. */
export interface Caller {
  actor: Actor;
  /** null: the second actor, who has every right. */
  principal: Principal | null;
  method: string;
  path: string;
}

/** FULL reads and writes, VIEW only reads (SPEC 5). `accounts` are account ids; a master link covers them all. */
export interface Link {
  access: 'FULL' | 'VIEW';
  master: boolean;
  accounts: string[];
  /** Which of the agency's client lists it is on; the first, 0, when left out. */
  list?: number;
  /** Asked for and not approved yet: it is listed, and opens nothing (SPEC 11, inferred). */
  pending?: boolean;
}

/** What the control address shows of a client, for tests and for choosing one. */
export interface ClientSummary {
  /** `IRD:136410132` or `CST:…` */
  client: string;
  name: string;
  entityType: string;
  /** The first of its links; null: not linked. */
  link: Link | null;
  accounts: number;
  /** Contacts at every level. */
  contacts: number;
}

/** What differs between Inland Revenue's published test data and the practice office. */
export interface Profile {
  perform<O extends Operation>(operation: O, body: Bodies[O], caller: Caller): Answer;
  /** The agency whose clients are linked. */
  readonly agency: string;
  /** What the Intermediation service answers from. */
  readonly directory: Directory;
  /** What the Notifications service answers from. */
  readonly mailbox: Mailbox;
  effects(): readonly Effect[];
  /** State of a client as the gateway would show it to somebody who may see everything; null: no such client. */
  client(id: string): unknown;
  clients(start: number, count: number): { total: number; rows: ClientSummary[] };
  /** null unlinks. false: no such client, or this profile has no links to change. */
  setLink(id: string, link: Link | null): boolean;
  /** A new account of this type, open from today; answers its number. null: no such client, or this profile has none to open. */
  registerAccount(client: string, type: string): string | null;
  /** Closes an account as of today. false: no such account, or this profile has none to close. */
  closeAccount(id: string): boolean;
  /** Back to how it started: state, effects and journal. */
  reset(): void;
  close(): void;
}
