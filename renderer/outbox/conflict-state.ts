import type { Conflict, ConflictChoice, FieldIssue } from '../../shared/faults.ts';
import type { QueueRow } from '../../shared/views.ts';
import { frontFacts } from '../connections/connections-state.ts';
import { systemName } from '../connections/connection-words.ts';
import { err } from '../../shared/result.ts';
import { rowAt } from '../clients/row-cache.ts';
import type { Sought } from '../long-list/sought.ts';
import type { AppState, Slice } from '../store.ts';
import { chosenWords, isChoice } from './queue-words.ts';

export interface ConflictSlice {
  /** What has been chosen so far, by edit; handed in once every field of the edit has its choice. */
  choices: Readonly<Record<string, readonly ConflictChoice[]>>;
  /** What was wrong with a value typed in place of either side, by edit. */
  choiceIssues: Readonly<Record<string, readonly FieldIssue[]>>;
  /** A value of one's own that is being typed; null while none is. */
  typing: { editId: string; field: string; value: string } | null;
  /** Begins to type a value, or leaves off. */
  typeOther(row: QueueRow, conflict: Conflict | null): void;
  typeValue(value: string): void;
  /** Chooses for one field. After the last one all choices of the edit go to the engine, unless it has to be asked first what goes with it. */
  choose(row: QueueRow, choice: ConflictChoice): Promise<void>;
  /** Takes a choice back before it is handed in. */
  unchoose(editId: string, field: string): void;
  forgetChoices(editId: string): void;
  /** Hands in what was chosen. */
  resolve(row: QueueRow): Promise<void>;
}

const without = <T>(held: Readonly<Record<string, T>>, key: string): Record<string, T> => Object.fromEntries(Object.entries(held).filter(([name]) => name !== key));

const unreachable: FieldIssue = { field: '', code: 'unreachable', text: 'That could not be kept just now. Choose again.' };

/** The next edit that waits for a choice, otherwise the next row; null when there is none. */
export function nextAfter({ queueRows }: AppState, editId: string): Sought | null {
  const rows = Array.from({ length: queueRows.matched }, (_, index) => ({ index, row: rowAt(queueRows, index) }));
  const at = rows.findIndex(({ row }) => row?.editId === editId);
  const others = [...rows.slice(at + 1), ...rows.slice(0, Math.max(at, 0))].filter(({ row }) => row !== undefined && row.editId !== editId);
  const next = others.find(({ row }) => row && isChoice(row)) ?? others.find(({ row }) => row?.state === 'needsYou') ?? others[0];
  return next?.row ? { id: next.row.editId, index: -1 } : null;
}

export const conflictSlice: Slice<ConflictSlice> = (set, get) => ({
  choices: {},
  choiceIssues: {},
  typing: null,
  typeOther: (row, conflict) => set({ typing: conflict === null ? null : { editId: row.editId, field: conflict.field, value: conflict.mine } }),
  typeValue: (value) => set(({ typing }) => ({ typing: typing === null ? null : { ...typing, value } })),
  choose: async (row, choice) => {
    const before = (get().choices[row.editId] ?? []).filter(({ field }) => field !== choice.field);
    const chosen = [...before, choice];
    set(({ choices, choiceIssues }) => ({ choices: { ...choices, [row.editId]: chosen }, choiceIssues: without(choiceIssues, row.editId) }));
    const open = row.conflicts.filter(({ field }) => !chosen.some((made) => made.field === field));
    if (open.length > 0) {
      get().say(chosenWords(choice, open.length, frontFacts(get())));
      set({ queueSought: { id: row.editId, index: -1 } });
    } else if (row.restingOn > 0 && chosen.every(({ take }) => take === 'theirs')) set({ queueAsked: row.editId });
    else await get().resolve(row);
  },
  unchoose: (editId, field) => set(({ choices }) => ({ choices: { ...choices, [editId]: (choices[editId] ?? []).filter((made) => made.field !== field) } })),
  forgetChoices: (editId) => set(({ choices }) => ({ choices: without(choices, editId) })),
  resolve: async (row) => {
    const chosen = get().choices[row.editId] ?? [];
    const answer = await get().askEngine('edits.resolve', { editId: row.editId, choices: [...chosen] }).catch(() => err([unreachable]));
    get().forgetChoices(row.editId);
    if (!answer.ok) {
      set(({ choiceIssues }) => ({ choiceIssues: { ...choiceIssues, [row.editId]: answer.error }, queueSought: { id: row.editId, index: -1 } }));
      return get().loadQueue();
    }
    const { taken } = answer.value;
    const kept = taken.length === 0;
    get().say(kept ? 'Chosen: it will be sent' : taken.length === 1 ? `${systemName(frontFacts(get()))}’s is kept` : `${systemName(frontFacts(get()))}’s is kept; ${taken.length - 1} that rested on your edit went with it`, kept ? [row.editId] : taken);
    set({ queueSought: nextAfter(get(), row.editId) });
    get().loadQueue();
    if (get().openId === row.clientId) await get().reloadClient();
  },
});
