import type { AnyContact, ClientId } from '../../shared/contacts.ts';
import type { Cache } from './cache/cache.ts';
import type { ClientSnapshot, Connector } from './gateway/connector.ts';
import type { Ledger } from './ledger/ledger.ts';
import { orNoRoom } from './no-room.ts';
import type { LaggingReads } from './outbox/lagging-reads.ts';
import { intentSent, type EditRecord } from './outbox/transitions.ts';
import type { ContactRows } from './rows.ts';
import type { Shown } from './shown.ts';

const position = 'ledger-position';

interface Parts {
  cache: Cache;
  connector: Connector;
  ledger: Ledger;
  shown: Shown;
  rows: ContactRows;
  lagging: LaggingReads;
  readAgain: (clientId: ClientId) => void;
  changed: (clientId: ClientId) => void;
}

/** What the gateway has, as it was last read or confirmed: taken into the cache under our own keys, in step with the ledger. */
export class ServerCopy {
  readonly #parts: Parts;
  /** Something that was confirmed is not in the cache. */
  #hasMissed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Takes in what the ledger has confirmed since the cache was last written, all of it or nothing. Throws where there is no room. */
  catchUp(): void {
    const { cache, ledger, rows, readAgain } = this.#parts;
    const known = cache.meta(position);
    // A new cache has missed nothing: it is about to be read from the gateway.
    const missed = known === null ? [] : ledger.doneSince(Number(known));
    this.#hasMissed = true;
    for (const edit of missed) this.#joinMade(edit);
    cache.together(() => {
      for (const edit of missed) this.#apply(edit);
      cache.setMeta(position, String(ledger.position()));
    });
    this.#hasMissed = false;
    // The copy may have been read since it was confirmed, with others' later changes, which it covers now.
    for (const clientId of new Set(missed.map((edit) => edit.clientId))) readAgain(clientId);
    rows.settleAll();
  }

  /** A whole client was read. `readAt`: epoch milliseconds. */
  takeClient(snapshot: ClientSnapshot, readAt: number): void {
    const { cache, shown, changed } = this.#parts;
    cache.together(() => {
      cache.setClient({ ...snapshot, contacts: this.#named(snapshot.contacts) }, readAt);
      shown.index(snapshot.clientId);
    });
    changed(snapshot.clientId);
  }

  /** The contacts beside an edit were read before it is sent, or its own answer tells one: that cannot lag. Returned under our own keys. */
  takeScope(edit: EditRecord, contacts: readonly AnyContact[], isAnswer = false): AnyContact[] {
    const { cache, shown, rows, lagging, readAgain, changed } = this.#parts;
    const { clientId, intent } = rows.editNow(edit);
    const named = this.#named(contacts);
    // Where a contact is a row, what was read to find a new one among others is none of this row.
    const own = rows.areContacts ? named.filter(({ key }) => key === intent.contact) : named;
    if (!isAnswer && lagging.isOldIn(clientId, intent.scope, named)) readAgain(clientId);
    else this.#orReadAgain(clientId, () => {
      cache.setContacts(clientId, intent.scope, own);
      rows.settle(clientId);
      if (rows.areContacts) shown.index(clientId);
    });
    changed(clientId);
    return named;
  }

  /** The copy now has what the gateway confirmed, before it has been read back; the position tells a later start what it has. */
  confirm(edit: EditRecord): void {
    const { cache, ledger } = this.#parts;
    // First: what stops here is done again with the rest of this.
    this.#joinMade(edit);
    const isKept = this.#orReadAgain(edit.clientId, () => {
      this.#apply(edit);
      // Behind one that there was no room for, the position stays: a start before it is read again takes it in.
      if (!this.#hasMissed) cache.setMeta(position, String(ledger.position()));
    });
    this.#hasMissed ||= !isKept;
  }

  #apply(confirmed: EditRecord): void {
    const { cache, connector, shown, rows, lagging } = this.#parts;
    const edit = rows.editNow(confirmed);
    const { clientId, intent: { scope } } = edit;
    lagging.note(edit);
    const server = this.#named(cache.contactsIn(clientId, scope));
    cache.setContacts(clientId, scope, connector.after(server, [intentSent(edit)]));
    rows.settle(clientId);
    shown.index(clientId);
  }

  /** The row in which the edits of one go on: another where its contact has turned out to be one made here. They are moved there, unless one is on its way. */
  rowNow(clientId: ClientId): ClientId {
    const now = this.#parts.rows.rowNow(clientId);
    if (now !== clientId) this.#join(clientId);
    return now;
  }

  /** What a creation of ours has made is known now, or waits for the person: what a list had of contacts like it is shown. */
  awaitedNoMore(): void {
    const { rows, changed } = this.#parts;
    orNoRoom(() => rows.takeHeld().forEach(changed), () => undefined);
  }

  /** An edit stands in line, or no longer. It is durable already: a row or a search index that cannot be written now is written at the next reading. */
  inLine(clientId: ClientId): void {
    const { cache, shown, rows } = this.#parts;
    orNoRoom(() => cache.together(() => (rows.settle(clientId), shown.index(clientId))), () => undefined);
  }

  /** Gives what was just read our own keys: those of parts sent inside a new contact are learnt here. */
  #named(contacts: readonly AnyContact[]): AnyContact[] {
    const { connector, ledger } = this.#parts;
    return contacts.map((contact) => {
      const key = ledger.names.local('contact', contact.key);
      ledger.learn(connector.pair(ledger.unpairedParts(key), contact));
      return connector.named(contact, ledger.names);
    });
  }

  #joinMade({ clientId, intent }: EditRecord): void {
    if (intent.type === 'create') this.#join(this.#parts.rows.rowNow(clientId));
  }

  /** What there is no room for now is done before the edits of that row are sent, or with the next list. */
  #join(clientId: ClientId): void {
    const { rows, changed } = this.#parts;
    orNoRoom(() => rows.join(clientId).forEach(changed), () => undefined);
  }

  /** A cache there is no room for holds up no edit: what it misses is read from the gateway once there is (faults F7). Answers whether it was written. */
  #orReadAgain(clientId: ClientId, write: () => void): boolean {
    let isKept = true;
    orNoRoom(() => this.#parts.cache.together(write), () => {
      isKept = false;
      this.#parts.readAgain(clientId);
    });
    return isKept;
  }
}
