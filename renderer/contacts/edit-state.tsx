import { Undo2 } from 'lucide-react';
import type { Mark } from '../../shared/marks.ts';
import { mostUrgent } from '../../shared/marks.ts';
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
  /** This thing and what it says (`just-sent.ts`). */
  identity: string;
}

/**
 * The mark of the edits on one thing alone: a contact's own mark is the most urgent of its phones' too, which would hide that its new
 * name is merely waiting. The queue knows each edit; `whole` stands in until the queue has been read.
 */
function useOwnMark(editIds: readonly string[], whole: Mark): Mark {
  return useApp(({ clientEdits }) => {
    const marks = clientEdits.flatMap(({ editId, state }) => (editIds.includes(editId) && state !== 'sent' ? [state] : []));
    return marks.length === 0 ? whole : mostUrgent(marks);
  });
}

/** How the edits on one thing stand: sign, word, and what can be done about it right here. Nothing when there are none. */
export function EditState({ mark: whole, editIds, removed, of, identity }: Props) {
  const last = editIds.at(-1);
  const mark = useOwnMark(editIds, whole);
  const sent = useApp((state) => state.justSent.has(identity));
  if (last === undefined || mark === 'upToDate') return sent ? <MarkPill mark="upToDate" word="Sent" /> : null;
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
      {(mark === 'needsYou' || mark === 'checking') && <ShowInQueue editIds={editIds} of={of} />}
    </span>
  );
}

/** Leads to the edit that needs a person, and says what is asked there. */
function ShowInQueue({ editIds, of }: { editIds: readonly string[]; of: string }) {
  const row = useApp(({ clientEdits }) => clientEdits.filter(({ editId }) => editIds.includes(editId)).sort((a, b) => Number(b.state === 'needsYou') - Number(a.state === 'needsYou'))[0]);
  const word = row === undefined ? 'Show in queue' : row.conflicts.length > 0 && row.state === 'needsYou' ? 'Choose' : row.actions.includes('fix') ? 'Correct' : 'Show in queue';
  return (
    <Button look="plain" small onPress={() => useApp.getState().showEdit(row?.editId ?? editIds.at(-1) ?? '')} aria-label={`${word}: edit of ${of}`}>
      {word}
    </Button>
  );
}

const removalWord = (mark: Mark): string => (mark === 'waiting' ? 'Removal waiting' : mark === 'sending' ? 'Removing' : mark === 'checking' ? 'Checking removal' : 'Needs you');

/** What happened and what to do, in one sentence, where the edit was made. */
export function EditReason({ editIds }: { editIds: readonly string[] }) {
  const row = useApp(({ clientEdits }): QueueRow | undefined => clientEdits.find(({ editId, state }) => (state === 'needsYou' || state === 'checking') && editIds.includes(editId)));
  if (!row || row.reason === '') return null;
  return <p className={`edit-reason selectable ${row.state}`}>{row.reason}</p>;
}
