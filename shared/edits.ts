import type { KeyedPhone, LocalKey, NativeContact, NativePhone, ScopeRef } from './contacts.ts';

/**
 * What a person meant, on the native document: the unit the ledger keeps and the outbox sends.
 * `was` is what the person saw; it is the base of the three-way comparison at send time.
 */
export type Intent =
  | { type: 'create'; contact: LocalKey; scope: ScopeRef; doc: NativeContact }
  | { type: 'edit'; contact: LocalKey; scope: ScopeRef; changes: Change[] }
  | { type: 'remove'; contact: LocalKey; scope: ScopeRef; was: NativeContact };

export type Change =
  | { op: 'set'; field: 'Name'; was: string; to: string }
  | { op: 'addPhone'; phone: KeyedPhone }
  | { op: 'setPhone'; key: LocalKey; was: NativePhone; to: NativePhone }
  | { op: 'dropPhone'; key: LocalKey; was: NativePhone };

/** An intent on its way into the ledger. `editId` is a ULID made at the keystroke: handing the same one in twice queues one edit. */
export interface EditRequest {
  editId: string;
  clientId: string;
  intent: Intent;
}
