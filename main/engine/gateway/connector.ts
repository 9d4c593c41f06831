import type { z } from 'zod';
import type { CheckLine } from '../../../shared/connection-settings.ts';
import type { AnyContact, ClientId, LocalKey, ScopeRef } from '../../../shared/contacts.ts';
import type { AnyIntent } from '../../../shared/edits.ts';
import type { ConflictChoice, Fault, FieldIssue } from '../../../shared/faults.ts';
import type { Mark } from '../../../shared/marks.ts';
import type { Result } from '../../../shared/result.ts';
import type { SystemFacts } from '../../../shared/systems.ts';
import type { ClientDetail, HistoryRow, LevelDetail, ShownContact, ShownLink } from '../../../shared/views.ts';
import type { SystemWords } from './system-words.ts';

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
export interface Step<E extends Effect = Effect> {
  call: HttpCall;
  /** What the call does, for judging it by reading back. */
  effect: E;
}

/** Its connector knows the kinds there are, and what else it keeps with them. */
export interface Effect {
  type: string;
  contact: LocalKey;
}

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
  /** Where each contact is a row (`SystemFacts.rows`): every one of them, whole, and the places in which there can be more. */
  rows?: ClientSnapshot[];
  scopes?: Place[];
  /** Places whose contacts may not be seen just now: none of theirs is among the rows, and none is gone for that. */
  denied?: Place[];
}

/** A place contacts are in, with its name. */
export interface Place {
  scope: ScopeRef;
  title: string;
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
  contacts: AnyContact[];
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

/** A key made here and the id the gateway gave it. `kind`: `contact`, or what its connector calls a part that has an id of its own. */
export interface Identity {
  kind: string;
  local: string;
  remote: string;
}

/** Which gateway id a key of ours stands for, and the reverse. */
export interface Names {
  remote(kind: Identity['kind'], key: LocalKey): string | null;
  local(kind: Identity['kind'], remote: string): LocalKey;
}

/** A part of a contact that goes out with it and whose id only a later reading tells. */
export interface Part {
  kind: Identity['kind'];
  key: LocalKey;
  /** As it was sent, for telling it among what is read. */
  body: object;
}

/** The two rows of a contact that was made here and has its id there by now: the one it was made in, and the one it may have been met in before that was known. */
export interface Twins {
  made: ClientId;
  met: ClientId;
  /** Its key in the first. */
  key: LocalKey;
}

/** An edit on its way, with the mark its state in the queue shows. */
export interface PendingEdit {
  editId: string;
  mark: Mark;
  intent: AnyIntent;
}

/** Edits that come to one call, or to none: `intent` null. In the order in which they were made. */
export interface Together<I extends AnyIntent = AnyIntent> {
  ids: string[];
  intent: I | null;
}

/** The opposite of an edit that was sent, with what a person should know before; or why there is none. */
export type Compensation = { intent: AnyIntent; note: string } | { why: string };

/** What the page may say of this system's rows and contacts: parsed before anything is made of it. */
export interface Schemas {
  clientId: z.ZodType<ClientId>;
  intent: z.ZodType<AnyIntent>;
}

/** Something of a contact that is not as the person saw it, in words. `target`: as in `targetsOf`; null where it can only have been somebody else. */
export type AlsoChanged = HistoryRow['alsoChanged'][number] & { target: string | null };

/** Did a call whose answer was lost take effect? */
export type Judgement = { outcome: 'happened'; identities: Identity[] } | { outcome: 'didNot' } | { outcome: 'cannotTell'; why: string };

/** How a system's intents are made up, as far as the ledger has to know. Pure. */
export interface Anatomy {
  /** Parts that a creation takes along and whose ids are still to be learnt. */
  partsOf(intent: AnyIntent): Part[];
  /** The places, in an edit's changes, of those that a call makes and that are not `settled` yet. */
  settledBy(intent: AnyIntent, effect: Effect, settled: readonly number[]): number[];
}

/**
 * One contact system. Reading and planning are kept apart from sending: `plan`, `interpret` and `judge` are pure, work offline and
 * are tested without a network (architecture: "Intent, plan, interpret, probe"). Whoever calls it knows nothing of what is inside a contact,
 * an intent or an effect: what one method gave is handed to another.
 */
export interface Connector extends Anatomy {
  readonly system: SystemFacts;
  readonly words: SystemWords;
  readonly schemas: Schemas;

