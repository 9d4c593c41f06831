import type { ClientId, LocalKey, NativeDoc, NativePhone, ScopeRef } from './contacts.ts';
import type { AnyIntent } from './edits.ts';
import type { Conflict, FieldIssue, GatewayAnswer } from './faults.ts';
import type { Mark } from './marks.ts';
import type { Budget } from './systems.ts';

/** What the engine shows the renderer: derived, one-way, never written back. Times are epoch milliseconds. */

export interface ClientRow {
  id: ClientId;
  /** `136-410-132`, or the ten digits of a customer id. */
  number: string;
  /** '' until the client has been read. */
  name: string;
  /** In words: `Company`, `Trust`; the bare code where we do not know it. */
  entityType: string;
  mark: Mark;
}

export type ListView = 'all' | 'waiting' | 'needsYou' | 'notLinked';

export interface ClientList {
  /** Clients held, matched or not. */
  total: number;
  matched: number;
  /** The slice asked for, in name order. */
  rows: ClientRow[];
  start: number;
}

export interface ClientDetail extends ClientRow {
  idType: string;
  entitySubType: string;
  /** Name type in words with the formatted name: trade, preferred, previous. */
  otherNames: { type: string; name: string }[];
  addresses: { type: string; text: string }[];
  linked: boolean;
  /** Why nothing is sent for this client now, in words and with what to do; '' when it is linked. */
  frozen: string;
  /** By which client lists of the agency, one line each; empty where nobody has told us, for instance with a machine sign-in. */
  links: ShownLink[];
  readAt: number | null;
  /** The customer first, then its accounts in the gateway's order. */
  levels: LevelDetail[];
}

export interface ShownLink {
  /** Number of the client list: `132-280-722`, or as it is given. */
  list: string;
  /** `Tax agent client list`, or the bare code where we do not know it. */
  type: string;
  /** A customer master link covers everything; any other covers accounts of these types, in words: `GST`, `Income tax`. */
  covers: 'everything' | string[];
  /** `Pending` while a link is asked for and not yet approved (payroll bureaus and other representatives only); otherwise ''. */
  state: string;
}

export interface LevelDetail {
  scope: ScopeRef;
  kind: 'customer' | 'account';
  /** `Customer`, or the account type in words: `GST`. */
  title: string;
  /** The account id; '' for the customer. */
  accountId: string;
  /** `Active`, `Closed`, `Suspended`, or the bare code; '' for the customer. */
  status: string;
  /** `2019-04-01`; '' for the customer, and where the gateway does not say. */
  commenced: string;
  /** '' while the account is open. */
  ceased: string;
  /** When this customer or account was linked to the agency: known only where a link event has told (SPEC 11); otherwise ''. */
  linkedOn: string;
  addresses: { type: string; text: string }[];
  /** Why contacts cannot be changed here, in words; '' when they can. */
  locked: string;
  contacts: ShownContact[];
}

export interface ShownContact {
  key: LocalKey;
  /** `PRIMRY`, `SCNDRY`, or a value we do not know, shown as it is. */
  type: string;
  name: string;
  mark: Mark;
  /** Waiting to be removed: shown struck through until the gateway confirms. */
  removed: boolean;
  phones: ShownPhone[];
  /** The whole record as it will be, where a contact is one record (`SystemFacts.rows`); absent where its parts have ids of their own. */
  doc?: NativeDoc;
  /** Of such a record: pointers of the fields that wait to be sent, and why nothing of it may be changed, in words. */
  touched?: string[];
  locked?: string;
  /** Of such a record: what looks wrong and stops nobody, by the pointer of its field (`RecordSystem.check`). */
  warnings?: FieldIssue[];
  /** Queued edits on this contact itself (not on its phones), oldest first. */
  editIds: string[];
}

export interface ShownPhone extends NativePhone {
  key: LocalKey;
  mark: Mark;
  removed: boolean;
  editIds: string[];
}

export type QueueState = 'waiting' | 'sending' | 'checking' | 'needsYou' | 'sent';
/** `fix`: the screen opens the form with `doc` and answers by `edits.replace`. `recreate`: what is gone at the gateway is made anew, under a new id. */
export type QueueAction = 'undo' | 'retry' | 'discard' | 'checkAgain' | 'keepMine' | 'takeTheirs' | 'recreate' | 'fix';

