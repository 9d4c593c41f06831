import type { ClientId, KeyedContact, LocalKey, NativeContact, ScopeRef } from '../../../shared/contacts.ts';
import type { Intent } from '../../../shared/edits.ts';
import type { ConflictChoice, Fault, FieldIssue } from '../../../shared/faults.ts';
import type { Result } from '../../../shared/result.ts';
import type { ClientDetail, LevelDetail, ShownLink } from '../../../shared/views.ts';

/** One call to a gateway, without credentials: those are added by the transport and never stored. */
export interface HttpCall {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
  /** A SOAP envelope, sent instead of a JSON body. */
  soap?: string;
  /** Whole address, where the service does not lie below the gateway's base (Intermediation). */
  at?: string;
}

export interface HttpReply {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  text: string;
}

/** Sends one call. An error is a transport fault only (offline, unknown); any HTTP answer at all is a value. */
export type Send = (call: HttpCall) => Promise<Result<HttpReply, Fault>>;

/** One call that changes something: persisted with what it is about before it is sent, so that its outcome can be judged later. */
export interface Step {
  call: HttpCall;
  /** What the call does, for judging it by reading back. */
  effect: Effect;
}

export type Effect =
  | { type: 'createContact'; contact: LocalKey }
  | { type: 'renameContact'; contact: LocalKey; to: string }
  | { type: 'removeContact'; contact: LocalKey }
  | { type: 'addPhone'; contact: LocalKey; phone: LocalKey }
  | { type: 'setPhone'; contact: LocalKey; phone: LocalKey }
  | { type: 'dropPhone'; contact: LocalKey; phone: LocalKey };

/** One link of the agency to a client or to one of its accounts, in the gateway's own codes. */
export interface Link {
  list: { id: string; idType: string; type: string };
  /** '' for the link to the customer itself. */
  accountType: string;
  /** `PENDING`, `APPROVED`, or '' on lists that do not tell. */
  state: string;
}

/** A client as the client lists give it: no names. No links where the person gave its number. */
export interface LinkedClient {
  clientId: ClientId;
  links: Link[];
}

export interface LinkedClients {
  clients: LinkedClient[];
  /** Kinds of numbers that clients were listed under and that the gateway's other services do not take: those clients are left out. */
  strange: string[];
}

/** What the gateway tells of links that came and went. */
export interface LinkEvent {
  /** Unique, so that one that is told again is known. */
  key: string;
  /** Whom it is about, where it says. */
  clientIds: ClientId[];
  /** The key of the scope that was linked, `ACC:136410132GST001`, and the day, `2026-11-20`; null for any other event. */
  linked: { scope: string; on: string } | null;
}

export interface EventQuery {
  /** Epoch milliseconds. */
  since: number;
  /** Client lists of the agency, for a gateway that wants to be asked by each. */
  lists: readonly Link['list'][];
}

/** Everything a gateway says of one client at one moment, in its own documents. */
export interface ClientSnapshot {
  clientId: ClientId;
  /** The customer document without its contacts. */
  customer: Record<string, unknown>;
  accounts: AccountSnapshot[];
  contacts: KeyedContact[];
}

export interface AccountSnapshot {
  scope: ScopeRef;
  /** The account document without its contacts; only the id where it may not be read. */
  doc: Record<string, unknown>;
  /** Why it could not be read, where it could not: `ACT100`, `EV1022`. */
  unreadable: string;
}

/** What the screens show of a client's own document. */
export type ClientFacts = Pick<ClientDetail, 'name' | 'entityType' | 'entitySubType' | 'otherNames' | 'addresses'>;

/** A key made here and the id the gateway gave it. */
export interface Identity {
  kind: 'contact' | 'phone';
  local: string;
  remote: string;
}

/** Which gateway id a key of ours stands for, and the reverse. */
export interface Names {
  remote(kind: Identity['kind'], key: LocalKey): string | null;
  local(kind: Identity['kind'], remote: string): LocalKey;
}