  /** Edits of one lane are sent strictly in order; lanes do not wait for each other. */
  laneOf(clientId: ClientId): string;
  /** What a call carries to be let in. Errors: `signedOut`; `refused`, where nothing at hand has the right to it. */
  headers(authorization: string | null, call: HttpCall): Result<Record<string, string>, Fault>;
  /** Why nothing can be changed with what is at hand, in words; '' where it can, or where nobody is signed in. Left out: who may read may change. */
  cannotChange?(authorization: string | null): string;
  /** Asks for the status, and in another way where the gateway has none to give. */
  askStatus(send: Send): Promise<Result<HttpReply, Fault>>;
  /** Does this answer to `askStatus` prove the gateway, and that it takes our token? A captive portal's does not. */
  isStatusAnswer(reply: HttpReply): boolean;
  /** What an answer means as far as status and code tell; null: a success. */
  faultOf(reply: HttpReply, call?: HttpCall): Fault | null;

  listClients(send: Send, names: Names): Promise<Result<LinkedClients, Fault>>;
  /** Whether one client is linked still; null where nobody can be asked. */
  isLinked(send: Send, clientId: ClientId): Promise<Result<boolean | null, Fault>>;
  /** Links that came or went: a sign that the list has changed, never the list itself. null: this gateway does not tell. */
  linkEvents(send: Send, query: EventQuery): Promise<Result<LinkEvent[] | null, Fault>>;
  /** `places`: its accounts as last read. A row that is a contact and is gone: `conflict`, `gone`. */
  readClient(send: Send, clientId: ClientId, names: Names, places: readonly AccountSnapshot[]): Promise<Result<ClientSnapshot, Fault>>;
  /** For *Test connection*: that what is wanted can be read, in words. */
  tellAccess(send: Send): Promise<CheckLine>;
  /** A reading was refused because this client is not ours, or not there: reading it again changes nothing. */
  isNotOurs(fault: Fault): boolean;
  /** The contacts of one scope, as fresh as can be: read before every send. `intent`: what it is read for. */
  readContacts(send: Send, scope: ScopeRef, names: Names, intent: AnyIntent): Promise<Result<AnyContact[], Fault>>;
  /** The answer to a changing call tells what came of it: nothing is read back after it. */
  readonly answersTell: boolean;
  /** When the system last changed it, epoch ms; null where it does not say, or nothing depends on it. */
  updatedAt(contact: AnyContact): number | null;
  /** Whether what was read of a place still has what one of these edits, which have arrived there in this order, has replaced: then it lags, or somebody has set it back. Pure. */
  showsEarlier(sent: readonly AnyIntent[], read: readonly AnyContact[]): boolean;
  /** The contact as a success answer tells it, under its id there; null where it does not. */
  contactIn(step: Step, reply: HttpReply): AnyContact | null;
  /** The ids of parts that went out with a contact, from what it is read as now. */
  pair(expected: readonly object[], read: AnyContact): Identity[];
  /** The same contact under our own keys. */
  named(contact: AnyContact, names: Names): AnyContact;

  /** `136-410-132`: the client's number as people write it. */
  numberOf(clientId: ClientId): string;
  facts(doc: Record<string, unknown>, contacts: readonly AnyContact[]): ClientFacts;
  /** A client's links as they are shown, one line a client list. */
  links(links: readonly Link[]): ShownLink[];
  /** The row of the contact that an intent is about, and the account that stands for a place in it: asked for only where contacts are rows. */
  rowOf(intent: AnyIntent): ClientId;
  placeOf(place: Place): AccountSnapshot;
  /** Both rows of the contact that one of them is of; null: it has only one. */
  twinsOf(clientId: ClientId, names: Names): Twins | null;
  /** Why nothing may be sent for a client, in words. */
  frozen(why: 'notListed' | 'pending' | 'refused'): string;
  /** The places contacts of a client can be, in the order they are shown. */
  levels(clientId: ClientId, accounts: readonly AccountSnapshot[]): LevelDetail[];
  describe(intent: AnyIntent, contact?: AnyContact): { title: string; where: string };

