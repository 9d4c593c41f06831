import type { CheckLine, ConnectionSecrets, ConnectionSettings, HeldSettings, RecordSettings, SecretName, SignInMethod } from './connection-settings.ts';
import type { ClientId, ContactTies, PlacedContact } from './contacts.ts';
import type { AnyIntent, EditRequest } from './edits.ts';
import type { ConflictChoice, FieldIssue } from './faults.ts';
import type { Result } from './result.ts';
import type { SystemFacts, SystemId } from './systems.ts';
import type { ClientDetail, ClientList, HistoryPage, ListView, QueueAction, QueuePage, QueueState, Status } from './views.ts';

/**
 * The whole conversation between the processes: a channel name and a function type each.
 * A missing handler or a wrong argument is a compile error; every argument is parsed again by the receiver.
 */

/** Renderer → engine, over a MessagePort that the shell brokers. */
export interface EngineRequests {
  'clients.list': (ask: { query: string; view: ListView; start: number; count: number }) => ClientList;
  /** Opening a client also reads it before the rest. null: no such client. */
  'clients.open': (ask: { clientId: ClientId }) => ClientDetail | null;
  /** Where a client stands in the list as it is now filtered, so that selection survives a refresh. -1: not in it. */
  'clients.position': (ask: { clientId: ClientId; query: string; view: ListView }) => number;
  'edits.queue': (ask: EditRequest) => Result<{ editId: string }, FieldIssue[]>;
  /** What looks wrong in a form as it stands and stops nobody; `field` is a JSON pointer into what the form holds. Reads nothing and keeps nothing. */
  'edits.doubts': (ask: { clientId: ClientId; intent: AnyIntent }) => FieldIssue[];
  /** Undoes an unsent edit, and those that cannot stand without it. Answers every edit undone; empty when it was already sent. `trouble`, here and below: why it could not be kept, in words; nothing was done then. */
  'edits.undo': (ask: { editId: string }) => { undone: string[]; trouble?: string };
  /** Only what the row offered. Not done: the row has moved on meanwhile. `taken`: every edit that an undo or discard took back, itself included. */
  'edits.act': (ask: { editId: string; action: QueueAction }) => { done: boolean; taken: string[]; trouble?: string };
  /** A conflict answered field by field; goes out with its next turn. `taken`: every edit that was discarded, because nothing of it was left. */
  'edits.resolve': (ask: { editId: string; choices: ConflictChoice[] }) => Result<{ taken: string[] }, FieldIssue[]>;
  /** Corrects an edit that has not been sent, or was refused; it keeps its id and its place in its client's order. */
  'edits.replace': (ask: { editId: string; with: EditRequest }) => Result<{ editId: string }, FieldIssue[]>;
  /** Takes back everything of one client that has not been sent. */
  'edits.discardAll': (ask: { clientId: ClientId }) => { taken: string[]; trouble?: string };
  /**
   * Undoes an undo, a discarding or the answer to a conflict, while nothing of it has been sent and nothing else of the client has been
   * queued since. All or none: `done` false when it cannot be had back. What was made anew instead of an edit is taken back with it; `trouble`:
   * that may have been sent already, or there is no room on the disk.
   */
  'edits.reopen': (ask: { editIds: string[] }) => { done: boolean; trouble?: string };
  /** `query`: words and numbers as in the client list, found in what an edit did, where, for whom and by whom. */
  'queue.list': (ask: { states: QueueState[]; start: number; count: number; query?: string | undefined; clientId?: ClientId | null | undefined }) => QueuePage;
  'history.list': (ask: { query: string; clientId: ClientId | null; start: number; count: number }) => HistoryPage;
  /** Undoes what is unsent (`editId` null), or queues the opposite of what was sent; once, until that is taken back. */
  'history.reverse': (ask: { editId: string }) => Result<{ editId: string | null }, FieldIssue[]>;
  /** The history as a CSV file (RFC 4180, UTF-8), one line a changed field, newest first. */
  'history.export': (ask: { query: string; clientId: ClientId | null }) => { name: string; text: string };
  /** Which of this connection's contacts the agent has tied to others: those of any connection with a tie in common are the same person. */
  'same.ties': (ask: Record<string, never>) => ContactTies[];
  /** Each of the contacts gets all of the ties (ULIDs), besides those it has. Kept when this is answered; not done: `trouble` says why. */
  'same.tie': (ask: { contacts: PlacedContact[]; ties: string[] }) => { done: boolean; trouble?: string };
  /** The contact is the same as nobody any more. */
  'same.untie': (ask: PlacedContact) => { done: boolean; trouble?: string };
  'status.get': (ask: Record<string, never>) => Status;
  /** The person has read what was lost (`Status.loss`). */
  'status.lossRead': (ask: Record<string, never>) => null;
  /** Try the connection and send now, whatever the back-off says. */
  'sync.now': (ask: Record<string, never>) => null;
  /** Read every client again. */
  'sync.refresh': (ask: Record<string, never>) => null;
  /** Work offline on purpose, and stop doing so. */
  'sync.pause': (ask: { paused: boolean }) => null;
}

