import type { ClientId } from '../../../shared/contacts.ts';
import type { Fault } from '../../../shared/faults.ts';
import type { Status } from '../../../shared/views.ts';
import type { Cache } from '../cache/cache.ts';
import type { Clock } from '../clock.ts';
import type { ClientLink, ClientSnapshot, Connector, Names, Send } from '../gateway/connector.ts';
import type { Gate } from '../gateway/gate.ts';
import type { Urgency } from '../gateway/pacing.ts';
import { Estimate } from './estimate.ts';
import { Rests } from '../rests.ts';

export interface ReaderParts {
  cache: Cache;
  clock: Clock;
  connector: Connector;
  gate: Gate;
  names: Names;
  sendAs: (urgency: Urgency) => Send;
  /** Takes a reading into the cache. */
  absorb: (snapshot: ClientSnapshot) => void;
  /** Goes up whenever an edit of this client is sent or confirmed: a reading that began before may be older than the edit. */
  epochOf: (clientId: ClientId) => number;
  changed: () => void;
  /** Clients new in the list: known by number only, until they are read. */
  added: (clientIds: readonly ClientId[]) => void;
  linksChanged: (clientIds: readonly ClientId[]) => void;
}

/** The client list's own name among what rests. */
const theList = '';
/** Clients read at the same time. Their calls are paced again, one by one, by the gateway's own limit. */
const atOnce = 5;
/** What was read this long ago is read again in the background. */
const staleMs = 24 * 3_600_000;
/** What a person opens is read again when it is older than this. */
const freshMs = 30_000;
/** The list of links is asked for again this often while the desk is open. */
const listAgainMs = 15 * 60_000;
/** A client's customer and account list; each account is one more. The average of the rest is counted while reading. */
const callsPerClient = 2;

/** Reads the linked clients: the list first, then each client, those a person looks at before the rest; goes on after a stop. */
export class Reader {
  readonly #parts: ReaderParts;
  readonly #estimate: Estimate;
  readonly #waiting = new Set<ClientId>();
  readonly #running = new Map<ClientId, Urgency>();
  /** What could not be read though the gateway is there waits longer each time, alone: a client, or the list itself. */
  readonly #rests: Rests;
  #accountsSeen = 0;
  #needsList = true;
  /** From the client list to the last client. */
  #inPass = false;
  #listing = false;
  #cancelListing: () => void = () => undefined;
  #closed = false;

  constructor(parts: ReaderParts) {
    this.#parts = parts;
    this.#estimate = new Estimate(parts.clock);
    this.#rests = new Rests(parts.clock, () => this.kick());
    for (const id of parts.cache.toRead(parts.clock.now() - staleMs, parts.clock.now())) this.#waiting.add(id);
    parts.gate.onChange(() => this.kick());
  }

  get idle(): boolean {
    return !this.#listing && this.#running.size === 0;
  }

