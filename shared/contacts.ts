/**
 * Contacts as the rest of the app sees them.
 *
 * A *client* is a customer of the gateway linked to the agent; contacts hang on *scopes*: the customer itself and each of
 * its accounts. Documents are kept in the gateway's own field names (the *native* document), so that unknown fields survive.
 */

/** `IRD:136410132` or `CST:1512100301`; where each contact is a row of its own, `1010/5`: the key of its scope and of the contact. */
export type ClientId = string;

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** A record in its system's own field names, whole: what nobody here knows stays in it. Only its connector looks inside. */
export type NativeDoc = { [name: string]: Json };

/** A contact's or a phone's name inside Agentbook: the gateway's id once known, before that a ULID prefixed with `new:`. Never sent. */
export type LocalKey = string;

export const isNewKey = (key: LocalKey): boolean => key.startsWith('new:');

/** Where a contact lives. `key` is `IRD:136410132`, `CST:…` or `ACC:136410132GST001`. */
export interface ScopeRef {
  /** `ird.customer`, `ird.account`, `dnsimple.account`: told apart by their connector only. */
  level: string;
  key: string;
}

export const scopeId = (scope: ScopeRef): string => `${scope.level}/${scope.key}`;

/** A phone in Inland Revenue's own field names (Contact 2021-09-14.yaml). Unset text is ''. */
export interface NativePhone {
  PhoneType: string;
  Country: string;
  AreaCode: string;
  PhoneNumber: string;
  Extension: string;
}

/** A phone of a contact we hold, with its key. */
export interface KeyedPhone extends NativePhone {
  key: LocalKey;
}

/** A contact in Inland Revenue's own field names. `Updated` is the gateway's last-change stamp, absent on one not yet created. */
export interface NativeContact {
  ContactType: string;
  Name: string;
  Phone: KeyedPhone[];
  Updated?: string;
}

/** A contact of any system: only its connector looks inside. */
export interface AnyContact {
  key: LocalKey;
  scope: ScopeRef;
  doc: object;
}

export interface KeyedContact {
  key: LocalKey;
  scope: ScopeRef;
  doc: NativeContact;
}

/** One contact of one connection, wherever among its rows it is. */
export interface PlacedContact {
  clientId: ClientId;
  contact: LocalKey;
}

/** Contacts of any connection that have a tie in common are the same person, as the agent has said. A tie is a ULID: it says nothing but when it was made. */
export interface ContactTies extends PlacedContact {
  ties: string[];
}