/** Engine → renderer, unasked. */
export type EngineNews =
  | { type: 'status'; status: Status }
  /** Rows of the list may have changed. */
  | { type: 'clients' }
  | { type: 'client'; clientId: ClientId }
  | { type: 'queue' }
  /** One quiet line: `3 edits sent`. */
  | { type: 'notice'; text: string };

export interface ConnectionInfo {
  id: string;
  /** `Practice office`, or what the person called it. */
  name: string;
  system: SystemId;
  /** One of eight, by which it is known wherever several are on the screen: 0 to 7. */
  colour: number;
  /** Invented data in a local sandbox: labelled as such wherever it shows. */
  practice: boolean;
  /** How a person signs in; practice data signs in by itself; `keys`: what the system gave out is typed once. */
  signIn: SignInMethod | 'keys';
}

/** A connection as the list of them shows it. Each has an engine of its own that runs, in front or not. */
export interface ConnectionRow extends ConnectionInfo {
  /** Why it cannot be opened, in words; '' where it is open. */
  trouble: string;
  /** Of its engine; null while that starts. */
  status: Status | null;
  /** Edits that are not at its system yet. */
  unsent: number;
}

export interface AppInfo {
  version: string;
  platform: string;
  /** null: first start, nothing chosen yet. */
  connection: ConnectionInfo | null;
  /** Why the connection's files cannot be opened, in words, with what to do; '' when they can. */
  trouble: string;
  /** What opens the desk again; '' while it is open. A locked shell answers nothing else but this, `app.unlock` and `app.theme`. */
  locked: '' | 'keychain' | 'passPhrase';
}

/** Where the secrets of a connection are: tokens, certificates, the key of its files. `session`: in memory only, so that nothing of it outlasts this run. */
export type Keeping = 'keychain' | 'passPhrase' | 'session';

export interface Privacy {
  keeping: Keeping;
  /** Minutes without a key or a mouse after which the desk locks by itself; 0: never. */
  lockAfterMinutes: number;
}

