import type { Link } from '../profile.ts';
import type { ContactRecord } from '../wire.ts';
import type { Identity } from './identities.ts';

/** Documents without their contacts, in the gateway's field names. */
export type Document = Record<string, unknown>;

export interface Account {
  id: string;
  type: string;
  document: Document;
  contacts: ContactRecord[];
}

/** A customer of the gateway as the practice office holds it: everything, whoever may see it. */
export interface Party extends Identity {
  index: number;
  name: string;
  entityType: string;
  document: Document;
  contacts: ContactRecord[];
  accounts: Account[];
  /** None: not ours. At most one for each client list. */
  links: Link[];
}

/** The first id of every client's own range; new ones are counted from beyond all ranges. */
const firstContact = 1_100_000_000;
const firstPhone = 1_004_000_000_000;
const contactsEach = 32;
const phonesEach = 128;

export const newContactsFrom = 1_300_000_000;
export const newPhonesFrom = 1_005_000_000_000;

/** `slot`: 0 to 31, one per level and type. */
export const seededContactId = (index: number, slot: number): number => firstContact + index * contactsEach + slot;
/** `place`: 0 to 127. */
export const seededPhoneId = (index: number, place: number): number => firstPhone + index * phonesEach + place;

/** Whose range an id is in; it need not exist there. null: in none. */
export const indexOfSeededContact = (id: number): number | null =>
  id >= firstContact && id < newContactsFrom ? Math.floor((id - firstContact) / contactsEach) : null;
export const indexOfSeededPhone = (id: number): number | null =>
  id >= firstPhone && id < newPhonesFrom ? Math.floor((id - firstPhone) / phonesEach) : null;

export const clientKey = (party: Identity): string => `${party.idType}:${party.id}`;

/** The nine digits in front of its account ids: the IRD number, or the last nine of a customer id (SPEC 6). */
export const accountRoot = (identity: Identity): string => identity.id.slice(-9);
