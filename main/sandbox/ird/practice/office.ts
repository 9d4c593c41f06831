import { newZealandTime } from '../../nz-time.ts';
import { randomFrom } from '../../random.ts';
import type { Link } from '../profile.ts';
import type { ContactRecord, PhoneRecord } from '../wire.ts';
import type { Act } from './acts.ts';
import { listHeads } from './client-lists.ts';
import type { ListHead } from './client-lists.ts';
import { accountDocument } from './documents.ts';
import { agencyNumbersOf, identitiesOf } from './identities.ts';
import type { Identity } from './identities.ts';
import { inventedOutline, inventedParty } from './invent.ts';
import { accountRoot, clientKey, indexOfSeededContact, indexOfSeededPhone, newContactsFrom, newPhonesFrom } from './party.ts';
import type { Account, Party } from './party.ts';

/** A party, one of its levels (null: the customer itself), and what hangs there. */
export interface FoundLevel {
  party: Party;
  account: Account | null;
  contacts: ContactRecord[];
}
export interface FoundContact extends FoundLevel {
  contact: ContactRecord;
}
export interface FoundPhone extends FoundContact {
  phone: PhoneRecord;
}

const levelsOf = (party: Party): FoundLevel[] => [
  { party, account: null, contacts: party.contacts },
  ...party.accounts.map((account) => ({ party, account, contacts: account.contacts })),
];

/**
 * State of the practice office: the seed, and over it only those clients that were changed. Anybody else is invented afresh
 * each time they are asked for, so an office of 100,000 costs no more to open than its list of numbers.
 */
export class Office {
  readonly seed: number;
  /** Clients linked at the start; known customers beyond them are somebody else's. */
  readonly clients: number;
  readonly agency: string;
  readonly lists: readonly ListHead[];
  readonly #identities: Identity[];
  readonly #byKey = new Map<string, number>();
  readonly #byRoot = new Map<string, number>();
  readonly #changed = new Map<number, Party>();
  readonly #owners = new Map<number, number>();
  #nextContact = newContactsFrom;
  #nextPhone = newPhonesFrom;

  constructor(seed: number, clients: number) {
    this.seed = seed;
    this.clients = clients;
    this.#identities = identitiesOf(seed, clients + Math.ceil(clients / 20) + 5);
    for (const [index, identity] of this.#identities.entries()) {
      this.#byKey.set(clientKey(identity), index);
      this.#byRoot.set(accountRoot(identity), index);
    }
    const numbers = agencyNumbersOf(seed, (id) => this.#byKey.has(`IRD:${id}`));
    this.agency = numbers[0];
    this.lists = listHeads(numbers);
  }

  /** Everybody the gateway knows, ours first. */
  get size(): number {
    return this.#identities.length;
  }

  party(index: number): Party {
    const identity = this.#identities[index];
    if (identity === undefined) throw new RangeError(`No client number ${index}`);
    return this.#changed.get(index) ?? inventedParty(this.seed, index, identity, index < this.clients);
  }

  /** Every client with a link, in the order of the seed, without inventing the rest of them. */
  *links(): Generator<{ identity: Identity; links: readonly Link[] }> {
    for (const [index, identity] of this.#identities.entries()) {
      const changed = this.#changed.get(index);
      if (changed === undefined && index >= this.clients) continue;
      const links = changed === undefined ? inventedOutline(this.seed, index, identity).links : changed.links;
      if (links.length > 0) yield { identity, links };
    }
  }

  /** `key`: `IRD:136410132` or `CST:…`. */
  find(key: string): Party | null {
    const index = this.#byKey.get(key);
    return index === undefined ? null : this.party(index);
  }

  findAccount(id: string): FoundLevel | null {
    const index = this.#byRoot.get(id.slice(0, 9));
    if (index === undefined) return null;
    return levelsOf(this.party(index)).find((level) => level.account?.id === id) ?? null;
  }

  findContact(id: number): FoundContact | null {
    return this.#search(this.#owners.get(id) ?? indexOfSeededContact(id), (contact) => contact.ContactID === id);
  }

  findPhone(id: number): FoundPhone | null {
    const found = this.#search(this.#owners.get(id) ?? indexOfSeededPhone(id), (contact) => contact.Phone.some((phone) => phone.PhoneID === id));
    const phone = found?.contact.Phone.find((one) => one.PhoneID === id);
    return found === null || phone === undefined ? null : { ...found, phone };
  }

  #search(index: number | null, matches: (contact: ContactRecord) => boolean): FoundContact | null {
    if (index === null || index >= this.size) return null;
    for (const level of levelsOf(this.party(index))) {
      const contact = level.contacts.find(matches);
      if (contact !== undefined) return { ...level, contact };
    }
    return null;
  }

