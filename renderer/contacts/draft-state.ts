import { monotonicFactory } from 'ulid';
import type { Intent } from '../../shared/edits.ts';
import type { FieldIssue } from '../../shared/faults.ts';
import type { Result } from '../../shared/result.ts';
import { err, ok } from '../../shared/result.ts';
import type { ClientDetail } from '../../shared/views.ts';
import type { EngineSlice } from '../desk/engine-slice.ts';
import type { AppState, Slice } from '../store.ts';
import { intentOfFix, unreadIn } from '../outbox/fix-draft.ts';
import type { Draft, Drafts, PageDraft } from './drafts.ts';
import { buildIntent, changesNothing, draftKey, gone, onPage, restedOn } from './drafts.ts';

export interface DraftSlice {
  drafts: Drafts;
  /** Opens a form, or leaves it as it is when it is open already. */
  openDraft(draft: Draft): void;
  changeDraft(key: string, change: (draft: Draft) => Draft): void;
  closeDraft(key: string): void;
  /** Checks a form and queues what it means. true: queued, and the form is closed. false: its `issues` say what is wrong; nothing is lost. */
  saveDraft(key: string): Promise<boolean>;
}

/** Never the same twice, even within one millisecond. The order of edits is the ledger's alone. */
const ulid = monotonicFactory();
const newKey = (): string => `new:${ulid()}`;

const unreachable: FieldIssue = { field: '', code: 'unreachable', text: 'That could not be saved just now. What you typed is still here: try again.' };

/** Checks and queues one form; answers what was queued (null: nothing to change), or what is wrong. */
async function queueDraft(draft: PageDraft, detail: ClientDetail, { askEngine }: EngineSlice): Promise<Result<Intent | null, FieldIssue[]>> {
  const built = buildIntent(draft, detail, newKey);
  if (!built.ok) return err(built.issues);
  if (changesNothing(built.intent)) return ok(null);
  const edit = { editId: ulid(), clientId: draft.clientId, intent: built.intent };
  const hand = (): Promise<Result<{ editId: string }, FieldIssue[]>> => askEngine('edits.queue', edit);
  // An engine that starts anew loses its answer, perhaps not the edit: the same id handed in again queues it once.
  const answer = await hand().catch(hand).catch(() => err([unreachable]));
  return answer.ok ? ok(built.intent) : answer;
}

/** Hands in an edit corrected in the queue. Answers null: there is nothing new to rest on. */
async function replaceEdit({ clientId, fix }: Extract<Draft, { kind: 'fix' }>, { askEngine }: EngineSlice): Promise<Result<null, FieldIssue[]>> {
  const unread = unreadIn(fix);
  if (unread.length > 0) return err(unread);
  const { editId } = fix;
  const hand = (): Promise<Result<{ editId: string }, FieldIssue[]>> => askEngine('edits.replace', { editId, with: { editId, clientId, intent: intentOfFix(fix) } });
  const answer = await hand().catch(hand).catch(() => err([unreachable]));
  return answer.ok ? ok(null) : answer;
}

/** null: it has nowhere to go yet. */
const handIn = (draft: Draft, state: AppState): Promise<Result<Intent | null, FieldIssue[]>> | null =>
  onPage(draft) ? state.detail && queueDraft(draft, state.detail, state) : replaceEdit(draft, state);

export const draftSlice: Slice<DraftSlice> = (set, get) => {
  /** Forms on their way to the engine: a second Enter meanwhile must not queue a second edit. */
  const saving = new Set<string>();
  return {
    drafts: {},
    openDraft: (draft) => {
      const key = draftKey(draft);
      set(({ drafts }) => (key in drafts ? {} : { drafts: { ...drafts, [key]: draft } }));
    },
    changeDraft: (key, change) =>
      set(({ drafts }) => {
        const draft = drafts[key];
        return draft ? { drafts: { ...drafts, [key]: change(draft) } } : {};
      }),
    closeDraft: (key) => set(({ drafts }) => ({ drafts: Object.fromEntries(Object.entries(drafts).filter(([held]) => held !== key)) })),
    saveDraft: async (key) => {
      const { drafts, missing } = get();
      const draft = drafts[key];
      if (draft && onPage(draft) && missing) get().changeDraft(key, (held) => ({ ...held, issues: [gone] }));
      const handed = draft && !saving.has(key) ? handIn(draft, get()) : null;
      if (handed === null) return false;
      saving.add(key);
      const queued = await handed.finally(() => saving.delete(key));
      if (!queued.ok) {
        get().changeDraft(key, (held) => ({ ...held, issues: queued.error }));
        return false;
      }
      get().closeDraft(key);
      const intent = queued.value;
      if (intent) set((held) => ({ drafts: restedOn(held.drafts, intent) }));
      // The engine's own news comes in batches; the person who made the edit sees it now.
      get().refreshList();
      get().loadQueue();
      await get().reloadClient().catch(() => undefined);
      return true;
    },
  };
};
