import { ArrowLeft, UsersRound } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useEffect, useRef } from 'react';
import { Checkbox } from 'react-aria-components';
import { Badge } from '../connections/badge.tsx';
import { showAndFocus } from '../desk/focus.ts';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';
import { Empty } from '../theme/empty.tsx';
import type { Likely } from './person.ts';
import { personKey } from './person.ts';
import type { Together as Held } from './together-state.ts';
import { TogetherTable } from './together-table.tsx';
import './together.css';

/** One person as every connection has them, side by side: who belongs together is the agent's to say. */
export function Together({ held }: { held: Held }) {
  const back = (): void => void showAndFocus(() => useApp.getState().closeTogether(), 'client');
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    back();
  };
  const [origin] = held.people;
  const name = origin?.view.get('name')?.text ?? '';
  return (
    <main id="client" ref={place} className="detail together" tabIndex={0} aria-label="Side by side" aria-busy={held.state === 'looking'} onKeyDown={onKeyDown}>
      <header className="client-head">
        <div className="client-title">
          <h2 className="selectable">{name === '' ? 'Side by side' : name}</h2>
          <Button small onPress={back}>
            <ArrowLeft size={13} aria-hidden />
            Back
          </Button>
        </div>
        <p className="quiet" role="status" aria-label="Found in other connections">
          {stateWords(held)}
        </p>
      </header>
      <div className="together-body">
        {held.state === 'failed' && <Empty icon={UsersRound} title="This contact is no longer there">Go back and look at the list again.</Empty>}
        {held.likely.length > 0 && <Candidates held={held} />}
        {held.people.length > 1 && <TogetherTable held={held} />}
      </div>
    </main>
  );
}

function stateWords({ state, likely, people }: Held): string {
  if (state === 'looking') return 'Looking in the other connections…';
  if (state === 'failed') return '';
  if (likely.length === 0) return 'Nobody like this in the other connections: looked for by email, phone number, tax number and name.';
  return people.length > 1 ? `In ${people.length} connections, side by side.` : 'Say which of these are the same person.';
}

/** Found by what they have in common; nothing is taken for granted. */
function Candidates({ held }: { held: Held }) {
  return (
    <section aria-label="Who belongs together">
      <h3>May be the same person</h3>
      <ul className="together-likely">
        {held.likely.map((likely) => (
          <Candidate key={personKey(likely.person.ref)} likely={likely} chosen={held.people.includes(likely.person) || held.people.some(({ ref }) => personKey(ref) === personKey(likely.person.ref))} />
        ))}
      </ul>
      <p className="field-hint">What you tick is remembered, encrypted with the files of each connection, until you untick it.</p>
    </section>
  );
}

function Candidate({ likely: { person, by }, chosen }: { likely: Likely; chosen: boolean }) {
  const { connection, place } = person;
  const name = person.view.get('name')?.text ?? person.contact.name;
  return (
    <li>
      <Checkbox className="check-box" isSelected={chosen} onChange={(same) => void useApp.getState().setSame(personKey(person.ref), same)}>
        <span className="check-sign" aria-hidden />
        <Badge name={connection.name} colour={connection.colour} />
        <span>
          <strong>{name}</strong> <span className="quiet">· {[connection.name, place].join(' · ')}</span>
        </span>
        <span className="together-by">{by.join(', ')}</span>
      </Checkbox>
    </li>
  );
}
