import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { Role } from '../../shared/systems.ts';
import { Badge } from '../connections/badge.tsx';
import { useApp } from '../store.ts';
import { IconButton } from '../theme/button.tsx';
import { MarkSign } from '../theme/mark.tsx';
import { roleWords, roles } from './role-view.ts';
import type { Person } from './person.ts';
import { personKey } from './person.ts';
import { cannotSet } from './role-edit.ts';
import { RoleForm } from './role-form.tsx';
import { saysTheSame } from './same.ts';
import type { Together } from './together-state.ts';

const held = (person: Person, role: Role): string => person.view.get(role)?.text ?? '';

/** Roles that anybody has something for, and those that several could say something of, in one order. */
const shownRoles = (people: readonly Person[]): Role[] =>
  roles.filter((role) => people.some((person) => held(person, role) !== '') || people.filter((person) => cannotSet(person, role) === '').length > 1);

/** Whether a column says something else of a role than the first column that says anything. */
const differs = (people: readonly Person[], person: Person, role: Role): boolean => {
  const first = people.find((one) => held(one, role) !== '');
  const text = held(person, role);
  return first !== undefined && first !== person && text !== '' && !saysTheSame(role, held(first, role), text);
};

/** A column for each connection, a row for each thing they may say; what differs is marked, and one entry can go to several. */
export function TogetherTable({ held: together }: { held: Together }) {
  const { people, answers } = together;
  const [editing, edit] = useState<Role | null>(null);
  const leave = (role: Role): void => {
    edit(null);
    requestAnimationFrame(() => document.getElementById(`role-${role}`)?.querySelector('button')?.focus());
  };
  return (
    <div className="together-scroll" role="region" aria-label="Side by side" tabIndex={0}>
      <table className="together-table">
        <caption className="unseen">The same person in {people.length} connections</caption>
        <thead>
          <tr>
            <td />
            {people.map((person) => (
              <Column key={personKey(person.ref)} person={person} answer={answers[personKey(person.ref)] ?? null} />
            ))}
          </tr>
        </thead>
        <tbody>
          {shownRoles(people).map((role) =>
            editing === role ? (
              <tr key={role}>
                <th scope="row">{roleWords[role]}</th>
                <td colSpan={people.length}>
                  <RoleForm role={role} people={people} onClose={() => leave(role)} />
                </td>
              </tr>
            ) : (
              <Row key={role} role={role} people={people} onEdit={() => edit(role)} />
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

function Column({ person, answer }: { person: Person; answer: string | null }) {
  const { connection, place, contact, ref } = person;
  const open = async (): Promise<void> => {
    if (!(await useApp.getState().putInFront(connection.id))) return;
    const { openClient, closeTogether, show } = useApp.getState();
    closeTogether();
    show({ place: 'desk' });
    openClient(ref.clientId);
  };
  return (
    <th scope="col">
      <span className="together-column">
        <Badge name={connection.name} colour={connection.colour} />
        <AriaButton className="link" aria-label={`Open in ${connection.name}`} onPress={() => void open()}>
          {connection.name}
        </AriaButton>
        {contact.mark !== 'upToDate' && <MarkSign mark={contact.mark} size={13} />}
      </span>
      <span className="quiet">{place}</span>
      {(contact.locked || person.level.locked) !== '' && <span className="quiet">{contact.locked || person.level.locked}</span>}
      {answer !== null && <Answer text={answer} name={connection.name} />}
    </th>
  );
}

/** What became of the last entry here. */
function Answer({ text, name }: { text: string; name: string }) {
  return text === '' ? (
    <span className="together-done" role="status">
      <span className="unseen">{name}: </span>Waits to be sent
    </span>
  ) : (
    <span className="field-error" role="alert">
      <span className="unseen">{name}: </span>
      {text}
    </span>
  );
}

function Row({ role, people, onEdit }: { role: Role; people: readonly Person[]; onEdit: () => void }) {
  const open = people.some((person) => cannotSet(person, role) === '');
  const different = people.some((person) => differs(people, person, role));
  return (
    <tr className={different ? 'differs' : ''}>
      <th scope="row" id={`role-${role}`}>
        <span className="together-role">
          {roleWords[role]}
          {different && <span className="unseen">, differs</span>}
          {open && (
            <IconButton label={`Change ${roleWords[role].toLowerCase()} in several`} onPress={onEdit}>
              <Pencil size={13} aria-hidden />
            </IconButton>
          )}
        </span>
      </th>
      {people.map((person) => (
        <td key={personKey(person.ref)} className="selectable">
          {differs(people, person, role) ? <mark>{held(person, role)}</mark> : held(person, role) === '' ? <span className="quiet">{person.view.has(role) ? 'nothing' : 'not kept there'}</span> : held(person, role)}
        </td>
      ))}
    </tr>
  );
}
