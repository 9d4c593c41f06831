import type { Contact } from './contact.ts';
import { inventedContact, inventedDomain } from './invent.ts';
import type { Domain } from './invent.ts';

/** Why a contact cannot be deleted: it is the registrant of a domain, or a change that names it is on its way (SPEC 6). */
export type InUse = 'registrant' | 'registrantChange';

/** Everybody's contacts and domains. Ids are never given twice. */
export class AddressBook {
  readonly #size: number;
  readonly #seed: number;
  #contacts = new Map<number, Contact>();
  #domains: Domain[] = [];
  #next = 1;

  constructor(size: number, seed: number) {
    this.#size = size;
    this.#seed = seed;
    this.reset();
  }

  reset(): void {
    this.#contacts = new Map();
    this.#domains = [];
    for (let n = 1; n <= this.#size; n += 1) {
      const one = inventedContact(this.#seed, n);
      const domain = inventedDomain(this.#seed, one);
      this.#contacts.set(n, one);
      if (domain !== null) this.#domains.push(domain);
    }
    this.#next = this.#size + 1;
  }

  nextId(): number {
    this.#next += 1;
    return this.#next - 1;
  }

  /** Those of one account, by id. */
  in(account: number): Contact[] {
    return this.all().filter((one) => one.account_id === account);
  }

  all(): Contact[] {
    return [...this.#contacts.values()];
  }

  find(account: number, id: number): Contact | undefined {
    const one = this.#contacts.get(id);
    return one?.account_id === account ? one : undefined;
  }

  put(one: Contact): void {
    this.#contacts.set(one.id, one);
  }

  remove(id: number): void {
    this.#contacts.delete(id);
  }

  domain(account: number, idOrName: string | number): Domain | undefined {
    return this.#domains.find((one) => one.account_id === account && (one.id === idOrName || one.name === idOrName || String(one.id) === idOrName));
  }

  inUse(id: number): InUse | null {
    const domain = this.#domains.find((one) => one.registrant_id === id);
    return domain === undefined ? null : domain.changing ? 'registrantChange' : 'registrant';
  }

  /** Makes the contact the registrant of a domain of its own, or frees it from all. */
  setInUse(one: Contact, because: InUse | null): void {
    this.#domains = this.#domains.filter((domain) => domain.registrant_id !== one.id);
    if (because === null) return;
    this.#domains.push({ id: 1_000_000 + one.id, account_id: one.account_id, name: `in-use-${one.id}.example`, registrant_id: one.id, changing: because === 'registrantChange' });
  }
}
