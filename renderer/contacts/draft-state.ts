import type { Slice } from '../store.ts';
import type { Draft, Drafts } from './drafts.ts';
import { draftKey, gone, onPage } from './drafts.ts';
import { handIn } from './hand-in.ts';

export interface DraftSlice {
  drafts: Drafts;
  /** Opens a form, or leaves it as it is when it is open already. */
  openDraft(draft: Draft): void;
  changeDraft(key: string, change: (draft: Draft) => Draft): void;
  closeDraft(key: string): void;
  /** Checks a form and queues what it means. true: queued, and the form is closed. false: its `issues` say what is wrong; nothing is lost. */
  saveDraft(key: string): Promise<boolean>;
}

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
      const rest = queued.value;
      if (rest) set((held) => ({ drafts: rest(held.drafts) }));
      // The engine's own news comes in batches; the person who made the edit sees it now.
      get().refreshList();
      get().loadQueue();
      await get().reloadClient().catch(() => undefined);
      return true;
    },
  };
};
