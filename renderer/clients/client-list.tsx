import { UsersRound } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useEffect, useLayoutEffect } from 'react';
import { useScrolled } from '../long-list/use-scrolled.ts';
import { useWords } from '../desk/system-words.ts';
import { useApp } from '../store.ts';
import { Empty } from '../theme/empty.tsx';
import { ClientOption, optionId } from './client-option.tsx';
import { emptyWords } from './empty-words.ts';
import { ListHead } from './list-head.tsx';
import { moveTo, openActive } from './list-moves.ts';
import { rowAt } from './row-cache.ts';
import { drawnRows, pageOfRows, rowHeight, scrollToShow, topRow } from './windowing.ts';
import './clients.css';

export function ClientList() {
  const { Many } = useWords();
  return (
    <section className="clients" aria-label={`${Many.slice(0, -1)} list`}>
      <ListHead />
      <Rows />
    </section>
  );
}

function Rows() {
  const rows = useApp((state) => state.rows);
  const answered = useApp((state) => state.answered);
  const moved = useApp((state) => state.moved);
  const shift = useApp((state) => state.shift);
  const { box: scroller, top, viewport } = useScrolled();
  const range = drawnRows(top, viewport, rows.matched);

  // Only a move of the keyboard scrolls to a row; a refresh that renumbers the rows leaves the window where it is.
  // Rows that came in above push the window down by as many: what is in view stays where it is.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || shift.id === 0) return;
    const stand = useApp.getState().active;
    if (shift.rows === -Infinity) box.scrollTop = stand < 0 ? 0 : scrollToShow(stand, 0, box.clientHeight);
    else box.scrollTop += shift.rows * rowHeight;
  }, [shift, scroller]);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (box && moved > 0) box.scrollTop = scrollToShow(useApp.getState().active, box.scrollTop, box.clientHeight);
  }, [moved, scroller]);

  useEffect(() => {
    useApp.getState().inView({ first: range.first, end: range.end }, topRow(top));
  }, [range.first, range.end, top]);

  const empty = answered !== null && rows.matched === 0;
  return (
    <div className="rows" ref={scroller}>
      {empty ? <NoRows total={rows.total} /> : <Listbox height={viewport} range={range} />}
    </div>
  );
}

function Listbox({ height, range }: { height: number; range: { first: number; end: number } }) {
  const rows = useApp((state) => state.rows);
  const query = useApp((state) => state.answered?.query ?? '');
  const active = useApp((state) => state.active);
  const openId = useApp((state) => state.openId);
  const { Many } = useWords();
  const indexes = Array.from({ length: range.end - range.first }, (_, at) => range.first + at);
  return (
    <div
      id="client-listbox"
      className="listbox"
      role="listbox"
      aria-label={Many}
      tabIndex={0}
      aria-activedescendant={active >= range.first && active < range.end ? optionId(active) : undefined}
      style={{ height: rows.matched * rowHeight }}
      onKeyDown={(event) => onListKey(event, pageOfRows(height))}
    >
      {indexes.map((index) => {
        const row = rowAt(rows, index);
        return <ClientOption key={row?.id ?? index} index={index} row={row} setSize={rows.matched} active={index === active} open={row !== undefined && row.id === openId} query={query} />;
      })}
    </div>
  );
}

function onListKey(event: KeyboardEvent, page: number): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { active, rows } = useApp.getState();
  const to: Record<string, number> = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page, Home: 0, End: rows.matched - 1 };
  const next = to[event.key];
  if (next !== undefined) moveTo(next);
  else if (event.key === 'Enter') openActive({ focus: true });
  else if (event.key === ' ') openActive({ focus: false });
  else return;
  event.preventDefault();
}

function NoRows({ total }: { total: number }) {
  const query = useApp((state) => state.answered?.query ?? '');
  const view = useApp((state) => state.view);
  const status = useApp((state) => state.status);
  const words = useWords();
  const { title, text } = emptyWords({ query, view, total, status, words });
  return (
    <Empty title={title} {...(view === 'all' && query.trim() === '' ? { icon: UsersRound } : {})}>
      {text}
    </Empty>
  );
}