  /** What a contact can be found by, one item each. */
  searchLines(contact: AnyContact): string[];
  /** What an edit can be found by beside its words: values before and after. */
  foundBy(intent: AnyIntent): string[];
  /** What an edit changes, field by field, in words; '' for what was not there before or is not there after. */
  changesOf(intent: AnyIntent): HistoryRow['changes'];
  /** A field of `changesOf` in words. */
  fieldWord(field: string): string;

  /** Refusals that can be known before anything is queued. */
  validate(intent: AnyIntent, shown: readonly AnyContact[]): FieldIssue[];
  /** What looks wrong in what a form says and stops nobody, with the places of rows as the form has them. */
  doubts(intent: AnyIntent, shown: readonly AnyContact[]): FieldIssue[];
  /** The contacts as they will be once these edits have arrived, in order; removed ones left out. Nothing given is changed. */
  after(server: readonly AnyContact[], intents: readonly AnyIntent[]): AnyContact[];
  /** The same as a person sees it: what waits to be removed stays, flagged. */
  shown(server: readonly AnyContact[], edits: readonly PendingEdit[]): ShownContact[];
  /** Whether it says anything that a form can show. */
  hasForm(intent: AnyIntent): boolean;
  /** The things an intent changes, so that a later intent on one of them can be seen to rest on it. */
  targetsOf(intent: AnyIntent): string[];
  /** The smallest set of calls for edits of one scope that wait, in the order they are to be sent. */
  together(edits: readonly { id: string; intent: AnyIntent }[], fresh: readonly AnyContact[]): Together[];
  /** A later edit, after one before it was corrected, with what it will meet now as its base. `old` and `now`: the contacts it would have met and will meet. */
  inStep(later: AnyIntent, old: readonly AnyContact[], now: readonly AnyContact[]): AnyIntent;
  /** The same intent on records that have got other keys. */
  rekeyed(intent: AnyIntent, keys: ReadonlyMap<LocalKey, LocalKey>): AnyIntent;
  /** What undoes a sent edit, from the contacts as they are shown now; only while what it did still stands. */
  opposite(intent: AnyIntent, shown: readonly AnyContact[], newKey: () => string): Compensation;

  /** The calls that turn `fresh` into what was meant; none when it is already so. `seen`: the contact as the person saw it. Faults: conflict, refused. */
  plan(intent: AnyIntent, fresh: readonly AnyContact[], names: Names, seen?: object | null): Result<Step[], Fault>;
  /** What of a contact is not as the person saw it, besides what this edit changes; left out where nobody is told of that. */
  alsoChanged?(intent: AnyIntent, seen: object | null, now: AnyContact): AlsoChanged[];
  /** The same wish of somebody who has seen `theirs` and keeps their own value: what they saw is the new base. */
  rebase(intent: AnyIntent, theirs: AnyContact): AnyIntent;
  /** The wish that is left after a conflict was answered field by field by somebody who has seen `theirs`; null: nothing is left. */
  resolve(intent: AnyIntent, theirs: AnyContact, choices: readonly ConflictChoice[]): AnyIntent | null;
  /** An edit of what is gone as one that makes it anew, from what the person saw, with the new keys of what had one; null: it cannot be. */
  recreate(intent: AnyIntent, seen: object | null, there: readonly AnyContact[], newKey: () => string): { intent: AnyIntent; keys: ReadonlyMap<LocalKey, LocalKey> } | null;
  /** What an answer to a changing call means; ids it gave away on success. */
  interpret(step: Step, reply: HttpReply): Result<Identity[], Fault>;
  /** A call whose answer is a success and shows that it was not done in full, as what came true (`made`: as an intent of its own; `did` null: nothing) and what did not; null for any other. Left out: there is no such answer. */
  shortOf?(step: Step, reply: HttpReply): { did: Step | null; made: AnyIntent; left: Step } | null;
  /** Whether `step` took effect, from the contact before and all contacts of the scope now. */
  judge(step: Step, intent: AnyIntent, before: AnyContact | null, now: readonly AnyContact[], names: Names): Judgement;
  /** Whether sending it once more could do what it did a second time, or over what somebody else has made of it since: then it is looked for with patience first. */
  canHappenTwice(step: Step): boolean;
  /** Whether a contact, by its key, may be what a creation has made: it was not there when that was planned. Only where contacts are rows, which may be met before that is known. */
  mayHaveMade?(step: Step, contact: LocalKey): boolean;
}
