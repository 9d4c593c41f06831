import type { AnyContact, ClientId } from '../../shared/contacts.ts';
import type { Status } from '../../shared/views.ts';
import type { Proxy } from '../transport/access.ts';
import { Cache } from './cache/cache.ts';
import { ClientLists } from './cache/client-list.ts';
import { systemClock, type Clock } from './clock.ts';
import type { RecordSystem } from './connectors/records/record-system.ts';
import { connectorOf } from './connectors/registered.ts';
import type { Sqlite } from './database.ts';
import { openFiles } from './files.ts';
import type { Connector, Schemas } from './gateway/connector.ts';
import { Authorization } from './gateway/authorization.ts';
import { Caller } from './gateway/caller.ts';
import { Gate } from './gateway/gate.ts';
import { offlineWords } from './gateway/offline-words.ts';
import { Pacing, type Urgency } from './gateway/pacing.ts';
import { keptAt } from './gateway/pacing/kept-calls.ts';
import { withReserve } from './gateway/pacing/meters.ts';
import { Transport } from './gateway/transport.ts';
import type { EngineOptions } from './host-contract.ts';
import { History } from './history/history.ts';
import { Ledger } from './ledger/ledger.ts';
import { News } from './news.ts';
import { orNoRoom } from './no-room.ts';
import { Drain } from './outbox/drain.ts';
import { LaggingReads } from './outbox/lagging-reads.ts';
import type { EditRecord } from './outbox/transitions.ts';
import { LinkEvents } from './pull/link-events.ts';
import { Reader } from './pull/reader.ts';
import { requestsOf, type Requests } from './requests.ts';
import { ContactRows } from './rows.ts';
import { ServerCopy } from './server-copy.ts';
import { Shown } from './shown.ts';
import { statusOf, sentWords } from './status.ts';

/** What tests and benches may set; people get the defaults. */
export interface EngineTuning {
  clock: Clock;
  random: () => number;
  /** Instead of the connection's own setting. */
  callsAtOnce?: number;
  deadlineMs: number;
  /** Between two looks at a creation whose answer was lost. */
  looksApartMs: number;
  /** How long a reading that looks older than what we have sent is not believed. */
  longestLagMs: number;
  /** Edits that wait come together to the fewest calls; false: each edit is a call of its own. */
  together: boolean;
  sabotage: Sabotage;
  /** Systems beside those that come with the app. */
  systems: readonly RecordSystem[];
}

/** Parts as they are handed on to be broken or watched by the fault checker. Functions: no message of the shell can carry one. */
export interface Sabotage {
  ledgerFile?: (file: Sqlite) => Sqlite;
  cacheFile?: (file: Sqlite) => Sqlite;
  connector?: (whole: Connector) => Connector;
}

const defaults: EngineTuning = { clock: systemClock, random: Math.random, deadlineMs: 60_000, looksApartMs: 5_000, longestLagMs: 60_000, together: true, sabotage: {}, systems: [] };

/**
 * The engine of one connection: builds the parts and ties them together. Runs under plain Node as well as in the utility process.
 * Throws `LedgerTrouble` when the ledger cannot be opened.
 */
export class Engine {
  readonly requests: Requests;
  readonly news: News;
  /** Held as long as the engine lives. */
  readonly #lock: Sqlite;
  readonly #ledger: Ledger;
  readonly #cache: Cache;
  readonly #connector: Connector;
  readonly #history: History;
  readonly #shown: Shown;
  readonly #rows: ContactRows;
  readonly #copy: ServerCopy;
  readonly #lists: ClientLists;
  readonly #transport: Transport;
  readonly #pacing: Pacing;
  readonly #gate: Gate;
  readonly #drain: Drain;
  readonly #reader: Reader;
  readonly #events: LinkEvents;
  readonly #epochs = new Map<ClientId, number>();
  readonly #restListeners = new Set<() => void>();
  readonly #authorization: Authorization;
  readonly #unsentListeners = new Set<(count: number) => void>();
  #unsent = -1;
  readonly #signedOutListeners = new Set<(authorization: string) => void>();