  /** Ids are never given twice, not even after what they named has ceased. */
  newContactId(): number {
    return this.#nextContact;
  }

  /** The first of a run of new phone ids. */
  newPhoneId(): number {
    return this.#nextPhone;
  }

  /** One link instead of all that the client has; null for none. */
  setLink(party: Party, link: Link | null): void {
    this.#keep(party).links = link === null ? [] : [link];
  }

  /** A new account, empty, open from a day on (`YYYY-MM-DD`). */
  register(party: Party, type: string, day: string): Account {
    const numbers = party.accounts.filter((account) => account.type === type).map((account) => Number(account.id.slice(12)));
    const id = `${accountRoot(party)}${type}${String(Math.max(0, ...numbers) + 1).padStart(3, '0')}`;
    const invented = accountDocument(id, type, party.index * 8 + party.accounts.length, randomFrom(this.seed, 5, party.index, party.accounts.length));
    const account: Account = { id, type, document: { ...invented, Status: 'ACT', Commence: day, Cease: '9999-12-31' }, contacts: [] };
    this.#keep(party).accounts.push(account);
    return account;
  }

  close(party: Party, account: Account, day: string): void {
    this.#keep(party);
    account.document = { ...account.document, Status: 'CLS', Cease: day };
  }

  /** Carries out what was decided. `at`: epoch milliseconds, becomes `Updated`. */
  apply(act: Act, at: number): void {
    if (act.do === 'addContact') return this.#addContact(act);
    const found = act.do === 'changePhone' || act.do === 'removePhone' ? this.findPhone(act.phoneId) : this.findContact(act.contactId);
    if (found === null) throw new Error('The sandbox was asked to change a record that is not there');
    const { contact } = found;
    this.#keep(found.party);
    contact.Updated = newZealandTime(at);
    if (act.do === 'renameContact') contact.Name = act.name;
    else if (act.do === 'removeContact') found.contacts.splice(found.contacts.indexOf(contact), 1);
    else if (act.do === 'addPhone') this.#addPhone(found, act.phone);
    else if (act.do === 'removePhone') contact.Phone = contact.Phone.filter((phone) => phone.PhoneID !== act.phoneId);
    else contact.Phone = contact.Phone.map((phone) => (phone.PhoneID === act.phoneId ? { PhoneID: phone.PhoneID, ...act.phone } : phone));
  }

  #addContact(act: Act & { do: 'addContact' }): void {
    const party = this.find(act.client);
    const level = party === null ? undefined : levelsOf(party).find((one) => (one.account?.id ?? '') === act.account);
    if (party === null || level === undefined) throw new Error('The sandbox was asked to add a contact to a client that is not there');
    this.#keep(party);
    level.contacts.push(structuredClone(act.contact));
    this.#own(party, act.contact.ContactID, act.contact.Phone);
  }

  #addPhone(found: FoundContact, phone: PhoneRecord): void {
    found.contact.Phone.push({ ...phone });
    this.#own(found.party, null, [phone]);
  }

  #own(party: Party, contactId: number | null, phones: readonly PhoneRecord[]): void {
    if (contactId !== null) {
      this.#owners.set(contactId, party.index);
      this.#nextContact = Math.max(this.#nextContact, contactId + 1);
    }
    for (const { PhoneID } of phones) {
      this.#owners.set(PhoneID, party.index);
      this.#nextPhone = Math.max(this.#nextPhone, PhoneID + 1);
    }
  }

  /** From now on this client is remembered rather than invented. */
  #keep(party: Party): Party {
    this.#changed.set(party.index, party);
    return party;
  }
}
