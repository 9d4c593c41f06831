import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { QueueAction, QueueRow } from '../../shared/views.ts';
import { useNow } from '../desk/use-now.ts';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';
import { MarkSign } from '../theme/mark.tsx';
import { ConflictTable } from './conflict-table.tsx';
import { AnswerDetails } from './answer-details.tsx';
import { actionWord, discardQuestion, isChoice, mustAsk, neighbour, whenWords } from './queue-words.ts';

/** One edit: what was meant, on what, how it stands and why, and what a person may do. */
export function QueueItem({ row }: { row: QueueRow }) {
  const item = useRef<HTMLLIElement>(null);
  const [asked, setAsking] = useState(false);
  const asking = asked && row.actions.includes('discard');
  const focused = useApp((state) => state.queueFocus === row.editId);
  useEffect(() => {
    if (!focused) return;
    item.current?.scrollIntoView({ block: 'nearest' });
    item.current?.focus();
  }, [focused]);
  const press = (action: QueueAction): void => (mustAsk(row, action) ? setAsking(true) : act(row, action));
  return (
    <li ref={item} className={`queue-item ${row.state}`} tabIndex={-1} data-edit={row.editId} onKeyDown={(event) => asking || onConflictKey(event, row, press)}>
      <MarkSign mark={row.state === 'sent' ? 'upToDate' : row.state} />
      <div className="queue-text">
        <p className="queue-title selectable">{row.title}</p>
        <p className="queue-where">
          <AriaButton className="link" onPress={() => openClientOf(row)}>
            {row.clientName === '' ? row.clientId.replace(/^\w+:/, '') : row.clientName}
          </AriaButton>
          {row.where !== '' && <span className="quiet"> · {row.where}</span>}
        </p>
        {row.reason !== '' && <p className="queue-reason selectable">{row.reason}</p>}
        {row.conflicts.length > 0 && <ConflictTable conflicts={row.conflicts} />}
        {asking ? <DiscardQuestion row={row} onKeep={() => setAsking(false)} /> : <QueueActions row={row} press={press} />}
      </div>
    </li>
  );
}

function openClientOf(row: QueueRow): void {
  const { show, openClient } = useApp.getState();
  show({ place: 'desk' });
  openClient(row.clientId);
}

function act(row: QueueRow, action: QueueAction): void {
  const { queue, act: run } = useApp.getState();
  const next = neighbour(queue[row.state], row.editId);
  void run(row, action).then(() => useApp.setState({ queueFocus: next }));
}

/** One key for each side of a conflict, where the focus is on it. */
function onConflictKey(event: KeyboardEvent, row: QueueRow, press: (action: QueueAction) => void): void {
  if (!isChoice(row) || event.ctrlKey || event.metaKey || event.altKey) return;
  const action = event.key === '1' ? 'keepMine' : event.key === '2' ? 'discard' : null;
  if (action === null || !row.actions.includes(action)) return;
  event.preventDefault();
  press(action);
}

function QueueActions({ row, press }: { row: QueueRow; press: (action: QueueAction) => void }) {
  const now = useNow();
  return (
    <>
      {row.actions.length > 0 && (
        <div className="queue-actions">
          {row.actions.map((action) => (
            <Button key={action} small look={action === 'undo' ? 'plain' : 'normal'} onPress={() => press(action)} {...(isChoice(row) ? {} : { 'aria-label': `${actionWord(row, action)}: ${row.title}` })}>
              {actionWord(row, action)}
              {isChoice(row) && (action === 'keepMine' || action === 'discard') && <kbd>{action === 'keepMine' ? '1' : '2'}</kbd>}
            </Button>
          ))}
        </div>
      )}
      <p className="queue-when numeric quiet">{whenWords(row, now)}</p>
      {row.details !== null && <AnswerDetails title={row.title} details={row.details} />}
    </>
  );
}

function DiscardQuestion({ row, onKeep }: { row: QueueRow; onKeep: () => void }) {
  const { question, yes } = discardQuestion(row);
  const unsure = row.state === 'checking' || row.actions.includes('checkAgain');
  return (
    <div className="queue-ask" role="group" aria-label={question}>
      <p>
        <strong>{question}</strong> {unsure ? 'It may have reached Inland Revenue; discarding only stops Agentbook from following it up.' : `${row.restingOn === 0 ? 'It' : 'They'} will not be sent. Inland Revenue keeps what it has.`}
      </p>
      <div className="queue-actions">
        <Button small look="danger" autoFocus onPress={() => act(row, 'discard')}>
          {yes}
        </Button>
        <Button small onPress={onKeep}>
          {isChoice(row) ? 'Not now' : 'Keep'}
        </Button>
      </div>
    </div>
  );
}
