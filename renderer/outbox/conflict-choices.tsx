import type { Conflict, ConflictChoice } from '../../shared/faults.ts';
import type { QueueRow } from '../../shared/views.ts';
import { momentWords } from '../desk/time-words.ts';
import { systemName } from '../connections/connection-words.ts';
import { useFacts } from '../desk/system-words.ts';
import { useNow } from '../desk/use-now.ts';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';
import { OtherValue } from './other-value.tsx';
import { canBeTyped, choiceWord, currentConflict, fieldWord, sideWords } from './queue-words.ts';
import { differenceFrom } from './word-difference.ts';

const none: readonly ConflictChoice[] = [];

/** The three sides of each field in conflict, and one choice after the other. What differs is marked and underlined, word by word. */
export function ConflictChoices({ row, choosing }: { row: QueueRow; choosing: boolean }) {
  const now = useNow();
  const facts = useFacts();
  const chosen = useApp((state) => state.choices[row.editId] ?? none);
  const current = choosing ? currentConflict(row, chosen) : undefined;
  const changed = row.conflicts.map(({ theirsAt }) => theirsAt ?? 0).reduce((a, b) => Math.max(a, b), 0);
  return (
    <table className="conflict">
      <caption className="unseen">What differs</caption>
      <thead>
        <tr>
          <th scope="col">Was</th>
          <th scope="col">
            Yours <span className="numeric">(made {momentWords(row.at, now)})</span>
          </th>
          <th scope="col">
            {systemName(facts)}’s {changed > 0 && <span className="numeric">(changed {momentWords(changed, now)})</span>}
          </th>
        </tr>
      </thead>
      {row.conflicts.map((conflict) => (
        <Field key={conflict.field} row={row} conflict={conflict} choice={chosen.find(({ field }) => field === conflict.field)} current={conflict === current} />
      ))}
    </table>
  );
}

function Field({ row, conflict, choice, current }: { row: QueueRow; conflict: Conflict; choice: ConflictChoice | undefined; current: boolean }) {
  const { field, was, mine, theirs } = conflict;
  const facts = useFacts();
  const base = sideWords(field, was, facts);
  return (
    <tbody className={current ? 'conflict-now' : ''}>
      <tr className="conflict-field">
        <th scope="rowgroup" colSpan={3}>
          {fieldWord(field, facts)}
        </th>
      </tr>
      <tr className="selectable conflict-sides">
        <td>{base}</td>
        <Side text={sideWords(field, mine, facts, true)} base={base} taken={choice?.take === 'mine'} />
        <Side text={sideWords(field, theirs, facts)} base={base} taken={choice?.take === 'theirs'} />
      </tr>
      {(current || choice !== undefined) && (
        <tr>
          <td colSpan={3} className="conflict-choice">
            {choice ? <Chosen row={row} choice={choice} /> : <Choices row={row} conflict={conflict} />}
          </td>
        </tr>
      )}
    </tbody>
  );
}

function Side({ text, base, taken }: { text: string; base: string; taken: boolean }) {
  return (
    <td className={taken ? 'taken' : ''}>
      {differenceFrom(base, text).map((piece, at) => (piece.differs ? <mark key={at}>{piece.text}</mark> : piece.text))}
    </td>
  );
}

function Chosen({ row, choice }: { row: QueueRow; choice: ConflictChoice }) {
  const facts = useFacts();
  return (
    <p className="conflict-chosen">
      Chosen: <strong>{choiceWord(choice, facts)}</strong>
      <Button small look="plain" aria-label={`Choose ${fieldWord(choice.field, facts)} again`} onPress={() => useApp.getState().unchoose(row.editId, choice.field)}>
        Choose again
      </Button>
    </p>
  );
}

const noIssues: readonly never[] = [];

/** One key for each: they count wherever the focus is within this edit. */
function Choices({ row, conflict }: { row: QueueRow; conflict: Conflict }) {
  const typing = useApp((state) => state.typing?.editId === row.editId && state.typing.field === conflict.field);
  const issues = useApp((state) => state.choiceIssues[row.editId] ?? noIssues);
  const problem = issues.map(({ text }) => text).join(' ');
  const facts = useFacts();
  const { choose, typeOther } = useApp.getState();
  const take = (side: 'mine' | 'theirs'): void => void choose(row, { field: conflict.field, take: side, value: '' });
  if (typing) return <OtherValue row={row} conflict={conflict} problem={problem} />;
  return (
    <div className="queue-actions" role="group" aria-label={`${fieldWord(conflict.field, facts)}: which one?`}>
      {problem !== '' && (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
      <Button small onPress={() => take('mine')}>
        Keep mine <kbd>1</kbd>
      </Button>
      <Button small onPress={() => take('theirs')}>
        Keep {systemName(facts)}’s <kbd>2</kbd>
      </Button>
      {canBeTyped(conflict, facts) && (
        <Button small onPress={() => typeOther(row, conflict)}>
          Another… <kbd>3</kbd>
        </Button>
      )}
    </div>
  );
}
