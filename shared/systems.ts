import type { Json } from './contacts.ts';

/**
 * A contact system as data: what the forms, the screens and the queue read instead of asking which system it is. Each connector hands out
 * its own; there is no list of systems outside `main/engine/connectors/systems.ts`.
 */

/** `ird`, `dnsimple`, `cleartax`, `8x8`; kept in connections.json. */
export type SystemId = string;

export interface SystemFacts {
  id: SystemId;
  /** `Inland Revenue`, `DNSimple`. */
  name: string;
  /**
   * What a row of the list is. `clients`: whose contacts hang on levels, with forms of their own (Inland Revenue). `contacts`: each contact
   * is a row, one record, and its form is drawn from `fields`.
   */
  rows: 'clients' | 'contacts';
  /** What this system calls the place its contacts are in: `Account`, `Business`, `8x8 customer`. */
  scopeWord: string;
  lifecycle: { state: 'live' | 'retired'; /** In words; '' where nothing needs saying. */ note: string };
  /** In the order of the form; empty where `rows` is `clients`. */
  fields: readonly FieldSpec[];
  /** '' where it can be done; otherwise why not, in words. */
  cannot: { create: string; remove: string };
  /** Said before the person saves. */
  warnings: readonly { on: 'create' | 'edit' | 'remove'; text: string }[];
  pacing: readonly RatePolicy[];
  connect: ConnectFacts;
}

/** One field of a native document, for the form, the comparison and the view over several systems. */
export interface FieldSpec {
  /** JSON pointer: `/first_name`, `/emails`. In `item` relative to the item. */
  path: string;
  label: string;
  /** Heading of the form it stands under: `Person`, `Address`, `Tax`. */
  group: string;
  /** `list`: rows of `item`, merged row by row. `time`: shown, never written. */
  kind: 'text' | 'email' | 'phone' | 'choice' | 'yesNo' | 'time' | 'list';
  /** What it is in the common view, by which records of several systems are laid side by side. */
  role?: Role;
  required?: boolean;
  readOnly?: boolean;
  /** Of a `yesNo` in a list: yes in one row at most; the form moves it from row to row. */
  only?: boolean;
  maxLength?: number;
  /** Known values. A value that is none of them is kept and shown. */
  options?: readonly { value: string; label: string }[];
  hint?: string;
  /** Servers rewrite values: equal when these forms are. Default `exact`. Null, '' and absent are always equal. */
  sameAs?: 'exact' | 'trim' | 'trimLower' | 'trimUpper' | 'digits';
  /** Of a `list`: the fields of one row, most rows, and the paths whose values say which row it is (a row's own id is not to be trusted: 8x8 SPEC 2). */
  item?: readonly FieldSpec[];
  most?: number;
  identity?: readonly string[];
}

export type Role =
  | 'name' | 'givenName' | 'familyName' | 'organisation' | 'jobTitle' | 'email' | 'phone' | 'mobile' | 'fax'
  | 'address' | 'city' | 'region' | 'postcode' | 'country' | 'taxId' | 'kind' | 'updatedAt';

/** How many calls a system takes. Limits belong to the account there, not to us: a reserve is left to other programs. */
export interface RatePolicy {
  /** Who shares it, in words: `all tokens of the DNSimple account`. */
  sharedBy: string;
  /** `fixed`: counted afresh at each window's end. `rolling`: any `windowMs`. `courtesy`: nobody enforces it. */
  kind: 'fixed' | 'rolling' | 'courtesy';
  limit: number;
  windowMs: number;
  reserve: number;
  /** Lower-case names of answer headers that say how things stand; read when present. `reset`: Unix seconds. */
  headers?: { limit: string; remaining: string; reset: string };
}

/** What remains of a limit, for the status bar. */
export interface Budget {
  limit: number;
  /** Calls that may be made at once, the reserve left out. */
  left: number;
  /** When there is more again, epoch ms; null while there is enough. */
  moreAt: number | null;
  sharedBy: string;
}

/** The form of a connection to this system. Inland Revenue has its own. */
export interface ConnectFacts {
  /** '': an address has to be typed. */
  addresses: readonly { label: string; address: string; live: boolean }[];
  /** What is asked for beside the address; '' where the system tells it by itself. */
  scope: { label: string; hint: string; /** Several may be given, one a line. */ several: boolean } | null;
  secrets: readonly { name: string; label: string; hint: string; required: boolean }[];
}

/** The value of a field as text, for search, history and comparison. Lists and objects as JSON. Pure. */
export const textOf = (value: Json | undefined): string => (value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value));
