import { isNewKey, type ClientId, type LocalKey, type NativeDoc, type ScopeRef } from '../../../../shared/contacts.ts';
import type { FieldChange, RecordIntent } from '../../../../shared/edits.ts';
import type { Names, Step, Twins } from '../../gateway/connector.ts';

/** One contact that is one record. */
export interface RecordContact {
  key: LocalKey;
  scope: ScopeRef;
  doc: NativeDoc;
}

/** What one call does. Kept with the call in the ledger, so that its outcome can be judged after a restart. */
export type RecordEffect =
  /** `known`: ids of the records that were there when it was planned. */
  | { type: 'create'; contact: LocalKey; scope: ScopeRef; doc: NativeDoc; known: string[] }
  /** `was`: as it stood just before; `to`: as it was sent. */
  | { type: 'change'; contact: LocalKey; scope: ScopeRef; changes: FieldChange[] }
  | { type: 'remove'; contact: LocalKey; scope: ScopeRef };

export type RecordStep = Step<RecordEffect>;
export type RecordEdit = Extract<RecordIntent, { type: 'edit' }>;

/** Ids are told apart by where they are: two places may give out the same. */
export const idKind = (scope: Pick<ScopeRef, 'key'>): string => `contact ${scope.key}`;

/** The row of a contact: `1010/5`, `1010/new:01J…`. */
export const rowIdOf = (scope: Pick<ScopeRef, 'key'>, key: LocalKey): ClientId => `${scope.key}/${key}`;

/** `5` of `1010/5`. */
export const keyInRow = (clientId: ClientId): LocalKey => clientId.slice(clientId.indexOf('/') + 1);

/** The rows of a contact that was made here and has its id there: by our own key, and by that id. null: one of the two is not so. Pure. */
export function twinsOf(clientId: ClientId, names: Names): Twins | null {
  const place = { key: clientId.slice(0, clientId.indexOf('/')) };
  const key = names.local(idKind(place), keyInRow(clientId));
  const id = names.remote(idKind(place), key);
  return isNewKey(key) && id !== null ? { made: rowIdOf(place, key), met: rowIdOf(place, id), key } : null;
}

/** As people write it; '' while it has none. */
export const numberOf = (clientId: ClientId): string => (isNewKey(keyInRow(clientId)) ? '' : keyInRow(clientId));
