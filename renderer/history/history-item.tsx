import { ArrowRight, Undo2 } from 'lucide-react';
import { memo } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { HistoryRow } from '../../shared/views.ts';
import { useFacts } from '../desk/system-words.ts';
import { useNow } from '../desk/use-now.ts';
import { AnswerDetails } from '../outbox/answer-details.tsx';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';
import { MarkSign } from '../theme/mark.tsx';
import { alsoChangedWords, changedWord, madeWords, outcomeMark, outcomeWords, reverseMeans, reverseQuestion, sideOf } from './history-words.ts';

/** One edit as it went: who, when, what, before and after, what became of it, and what can still be done about it. */
export const HistoryItem = memo(function HistoryItem({ row }: { row: HistoryRow }) {
  const now = useNow();
  const asking = useApp((state) => state.historyAsked === row.editId);
  const mark = outcomeMark(row.outcome);
  return (
    <div className={`history-item ${row.outcome}`}>
      <div className="history-mark">{mark === null ? <Undo2 size={15} aria-hidden /> : <MarkSign mark={mark} />}</div>
      <div className="history-text">
        <p className="history-title">
          <span className="selectable">{row.title}</span>
          <span className="history-outcome">{outcomeWords[row.outcome]}</span>
        </p>
        <p className="queue-where">
          <AriaButton className="link" onPress={() => openClientOf(row)}>
            {row.clientName}
          </AriaButton>
          {row.where !== '' && <span className="quiet"> · {row.where}</span>}
        </p>
        {row.changes.length > 0 && <Changes changes={row.changes} />}
        {row.alsoChanged.length > 0 && <AlsoChanged row={row} />}
        <p className="queue-when numeric quiet">{madeWords(row, now)}</p>
        {row.answer !== null && <AnswerDetails title={row.title} details={{ status: row.answer.status, code: row.answer.code ?? '', body: row.answer.body }} level={3} />}
        {asking && <ReverseQuestion row={row} />}
      </div>
      {!asking && <Reverse row={row} />}
    </div>
  );
});

function openClientOf(row: HistoryRow): void {
  const { show, openClient } = useApp.getState();
  show({ place: 'desk' });
  openClient(row.clientId);
}

/** What somebody else had changed of the same contact, and what stands beside this edit. */
function AlsoChanged({ row }: { row: HistoryRow }) {
  return (
    <>
      <p className="queue-when quiet">{alsoChangedWords}</p>
      <Changes changes={row.alsoChanged} />
    </>
  );
}

function Changes({ changes }: { changes: HistoryRow['changes'] }) {
  const facts = useFacts();
  return (
    <dl className="history-changes">
      {changes.map(({ field, before, after }, at) => (
        <div key={`${field} ${at}`}>
          <dt>{changedWord(field, facts)}</dt>
          <dd className="selectable">
            <span className={before === '' ? 'quiet' : 'history-before'}>{sideOf(before)}</span>
            <ArrowRight size={13} aria-label="became" />
            <span className={after === '' ? 'quiet' : ''}>{sideOf(after)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Where nothing can be done any more it says why, in place of a button. */
function Reverse({ row }: { row: HistoryRow }) {
  if (row.reverse === '') return <p className="history-reverse quiet">{row.outcome === 'undone' || row.outcome === 'discarded' ? '' : row.reverseNote}</p>;
  const { word } = reverseQuestion(row);
  return (
    <p className="history-reverse">
      <Button small onPress={() => useApp.setState({ historyAsked: row.editId })} aria-label={`${word.replace('…', '')}: ${row.title}`}>
        {word}
      </Button>
    </p>
  );
}

function ReverseQuestion({ row }: { row: HistoryRow }) {
  const { question, yes } = reverseQuestion(row);
  const keep = (): void => useApp.setState({ historyAsked: '', historySought: { id: row.editId, index: -1 } });
  return (
    <div className="queue-ask calm" role="group" aria-label={question}>
      <p>
        <strong>{question}</strong> {reverseMeans(row)} {row.reverseNote}
      </p>
      <div className="queue-actions">
        <Button small look="primary" autoFocus onPress={() => void useApp.getState().reverse(row)}>
          {yes}
        </Button>
        <Button small onPress={keep}>
          Keep as it is
        </Button>
      </div>
    </div>
  );
}
