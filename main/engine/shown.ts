import { scopeId, type AnyContact, type ClientId, type ScopeRef } from '../../shared/contacts.ts';
import { mostUrgent, type Mark } from '../../shared/marks.ts';
import type { ClientDetail, ClientRow } from '../../shared/views.ts';
import type { Cache, CachedClient } from './cache/cache.ts';
import type { ListedClient } from './cache/client-list.ts';
import { searchText } from './cache/search-text.ts';
import type { Connector, PendingEdit } from './gateway/connector.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { EditRecord, EditState } from './outbox/transitions.ts';

const markOfState: Partial<Record<EditState, Mark>> = { queued: 'waiting', sending: 'sending', unknown: 'checking', parked: 'needsYou' };

export const markOf = (edit: EditRecord): Mark => markOfState[edit.state] ?? 'upToDate';

const pending = (edits: readonly EditRecord[]): PendingEdit[] => edits.map((edit) => ({ editId: edit.id, mark: markOf(edit), intent: edit.intent }));

/** What a person sees: the server copy with the queued edits laid over it. Derived each time, never written back. */
export class Shown {
  readonly #cache: Cache;
  readonly #ledger: Ledger;
  readonly #connector: Connector;
  /** Why nothing can be changed anywhere, in words; '' where it can. */
  readonly cannotChange: () => string;

  constructor(cache: Cache, ledger: Ledger, connector: Connector, cannotChange = (): string => '') {
    this.#cache = cache;
    this.#ledger = ledger;
    this.#connector = connector;
    this.cannotChange = cannotChange;
  }

  /** The contacts of one scope as they will be once every open edit has arrived: what validation counts by. */
  contactsAfter(clientId: ClientId, scope: ScopeRef): AnyContact[] {
    return this.#connector.after(this.#cache.contactsIn(clientId, scope), this.#editsIn(clientId, scope).map(({ intent }) => intent));
  }

  row(client: ListedClient): ClientRow {
    return { id: client.id, number: this.#connector.numberOf(client.id), name: client.name, entityType: client.entity, mark: this.#markOfClient(client) };
  }

  detail(clientId: ClientId): ClientDetail | null {
    const client = this.#cache.client(clientId);
    if (!client) return null;
    const contacts = this.#cache.contacts(clientId);
    const levels = this.#connector.levels(clientId, client.accounts).map((level) => {
      const id = scopeId(level.scope);
      const server = contacts.filter((contact) => scopeId(contact.scope) === id);
      return { ...level, locked: level.locked || this.cannotChange(), linkedOn: this.#cache.linkedOn(level.scope.key), contacts: this.#connector.shown(server, pending(this.#editsIn(clientId, level.scope))) };
    });
    const facts = this.#connector.facts(client.doc ?? {}, this.#after(clientId));
    const row = this.row({ id: client.id, name: client.name, entity: client.entity, linked: client.linked, read: client.readAt !== null });
    const { linked, readAt } = client;
    return { ...facts, ...row, idType: this.#connector.system.rows === 'clients' ? clientId.slice(0, clientId.indexOf(':')) : '', linked, frozen: this.#frozen(client), links: this.#connector.links(client.links), readAt, levels };
  }

  /** Brings the search text of a client in line with what is shown. */
  index(clientId: ClientId): void {
    const client = this.#cache.client(clientId);
    if (!client) return;
    const contacts = this.#after(clientId);
    this.#cache.setSearchText(clientId, searchText(clientId, this.#namesOf(client, contacts), client.accounts.map(accountIdOf), contacts.flatMap((contact) => this.#connector.searchLines(contact))));
    if (this.#connector.system.rows === 'clients') return;
    // What waits to be removed keeps its name until it is.
    const { name, entityType } = this.#connector.facts({}, contacts.length > 0 ? contacts : this.#cache.contacts(clientId));
    if (name !== client.name || entityType !== client.entity) this.#cache.setName(clientId, name, entityType);
  }

  /** One projection over all scopes serves: a contact key belongs to one scope only, and search does not care which. */
  #after(clientId: ClientId): AnyContact[] {
    const intents = this.#ledger.openOf(clientId).map(({ intent }) => intent);
    const held = this.#cache.contacts(clientId);
    return intents.length === 0 ? held : this.#connector.after(held, intents);
  }

  #frozen({ linked, listed, links }: CachedClient): string {
    if (linked) return '';
    return this.#connector.frozen(listed ? 'refused' : links.length > 0 ? 'pending' : 'notListed');
  }

  #namesOf(client: CachedClient, contacts: readonly AnyContact[]): string[] {
    const facts = this.#connector.facts(client.doc ?? {}, contacts);
    return [facts.name, ...facts.otherNames.map((other) => other.name), this.#connector.numberOf(client.id)];
  }

  #editsIn(clientId: ClientId, scope: ScopeRef): EditRecord[] {
    const id = scopeId(scope);
    return this.#ledger.openOf(clientId).filter((edit) => scopeId(edit.intent.scope) === id);
  }

  #markOfClient(client: ListedClient): Mark {
    const edits = this.#ledger.openOf(client.id).map(markOf);
    return mostUrgent([...edits, client.linked ? 'upToDate' : 'notLinked', client.read ? 'upToDate' : 'notRead']);
  }
}

const accountIdOf = (account: CachedClient['accounts'][number]): string => account.scope.key.slice(account.scope.key.indexOf(':') + 1);
