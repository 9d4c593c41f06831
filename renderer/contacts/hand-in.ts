import { monotonicFactory } from 'ulid';
import type { AnyIntent, RecordIntent } from '../../shared/edits.ts';
import type { FieldIssue } from '../../shared/faults.ts';
import type { Result } from '../../shared/result.ts';
import { err, ok } from '../../shared/result.ts';
import type { ClientDetail } from '../../shared/views.ts';
import { frontFacts } from '../connections/connections-state.ts';
import type { EngineSlice } from '../desk/engine-slice.ts';
import { intentOfFix, unreadIn } from '../outbox/fix-draft.ts';
import type { AnyRecordDraft } from '../records/record-draft.ts';
import { fixedIntent, recordIntent, restedOnEdit } from '../records/record-draft.ts';
import type { AppState } from '../store.ts';
import type { Draft, Drafts, PageDraft } from './drafts.ts';
import { buildIntent, changesNothing, onPage, restedOn } from './drafts.ts';

/** What is to be done with the forms still open once an edit is queued: null for nothing. */
type Queued = Result<((drafts: Drafts) => Drafts) | null, FieldIssue[]>;

/** Never the same twice, even within one millisecond. The order of edits is the ledger's alone. */
const ulid = monotonicFactory();
export const newKey = (): string => `new:${ulid()}`;

const unreachable: FieldIssue = { field: '', code: 'unreachable', text: 'That could not be saved just now. What you typed is still here: try again.' };

type Answer = Result<{ editId: string }, FieldIssue[]>;

/** An engine that starts anew loses its answer, perhaps not the edit: the same id handed in again queues it once. */
const twice = (hand: () => Promise<Answer>): Promise<Answer> => hand().catch(hand).catch(() => err([unreachable]));

/** Queues one edit under an id of its own. */
export function queueEdit({ askEngine }: EngineSlice, clientId: string, intent: AnyIntent): Promise<Answer> {
  const edit = { editId: ulid(), clientId, intent };
  return twice(() => askEngine('edits.queue', edit));
}

const replaceEdit = ({ askEngine }: EngineSlice, editId: string, clientId: string, intent: AnyIntent): Promise<Answer> =>
  twice(() => askEngine('edits.replace', { editId, with: { editId, clientId, intent } }));

async function queuePage(draft: PageDraft, detail: ClientDetail, state: EngineSlice): Promise<Queued> {
  const built = buildIntent(draft, detail, newKey);
  if (!built.ok) return err(built.issues);
  const { intent } = built;
  if (changesNothing(intent)) return ok(null);
  const answer = await queueEdit(state, draft.clientId, intent);
  return answer.ok ? ok((drafts) => restedOn(drafts, intent)) : answer;
}

async function queueRecord(draft: AnyRecordDraft, state: AppState): Promise<Queued> {
  if (draft.kind === 'recordFix') {
    const replaced = await replaceEdit(state, draft.editId, draft.clientId, fixedIntent(draft));
    return replaced.ok ? ok(null) : replaced;
  }
  const intent = recordIntent(draft, frontFacts(state)?.fields ?? []);
  if (intent === null) return ok(null);
  const answer = await queueEdit(state, draft.clientId, intent);
  return answer.ok ? ok((drafts) => recordsRestedOn(drafts, intent)) : answer;
}

/** Forms left open on a record that was edited in another place here. */
export const recordsRestedOn = (drafts: Drafts, intent: RecordIntent): Drafts =>
  Object.fromEntries(Object.entries(drafts).map(([key, draft]) => [key, draft.kind === 'record' ? restedOnEdit(draft, intent) : draft]));

async function replaceFix({ clientId, fix }: Extract<Draft, { kind: 'fix' }>, state: EngineSlice): Promise<Queued> {
  const unread = unreadIn(fix);
  if (unread.length > 0) return err(unread);
  const answer = await replaceEdit(state, fix.editId, clientId, intentOfFix(fix));
  return answer.ok ? ok(null) : answer;
}

/** Checks a form and queues what it means, or corrects what it is about. null: it has nowhere to go yet. */
export function handIn(draft: Draft, state: AppState): Promise<Queued> | null {
  if (onPage(draft)) return state.detail && queuePage(draft, state.detail, state);
  return draft.kind === 'fix' ? replaceFix(draft, state) : queueRecord(draft, state);
}
