import type { KeyboardEvent, SubmitEvent } from 'react';
import type { Conflict } from '../../shared/faults.ts';
import type { QueueRow } from '../../shared/views.ts';
import { CountryChip } from '../contacts/part-chips.tsx';
import { phoneTypeWord } from '../contacts/phone-words.ts';
import { useFacts } from '../desk/system-words.ts';
import { isPointer, pointerChoices } from '../records/conflict-words.ts';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';
import { Segmented } from '../theme/segmented.tsx';
import { TextField } from '../theme/text-field.tsx';
import { fieldWord } from './queue-words.ts';

interface Props {
  row: QueueRow;
  conflict: Conflict;
  problem: string;
}

const kinds = ['CELL', 'BSN', 'HOM', 'BSNFAX'].map((id) => ({ id, word: phoneTypeWord(id) }));

/** As many choices as fit side by side in the queue. */
const segments = 4;

/** Neither side, but what is typed here. Enter takes it, Esc goes back to the choice. */
export function OtherValue({ row, conflict, problem }: Props) {
  const value = useApp((state) => state.typing?.value ?? '');
  const { choose, typeOther } = useApp.getState();
  const facts = useFacts();
  const word = fieldWord(conflict.field, facts);
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    typeOther(row, null);
    void choose(row, { field: conflict.field, take: 'other', value: value.trim() });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    typeOther(row, null);
    useApp.setState({ queueSought: { id: row.editId, index: -1 } });
  };
  return (
    <form className="other-value" aria-label={`Another ${word.toLowerCase()}`} noValidate onSubmit={submit} onKeyDown={onKeyDown}>
      <Entry field={conflict.field} word={word} value={value} problem={problem} />
      <div className="queue-actions">
        <Button small type="submit" look="primary">
          Take this
        </Button>
        <Button small onPress={() => typeOther(row, null)}>
          Back
        </Button>
      </div>
    </form>
  );
}

function Entry({ field, word, value, problem }: { field: string; word: string; value: string; problem: string }) {
  const facts = useFacts();
  const { typeValue } = useApp.getState();
  const choices = isPointer(field) ? pointerChoices(facts, field) : field.endsWith('.type') ? kinds : null;
  if (choices !== null && choices.length <= segments) return <Segmented label={word} options={choices} value={value} onChange={typeValue} />;
  if (choices !== null)
    return (
      <select className="input" aria-label={word} value={value} onChange={(event) => typeValue(event.target.value)} autoFocus>
        {!choices.some(({ id }) => id === value) && <option value={value}>{value === '' ? 'none' : value}</option>}
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.word}
          </option>
        ))}
      </select>
    );
  return field.endsWith('.country') ? <CountryChip value={value} problem={problem} onChange={typeValue} /> : <TextField label={word} value={value} onChange={typeValue} problem={problem} autoFocus />;
}
