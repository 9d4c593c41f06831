import type { ConnectionRow } from '../../shared/ipc-contract.ts';
import { chordWords } from '../desk/commands.ts';
import { budgetWords } from '../desk/status-words.ts';
import { useNow } from '../desk/use-now.ts';
import { useApp } from '../store.ts';
import { Badge } from './badge.tsx';
import { connectionName, leftWords, retiredWords, standingWords, systemName } from './connection-words.ts';
import { factsOf } from './connections-state.ts';
import './connections.css';

/** Every connection, the one in front marked. With one connection there is nothing to choose, and nothing is shown. */
export function Switcher() {
  const rows = useApp((state) => state.connections);
  if (rows.length < 2) return null;
  return (
    <div className="switcher" role="group" aria-label="Connections">
      {rows.map((row, at) => (
        <Entry key={row.id} row={row} at={at} />
      ))}
    </div>
  );
}

function Entry({ row, at }: { row: ConnectionRow; at: number }) {
  const front = useApp((state) => state.connectionId === row.id);
  const systems = useApp((state) => state.systems);
  const facts = factsOf({ systems }, row.system);
  const left = leftWords(row);
  const standing = standingWords(row);
  const system = [systemName(facts), retiredWords(facts)].filter((part) => part !== '').join(', ');
  const platform = useApp((state) => state.info?.platform ?? '');
  const now = useNow();
  const budget = row.status?.budget ? `. ${budgetWords(row.status.budget, now)}` : '';
  const key = at < 9 ? ` (${chordWords(`Mod+${at + 1}`, platform)})` : '';
  return (
    <button type="button" className="switch-entry" aria-current={front ? 'true' : undefined} title={`${connectionName(row, facts)}${budget}${key}`} onClick={() => void useApp.getState().putInFront(row.id)}>
      <Badge name={row.name} colour={row.colour} />
      <span className="switch-words">
        <span className="switch-name">{row.name}</span>
        <span className="unseen">, </span>
        <span className={`switch-note${(row.status?.needsYou ?? 0) > 0 || row.trouble !== '' ? ' alarm' : ''}`}>{[left, standing].filter((part) => part !== '').join(' · ') || system}</span>
        {left + standing !== '' && <span className="unseen">, {system}</span>}
      </span>
      {row.unsent > 0 && (
        <span className={`switch-count numeric${(row.status?.needsYou ?? 0) > 0 ? ' alarm' : ''}`} aria-hidden>
          {row.unsent}
        </span>
      )}
    </button>
  );
}
