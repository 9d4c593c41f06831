import type { AnyContact, ClientId } from '../../../shared/contacts.ts';
import type { Fault } from '../../../shared/faults.ts';
import type { Status } from '../../../shared/views.ts';
import type { Cache } from '../cache/cache.ts';
import type { Clock } from '../clock.ts';
import type { ClientSnapshot, Connector, Names, Send } from '../gateway/connector.ts';
import type { Gate } from '../gateway/gate.ts';
import type { Urgency } from '../gateway/pacing.ts';
import { Estimate } from './estimate.ts';
import { Rests } from '../rests.ts';
import type { ContactRows } from '../rows.ts';
import { Listing } from './listing.ts';

export interface ReaderParts {
  cache: Cache;
  clock: Clock;
  connector: Connector;
  gate: Gate;
  names: Names;
  sendAs: (urgency: Urgency) => Send;
  /** To the client list service, whose word on the sign-in is not the gateway's. */
  sendBeside: Send;
  /** Clients read at the same time. Their calls are paced again, one by one, by the gateway's own limit. */
  atOnce: number;
  /** Takes a reading into the cache. */
  absorb: (snapshot: ClientSnapshot) => void;
  /** Goes up whenever an edit of this client is sent or confirmed: a reading that began before may be older than the edit. */
  epochOf: (clientId: ClientId) => number;
  epochs: () => ReadonlyMap<ClientId, number>;
  /** Whether what was read of a row does not show yet what we have sent ourselves. */
  isOld: (clientId: ClientId, read: readonly AnyContact[]) => boolean;
  rows: ContactRows;
  changed: () => void;
  /** Clients with edits that wait: one of them that was refused is tried again with every list. */
  withEdits: () => readonly ClientId[];
  /** Clients new in the list: known by number only, until they are read. */
  added: (clientIds: readonly ClientId[]) => void;
  linksChanged: (clientIds: readonly ClientId[]) => void;
}

/** What was read this long ago is read again in the background. */
const staleMs = 24 * 3_600_000;
/** What a person opens is read again when it is older than this. */
const freshMs = 30_000;
const thePass = '';
/** A client's customer and account list; each account is one more. The average of the rest is counted while reading. */
const callsPerClient = 2;

/** Reads the linked clients: the list first, then each client, those a person looks at before the rest; goes on after a stop. */
export class Reader {
  readonly #parts: ReaderParts;
  readonly #estimate: Estimate;
  readonly #listing: Listing;
  #waiting = new Set<ClientId>();
  readonly #running = new Map<ClientId, Urgency>();
  /** What could not be read though the gateway is there waits longer each time, alone. */
  readonly #rests: Rests;
  /** Some logons may list clients and not ask about one (SPEC 11: restricted users). */
  #mayAsk = true;
  #accountsSeen = 0;
  /** Clients that an event has told of: read before the rest once the list is here. */
  #named: readonly ClientId[] = [];
  /** From the client list to the last client. */
  #inPass = false;
  #closed = false;

  constructor(parts: ReaderParts) {
    this.#parts = parts;
    this.#estimate = new Estimate(parts.clock);
    this.#rests = new Rests(parts.clock, () => this.kick());
    this.#listing = new Listing({ ...parts, send: parts.rows.areContacts ? parts.sendAs('background') : parts.sendBeside, over: () => this.kick() });
    this.#waitForStale();
    parts.gate.onChange(() => this.kick());
  }

  get idle(): boolean {
    return !this.#listing.running && this.#running.size === 0;
  }

  /** Why the client list could not be read, in words; '' when it could. */
  get trouble(): string {
    return this.#listing.trouble;
  }

