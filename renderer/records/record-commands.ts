import type { ScopeRef } from '../../shared/contacts.ts';
import { newKey } from '../contacts/hand-in.ts';
import { frontFacts } from '../connections/connections-state.ts';
import type { AppState } from '../store.ts';
import { useApp } from '../store.ts';
import { showAndFocus } from '../desk/focus.ts';
import type { RecordDraft } from './record-draft.ts';
import { editDraft, newRecordDraft, recordOf } from './record-draft.ts';

export interface Place {
  scope: ScopeRef;
  title: string;
}

/** Where a new contact can be made: what the engine tells, otherwise the place of the open contact. */
export function placesFor({ status, detail }: Pick<AppState, 'status' | 'detail'>): Place[] {
  if (status?.scopes !== undefined && status.scopes.length > 0) return status.scopes;
  const level = detail?.levels[0];
  return level ? [{ scope: level.scope, title: level.title }] : [];
}

/** A new contact whose form was left open, to go on with. */
const unfinished = ({ drafts }: AppState): RecordDraft | undefined => Object.values(drafts).find((draft): draft is RecordDraft => draft.kind === 'record' && draft.was === null);

/** Why no contact can be added here, in words; '' where one can. */
export const cannotAdd = (state: AppState): string => (frontFacts(state)?.cannot.create ?? '') || (state.status?.cannotChange ?? '');

/** Opens the form of a new contact, in the place of the open one; the form asks where, if there are several. */
export function newRecord(state: AppState): void {
  const places = placesFor(state);
  const open = state.detail?.levels[0]?.scope.key;
  const place = places.find(({ scope }) => scope.key === open) ?? places[0];
  const held = unfinished(state);
  if (held === undefined && place === undefined) return state.say('It is not known yet where contacts are kept: once the connection has been read, one can be added');
  const draft = held ?? newRecordDraft((place as Place).scope, newKey());
  const show = (): void => {
    state.show({ place: 'desk' });
    state.openDraft(draft);
    state.openClient(draft.clientId);
  };
  showAndFocus(show, 'client')?.querySelector<HTMLElement>('form input, form select')?.focus();
}

/** The unfinished new contact goes to another place: it has the row of that place, and keeps what was typed. */
export function moveNewRecord(formKey: string, scope: ScopeRef): void {
  const state = useApp.getState();
  const draft = state.drafts[formKey];
  if (draft?.kind !== 'record' || draft.was !== null) return;
  const moved = { ...newRecordDraft(scope, draft.contact), doc: draft.doc };
  state.openDraft(moved);
  state.openClient(moved.clientId);
  state.closeDraft(formKey);
}

export function editRecord(state: AppState): void {
  const { detail } = state;
  const placed = recordOf(detail);
  if (detail === null || placed === null) return;
  const { contact, level } = placed;
  const why = contact.locked || level.locked;
  if (why !== '') state.say(why);
  else if (contact.removed) state.say('This contact is waiting to be removed');
  else state.openDraft(editDraft(detail.id, placed));
}
