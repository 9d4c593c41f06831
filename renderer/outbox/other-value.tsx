import type { KeyboardEvent, SubmitEvent } from 'react';
import type { Conflict } from '../../shared/faults.ts';
import type { QueueRow } from '../../shared/views.ts';
import { CountryChip } from '../contacts/part-chips.tsx';
import { phoneTypeWord } from '../contacts/phone-words.ts';
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

/** Neither side, but what is typed here. Enter takes it, Esc goes back to the choice. */
export function OtherValue({ row, conflict, problem }: Props) {
  const value = useApp((state) => state.typing?.value ?? '');
  const { choose, typeOther, typeValue } = useApp.getState();
  const word = fieldWord(conflict.field);
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
      {conflict.field.endsWith('.type') ? (
        <Segmented label={word} options={kinds} value={value} onChange={typeValue} />
      ) : conflict.field.endsWith('.country') ? (
        <CountryChip value={value} problem={problem} onChange={typeValue} />
      ) : (
        <TextField label={word} value={value} onChange={typeValue} problem={problem} autoFocus />
      )}
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
