import { useState } from 'react';
import type { ConnectionRow } from '../../shared/ipc-contract.ts';
import type { Budget } from '../../shared/systems.ts';
import { runCommand } from '../desk/commands.ts';
import { budgetWords } from '../desk/status-words.ts';
import { useNow } from '../desk/use-now.ts';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';
import { Group } from '../settings/settings-group.tsx';
import { Badge } from './badge.tsx';
import { leftWords, retiredWords, standingWords, systemName } from './connection-words.ts';
import { factsOf } from './connections-state.ts';
import { NameConnection } from './name-connection.tsx';
import { RemoveConnection } from './remove-connection.tsx';
import './connections.css';

/** Every connection: what it is called, its colour, and how it goes. */
export function ConnectionList() {
  const rows = useApp((state) => state.connections);
  return (
    <Group title="Connections">
      {rows.length > 0 && (
        <ul className="connection-list" aria-label="Connections">
          {rows.map((row) => (
            <Item key={row.id} row={row} />
          ))}
        </ul>
      )}
      <div className="settings-actions">
        <Button onPress={() => runCommand('addConnection')}>Add a connection…</Button>
      </div>
    </Group>
  );
}

const actsId = (id: string): string => `connection-acts-${id}`;

function Item({ row }: { row: ConnectionRow }) {
  const systems = useApp((state) => state.systems);
  const front = useApp((state) => state.connectionId === row.id);
  const [open, setOpen] = useState<'none' | 'name' | 'remove'>('none');
  const facts = factsOf({ systems }, row.system);
  const words = [systemName(facts), retiredWords(facts), row.practice ? 'practice data' : '', standingWords(row), leftWords(row)].filter((part) => part !== '');
  const close = (): void => {
    setOpen('none');
    requestAnimationFrame(() => document.getElementById(actsId(row.id))?.querySelector('button')?.focus());
  };
  return (
    <li className="connection-item">
      <Badge name={row.name} colour={row.colour} />
      <div>
        <p>
          <strong className="selectable">{row.name}</strong> {front && <span className="quiet">· in front</span>}
        </p>
        <p className="quiet">{words.join(' · ')}</p>
        {row.status?.budget && <BudgetLine budget={row.status.budget} />}
        {row.trouble !== '' && <p className="alarm selectable">{row.trouble}</p>}
      </div>
      <div className="connection-acts" id={actsId(row.id)}>
        {open === 'none' && <Acts row={row} front={front} onOpen={setOpen} />}
      </div>
      {open === 'name' && <NameConnection row={row} onClose={close} />}
      {open === 'remove' && <RemoveConnection row={row} onClose={close} />}
    </li>
  );
}

/** What remains of the calls that the system allows: always, so that nobody has to wonder why something waits. */
function BudgetLine({ budget }: { budget: Budget }) {
  const now = useNow();
  return (
    <p className="quiet numeric">
      {budgetWords(budget, now)}; the limit is shared by {budget.sharedBy}
    </p>
  );
}

function Acts({ row, front, onOpen }: { row: ConnectionRow; front: boolean; onOpen: (what: 'name' | 'remove') => void }) {
  return (
    <>
      <Button small onPress={() => onOpen('name')} aria-label={`Name and colour: ${row.name}`}>
        Name…
      </Button>
      <Button small onPress={() => onOpen('remove')} aria-label={`Remove: ${row.name}`}>
        Remove…
      </Button>
      {!front && (
        <Button small onPress={() => void useApp.getState().putInFront(row.id)} aria-label={`Go to it: ${row.name}`}>
          Go to it
        </Button>
      )}
    </>
  );
}