/** Did a call whose answer was lost take effect? */
export type Judgement = { outcome: 'happened'; identities: Identity[] } | { outcome: 'didNot' } | { outcome: 'cannotTell'; why: string };

/**
 * One contact system. Reading and planning are kept apart from sending: `plan`, `interpret` and `judge` are pure, work offline and
 * are tested without a network (architecture: "Intent, plan, interpret, probe").
 */
export interface Connector {
  readonly id: string;
  /** Edits of one lane are sent strictly in order; lanes do not wait for each other. */
  laneOf(clientId: ClientId): string;
  /** Asks for the status, and in another way where the gateway has none to give. */
  askStatus(send: Send): Promise<Result<HttpReply, Fault>>;
  /** Does this answer to `askStatus` prove the gateway, and that it takes our token? A captive portal's does not. */
  isStatusAnswer(reply: HttpReply): boolean;
  /** What an answer means as far as status and code tell; null: a success. */
  faultOf(reply: HttpReply): Fault | null;

  listClients(send: Send): Promise<Result<LinkedClients, Fault>>;
  /** Whether one client is linked still; null where nobody can be asked. */
  isLinked(send: Send, clientId: ClientId): Promise<Result<boolean | null, Fault>>;
  /** Links that came or went: a sign that the list has changed, never the list itself. null: this gateway does not tell. */
  linkEvents(send: Send, query: EventQuery): Promise<Result<LinkEvent[] | null, Fault>>;
  readClient(send: Send, clientId: ClientId, names: Names): Promise<Result<ClientSnapshot, Fault>>;
  /** The contacts of one scope, as fresh as can be: read before every send. */
  readContacts(send: Send, scope: ScopeRef, names: Names): Promise<Result<KeyedContact[], Fault>>;

  /** `136-410-132`: the client's number as people write it. */
  numberOf(clientId: ClientId): string;
  facts(doc: Record<string, unknown>): ClientFacts;
  /** A client's links as they are shown, one line a client list. */
  links(links: readonly Link[]): ShownLink[];
  /** Why nothing may be sent for a client, in words. */
  frozen(why: 'notListed' | 'pending' | 'refused'): string;
  /** The places contacts of a client can be, in the order they are shown. */
  levels(clientId: ClientId, accounts: readonly AccountSnapshot[]): LevelDetail[];
  describe(intent: Intent, contact?: KeyedContact): { title: string; where: string };

  /** Refusals that can be known before anything is queued. */
  validate(intent: Intent, shown: readonly KeyedContact[]): FieldIssue[];
  /** The calls that turn `fresh` into what was meant; none when it is already so. Faults: conflict, refused. */
  plan(intent: Intent, fresh: readonly KeyedContact[], names: Names): Result<Step[], Fault>;
  /** The same wish of somebody who has seen `theirs` and keeps their own value: what they saw is the new base. */
  rebase(intent: Intent, theirs: KeyedContact): Intent;
  /** The wish that is left after a conflict was answered field by field by somebody who has seen `theirs`; null: nothing is left. */
  resolve(intent: Intent, theirs: KeyedContact, choices: readonly ConflictChoice[]): Intent | null;
  /** An edit of what is gone as one that makes it anew, from what the person saw, with the new keys of what had one; null: it cannot be. */
  recreate(intent: Intent, seen: NativeContact | null, there: readonly KeyedContact[], newKey: () => string): { intent: Intent; keys: ReadonlyMap<LocalKey, LocalKey> } | null;
  /** What an answer to a changing call means; ids it gave away on success. */
  interpret(step: Step, reply: HttpReply): Result<Identity[], Fault>;
  /** Whether `step` took effect, from the contact before and all contacts of the scope now. */
  judge(step: Step, intent: Intent, before: KeyedContact | null, now: readonly KeyedContact[], names: Names): Judgement;
}