  constructor(options: EngineOptions, tuning: Partial<EngineTuning> = {}) {
    const { clock, random, callsAtOnce, deadlineMs, looksApartMs, longestLagMs, together, sabotage, systems } = { ...defaults, ...tuning };
    const connector = connectorOf(clock, options.gateway, systems);
    this.#connector = sabotage.connector?.(connector) ?? connector;
    const files = openFiles(options, this.#connector);
    this.#lock = files.lock;
    this.#authorization = new Authorization(options.authorization, options.renewable, (refused) => this.#signedOutListeners.forEach((tell) => tell(refused)));
    this.#ledger = new Ledger(sabotage.ledgerFile?.(files.ledger) ?? files.ledger, clock, files.mark, this.#connector);
    this.#cache = new Cache(sabotage.cacheFile?.(files.cache) ?? files.cache, this.#connector);
    this.#shown = new Shown(this.#cache, this.#ledger, this.#connector, () => this.#connector.cannotChange?.(this.#authorization.value) ?? '');
    this.#lists = new ClientLists(this.#cache, (view) => (view === 'waiting' || view === 'needsYou' ? this.#clientsWith(view) : null));
    this.#rows = new ContactRows({ clock, cache: this.#cache, connector: this.#connector, ledger: this.#ledger, shown: this.#shown, isBusy: (clientId) => this.#drain.isRunning(this.#connector.laneOf(clientId)) });
    this.#transport = new Transport({ baseUrl: options.gateway.baseUrl, network: options.gateway.network, headers: (call) => this.#connector.headers(this.#authorization.value, call), deadlineMs });
    this.#pacing = new Pacing({ clock, random, kept: keptAt(files.calls), callsAtOnce: callsAtOnce ?? options.gateway.callsAtOnce, policies: withReserve(this.#connector.system.pacing, options.gateway.system?.reserve ?? null) });
    const caller = new Caller({ connector: this.#connector, authorization: this.#authorization, pacing: this.#pacing, transport: this.#transport, refused: () => this.#gate.refused(), answered: () => this.#gate.answered() });
    this.#gate = new Gate({ clock, connector: this.#connector, authorization: this.#authorization, send: caller.as('status'), random, offlineWords: (detail) => offlineWords(detail, options.gateway.network.clientCertificate !== null) });
    const ways = { clock, cache: this.#cache, connector: this.#connector, gate: this.#gate };
    const lagging = new LaggingReads({ ...ways, longestLagMs, ledger: this.#ledger });
    this.#copy = new ServerCopy({ ...ways, lagging, ledger: this.#ledger, shown: this.#shown, rows: this.#rows, readAgain: (clientId) => this.#reader.again(clientId), changed: (clientId) => this.news.client(clientId) });
    this.#reader = new Reader({
      ...{ ...ways, rows: this.#rows, sendAs: (urgency: Urgency) => caller.as(urgency), sendBeside: caller.beside, atOnce: this.#pacing.limit, names: this.#ledger.names, withEdits: () => this.#ledger.clientsWithEdits() },
      absorb: (snapshot) => this.#copy.takeClient(snapshot, clock.now()),
      ...{ epochOf: (clientId: ClientId) => this.#epochs.get(clientId) ?? 0, epochs: () => new Map(this.#epochs), isOld: (clientId: ClientId, read: readonly AnyContact[]) => lagging.isOldOf(clientId, read) },
      changed: () => this.#changed(),
      added: (clientIds) => this.#cache.together(() => clientIds.forEach((id) => this.#shown.index(id))),
      linksChanged: (clientIds) => this.#linksChanged(clientIds),
    });
    this.#events = new LinkEvents({ ...ways, send: caller.beside, changed: (clientIds) => this.#reader.listNow(clientIds), looked: () => this.#changed() });
    this.#history = new History({ clock, ledger: this.#ledger, cache: this.#cache, connector: this.#connector, grown: () => this.news.queue() });
    this.#drain = new Drain({
      ...{ ...ways, looksApartMs, together, ledger: this.#ledger, send: caller.as('edit') },
      ...{ absorb: (edit: EditRecord, contacts: readonly AnyContact[], isAnswer?: boolean) => this.#copy.takeScope(edit, contacts, isAnswer), confirm: (edit: EditRecord) => this.#copy.confirm(edit) },
      ...{ isOld: (edit: EditRecord, read: readonly AnyContact[]) => lagging.isOld(edit, read), isLinked: (clientId: ClientId) => this.#cache.client(clientId)?.linked ?? true, rowNow: (clientId: ClientId) => this.#copy.rowNow(clientId) },
      ...{ readNow: (clientId: ClientId) => this.#reader.readNow(clientId), laneStopped: () => this.#changed(), rested: (sent: number, parked: number, also: readonly string[]) => this.#rested(sent, parked, also) },
    });
    this.news = new News(clock, () => this.status());
    this.requests = requestsOf({ clock, person: options.person ?? '', history: this.#history, ledger: this.#ledger, cache: this.#cache, connector: this.#connector, shown: this.#shown, rows: this.#rows, lists: this.#lists, drain: this.#drain, gate: this.#gate, reader: this.#reader, status: () => this.status(), say: (text) => this.news.notice(text) });
    this.#ledger.onChange((edit) => this.#edited(edit));
    this.#gate.onChange(() => this.#changed());
  }

  /** What the page may say of this system's contacts. */
  get schemas(): Schemas {
    return this.#connector.schemas;
  }

  /** Replays what the cache has missed, doubts what was being sent, and begins to read and send. */
  start(): void {
    // A cache that cannot be written is behind until the gateway is read again; the desk opens all the same.
    orNoRoom(() => this.#copy.catchUp(), () => undefined);
    this.#ledger.doubtInterruptedSends();
    if (this.#cache.meta('paused') === 'yes') this.#gate.pause(true);
    else if (this.#authorization.value) void this.#gate.tryNow();
    else this.#gate.refused();
  }

  /** Told of each Authorization header that the gateway has refused, once. */
  onSignedOut(listener: (authorization: string) => void): void {
    this.#signedOutListeners.add(listener);
  }

  /** Told how many edits are not with the gateway yet: at once, and at each change. */
  onUnsent(listener: (count: number) => void): void {
    this.#unsentListeners.add(listener);
    listener(this.#ledger.openCount);
  }

  /** A new Authorization header, or none. */
  setAuthorization(authorization: string | null): void {
    this.#authorization.replace(authorization);
    if (!authorization) return this.#gate.refused();
    this.#reader.restNoLonger();
    void this.#gate.tryNow();
  }

  /** Another network may need another proxy. */
  setProxy(proxy: Proxy | null): void {
    this.#transport.setProxy(proxy);
    const { state } = this.#gate.connection;
    if (state === 'offline' || state === 'portal') void this.#gate.tryNow();
  }

  /** The computer woke: what is under way hangs on dead lines. It is cut, and its outcome looked for as after any lost reply (faults F18). */
  woke(): Promise<void> {
    return this.#gate.woke(() => this.#transport.cut());
  }

  setNetwork(online: boolean): void {
    if (!online) this.#gate.networkLost();
    // Asked to wait, we wait: that a cable is back changes nothing about it.
    else if (this.#gate.connection.state !== 'busy') void this.#gate.tryNow();
  }

  status(): Status {
    const budget = this.#pacing.budget();
    return { ...statusOf(this.#gate.connection, this.#ledger.open(), this.#cache.allReadAt, this.#reader.progress, this.#reader.trouble), loss: this.#ledger.loss, ...(budget ? { budget } : {}), cannotChange: this.#shown.cannotChange(), ...(this.#rows.areContacts ? { scopes: this.#rows.scopes } : {}) };
  }

  /** Resolves when nothing is being read or sent and nothing more can be without something happening first. */
  async atRest(): Promise<void> {
    while (!this.#isAtRest()) await new Promise<void>((resolve) => this.#restListeners.add(resolve));
  }

  async close(): Promise<void> {
    this.news.close();
    this.#gate.close();
    this.#reader.close();
    this.#events.close();
    this.#history.close();
    const stopped = this.#drain.close();
    this.#pacing.close();
    // Cuts what is under way; the drain writes down that its outcome is unknown before the ledger closes.
    await this.#transport.close();
    await stopped;
    this.#ledger.close();
    this.#cache.close();
    this.#lock.close();
  }

  #isAtRest(): boolean {
    return !this.#gate.asking && this.#gate.connection.state !== 'connecting' && this.#drain.idle && this.#reader.idle && this.#events.idle;
  }

  #changed(): void {
    this.news.status();
    this.news.list();
    for (const listener of this.#restListeners) listener();
    this.#restListeners.clear();
  }

  #rested(sent: number, parked: number, also: readonly string[]): void {
    this.#history.keepUp();
    this.news.notice(sentWords(sent, parked, also.map(this.#connector.fieldWord)));
  }

  #linksChanged(clientIds: readonly ClientId[]): void {
    for (const id of clientIds) this.news.client(id);
    // Edits of a client that is linked again may go.
    this.#drain.kick();
  }

  #edited(edit: EditRecord): void {
    if (edit.state === 'sending' || edit.state === 'done') this.#epochs.set(edit.clientId, (this.#epochs.get(edit.clientId) ?? 0) + 1);
    this.#lists.forget();
    const { openCount } = this.#ledger;
    if (openCount !== this.#unsent) for (const tell of this.#unsentListeners) tell(openCount);
    this.#unsent = openCount;
    // Being sent changes nothing of what is shown; what is confirmed is indexed with the server copy.
    if (edit.state === 'queued' || edit.state === 'undone' || edit.state === 'discarded') this.#copy.inLine(edit.clientId);
    if (edit.intent.type === 'create' && edit.state !== 'sending' && edit.state !== 'unknown') this.#copy.awaitedNoMore();
    this.news.client(edit.clientId);
    this.news.queue();
    this.#changed();
  }

  #clientsWith(view: 'waiting' | 'needsYou'): ReadonlySet<ClientId> {
    return new Set(this.#ledger.open().flatMap((edit) => ((edit.state === 'parked') === (view === 'needsYou') ? [edit.clientId] : [])));
  }
}
