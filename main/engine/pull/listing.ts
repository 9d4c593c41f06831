import type { AnyContact, ClientId } from '../../../shared/contacts.ts';
import { askedToWait, type Fault } from '../../../shared/faults.ts';
import { sqliteCode } from '../database.ts';
import type { Connector, LinkedClients, Names, Send } from '../gateway/connector.ts';
import type { ListWords } from '../gateway/system-words.ts';
import type { Cache } from '../cache/cache.ts';
import type { Clock } from '../clock.ts';
import type { Gate } from '../gateway/gate.ts';
import { Rests } from '../rests.ts';
import type { ContactRows } from '../rows.ts';

export interface ListingParts {
  cache: Cache;
  clock: Clock;
  connector: Connector;
  gate: Gate;
  send: Send;
  names: Names;
  rows: ContactRows;
  /** Goes up whenever an edit of this row is sent or confirmed: a listing asked for before may be older than the edit. */
  epochOf: (clientId: ClientId) => number;
  /** All of them as they are now, of rows that the cache has no room for too. */
  epochs: () => ReadonlyMap<ClientId, number>;
  /** Whether what was read of a row does not show yet what we have sent ourselves. */
  isOld: (clientId: ClientId, read: readonly AnyContact[]) => boolean;
  /** Clients new in the list: known by number only, until they are read. */
  added: (clientIds: readonly ClientId[]) => void;
  linksChanged: (clientIds: readonly ClientId[]) => void;
  /** A wait of the list's own is over. */
  over: () => void;
}

const theList = '';
/** The list of links is asked for again this often while the desk is open, and after an answer that trying again does not change. */
const againMs = 15 * 60_000;
/** Rows that looked older than what we had sent are looked at again this soon: by then readings have caught up, or somebody else has set it back. */
const behindMs = 60_000;
/** Inland Revenue asks for at least five seconds after a technical fault of this service (SPEC 11). */
const firstRestMs = 5_000;

/** The list of linked clients: asked for when it is wanted, and again from time to time. */
export class Listing {
  readonly #parts: ListingParts;
  readonly #rests: Rests;
  #wanted = true;
  #running = false;
  #cancel: () => void = () => undefined;
  #trouble = '';
  /** Names of places that were seen before, and may not be now. */
  #unseen: string[] = [];
  /** Some row of the last list was older than what is known, and was left as it is. */
  #isBehind = false;
  #closed = false;

  constructor(parts: ListingParts) {
    this.#parts = parts;
    this.#rests = new Rests(parts.clock, parts.over, firstRestMs);
  }

  get running(): boolean {
    return this.#running;
  }

  /** Wanted, and nothing speaks against asking now. */
  get due(): boolean {
    return this.#wanted && !this.#running && !this.#rests.has(theList);
  }

  /** Why the list could not be read, in words; '' when it could. */
  get trouble(): string {
    return this.#trouble;
  }

  want(): void {
    this.#wanted = true;
  }

  restNoLonger(): void {
    this.#rests.end();
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
    this.#rests.end();
  }

  /** Asks for the list and takes it in. Answers the clients whose links are others than before; null when there is no list to go by. */
  async run(): Promise<ClientId[] | null> {
    this.#running = true;
    // Wanted again while it is under way, it is asked for again: this one may be older than the reason.
    this.#wanted = false;
    const { connector, names, epochOf, rows, send } = this.#parts;
    const epochs = this.#parts.epochs();
    const list = await connector.listClients(send, names);
    if (this.#closed || !list.ok) this.#running = false;
    if (this.#closed) return null;
    if (!list.ok) return this.#failed(list.error);
    let changed: ClientId[];
    try {
      changed = rows.areContacts ? await this.#takeRows(list.value, (id) => epochOf(id) !== (epochs.get(id) ?? 0)) : this.#take(list.value.clients);
    } catch (error) {
      // What was read cannot be kept (a full disk, say): read again later, and nothing else stops.
      if (sqliteCode(error) === '') throw error;
      this.#againAfterRest();
      return null;
    } finally {
      this.#running = false;
    }
    if (this.#closed) return null;
    this.#rests.clear(theList);
    const { strange, unseen } = this.#parts.connector.words.list;
    this.#trouble = [strange(list.value.strange), unseen(this.#unseen)].filter((text) => text !== '').join(' ');
    this.#againLater(this.#isBehind ? behindMs : againMs);
    return changed;
  }

  async #takeRows({ rows = [], scopes = [], denied = [] }: LinkedClients, isOlder: (clientId: ClientId) => boolean): Promise<ClientId[]> {
    const read = new Map(rows.map(({ clientId, contacts }) => [clientId, contacts]));
    const held = this.#parts.rows.known(denied);
    this.#isBehind = false;
    // Of a row that is not here at all, something older is better than nothing.
    const isBehind = (id: ClientId): boolean => this.#parts.cache.client(id) !== null && this.#parts.isOld(id, read.get(id) ?? []) && (this.#isBehind = true);
    const stays = (id: ClientId): boolean => isOlder(id) || (!read.has(id) && this.#parts.rows.isIn(id, held)) || isBehind(id);
    const changed = await this.#parts.rows.takeList(rows, [...scopes, ...held], stays);
    this.#unseen = held.map(({ title }) => title);
    this.#parts.linksChanged(changed);
    return changed;
  }

  #take(clients: Parameters<Cache['setLinks']>[0]): ClientId[] {
    const { added, changed } = this.#parts.cache.setLinks(clients);
    this.#parts.added(added);
    this.#parts.linksChanged(changed);
    return changed;
  }

  /** Links come and go while the desk is open. */
  #againLater(ms = againMs): void {
    this.#cancel();
    this.#cancel = this.#parts.clock.after(ms, () => {
      this.want();
      this.#parts.over();
    });
  }

  #againAfterRest(): void {
    this.#wanted = true;
    this.#rests.begin(theList);
  }

  /** This service is another than the gateway's, often at another address: whether the gateway is there and we are signed in, its status tells. */
  #failed(fault: Fault): null {
    const { gate, clock } = this.#parts;
    this.#trouble = troubleWords(fault, this.#parts.connector.words.list);
    const until = askedToWait(fault);
    if (until !== undefined) this.#againLater(Math.min(againMs, Math.max(firstRestMs, until - clock.now())));
    else if (fault.kind === 'signedOut' || fault.kind === 'offline' || fault.kind === 'unknown') {
      this.#againAfterRest();
      if (gate.open) void gate.tryNow();
    } else this.#againLater();
    return null;
  }
}

function troubleWords(fault: Fault, { denied, notAccepted, silent, meanwhile }: ListWords): string {
  switch (fault.kind) {
    case 'refused': return fault.fields.map((issue) => issue.text).join(' ');
    case 'broken': return fault.incident;
    case 'forbidden': return denied;
    case 'signedOut': return notAccepted;
    case 'unknown': return `${fault.detail} ${meanwhile}`;
    default: return `${silent} ${meanwhile}`;
  }
}
