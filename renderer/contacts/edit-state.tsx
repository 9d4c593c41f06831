import { Undo2 } from 'lucide-react';
import type { Mark } from '../../shared/marks.ts';
import type { QueueRow } from '../../shared/views.ts';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';
import { MarkPill } from '../theme/mark.tsx';
import { undoEdit } from './contact-commands.ts';

interface Props {
  mark: Mark;
  editIds: readonly string[];
  removed: boolean;
  /** What the edits are on, for a screen reader: `Māhina Ngata`. */
  of: string;
}

/** How the edits on one thing stand: sign, word, and what can be done about it right here. Nothing when there are none. */
export function EditState({ mark, editIds, removed, of }: Props) {
  const last = editIds.at(-1);
  if (last === undefined || mark === 'upToDate') return null;
  const undo = (): void => void undoEdit(useApp.getState(), last).then((done) => done || useApp.getState().say('That was sent a moment ago and cannot be undone'));
  return (
    <span className="edit-state">
      <MarkPill mark={mark} {...(removed ? { word: removalWord(mark) } : {})} />
      {mark === 'waiting' && (
        <Button look="plain" small onPress={undo} aria-label={`Undo edit of ${of}`}>
          <Undo2 size={13} aria-hidden />
          Undo
        </Button>
      )}
      {(mark === 'needsYou' || mark === 'checking') && (
        <Button look="plain" small onPress={() => useApp.getState().showEdit(last)} aria-label={`Show edit of ${of} in the queue`}>
          Show in queue
        </Button>
      )}
    </span>
  );
}

const removalWord = (mark: Mark): string => (mark === 'waiting' ? 'Removal waiting' : mark === 'sending' ? 'Removing' : mark === 'checking' ? 'Checking removal' : 'Needs you');

/** What happened and what to do, in one sentence, where the edit was made. */
export function EditReason({ editIds }: { editIds: readonly string[] }) {
  const row = useApp(({ queue }): QueueRow | undefined => [...queue.needsYou, ...queue.checking].find(({ editId }) => editIds.includes(editId)));
  if (!row || row.reason === '') return null;
  return <p className={`edit-reason selectable ${row.state}`}>{row.reason}</p>;
}
