import type { Journal } from '../../journal.ts';
import { newZealandTime } from '../../nz-time.ts';
import type { Answer } from '../answers.ts';
import type { Caller, ClientSummary, Link, Profile } from '../profile.ts';
import type { Bodies, Operation } from '../wire.ts';
import type { Act, Entry, PracticeEffect } from './acts.ts';
import { Calls } from './calls.ts';
import { ClientDirectory } from './client-directory.ts';
import { LinkNotices } from './link-notices.ts';
import { Office } from './office.ts';
import type { FoundLevel } from './office.ts';
import { clientKey } from './party.ts';
import type { Party } from './party.ts';
import { accountView, customerView } from './views.ts';

export interface PracticeSettings {
  seed: number;
  clients: number;
  /** Epoch milliseconds. */
  clock: () => number;
  journal: Journal<Entry> | null;
}

const summaryOf = (party: Party): ClientSummary => ({
  client: clientKey(party), name: party.name, entityType: party.entityType, link: party.links[0] ?? null, accounts: party.accounts.length,
  contacts: party.contacts.length + party.accounts.reduce((sum, account) => sum + account.contacts.length, 0),
});

/** An invented office that remembers: the seed, and what was done to it since. */
export class Practice implements Profile {
  readonly #settings: PracticeSettings;
  #office: Office;
  #calls: Calls;
  #effects: PracticeEffect[] = [];
  readonly directory = new ClientDirectory(() => this.#office);
  readonly mailbox: LinkNotices;

  constructor(settings: PracticeSettings) {
    this.#settings = settings;
    this.mailbox = new LinkNotices(() => this.#office, settings.clock);
    this.#office = new Office(settings.seed, settings.clients);
    this.#calls = this.#callsOn(this.#office);
    for (const entry of settings.journal?.entries() ?? []) {
      if (entry.kind === 'link') this.#relink(entry.client, entry.link, entry.at ?? 0);
      else if (entry.kind === 'account') this.#register(entry.client, entry.type, entry.at);
      else if (entry.kind === 'closed') this.#close(entry.account, entry.at);
      else {
        this.#office.apply(entry.effect.act, entry.effect.at);
        this.#effects.push(entry.effect);
      }
    }
  }

  #callsOn(office: Office): Calls {
    return new Calls(office, this.#settings.clock, (act, level, body, caller) => this.#commit(act, level, body, caller));
  }

  perform<O extends Operation>(operation: O, body: Bodies[O], caller: Caller): Answer {
    return this.#calls.perform(operation, body, caller);
  }

  /** In the journal first, so that nothing is answered that would be forgotten. */
  #commit(act: Act, level: FoundLevel, body: unknown, caller: Caller): void {
    const effect: PracticeEffect = {
      n: (this.#effects.at(-1)?.n ?? 0) + 1, at: this.#settings.clock(), actor: caller.actor, method: caller.method, path: caller.path, body,
      client: clientKey(level.party), account: level.account?.id ?? '', ids: this.#idsOf(act), act,
    };
    this.#settings.journal?.append({ kind: 'effect', effect });
    this.#office.apply(act, effect.at);
    this.#effects.push(effect);
  }

  #idsOf(act: Act): PracticeEffect['ids'] {
    if (act.do === 'addContact') return { contactId: act.contact.ContactID, phoneIds: act.contact.Phone.map((phone) => phone.PhoneID) };
    if (act.do === 'addPhone') return { contactId: act.contactId, phoneIds: [act.phone.PhoneID] };
    if (act.do === 'renameContact' || act.do === 'removeContact') return { contactId: act.contactId };
    const contactId = this.#office.findPhone(act.phoneId)?.contact.ContactID;
    return { ...(contactId === undefined ? {} : { contactId }), phoneIds: [act.phoneId] };
  }

  get agency(): string {
    return this.#office.agency;
  }

  effects(): readonly PracticeEffect[] {
    return this.#effects;
  }

  client(id: string): unknown {
    const party = this.#office.find(id) ?? this.#office.find(`IRD:${id}`) ?? this.#office.find(`CST:${id}`);
    if (party === null) return null;
    return { ...summaryOf(party), Customer: customerView(party), Accounts: party.accounts.map((account) => accountView(party, account)) };
  }

  clients(start: number, count: number): { total: number; rows: ClientSummary[] } {
    const rows: ClientSummary[] = [];
    for (let index = start; index < Math.min(start + count, this.#office.size); index += 1) rows.push(summaryOf(this.#office.party(index)));
    return { total: this.#office.size, rows };
  }

  setLink(id: string, link: Link | null): boolean {
    if (this.#office.find(id) === null) return false;
    const at = this.#settings.clock();
    this.#settings.journal?.append({ kind: 'link', client: id, link, at });
    this.#relink(id, link, at);
    return true;
  }

  #relink(id: string, link: Link | null, at: number): void {
    const party = this.#office.find(id);
    if (party === null) return;
    const before = party.links;
    this.#office.setLink(party, link);
    this.mailbox.note(party, before, party.links, at);
  }

  registerAccount(client: string, type: string): string | null {
    if (this.#office.find(client) === null) return null;
    const at = this.#settings.clock();
    this.#settings.journal?.append({ kind: 'account', client, type, at });
    return this.#register(client, type, at);
  }

  #register(client: string, type: string, at: number): string | null {
    const party = this.#office.find(client);
    if (party === null) return null;
    const { id } = this.#office.register(party, type, newZealandTime(at).slice(0, 10));
    this.mailbox.noteAccount(party, id, 'ACCREG', at);
    return id;
  }

  closeAccount(id: string): boolean {
    if (this.#office.findAccount(id) === null) return false;
    const at = this.#settings.clock();
    this.#settings.journal?.append({ kind: 'closed', account: id, at });
    this.#close(id, at);
    return true;
  }

  #close(id: string, at: number): void {
    const found = this.#office.findAccount(id);
    if (found?.account == null) return;
    this.#office.close(found.party, found.account, newZealandTime(at).slice(0, 10));
    this.mailbox.noteAccount(found.party, id, 'ACCCLS', at);
  }

  reset(): void {
    this.#settings.journal?.clear();
    this.#office = new Office(this.#settings.seed, this.#settings.clients);
    this.#calls = this.#callsOn(this.#office);
    this.#effects = [];
    this.mailbox.clear();
  }

  close(): void {
    this.#settings.journal?.close();
  }
}
