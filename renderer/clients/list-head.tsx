import { Search, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { Button, Input, SearchField } from 'react-aria-components';
import type { ListView } from '../../shared/views.ts';
import { count, counted, etaWords } from '../desk/time-words.ts';
import { useWords } from '../desk/system-words.ts';
import { useApp } from '../store.ts';
import { Progress } from '../theme/progress.tsx';
import { moveTo, openFound } from './list-moves.ts';

export const searchInputId = 'client-search';

export function ListHead() {
  return (
    <header className="list-head">
      <ClientSearch />
      <Filters />
      <ReadingProgress />
    </header>
  );
}

/** The text is the renderer's own and shows at once; the rows follow as the engine answers, the latest text first. */
function ClientSearch() {
  const query = useApp((state) => state.query);
  const { many } = useWords();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') {
      moveTo(Math.max(useApp.getState().active, 0));
      document.getElementById('client-listbox')?.focus();
    } else if (event.key === 'Enter') openFound();
    else return;
    event.preventDefault();
  };
  return (
    <SearchField className="search" aria-label={`Search ${many}`} value={query} onChange={(text) => useApp.getState().setQuery(text)} onKeyDown={onKeyDown}>
      <Search size={15} aria-hidden className="search-icon" />
      <Input id={searchInputId} className="input" placeholder={many === 'clients' ? 'Name, IRD number or phone' : 'Name, email, phone or anything else'} spellCheck="false" />
      {query === '' ? <kbd aria-hidden>/</kbd> : (
        <Button className="button icon" aria-label="Clear search">
          <X size={14} aria-hidden />
        </Button>
      )}
    </SearchField>
  );
}

const views: readonly { id: ListView; word: string }[] = [
  { id: 'all', word: 'All' },
  { id: 'waiting', word: 'Waiting' },
  { id: 'needsYou', word: 'Needs you' },
  { id: 'notLinked', word: 'Not linked' },
];

function Filters() {
  const { Many, many } = useWords();
  const view = useApp((state) => state.view);
  const rows = useApp((state) => state.rows);
  const answered = useApp((state) => state.answered);
  const filtered = answered !== null && (answered.query.trim() !== '' || answered.view !== 'all');
  return (
    <div className="filters">
      <div className="filter-choices" role="group" aria-label="Show">
        {views.filter(({ id }) => many === 'clients' || id !== 'notLinked').map(({ id, word }) => (
          <button key={id} type="button" className="filter" aria-pressed={view === id} onClick={() => useApp.getState().setView(id)}>
            {word}
          </button>
        ))}
      </div>
      <span className="found numeric quiet" role="status" aria-label={`${Many} found`}>
        {answered !== null && filtered && (
          <>
            {count(rows.matched)}
            <span className="found-word"> found</span>
          </>
        )}
      </span>
    </div>
  );
}

/** A first read says what it has, what is left and how long; everything works meanwhile. */
function ReadingProgress() {
  const { one, Many } = useWords();
  const reading = useApp((state) => state.status?.reading ?? null);
  const first = useApp((state) => state.status?.upToDateAt === null);
  if (reading === null || reading.total === 0 || !first) return null;
  return (
    <div className="list-reading">
      <div className="list-reading-words numeric">
        <span>
          Read {count(reading.done)} of {counted(reading.total, one)}
        </span>
        <span className="quiet">{etaWords(reading.etaMs)}</span>
      </div>
      <Progress label={`${Many} read`} done={reading.done} total={reading.total} />
    </div>
  );
}
