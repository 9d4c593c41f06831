import type { FieldIssue } from '../../shared/faults.ts';
import type { Result } from '../../shared/result.ts';
import type { Status } from '../../shared/views.ts';
import { bridge } from '../bridge.ts';
import { frontFacts } from '../connections/connections-state.ts';
import type { Slice } from '../store.ts';
import { recall, remember } from './remembered.ts';
import type { Batch } from './status-words.ts';
import { nextBatch, noBatch } from './status-words.ts';
import { wordsFor } from './system-words.ts';

export type Theme = 'system' | 'light' | 'dark';

export interface DeskSlice {
  status: Status | null;
  batch: Batch;
  place: 'desk' | 'history' | 'settings' | 'add';
  overlay: 'none' | 'palette' | 'keys';
  queueOpen: boolean;
  theme: Theme;
  /** Single letters as commands: may be switched off (WCAG 2.1.4). */
  singleKeys: boolean;
  /** One quiet line, read out as it comes. `id` tells two equal lines apart; `back`: edits that can be had back as they were. */
  notice: { id: number; text: string; back: readonly string[] } | null;
  /** The edits that were last undone, discarded or answered, until something else was. */
  takenLast: readonly string[];
  loadStatus(): Promise<void>;
  takeStatus(status: Status): void;
  signIn(token: string): Promise<Result<null, FieldIssue[]>>;
  say(text: string, back?: readonly string[]): void;
  /** Brings back what was last undone, discarded or answered. */
  reopen(): Promise<void>;
  clearNotice(id: number): void;
  show(change: Partial<Pick<DeskSlice, 'place' | 'overlay' | 'queueOpen'>>): void;
  setTheme(theme: Theme): void;
  setSingleKeys(on: boolean): void;
}

/** From this width on the queue stands beside the client instead of over it (outbox.css says the same). CSS pixels. */
export const dockedFrom = 1500;

let lastNotice = 0;

export const deskSlice: Slice<DeskSlice> = (set, get) => ({
  status: null,
  batch: noBatch,
  place: 'desk',
  overlay: 'none',
  queueOpen: window.innerWidth >= dockedFrom,
  theme: recall('theme', ['system', 'light', 'dark']),
  singleKeys: recall('single-keys', ['on', 'off']) === 'on',
  notice: null,
  takenLast: [],
  loadStatus: async () => get().takeStatus(await get().askEngine('status.get', {})),
  takeStatus: (status) => set(({ batch }) => ({ status, batch: nextBatch(batch, status) })),
  signIn: (token) => bridge().ask('app.signIn', { token }),
  say: (text, back = []) => set({ notice: { id: ++lastNotice, text, back }, ...(back.length > 0 ? { takenLast: back } : {}) }),
  reopen: async () => {
    const { takenLast, say, loadQueue, loadHistory, reloadClient } = get();
    if (takenLast.length === 0) return say('There is nothing to bring back');
    set({ takenLast: [] });
    const { done, trouble } = await get().askEngine('edits.reopen', { editIds: [...takenLast] });
    // What could not be kept can be had back once there is room.
    if (trouble) set({ takenLast });
    say(trouble ? trouble : done ? 'Back as it was' : `That cannot be brought back any more: it was sent, or the ${wordsFor(frontFacts(get())).one} was changed again since`);
    loadQueue();
    loadHistory();
    await reloadClient();
  },
  clearNotice: (id) => set(({ notice }) => (notice?.id === id ? { notice: null } : {})),
  show: (change) => set(change),
  setTheme: (theme) => {
    remember('theme', theme);
    set({ theme });
    void bridge().ask('app.theme', { theme });
  },
  setSingleKeys: (on) => {
    remember('single-keys', on ? 'on' : 'off');
    set({ singleKeys: on });
  },
});
