import type { SubmitEvent } from 'react';
import { useState } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import type { ConnectionRow } from '../../shared/ipc-contract.ts';
import { bridge } from '../bridge.ts';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';
import { TextField } from '../theme/text-field.tsx';
import { Badge } from './badge.tsx';

/** Colours by their names, so that they can be told apart without being seen. */
const colours = ['Teal', 'Blue', 'Purple', 'Pink', 'Rust', 'Ochre', 'Olive', 'Slate'];

/** What a connection is called, and the colour it is known by. */
export function NameConnection({ row, onClose }: { row: ConnectionRow; onClose: () => void }) {
  const [name, setName] = useState(row.name);
  const [colour, setColour] = useState(row.colour);
  const [problem, setProblem] = useState('');
  const save = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (name.trim() === '') return setProblem('Type a name.');
    const answer = await bridge().ask('app.nameConnection', { id: row.id, name: name.trim(), colour }).catch(() => null);
    if (answer === null || !answer.ok) return setProblem(answer === null ? 'That could not be kept just now. Try again.' : answer.error.map(({ text }) => text).join(' '));
    await useApp.getState().loadConnections().catch(() => undefined);
    await useApp.getState().loadInfo().catch(() => undefined);
    onClose();
  };
  return (
    <form className="connection-more" aria-label={`Name and colour of ${row.name}`} noValidate onSubmit={(event) => void save(event)} onKeyDown={(event) => event.key === 'Escape' && (event.preventDefault(), event.stopPropagation(), onClose())}>
      <TextField label="Name" value={name} onChange={(text) => (setName(text), setProblem(''))} problem={problem} autoFocus />
      <RadioGroup className="field" aria-label="Colour" value={String(colour)} onChange={(chosen) => setColour(Number(chosen))}>
        <span className="label" aria-hidden>
          Colour
        </span>
        <div className="colours">
          {colours.map((word, at) => (
            <Radio key={word} value={String(at)} className="colour-choice" aria-label={word}>
              <Badge name={name.trim() === '' ? row.name : name} colour={at} />
            </Radio>
          ))}
        </div>
      </RadioGroup>
      <div className="settings-actions">
        <Button type="submit" look="primary">
          Save
        </Button>
        <Button onPress={onClose}>Cancel</Button>
      </div>
    </form>
  );
}
