import type { KeyboardEvent, ReactNode } from 'react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { RowCache } from '../clients/row-cache.ts';
import { pageSize, rowAt } from '../clients/row-cache.ts';
import type { RowRange } from '../clients/windowing.ts';
import { drawnAcross, offsetsOf, rowAcross } from './measured.ts';
import type { Sought } from './sought.ts';
import { useMeasured, useScrolled } from './use-scrolled.ts';
import './long-list.css';

/** A heading and how many rows follow it. Without a label the list has no headings. */
export interface Group {
  id: string;
  label: string;
  count: number;
}

interface Props<Row> {
  label: string;
  groups: readonly Group[];
  rows: RowCache<Row>;
  idOf: (row: Row) => string;
  /** What is read out when a row takes the focus. */
  nameOf: (row: Row) => string;
  /** What a row looks like besides its content. */
  lookOf?: (row: Row) => string;
  /** Height of a row that has not been drawn yet, CSS pixels. */
  estimate: number;
  onView: (range: RowRange) => void;
  sought: Sought | null;
  /** What was sought has the focus. */
  onFocused: () => void;
  children: (row: Row) => ReactNode;
}

const headingHeight = 32;

/** Where the loaded rows stand, by id. */
function indexesOf<Row>(rows: RowCache<Row>, idOf: (row: Row) => string): ReadonlyMap<string, number> {
  const indexes = new Map<string, number>();
  for (const [page, held] of rows.pages) held.forEach((row, at) => indexes.set(idOf(row), page * pageSize + at));
  return indexes;
}

/** First index of each group that has rows. */
const beginnings = (groups: readonly Group[]): { group: Group; first: number; end: number }[] => {
  let first = 0;
  return groups.map((group) => ({ group, first, end: (first += group.count) })).filter(({ group }) => group.count > 0);
};

/** Heights and places of everything, and which rows are drawn now. */
function useLayout<Row>({ rows, idOf, estimate, groups, onView }: Props<Row>) {
  const { box, top, viewport } = useScrolled();
  const { heights, measure } = useMeasured();
  const [held, hold] = useState('');
  const parts = useMemo(() => beginnings(groups), [groups]);
  const indexes = useMemo(() => indexesOf(rows, idOf), [rows, idOf]);
  const offsets = useMemo(() => {
    const headed = new Set(parts.filter(({ group }) => group.label !== '').map(({ first }) => first));
    return offsetsOf(rows.matched, (index) => {
      const row = rowAt(rows, index);
      return (row === undefined ? estimate : (heights.get(idOf(row)) ?? estimate)) + (headed.has(index) ? headingHeight : 0);
    });
  }, [rows, heights, parts, idOf, estimate]);
  const range = drawnAcross(offsets, top, viewport);
  useEffect(() => onView({ first: range.first, end: range.end }), [onView, range.first, range.end, rows.matched]);
  const pinned = indexes.get(held) ?? -1;
  const drawn = [...(pinned >= 0 && pinned < range.first ? [pinned] : []), ...between(range), ...(pinned >= range.end ? [pinned] : [])];
  return { box, measure, hold, parts, indexes, offsets, drawn, standing: pinned >= 0 ? pinned : rowAcross(offsets, top) };
}

type Layout = ReturnType<typeof useLayout>;

/**
 * Thousands of rows of any height, of which only those near the window exist. Rows keep their place on screen while others come and go
 * above them; arrows move from row to row; the row that has the focus stays, however far one scrolls.
 */
export function LongList<Row>(props: Props<Row>) {
  const { rows } = props;
  const layout = useLayout(props);
  const { box, offsets, drawn, parts } = layout;
  useAnchor(layout, props);
  useSought(layout, props);
  return (
    <div className="long-list" ref={box} onKeyDown={(event) => onArrow(event, box.current, rows.matched)} onFocus={(event) => layout.hold(idAround(event.target))}>
      <div className="long-list-whole" style={{ height: offsets.at(-1) ?? 0 }}>
        {parts.map(({ group, first, end }) => (
          <Section key={group.id} group={group} top={offsets[first] ?? 0} height={(offsets[end] ?? 0) - (offsets[first] ?? 0)} label={props.label}>
            {drawn.filter((index) => index >= first && index < end).map((index) => {
              const row = rowAt(rows, index);
              const heading = index === first && group.label !== '' ? headingHeight : 0;
              return row === undefined ? null : <Place key={props.idOf(row)} {...{ row, index, layout, props }} top={(offsets[index] ?? 0) - (offsets[first] ?? 0) + heading} />;
            })}
          </Section>
        ))}
      </div>
    </div>
  );
}