/** Renderer → main. */
export interface ShellRequests {
  'app.info': (ask: Record<string, never>) => AppInfo;
  /** Starts an embedded sandbox and connects to it: Inland Revenue's, or that of `system`. One of each; asked for again, it comes to the front. */
  'app.startPractice': (ask: { system?: SystemId | undefined }) => Result<ConnectionInfo, FieldIssue[]>;
  /**
   * Checks the settings, signs in (in the system's browser where that is the way, which may take minutes) and opens the connection.
   * Secrets go to the keychain and nowhere else. An issue's `field` is a path such as `settings.gateway` or `secrets.token`.
   */
  'app.connect': (ask: { settings: ConnectionSettings; secrets: ConnectionSecrets }) => Result<ConnectionInfo, FieldIssue[]>;
  /**
   * *Test connection*: looks at everything in turn and stores nothing. Secrets left '' are those held of the connection in front, except those
   * in `forget`; where it is `anew`, a connection is being made and nothing held counts.
   */
  'app.test': (ask: { settings: ConnectionSettings; secrets: ConnectionSecrets; forget: SecretName[]; anew?: boolean | undefined }) => CheckLine[];
  /** The open connection as the form shows it; null when there is none or it is practice data. No secret is answered. */
  'app.settings': (ask: Record<string, never>) => HeldSettings | null;
  /** Changes the open connection, and opens it anew with what was changed. Edits waiting stay. `forget`: held secrets that go, such as a certificate no longer wanted. */
  'app.change': (ask: { settings: ConnectionSettings; secrets: ConnectionSecrets; forget: SecretName[] }) => Result<ConnectionInfo, FieldIssue[]>;
  /** Signs in again: practice data by itself, otherwise by the token given or in the browser, until done, refused or cancelled. */
  'app.signIn': (ask: { token: string }) => Result<null, FieldIssue[]>;
  /** The address the browser was sent to while a sign-in waits, for copying; '' when none waits. */
  'app.signInAddress': (ask: Record<string, never>) => string;
  'app.cancelSignIn': (ask: Record<string, never>) => null;
  /** Revokes the tokens at Inland Revenue where it can be reached, and forgets them here. Edits stay and wait. */
  'app.signOut': (ask: Record<string, never>) => Result<null, FieldIssue[]>;
  /** Every system that can be connected, Inland Revenue first. */
  'app.systems': (ask: Record<string, never>) => SystemFacts[];
  'app.connections': (ask: Record<string, never>) => ConnectionRow[];
  /** Puts another connection in front: what `askEngine` and `app.settings` are about from now on. One in trouble is tried again; where it stays so, its words are the issue and the one in front stays. */
  'app.front': (ask: { id: string }) => Result<ConnectionInfo, FieldIssue[]>;
  /** Checks that the system answers and takes the secrets, keeps them, and opens the connection. An issue's `field` is `settings.address` or `secrets.read`. */
  'app.connectRecords': (ask: { settings: RecordSettings; secrets: Record<string, string> }) => Result<ConnectionInfo, FieldIssue[]>;
  /** The connection in front, for its form; null where it is Inland Revenue's (`app.settings`). `held`: names of secrets in the keychain. */
  'app.recordSettings': (ask: Record<string, never>) => { settings: RecordSettings; held: string[] } | null;
  /** As `app.test`. A line's `field` is `settings.address`, `settings.scope` or `secrets.read`. */
  'app.testRecords': (ask: { settings: RecordSettings; secrets: Record<string, string>; anew?: boolean | undefined }) => CheckLine[];
  /** Secrets left '' are those held. */
  'app.changeRecords': (ask: { settings: RecordSettings; secrets: Record<string, string> }) => Result<ConnectionInfo, FieldIssue[]>;
  'app.nameConnection': (ask: { id: string; name: string; colour: number }) => Result<null, FieldIssue[]>;
  /**
   * Forgets a connection, its secrets and its files for good. Refused while edits are not sent (`unsentEdits`), and where its files cannot be
   * opened, so that nobody can tell (`notOpened`): then the person may insist, and `unseen` says that they have been told.
   */
  'app.removeConnection': (ask: { id: string; unseen?: boolean | undefined }) => Result<null, FieldIssue[]>;
  'app.theme': (ask: { theme: 'system' | 'light' | 'dark' }) => null;
  /** What a connection made from now on is kept with: for a computer without a keychain. A pass phrase is wanted for `passPhrase` only. */
  'app.keep': (ask: { keeping: Keeping; passPhrase: string }) => Result<null, FieldIssue[]>;
  'app.privacy': (ask: Record<string, never>) => Privacy;
  'app.lockAfter': (ask: { minutes: number }) => null;
  /** Moves the secrets of the open connection, or changes its pass phrase. `current`: the pass phrase of now, where there is one. */
  'app.changeKeeping': (ask: { keeping: 'keychain' | 'passPhrase'; passPhrase: string; current: string }) => Result<null, FieldIssue[]>;
  /** Locks at once, and loads every page anew. An issue: there is nothing that could be locked. */
  'app.lock': (ask: Record<string, never>) => Result<null, FieldIssue[]>;
  /** The pass phrase is '' where the keychain opens. Done: the page asks for the facts anew. */
  'app.unlock': (ask: { passPhrase: string }) => Result<null, FieldIssue[]>;
  /** The forms left open, as the page last handed them in: kept encrypted while the desk is locked. '': none. */
  'app.drafts': (ask: Record<string, never>) => string;
  'app.keepDrafts': (ask: { text: string }) => null;
  /** Asks where to, and writes a file that only its owner may read. Rejects where it cannot be written. */
  'app.save': (ask: { name: string; text: string }) => 'saved' | 'cancelled';
  /**
   * Brokers a new MessagePort to the engine of a connection (null: of the one in front) and answers which; ports of all the others follow by
   * themselves, as their engines open. They arrive through the bridge. Rejects where that engine cannot be had, in words.
   */
  'app.reachEngine': (ask: { connection: string | null }) => string;
}

/** Main → renderer: commands chosen in the native menu. */
export type MenuCommand =
  | 'search' | 'palette' | 'next' | 'previous' | 'newContact' | 'newPhone' | 'edit' | 'undo' | 'reopen' | 'queue' | 'nextNeedsYou' | 'history' | 'refresh' | 'sendNow' | 'pause' | 'together' | 'addConnection' | 'settings' | 'keys'
  | 'themeSystem' | 'themeLight' | 'themeDark';

/** What preload puts on `window.agentbook`, and nothing else. */
export interface Bridge {
  ask<C extends keyof ShellRequests>(channel: C, ask: Parameters<ShellRequests[C]>[0]): Promise<ReturnType<ShellRequests[C]>>;
  /** Asks the engine of a connection; without `connection`, of the one in front. */
  askEngine<C extends keyof EngineRequests>(channel: C, ask: Parameters<EngineRequests[C]>[0], connection?: string): Promise<ReturnType<EngineRequests[C]>>;
  /** `connection`: whose engine tells it. */
  onNews(listener: (news: EngineNews, connection: string) => void): () => void;
  onMenu(listener: (command: MenuCommand) => void): () => void;
  /** The list of connections has changed, or whether one of them is open: time to ask `app.connections` again. */
  onConnections(listener: () => void): () => void;
}