  /** What the status bar says of the reading; null when there is none. */
  get progress(): Status['reading'] {
    const left = this.#left;
    if (left === 0) return null;
    const perClient = callsPerClient + (this.#estimate.done > 0 ? this.#accountsSeen / this.#estimate.done : 0);
    const done = this.#estimate.done;
    return { done, total: done + left, etaMs: this.#parts.gate.open ? this.#estimate.etaMs(left) : null, requestsLeft: Math.round(left * perClient) };
  }

  /** Clients of the pass still to read; what a person merely opened is not announced as work. */
  get #left(): number {
    return this.#waiting.size + [...this.#running.values()].filter((urgency) => urgency === 'background').length;
  }

  /** Starts or goes on with whatever there is to read. Cheap to call too often. */
  kick(): void {
    if (this.#closed) return;
    if (!this.#parts.gate.open) return this.#estimate.pause();
    if (this.#needsList) void this.#list();
    else this.#readNext();
  }

  /** Reads the list and every client again. */
  refresh(): void {
    this.#rests.end();
    this.#needsList = true;
    for (const id of this.#parts.cache.toRead(Number.MAX_SAFE_INTEGER, this.#parts.clock.now())) this.#waiting.add(id);
    this.kick();
  }

  /** A person is looking at this client: read it now unless it is fresh. */
  lookAt(clientId: ClientId): void {
    const client = this.#parts.cache.client(clientId);
    const age = client?.readAt == null ? Infinity : this.#parts.clock.now() - client.readAt;
    // Read in the future: the clock was wrong then, or is now.
    const fresh = age >= 0 && age < freshMs;
    if (fresh || !this.#parts.gate.open || this.#running.has(clientId)) return;
    this.#read(clientId, 'lookedAt');
  }

  /** Reads one client now, whatever else is read; resolves when that has been taken in, or has failed. */
  async readNow(clientId: ClientId): Promise<void> {
    await this.#readOne(clientId, 'lookedAt');
  }

  /** Starts nothing more; what is under way is thrown away when it arrives. */
  close(): void {
    this.#closed = true;
    this.#cancelListing();
    this.#rests.end();
  }

  async #list(): Promise<void> {
    if (this.#listing || this.#rests.has(theList)) return;
    this.#listing = true;
    const links = await this.#parts.connector.listClients(this.#parts.sendAs('lookedAt'));
    this.#listing = false;
    if (this.#closed) return;
    if (!links.ok) return this.#failed(theList, links.error);
    if (!this.#kept(theList, () => this.#takeList(links.value))) return;
    this.#rests.clear(theList);
    this.#needsList = false;
    this.#inPass = true;
    this.#listAgainLater();
    for (const id of this.#parts.cache.toRead(this.#parts.clock.now() - staleMs, this.#parts.clock.now())) this.#waiting.add(id);
    this.#parts.changed();
    this.#readNext();
    this.#endIfDone();
  }

  #takeList(links: readonly ClientLink[]): void {
    const { added, changed } = this.#parts.cache.setLinks(links);
    this.#parts.added(added);
    this.#parts.linksChanged(changed);
  }

  /** Links come and go while the desk is open. */
  #listAgainLater(): void {
    this.#cancelListing();
    this.#cancelListing = this.#parts.clock.after(listAgainMs, () => {
      this.#needsList = true;
      this.kick();
    });
  }

  /** Writes what was read; where that fails (a full disk, say) it is read again later, and nothing else stops. */
  #kept(what: string, write: () => void): boolean {
    try {
      write();
      return true;
    } catch {
      this.#rests.begin(what);
      return false;
    }
  }

  #readNext(): void {
    for (const id of this.#waiting) {
      if (this.#running.size >= atOnce) break;
      if (!this.#running.has(id) && !this.#rests.has(id)) this.#read(id, 'background');
    }
  }

  #read(clientId: ClientId, urgency: Urgency): void {
    this.#waiting.delete(clientId);
    this.#estimate.resume();
    this.#running.set(clientId, urgency);
    void this.#readOne(clientId, urgency).finally(() => {
      this.#running.delete(clientId);
      if (this.#closed) return;
      this.#endIfDone();
      this.#parts.changed();
      if (this.#parts.gate.open) this.#readNext();
    });
  }

  async #readOne(clientId: ClientId, urgency: Urgency): Promise<void> {
    const { cache, connector, names, sendAs, absorb, epochOf, linksChanged } = this.#parts;
    const epoch = epochOf(clientId);
    const snapshot = await connector.readClient(sendAs(urgency), clientId, names);
    if (this.#closed) return;
    if (snapshot.ok) {
      // An edit went out meanwhile: this reading may be older than what the gateway has confirmed since.
      if (epochOf(clientId) !== epoch) return void this.#waiting.add(clientId);
      if (!this.#kept(clientId, () => this.#takeClient(snapshot.value, absorb))) return void this.#waiting.add(clientId);
      this.#rests.clear(clientId);
      this.#accountsSeen += snapshot.value.accounts.length;
      if (urgency === 'background') this.#estimate.count();
    } else if (isRefusal(snapshot.error)) {
      cache.setLinked(clientId, false);
      linksChanged([clientId]);
    } else {
      this.#waiting.add(clientId);
      this.#failed(clientId, snapshot.error);
    }
  }

  /** What can be read is ours, whatever was answered before. */
  #takeClient(snapshot: ClientSnapshot, absorb: ReaderParts['absorb']): void {
    absorb(snapshot);
    if (this.#parts.cache.client(snapshot.clientId)?.linked !== false) return;
    this.#parts.cache.setLinked(snapshot.clientId, true);
    this.#parts.linksChanged([snapshot.clientId]);
  }

  #failed(what: string, fault: Fault): void {
    if (fault.kind !== 'offline' && fault.kind !== 'signedOut' && fault.kind !== 'busy') this.#rests.begin(what);
    this.#parts.gate.report(fault);
  }

  #endIfDone(): void {
    if (this.#left > 0) return;
    this.#estimate.reset();
    this.#accountsSeen = 0;
    if (this.#inPass) this.#parts.cache.noteAllRead(this.#parts.clock.now());
    this.#inPass = false;
  }
}

/** The gateway answers that this client is not ours, or not there: reading it again changes nothing. */
const isRefusal = (fault: Fault): boolean => fault.kind === 'forbidden' || (fault.kind === 'refused' && fault.code === 'CST404');
