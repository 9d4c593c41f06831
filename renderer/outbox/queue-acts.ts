import type { ClientId } from '../../shared/contacts.ts';
import type { QueueAction, QueueRow } from '../../shared/views.ts';
import { undoEdit } from '../contacts/contact-commands.ts';
import { frontFacts } from '../connections/connections-state.ts';
import { systemName } from '../connections/connection-words.ts';
import type { AppState, Slice } from '../store.ts';
import { discardedWords } from './queue-words.ts';

export interface QueueActs {
  /** Does what the row offered; says when it has moved on meanwhile. */
  act(row: QueueRow, action: QueueAction): Promise<void>;
  /** Takes back everything of one client that has not been sent. */
  discardAll(clientId: ClientId): Promise<void>;
}

/** What is said after an action that can be had back, and which edits that would bring back. */
function done(action: QueueAction, row: QueueRow, taken: readonly string[], system: string): { text: string; back: string[] } | null {
  if (action === 'takeTheirs') return { text: `${system}’s is kept`, back: taken.length > 0 ? [...taken] : [row.editId] };
  if (action === 'keepMine') return { text: 'Yours is kept and will be sent', back: [row.editId] };
  if (action === 'recreate') return { text: 'It will be added again, under a new id', back: taken.length > 0 ? [...taken] : [row.editId] };
  return taken.length > 0 ? { text: discardedWords(taken.length), back: [...taken] } : null;
}

const movedOn = 'That edit has moved on meanwhile; this is how it stands now';

/** Undoes an edit, or has the engine do what else was chosen; answers what to say. */
async function take(state: AppState, row: QueueRow, action: QueueAction): Promise<{ text: string; back: string[] } | null> {
  if (action === 'undo') return (await undoEdit(state, row.editId)) ? null : { text: movedOn, back: [] };
  const answer = await state.askEngine('edits.act', { editId: row.editId, action });
  if (answer.trouble) return { text: answer.trouble, back: [] };
  return answer.done ? done(action, row, answer.taken, systemName(frontFacts(state))) : { text: movedOn, back: [] };
}

export const queueActs: Slice<QueueActs> = (_set, get) => {
  const again = async (clientId: ClientId): Promise<void> => {
    get().loadQueue();
    if (get().openId === clientId) await get().reloadClient();
  };
  return {
    act: async (row, action) => {
      const said = await take(get(), row, action);
      if (said) get().say(said.text, said.back);
      return again(row.clientId);
    },
    discardAll: async (clientId) => {
      const { taken, trouble } = await get().askEngine('edits.discardAll', { clientId });
      if (trouble) get().say(trouble);
      else if (taken.length === 0) get().say('Nothing was discarded: what is being sent or checked cannot be taken back');
      else get().say(discardedWords(taken.length, true), taken);
      return again(clientId);
    },
  };
};
