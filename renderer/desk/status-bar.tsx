import { CircleAlert, CircleCheck, CloudOff, LoaderCircle, TriangleAlert } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import type { ConnectionInfo } from '../../shared/ipc-contract.ts';
import type { Budget } from '../../shared/systems.ts';
import type { Status } from '../../shared/views.ts';
import { retiredWords } from '../connections/connection-words.ts';
import { useApp } from '../store.ts';
import { Progress } from '../theme/progress.tsx';
import { runCommand } from './commands.ts';
import { Notice } from './notice.tsx';
import type { Tone } from './status-words.ts';
import { budgetWords, connectionWords, isShort, needsYouWords, waitingWords } from './status-words.ts';
import { useFacts, useWords } from './system-words.ts';
import { count, counted, etaWords } from './time-words.ts';
import { useNow } from './use-now.ts';

const icons: Record<Tone, LucideIcon> = { calm: CircleCheck, active: LoaderCircle, warn: TriangleAlert, alarm: CircleAlert };

/** Exactly one truth about the connection, what waits, and whose data this is. */
export function StatusBar({ connection }: { connection: ConnectionInfo }) {
  const status = useApp((state) => state.status);
  const facts = useFacts();
  const { system } = useWords();
  return (
    <footer className="status-bar" aria-label="Status">
      {status ? <Truth status={status} /> : <span role="status" aria-label="Connection">Starting</span>}
      <Notice />
      {status?.reading && status.reading.total > 0 && <Reading reading={status.reading} />}
      {status?.budget && isShort(status.budget) && <BudgetPart budget={status.budget} />}
      <span className="status-end">
        {[system, retiredWords(facts), connection.practice ? 'practice data' : connection.name].filter((part) => part !== '').join(' · ')}
      </span>
    </footer>
  );
}

function Truth({ status }: { status: Status }) {
  const batch = useApp((state) => state.batch);
  const { many } = useWords();
  const now = useNow();
  const { text, tone } = connectionWords(status, batch, now, many);
  const state = status.connection.state;
  const Icon = state === 'offline' || state === 'paused' ? CloudOff : icons[tone];
  const waiting = waitingWords(status);
  const needsYou = needsYouWords(status.needsYou);
  return (
    <div className="status-truth">
      <span className={`status-connection ${tone}`} role="status" aria-label="Connection">
        <Icon size={14} aria-hidden />
        <span className="numeric">{text}</span>
        {waiting !== '' && <span className="status-part numeric">{waiting}</span>}
      </span>
      {needsYou !== '' && (
        <AriaButton className="status-button alarm" onPress={() => useApp.getState().show({ queueOpen: true })}>
          {needsYou}
        </AriaButton>
      )}
      {(state === 'offline' || state === 'busy' || state === 'portal') && (
        <AriaButton className="status-button" onPress={() => runCommand('sendNow')}>
          Try now
        </AriaButton>
      )}
      {state === 'paused' && (
        <AriaButton className="status-button" onPress={() => runCommand('pause')}>
          Go online
        </AriaButton>
      )}
    </div>
  );
}

/** What remains of the system’s limit; shown here where that is soon used up, and always in the list of connections. */
function BudgetPart({ budget }: { budget: Budget }) {
  const now = useNow();
  return (
    <span className="status-reading numeric" title={`The limit is shared by ${budget.sharedBy}`}>
      {budgetWords(budget, now)}
    </span>
  );
}

function Reading({ reading }: { reading: NonNullable<Status['reading']> }) {
  const { many } = useWords();
  return (
    <span className="status-reading numeric">
      <Progress label={`Reading ${many}`} done={reading.done} total={reading.total} />
      <span>
        {count(reading.done)} / {count(reading.total)} · {counted(reading.requestsLeft, 'request')} left · {etaWords(reading.etaMs)}
      </span>
    </span>
  );
}
