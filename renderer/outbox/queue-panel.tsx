import { CheckCheck, Inbox, SearchX } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useCallback, useEffect, useMemo } from 'react';
import { TabPanel, Tabs } from 'react-aria-components';
import { markWords } from '../../shared/marks.ts';
import type { QueueRow } from '../../shared/views.ts';
import { useFacts, useWords } from '../desk/system-words.ts';
import { LongList } from '../long-list/long-list.tsx';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';
import { Empty } from '../theme/empty.tsx';
import { QueueHead } from './queue-head.tsx';
import { QueueItem } from './queue-item.tsx';
import { onConflictKey } from './queue-keys.ts';
import { openStates } from './queue-state.ts';
import { rowName } from './queue-words.ts';
import './outbox.css';

/** Everything made and not yet confirmed, and what was sent: beside the client on a wide window, over it on a narrow one. */
export function QueuePanel() {
  const open = useApp((state) => state.queueOpen);
  return open ? <Panel /> : null;
}

function Panel() {
  const tab = useApp((state) => state.queueTab);
  const left = useApp(({ queueCounts }) => openStates.reduce((sum, state) => sum + queueCounts[state], 0));
  const sent = useApp((state) => state.queueCounts.sent);
  useEffect(() => useApp.getState().loadQueue(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    onConflictKey(event);
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    useApp.getState().show({ queueOpen: false });
    document.getElementById('open-queue')?.focus();
  };
  return (
    <section className="queue" aria-label="Queue" id="queue" tabIndex={-1} onKeyDown={(event) => (onKeyDown(event), onFirstArrow(event))}>
      <Tabs selectedKey={tab} onSelectionChange={(key) => useApp.getState().showTab(key === 'sent' ? 'sent' : 'unsent')}>
        <QueueHead left={left} sent={sent} />
        <TabPanel id="unsent" className="queue-body">
          {left === 0 ? <NothingWaiting /> : <Rows />}
        </TabPanel>
        <TabPanel id="sent" className="queue-body">
          {sent === 0 ? <NothingSent /> : <Rows />}
        </TabPanel>
      </Tabs>
    </section>
  );
}

/** From the queue as a whole, or its search, an arrow leads to the first edit. */
function onFirstArrow(event: KeyboardEvent): void {
  const search = event.target instanceof HTMLInputElement && event.target.closest('.queue-find') !== null;
  if (event.key !== 'ArrowDown' || event.defaultPrevented || (event.target !== event.currentTarget && !search)) return;
  event.preventDefault();
  event.currentTarget.querySelector<HTMLElement>('.long-list-row')?.focus();
}

const idOf = (row: QueueRow): string => row.editId;
/** A row without a reason or a choice. CSS pixels. */
const plainRow = 96;

function Rows() {
  const tab = useApp((state) => state.queueTab);
  const rows = useApp((state) => state.queueRows);
  const counts = useApp((state) => state.queueCounts);
  const sought = useApp((state) => state.queueSought);
  const filter = useApp((state) => `${state.queueTab} ${state.queueClient?.id ?? ''} ${state.queueQuery}`);
  const groups = useMemo(
    () => (tab === 'sent' ? [{ id: 'sent', label: '', count: counts.sent }] : openStates.map((state) => ({ id: state, label: state === 'sent' ? '' : markWords[state].word, count: counts[state] }))),
    [tab, counts],
  );
  const facts = useFacts();
  const nameOf = useCallback((row: QueueRow) => rowName(row, facts), [facts]);
  const onView = useCallback((range: { first: number; end: number }) => useApp.getState().queueInView(range), []);
  return (
    <LongList key={filter} label={tab === 'sent' ? 'Sent' : 'To send'} groups={groups} rows={rows} idOf={idOf} nameOf={nameOf} estimate={plainRow} onView={onView} sought={sought} onFocused={() => useApp.setState({ queueSought: null })}>
      {(row) => <QueueItem row={row} />}
    </LongList>
  );
}

const useFiltered = (): boolean => useApp((state) => state.queueQuery.trim() !== '' || state.queueClient !== null);

function NothingWaiting() {
  const loaded = useApp((state) => state.queueLoaded);
  const { system } = useWords();
  const sent = useApp((state) => state.queueCounts.sent);
  const filtered = useFiltered();
  if (!loaded) return null;
  if (filtered) return <NothingFound />;
  return (
    <Empty icon={sent > 0 ? CheckCheck : Inbox} title="Nothing waiting">
      {sent > 0 ? `Every edit you made has reached ${system}.` : 'Edits you make wait here until they are sent, also while you are offline.'}
    </Empty>
  );
}

function NothingSent() {
  const { system } = useWords();
  const filtered = useFiltered();
  if (filtered) return <NothingFound />;
  return <Empty title="Nothing sent yet">Edits that {system} confirmed are listed here with the time of the receipt.</Empty>;
}

function NothingFound() {
  return (
    <>
      <Empty icon={SearchX} title="No edit matches">
        Only what you are looking for is shown. Everything else is still in the queue.
      </Empty>
      <p className="queue-more">
        <Button small onPress={() => useApp.getState().filterQueue({ queueQuery: '', queueClient: null })}>
          Show all edits
        </Button>
      </p>
    </>
  );
}