/** One row at its place: a reader hears “12 of 2,014” although only those near the window exist. */
function Place<Row>({ row, index, top, layout, props }: { row: Row; index: number; top: number; layout: Layout; props: Props<Row> }) {
  const id = props.idOf(row);
  return (
    <li
      id={`row-${id}`}
      ref={layout.measure}
      className={`long-list-row ${props.lookOf?.(row) ?? ''}`}
      data-edit={id}
      data-index={index}
      aria-label={props.nameOf(row)}
      aria-setsize={props.rows.matched}
      aria-posinset={index + 1}
      tabIndex={index === layout.standing ? 0 : -1}
      style={{ transform: `translateY(${top}px)` }}
    >
      {props.children(row)}
    </li>
  );
}

const between = ({ first, end }: RowRange): number[] => Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at);

function Section({ group, top, height, label, children }: { group: Group; top: number; height: number; label: string; children: ReactNode }) {
  const place = { height, transform: `translateY(${top}px)` };
  if (group.label === '')
    return (
      <ul className="long-list-group" aria-label={label} style={place}>
        {children}
      </ul>
    );
  return (
    <section className="long-list-group" aria-label={group.label} style={place}>
      <h3 className="long-list-heading">
        {group.label} <span className="numeric">{group.count.toLocaleString('en-NZ')}</span>
      </h3>
      <ul aria-label={group.label}>{children}</ul>
    </section>
  );
}

const idAround = (element: Element): string => element.closest<HTMLElement>('.long-list-row')?.dataset['edit'] ?? '';

/** The row at the top of the window keeps its place when rows above it come, go or change their height. At the very top the list stays there. */
function useAnchor<Row>({ box, offsets, indexes }: Layout, { rows, idOf }: Props<Row>): void {
  const anchor = useRef({ id: '', stood: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const at = indexes.get(anchor.current.id);
    const moved = at === undefined ? 0 : (offsets[at] ?? 0) - anchor.current.stood;
    if (moved !== 0 && element.scrollTop > 0) element.scrollTop += moved;
    const across = rowAcross(offsets, element.scrollTop);
    const row = rowAt(rows, across);
    anchor.current = { id: row === undefined ? '' : idOf(row), stood: offsets[across] ?? 0 };
  });
}

/** Brings the row that is sought into view, and gives it the focus once it is there. */
function useSought<Row>({ box, offsets, indexes }: Layout, { sought, onFocused }: Props<Row>): void {
  const scrolledFor = useRef<Sought | null>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || sought === null) return;
    const row = element.querySelector<HTMLElement>(`[data-edit="${CSS.escape(sought.id)}"]`);
    const index = indexes.get(sought.id) ?? sought.index;
    if (row) {
      row.focus({ preventScroll: true });
      row.scrollIntoView({ block: 'nearest' });
      onFocused();
    } else if (index >= 0 && scrolledFor.current !== sought) {
      scrolledFor.current = sought;
      element.scrollTop = Math.max(0, (offsets[index] ?? 0) - 40);
    }
  });
}

/** Arrows, Home and End move the focus from row to row; inside a field they are the field's own. */
function onArrow(event: KeyboardEvent, box: HTMLElement | null, count: number): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.defaultPrevented || !box) return;
  if (event.target instanceof HTMLElement && event.target.closest('input, select, textarea, [role="radiogroup"], pre') !== null) return;
  const at = Number((event.target as Element).closest<HTMLElement>('.long-list-row')?.dataset['index'] ?? -1);
  const to: Record<string, number> = { ArrowDown: at + 1, ArrowUp: Math.max(0, at - 1), Home: 0, End: count - 1 };
  const next = to[event.key];
  if (next === undefined || next >= count) return;
  event.preventDefault();
  const row = box.querySelector<HTMLElement>(`.long-list-row[data-index="${next}"]`);
  row?.focus({ preventScroll: true });
  if (row) row.scrollIntoView({ block: 'nearest' });
  else box.scrollTop = event.key === 'End' ? box.scrollHeight : 0;
}