  /** What the status bar says of the reading; null when there is none. */
  get progress(): Status['reading'] {
    const left = this.#left;
    // How many a list of records will have is known when it is here.
    if (left === 0) return this.#parts.rows.areContacts && this.#listing.running ? { done: 0, total: 0, etaMs: null, requestsLeft: 0 } : null;
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
    if (this.#listing.due) void this.#list();
    else if (!this.#listing.running) this.#readNext();
  }

  /** Links have changed, it is told: lists the clients anew, and reads those named before the rest. */
  listNow(named: readonly ClientId[]): void {
    this.#named = [...this.#named, ...named];
    this.#listing.want();
    this.kick();
  }

  /** There is a new sign-in: what failed before may succeed now. */
  restNoLonger(): void {
    this.#mayAsk = true;
    this.#rests.end();
    this.#listing.restNoLonger();
  }

  /** Reads the list and every client again. */
  refresh(): void {
    this.restNoLonger();
    this.#listing.want();
    this.#waitForThose(Number.MAX_SAFE_INTEGER);
    this.kick();
  }

  /** A person is looking at this client: read it now unless it is fresh. */
  lookAt(clientId: ClientId): void {
    const client = this.#parts.cache.client(clientId);
    // A refusal is an answer too.
    const asked = Math.max(client?.refusedAt ?? -Infinity, client?.readAt ?? -Infinity);
    const age = this.#parts.clock.now() - asked;
    // Read in the future: the clock was wrong then, or is now.
    const fresh = (age >= 0 && age < freshMs) || (this.#parts.rows.areContacts && this.#parts.cache.contacts(clientId).length === 0);
    if (fresh || !this.#parts.gate.open || this.#running.has(clientId)) return;
    this.#read(clientId, 'lookedAt');
  }

  /** What was read of this client could not be kept, or is too old: it is read again in the background. */
  again(clientId: ClientId): void {
    // The next list has it.
    if (this.#parts.rows.areContacts) return;
    this.#waiting.add(clientId);
    this.#rests.begin(clientId);
  }

  /** Reads one client now, whatever else is read; resolves when that has been taken in, or has failed. */
  async readNow(clientId: ClientId): Promise<void> {
    await this.#readOne(clientId, 'lookedAt');
  }

  /** Starts nothing more; what is under way is thrown away when it arrives. */
  close(): void {
    this.#closed = true;
    this.#listing.close();
    this.#rests.end();
  }

  async #list(): Promise<void> {
    const listing = this.#listing.run();
    if (this.#parts.rows.areContacts) this.#parts.changed();
    const changed = await listing;
    if (this.#closed) return;
    if (changed) {
      this.#inPass = true;
      this.#waitForStale();
      const { cache, rows, withEdits } = this.#parts;
      const frozen = withEdits().filter((id) => cache.client(id)?.linked === false);
      // Rows that are contacts came whole with the list: none is read by itself.
      const first = new Set(rows.areContacts ? [] : [...this.#named, ...changed, ...frozen].filter((id) => cache.client(id)?.listed));
      this.#waiting = new Set([...first, ...this.#waiting]);
      // Nothing is asked about those that went.
      for (const id of changed) if (!first.has(id)) this.#waiting.delete(id);
      this.#named = [];
    }
    this.#parts.changed();
    this.kick();
    this.#endIfDone();
  }

  #waitForStale(): void {
    this.#waitForThose(this.#parts.clock.now() - staleMs);
  }

  /** Rows that are contacts come whole with their list. */
  #waitForThose(before: number): void {
    const { cache, clock, rows } = this.#parts;
    if (!rows.areContacts) for (const id of cache.toRead(before, clock.now())) this.#waiting.add(id);
  }

  /** Writes what was read; where that fails (a full disk, say) it is read again later, and nothing else stops. */
  #kept(what: string, write: () => unknown): boolean {
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
      if (this.#running.size >= this.#parts.atOnce) break;
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
    const { connector, names, sendAs, absorb, epochOf, isOld } = this.#parts;
    const epoch = epochOf(clientId);
    const snapshot = await connector.readClient(sendAs(urgency), clientId, names, this.#parts.cache.client(clientId)?.accounts ?? []);
    if (this.#closed) return;
    if (snapshot.ok) {
      // An edit went out meanwhile: this reading may be older than what the gateway has confirmed since.
      if (epochOf(clientId) !== epoch) return void this.#waiting.add(clientId);
      if (isOld(clientId, snapshot.value.contacts)) return this.again(clientId);
      if (!this.#kept(clientId, () => absorb(snapshot.value)) || !(await this.#thaw(clientId))) return void this.#waiting.add(clientId);
      this.#rests.clear(clientId);
      this.#accountsSeen += snapshot.value.accounts.length;
      if (urgency === 'background') this.#estimate.count();
    } else if (connector.isNotOurs(snapshot.error)) {
      await this.#freeze(clientId);
    } else if (snapshot.error.kind === 'conflict') {
      if (!isOld(clientId, []) && this.#kept(clientId, () => this.#parts.rows.vanish(clientId))) this.#parts.linksChanged([clientId]);
    } else if (this.#parts.rows.areContacts) {
      // The next list has it.
      this.#parts.gate.report(snapshot.error);
    } else {
      this.#waiting.add(clientId);
      this.#failed(clientId, snapshot.error);
    }
  }

  /** Frozen at once; then, where somebody can be asked, whether it is linked still: the person is told the one or the other (faults F20). */
  async #freeze(clientId: ClientId): Promise<void> {
    const { cache, clock, linksChanged } = this.#parts;
    const { listed = false } = cache.client(clientId) ?? {};
    if (!this.#kept(clientId, () => cache.setRefused(clientId, clock.now()))) return;
    linksChanged([clientId]);
    if (!listed || (await this.#isLinked(clientId)) !== false || this.#closed) return;
    if (this.#kept(clientId, () => cache.setDelisted(clientId))) linksChanged([clientId]);
  }

  /**
   * What is listed and can be read is ours, whatever was answered before. That it can be read does not put a client back on a list it has
   * gone from: that is asked, and where nobody can say, the next list tells. False: it could not be written down.
   */
  async #thaw(clientId: ClientId): Promise<boolean> {
    const { cache, linksChanged } = this.#parts;
    const client = cache.client(clientId);
    if (client?.linked !== false) return true;
    const linked = client.listed || (client.links.length === 0 && (await this.#isLinked(clientId)) === true);
    if (this.#closed || !linked) return true;
    if (!this.#kept(clientId, () => cache.setReadable(clientId))) return false;
    linksChanged([clientId]);
    return true;
  }

  /** null: nobody can be asked, or nobody answered. */
  async #isLinked(clientId: ClientId): Promise<boolean | null> {
    if (!this.#mayAsk) return null;
    const linked = await this.#parts.connector.isLinked(this.#parts.sendBeside, clientId);
    if (!linked.ok && linked.error.kind === 'refused') this.#mayAsk = false;
    return linked.ok ? linked.value : null;
  }

  #failed(what: string, fault: Fault): void {
    if (fault.kind !== 'offline' && fault.kind !== 'signedOut' && fault.kind !== 'busy') this.#rests.begin(what);
    this.#parts.gate.report(fault);
  }

  #endIfDone(): void {
    if (this.#left > 0) return;
    this.#estimate.reset();
    this.#accountsSeen = 0;
    // Where it cannot be written down now, the next pass tells.
    if (this.#inPass) this.#kept(thePass, () => this.#parts.cache.noteAllRead(this.#parts.clock.now()));
    this.#inPass = false;
  }
}
