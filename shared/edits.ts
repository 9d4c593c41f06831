import type { Json, KeyedPhone, LocalKey, NativeContact, NativeDoc, NativePhone, ScopeRef } from './contacts.ts';

/**
 * What a person meant, on the native document: the unit the ledger keeps and the outbox sends.
 * `was` is what the person saw; it is the base of the three-way comparison at send time.
 */
export type IntentOn<Doc, Changed> =
  | { type: 'create'; contact: LocalKey; scope: ScopeRef; doc: Doc }
  | { type: 'edit'; contact: LocalKey; scope: ScopeRef; changes: Changed[] }
  | { type: 'remove'; contact: LocalKey; scope: ScopeRef; was: Doc };

/** On Inland Revenue's contacts, whose phones have ids and calls of their own. */
export type Intent = IntentOn<NativeContact, Change>;

/** On contacts of any system: whoever does not know which looks no further. */
export type AnyIntent = IntentOn<object, object>;

/** On records that are written as a whole. */
export type RecordIntent = IntentOn<NativeDoc, FieldChange>;

export type Change =
  | { op: 'set'; field: 'Name'; was: string; to: string }
  | { op: 'addPhone'; phone: KeyedPhone }
  | { op: 'setPhone'; key: LocalKey; was: NativePhone; to: NativePhone }
  | { op: 'dropPhone'; key: LocalKey; was: NativePhone };

/** One field of a record that is written as a whole. `path`: JSON pointer, `/emails`; null: it is not there. A list changes as a whole and is merged row by row. */
export interface FieldChange {
  op: 'field';
  path: string;
  was: Json;
  to: Json;
}

/** An intent on its way into the ledger. `editId` is a ULID made at the keystroke: handing the same one in twice queues one edit. */
export interface EditRequest {
  editId: string;
  clientId: string;
  intent: AnyIntent;
}
