import { ChevronDown } from 'lucide-react';
import type { KeyboardEvent, SubmitEvent } from 'react';
import { useId, useState } from 'react';
import { Checkbox } from 'react-aria-components';
import type { Role } from '../../shared/systems.ts';
import { Badge } from '../connections/badge.tsx';
import { counted } from '../desk/time-words.ts';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';
import { TextField } from '../theme/text-field.tsx';
import { roleWords } from './role-view.ts';
import type { Person } from './person.ts';
import { personKey } from './person.ts';
import { cannotSet } from './role-edit.ts';

/** One entry for the people that are ticked: an edit of its own in each one's own queue. */
export function RoleForm({ role, people, onClose }: { role: Role; people: readonly Person[]; onClose: () => void }) {
  const open = people.filter((person) => cannotSet(person, role) === '');
  const [text, setText] = useState(people.map((person) => person.view.get(role)?.value ?? '').find((value) => value !== '') ?? '');
  const [ticked, tick] = useState<readonly string[]>(open.map(({ ref }) => personKey(ref)));
  const [busy, setBusy] = useState(false);
  const word = roleWords[role];
  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (busy || ticked.length === 0) return;
    setBusy(true);
    const refused = await useApp.getState().setRole(role, text.trim(), ticked);
    setBusy(false);
    useApp.getState().say(refused === 0 ? `${word} is changed in ${counted(ticked.length, 'connection')}: each waits in its own queue` : `${counted(ticked.length - refused, 'edit')} queued, ${refused} refused: see its column`);
    if (refused === 0) onClose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    onClose();
  };
  return (
    <form className="role-form" aria-label={`Change ${word.toLowerCase()} in several`} noValidate onSubmit={(event) => void submit(event)} onKeyDown={onKeyDown}>
      <Entry role={role} people={open} text={text} onChange={setText} />
      <fieldset className="role-people">
        <legend className="label">Change it in</legend>
        {people.map((person) => (
          <Target key={personKey(person.ref)} person={person} role={role} ticked={ticked.includes(personKey(person.ref))} onTick={(on) => tick(on ? [...ticked, personKey(person.ref)] : ticked.filter((key) => key !== personKey(person.ref)))} />
        ))}
      </fieldset>
      <div className="form-actions">
        <Button type="submit" look="primary" isDisabled={busy || ticked.length === 0}>
          {busy ? 'Saving…' : `Save ${counted(ticked.length, 'edit')}`}
        </Button>
        <Button onPress={onClose}>Cancel</Button>
      </div>
    </form>
  );
}

/** A line of text; a choice where all of them choose from the same. */
function Entry({ role, people, text, onChange }: { role: Role; people: readonly Person[]; text: string; onChange: (text: string) => void }) {
  const id = useId();
  const slots = people.map(({ view }) => view.get(role)?.slot);
  const options = slots.map((slot) => (slot?.in === 'record' ? (slot.part ?? slot.field).options : undefined));
  const [first] = options;
  if (first === undefined || options.some((other) => JSON.stringify(other) !== JSON.stringify(first))) return <TextField label={roleWords[role]} value={text} onChange={onChange} autoFocus />;
  return (
    <div className="field">
      <label htmlFor={id}>{roleWords[role]}</label>
      <span className="pick">
        <select id={id} className="input" value={text} onChange={(event) => onChange(event.target.value)} autoFocus>
          {!first.some(({ value }) => value === text) && <option value={text}>{text === '' ? 'none' : text}</option>}
          {first.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <ChevronDown size={14} aria-hidden />
      </span>
    </div>
  );
}

function Target({ person, role, ticked, onTick }: { person: Person; role: Role; ticked: boolean; onTick: (on: boolean) => void }) {
  const why = cannotSet(person, role);
  const systems = useApp((state) => state.systems);
  const warnings = systems.find(({ id }) => id === person.connection.system)?.warnings.filter(({ on }) => on === 'edit') ?? [];
  return (
    <div className="role-target">
      <Checkbox className="check-box" isSelected={ticked} isDisabled={why !== ''} onChange={onTick}>
        <span className="check-sign" aria-hidden />
        <Badge name={person.connection.name} colour={person.connection.colour} />
        {person.connection.name}
      </Checkbox>
      {why !== '' && <p className="field-hint">{why}</p>}
      {why === '' && ticked && warnings.map(({ text }) => <p key={text} className="field-hint">{text}</p>)}
    </div>
  );
}
