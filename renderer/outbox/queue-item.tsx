import { memo } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { QueueAction, QueueRow } from '../../shared/views.ts';
import type { RecordIntent } from '../../shared/edits.ts';
import { frontFacts } from '../connections/connections-state.ts';
import { systemName } from '../connections/connection-words.ts';
import type { Draft } from '../contacts/drafts.ts';
import { useFacts } from '../desk/system-words.ts';
import { useNow } from '../desk/use-now.ts';
import { fixDraft } from '../records/record-draft.ts';
import { RecordFixForm } from '../records/record-form.tsx';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';
import { MarkSign } from '../theme/mark.tsx';
import { AnswerDetails } from './answer-details.tsx';
import { ConflictChoices } from './conflict-choices.tsx';
import { nextAfter } from './conflict-state.ts';
import { FixForm } from './fix-form.tsx';
import { fixOf } from './fix-draft.ts';
import { actionWord, buttonsOf, discardQuestion, isChoice, mustAsk, recreateNote, whenWords } from './queue-words.ts';

/** One edit: what was meant, on what, how it stands and why, and what a person may do. */
export const QueueItem = memo(function QueueItem({ row }: { row: QueueRow }) {
  const asking = useApp((state) => state.queueAsked === row.editId);
  const formKey = `fix ${row.editId}`;
  const fixing = useApp((state) => state.drafts[formKey]);
  const facts = useFacts();
  return (
    <div className={`queue-item ${row.state}`}>
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
        {row.actions.includes('recreate') && <p className="queue-reason quiet">{recreateNote(facts)}</p>}
        {row.conflicts.length > 0 && <ConflictChoices row={row} choosing={isChoice(row) && !asking} />}
        {fixing?.kind === 'fix' ? <FixForm formKey={formKey} draft={fixing} /> : fixing?.kind === 'recordFix' && facts !== null ? <RecordFixForm formKey={formKey} draft={fixing} facts={facts} returnTo={`row-${row.editId}`} /> : asking ? <DiscardQuestion row={row} /> : <QueueActions row={row} />}
      </div>
    </div>
  );
});

function openClientOf(row: QueueRow): void {
  const { show, openClient } = useApp.getState();
  show({ place: 'desk' });
  openClient(row.clientId);
}

/** Does it, and gives the focus to the edit that is to be looked at next. */
function act(row: QueueRow, action: QueueAction): void {
  const next = nextAfter(useApp.getState(), row.editId);
  void useApp.getState().act(row, action).then(() => useApp.setState({ queueSought: next }));
}

/** What an action begins with: a question, a form, or itself. */
function press(row: QueueRow, action: QueueAction): void {
  if (mustAsk(row, action)) useApp.setState({ queueAsked: row.editId });
  else if (action === 'fix') useApp.getState().openDraft(formOf(row));
  else act(row, action);
}

/** The form that corrects it: a record's fields, or the parts of Inland Revenue's contact. */
const formOf = (row: QueueRow): Draft =>
  frontFacts(useApp.getState())?.rows === 'contacts' ? fixDraft(row, row.doc as RecordIntent) : { kind: 'fix', clientId: row.clientId, scope: row.doc.scope, issues: row.issues, fix: fixOf(row) };

function QueueActions({ row }: { row: QueueRow }) {
  const now = useNow();
  const buttons = buttonsOf(row);
  const facts = useFacts();
  return (
    <>
      {buttons.length > 0 && (
        <div className="queue-actions">
          {buttons.map((action) => (
            <Button key={action} small look={action === 'undo' ? 'plain' : 'normal'} onPress={() => press(row, action)} aria-label={`${actionWord(action, facts)}: ${row.title}`}>
              {actionWord(action, facts)}
            </Button>
          ))}
        </div>
      )}
      <p className="queue-when numeric quiet">{whenWords(row, now)}</p>
      {row.details !== null && <AnswerDetails title={row.title} details={row.details} level={row.state === 'sent' ? 3 : 4} />}
    </>
  );
}

function DiscardQuestion({ row }: { row: QueueRow }) {
  const facts = useFacts();
  const { question, yes } = discardQuestion(row, facts);
  const unsure = row.state === 'checking' || row.actions.includes('checkAgain');
  const theirs = useApp((state) => state.choices[row.editId]);
  const leave = (): void => useApp.setState({ queueAsked: '', queueSought: { id: row.editId, index: -1 } });
  const keep = (): void => {
    useApp.getState().forgetChoices(row.editId);
    leave();
  };
  const yesPressed = (): void => {
    useApp.setState({ queueAsked: '' });
    if (theirs !== undefined) void useApp.getState().resolve(row);
    else act(row, row.actions.includes('takeTheirs') ? 'takeTheirs' : 'discard');
  };
  return (
    <div className="queue-ask" role="group" aria-label={question}>
      <p>
        <strong>{question}</strong> {unsure ? 'It may have arrived there; discarding only stops Agentbook from following it up.' : `${row.restingOn === 0 ? 'It' : 'They'} will not be sent. ${systemName(facts)} keeps what it has.`}
      </p>
      <div className="queue-actions">
        <Button small look="danger" autoFocus onPress={yesPressed}>
          {yes}
        </Button>
        <Button small onPress={keep}>
          {isChoice(row) ? 'Not now' : 'Keep'}
        </Button>
      </div>
    </div>
  );
}
