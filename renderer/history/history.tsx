import { Download, History as HistoryIcon, Search, SearchX, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useCallback, useEffect, useMemo } from 'react';
import { Button as AriaButton, Input, SearchField } from 'react-aria-components';
import type { HistoryRow } from '../../shared/views.ts';
import { LongList } from '../long-list/long-list.tsx';
import { OneClientToggle } from '../long-list/one-client-toggle.tsx';
import { useWords } from '../desk/system-words.ts';
import { useApp } from '../store.ts';
import { Button } from '../theme/button.tsx';
import { Empty } from '../theme/empty.tsx';
import { HistoryItem } from './history-item.tsx';
import { countWords, historyName } from './history-words.ts';
import './history.css';

export const historySearchId = 'history-search';

/** Everything that was ever made here, newest first: who, when, before, after, and the gateway's answer. */
export function History() {
  const total = useApp((state) => state.historyRows.matched);
  const loaded = useApp((state) => state.historyLoaded);
  const searched = useApp((state) => state.historySearched === 1);
  useEffect(() => useApp.getState().loadHistory(), []);
  return (
    <main className="history" aria-label="History" id="history" tabIndex={-1} aria-busy={!loaded} onKeyDown={onFirstArrow}>
      <Head total={total} />
      {loaded && searched && total === 0 ? <Nothing /> : <Rows />}
    </main>
  );
}

/** From the place as a whole, or its search, an arrow leads to the newest edit. */
function onFirstArrow(event: KeyboardEvent): void {
  const search = event.target instanceof HTMLInputElement;
  if (event.key !== 'ArrowDown' || event.defaultPrevented || (event.target !== event.currentTarget && !search)) return;
  event.preventDefault();
  event.currentTarget.querySelector<HTMLElement>('.long-list-row')?.focus();
}

function Head({ total }: { total: number }) {
  const query = useApp((state) => state.historyQuery);
  const client = useApp((state) => state.historyClient);
  const searched = useApp((state) => state.historySearched);
  const { filterHistory, exportHistory } = useApp.getState();
  const filtered = query.trim() !== '' || client !== null;
  return (
    <header className="history-head">
      <h2>History</h2>
      <SearchField className="search" aria-label="Search the history" value={query} onChange={(historyQuery) => filterHistory({ historyQuery })}>
        <Search size={15} aria-hidden className="search-icon" />
        <Input id={historySearchId} className="input" placeholder="Name, number, who made it" spellCheck="false" />
        {query !== '' && (
          <AriaButton className="button icon" aria-label="Clear search">
            <X size={14} aria-hidden />
          </AriaButton>
        )}
      </SearchField>
      <OneClientToggle chosen={client} onChoose={(historyClient) => filterHistory({ historyClient })} />
      <span className="history-count numeric quiet" role="status" aria-label="Edits found">
        {countWords(total, filtered, searched)}
      </span>
      <Button isDisabled={total === 0 || searched < 1} onPress={() => void exportHistory()}>
        <Download size={14} aria-hidden />
        Export{filtered ? ' these' : ''}…
      </Button>
    </header>
  );
}

const idOf = (row: HistoryRow): string => row.editId;
/** A row with one change. CSS pixels. */
const plainRow = 112;

function Rows() {
  const rows = useApp((state) => state.historyRows);
  const sought = useApp((state) => state.historySought);
  const filter = useApp((state) => `${state.historyClient?.id ?? ''} ${state.historyQuery}`);
  const groups = useMemo(() => [{ id: 'all', label: '', count: rows.matched }], [rows.matched]);
  const onView = useCallback((range: { first: number; end: number }) => useApp.getState().historyInView(range), []);
  return (
    <LongList key={filter} label="Edits" groups={groups} rows={rows} idOf={idOf} nameOf={historyName} estimate={plainRow} onView={onView} sought={sought} onFocused={() => useApp.setState({ historySought: null })}>
      {(row) => <HistoryItem row={row} />}
    </LongList>
  );
}

function Nothing() {
  const { one, system } = useWords();
  const filtered = useApp((state) => state.historyQuery.trim() !== '' || state.historyClient !== null);
  if (!filtered) return <Empty icon={HistoryIcon} title="Nothing has been changed yet">Every edit you make is kept here for good: who made it, when, what it was before and after, and what {system} answered.</Empty>;
  return (
    <Empty icon={SearchX} title="No edit matches">
      Search by {one === 'client' ? 'client, contact, phone number' : 'contact, value'} or who made it; or{' '}
      <AriaButton className="link" onPress={() => useApp.getState().filterHistory({ historyQuery: '', historyClient: null })}>
        show every edit
      </AriaButton>
      .
    </Empty>
  );
}