export interface QueueRow {
  editId: string;
  seq: number;
  clientId: ClientId;
  clientName: string;
  /** What was meant: `Add mobile 021 555 0199`. */
  title: string;
  /** On what: `Māhina Ngata · Primary · Customer`. */
  where: string;
  state: QueueState;
  /** When the person made it. */
  at: number;
  /** Who made it; '' where nobody knows. */
  by: string;
  /** When it is tried next, where that is known: while the connection or this client rests. */
  nextTryAt: number | null;
  /** What the edit holds, for the form of `fix`. */
  doc: AnyIntent;
  /** When the gateway confirmed it, for `sent`. */
  sentAt: number | null;
  attempts: number;
  /** One sentence: what happened and what to do next. '' when nothing needs saying. */
  reason: string;
  conflicts: Conflict[];
  /** What was refused, field by field, for the form of `fix`. */
  issues: FieldIssue[];
  /** Code and raw answer, for *Details*. */
  details: { status: number; code: string; body: string } | null;
  actions: QueueAction[];
  /** For an edit that needs the person: how many later edits rest on it and would be discarded with it. */
  restingOn: number;
}

export interface QueuePage {
  rows: QueueRow[];
  counts: Record<QueueState, number>;
}

export type HistoryOutcome = 'sent' | 'waiting' | 'undone' | 'discarded' | 'needsYou' | 'checking';

/** One edit as the history tells of it, from the events of the ledger. */
export interface HistoryRow {
  editId: string;
  /** Position in the one order of all edits. */
  seq: number;
  at: number;
  /** Who made it; '' where nobody knows. */
  by: string;
  clientId: ClientId;
  clientName: string;
  title: string;
  where: string;
  /** '' before: it was not there; '' after: it is removed. Field paths as in `Conflict`. */
  changes: { field: string; before: string; after: string }[];
  /** What somebody else had changed of the same contact before this was sent; theirs and this both stand. */
  alsoChanged: { field: string; before: string; after: string }[];
  outcome: HistoryOutcome;
  sentAt: number | null;
  /** What the gateway said to it last; null: nothing was sent, or no answer was kept. */
  answer: GatewayAnswer | null;
  attempts: number;
  /** `undo`: nothing of it has been sent; `compensate`: the opposite edit can be queued; '': neither, and `reverseNote` says why. */
  reverse: 'undo' | 'compensate' | '';
  reverseNote: string;
}

export interface HistoryPage {
  /** Newest first. */
  rows: HistoryRow[];
  total: number;
  /** The share of the history that was searched, 0 to 1: less than 1 while it is being made ready for searching, of which `queue` news tells. */
  searched: number;
}

export interface OfflineState {
  state: 'offline';
  since: number;
  nextTryAt: number | null;
  /** Why, in words and with what to do, where waiting does not cure it: a certificate, a proxy. Absent for an ordinary absence of the network. */
  why?: string;
}

/** The one truth about the connection and the work. */
export interface Status {
  connection: { state: 'online' | 'connecting' | 'paused' } | OfflineState | { state: 'signedOut' } | { state: 'busy'; until: number } | { state: 'portal' };
  waiting: number;
  sending: number;
  checking: number;
  needsYou: number;
  /** When everything was last known to equal the gateway; null until the first read has ended. */
  upToDateAt: number | null;
  /** Why the list of linked clients could not be read, in words and with what to do; '' when it could. What is held stays and is worked with. */
  listTrouble: string;
  /** Why edits kept here may be missing, in words and with what to do; absent or '' when none are. Stays until `status.lossRead`. */
  loss?: string;
  /** The first read or a refresh, while it runs. `etaMs` is null until it can be estimated; `total` is 0 while nobody knows it. */
  reading: { done: number; total: number; etaMs: number | null; requestsLeft: number } | null;
  /** What remains of the system's limit on calls; absent where it has none that we know of. */
  budget?: Budget;
  /** Why nothing can be changed here, in words and with what to do; absent or '' where it can. */
  cannotChange?: string;
  /** The places in which a new contact can be made, where each contact is a row of its own (`SystemFacts.rows`); the page asks which where there are several. */
  scopes?: { scope: ScopeRef; title: string }[];
}
