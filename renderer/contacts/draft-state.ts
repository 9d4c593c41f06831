import { monotonicFactory } from 'ulid';
import type { FieldIssue } from '../../shared/faults.ts';
import type { Result } from '../../shared/result.ts';
import { err } from '../../shared/result.ts';
import type { ClientDetail } from '../../shared/views.ts';
import { bridge } from '../bridge.ts';
import type { Slice } from '../store.ts';
import type { Draft, Drafts } from './drafts.ts';
import { buildIntent, changesNothing, draftKey } from './drafts.ts';

export interface DraftSlice {
  drafts: Drafts;
  /** Opens a form, or leaves it as it is when it is open already. */
  openDraft(draft: Draft): void;
  changeDraft(key: string, change: (draft: Draft) => Draft): void;
  closeDraft(key: string): void;
  /** Checks a form and queues what it means. true: queued, and the form is closed. false: its `issues` say what is wrong; nothing is lost. */
  saveDraft(key: string): Promise<boolean>;
}

/** In order even within one millisecond: the order of ids is the order of edits. */
const ulid = monotonicFactory();
const newKey = (): string => `new:${ulid()}`;

const unreachable: FieldIssue = { field: '', code: 'unreachable', text: 'That could not be saved just now. What you typed is still here: try again.' };

/** Forms on their way to the engine: a second Enter meanwhile must not queue a second edit. */
const saving = new Set<string>();

/** Checks and queues one form; answers what is wrong, nothing when it is queued. */
async function queueDraft(draft: Draft, detail: ClientDetail): Promise<FieldIssue[]> {
  const built = buildIntent(draft, detail, newKey);
  if (!built.ok) return built.issues;
  if (changesNothing(built.intent)) return [];
  const edit = { editId: ulid(), clientId: draft.clientId, intent: built.intent };
  const hand = (): Promise<Result<{ editId: string }, FieldIssue[]>> => bridge().askEngine('edits.queue', edit);
  // An engine that starts anew loses its answer, perhaps not the edit: the same id handed in again queues it once.
  const answer = await hand().catch(hand).catch(() => err([unreachable]));
  return answer.ok ? [] : answer.error;
}

export const draftSlice: Slice<DraftSlice> = (set, get) => ({
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
    const { drafts, detail } = get();
    const draft = drafts[key];
    if (!draft || !detail || saving.has(key)) return false;
    saving.add(key);
    const issues = await queueDraft(draft, detail).finally(() => saving.delete(key));
    if (issues.length > 0) {
      get().changeDraft(key, (held) => ({ ...held, issues }));
      return false;
    }
    get().closeDraft(key);
    // The engine's own news comes in batches; the person who made the edit sees it now.
    get().refreshList();
    get().loadQueue();
    await get().reloadClient().catch(() => undefined);
    return true;
  },
});
