import { CheckCheck, Inbox, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useEffect } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { markWords } from '../../shared/marks.ts';
import type { QueueState } from '../../shared/views.ts';
import { count } from '../desk/time-words.ts';
import { useApp } from '../store.ts';
import { Button, IconButton } from '../theme/button.tsx';
import { Empty } from '../theme/empty.tsx';
import { QueueItem } from './queue-item.tsx';
import './outbox.css';

const unsent: readonly QueueState[] = ['needsYou', 'checking', 'sending', 'waiting'];

/** Everything made and not yet confirmed, and what was sent: beside the client on a wide window, over it on a narrow one. */
export function QueuePanel() {
  const open = useApp((state) => state.queueOpen);
  return open ? <Panel /> : null;
}

function Panel() {
  const tab = useApp((state) => state.queueTab);
  const counts = useApp((state) => state.queueCounts);
  useEffect(() => useApp.getState().loadQueue(), []);
  const left = unsent.reduce((sum, state) => sum + counts[state], 0);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    useApp.getState().show({ queueOpen: false });
    document.getElementById('open-queue')?.focus();
  };
  return (
    <section className="queue" aria-label="Queue" id="queue" tabIndex={-1} onKeyDown={onKeyDown}>
      <Tabs selectedKey={tab} onSelectionChange={(key) => useApp.getState().showTab(key === 'sent' ? 'sent' : 'unsent')}>
        <QueueHead left={left} sent={counts.sent} />
        <TabPanel id="unsent" className="queue-body">
          {left === 0 ? <NothingWaiting /> : unsent.map((state) => <QueueGroup key={state} state={state} />)}
        </TabPanel>
        <TabPanel id="sent" className="queue-body">
          {counts.sent === 0 ? (
            <Empty title="Nothing sent yet">Edits that Inland Revenue confirmed are listed here with the time of the receipt.</Empty>
          ) : (
            <QueueGroup state="sent" />
          )}
        </TabPanel>
      </Tabs>
    </section>
  );
}

function QueueHead({ left, sent }: { left: number; sent: number }) {
  return (
    <header className="queue-head">
      <h2>Queue</h2>
      <TabList className="queue-tabs" aria-label="Queue">
        <Tab id="unsent" className="queue-tab">
          To send <span className="numeric quiet">{count(left)}</span>
        </Tab>
        <Tab id="sent" className="queue-tab">
          Sent <span className="numeric quiet">{count(sent)}</span>
        </Tab>
      </TabList>
      <IconButton label="Close queue" onPress={() => useApp.getState().show({ queueOpen: false })}>
        <X size={16} aria-hidden />
      </IconButton>
    </header>
  );
}

function NothingWaiting() {
  const loaded = useApp((state) => state.queueLoaded);
  const sent = useApp((state) => state.queueCounts.sent);
  if (!loaded) return null;
  return (
    <Empty icon={sent > 0 ? CheckCheck : Inbox} title="Nothing waiting">
      {sent > 0 ? 'Every edit you made has reached Inland Revenue.' : 'Edits you make wait here until they are sent, also while you are offline.'}
    </Empty>
  );
}

function QueueGroup({ state }: { state: QueueState }) {
  const rows = useApp((app) => app.queue[state]);
  const total = useApp((app) => app.queueCounts[state]);
  if (rows.length === 0) return null;
  const word = state === 'sent' ? 'Sent' : markWords[state].word;
  return (
    <section className="queue-group" aria-label={word}>
      {state !== 'sent' && (
        <h3 className="queue-group-title">
          {word} <span className="numeric">{count(total)}</span>
        </h3>
      )}
      <ul>
        {rows.map((row) => (
          <QueueItem key={row.editId} row={row} />
        ))}
      </ul>
      {rows.length < total && (
        <div className="queue-more">
          <Button small onPress={() => useApp.getState().moreOf(state)}>
            Show more ({count(total - rows.length)} left)
          </Button>
        </div>
      )}
    </section>
  );
}
