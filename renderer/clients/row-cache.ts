import type { ClientRow } from '../../shared/views.ts';
import type { RowRange } from './windowing.ts';

/** Rows of one filtered list, fetched in pages as they come into view. Immutable: each change gives a new cache. */
export interface RowCache<Row = ClientRow> {
  total: number;
  matched: number;
  pages: ReadonlyMap<number, readonly Row[]>;
}

/** One answer: a slice of the list, from `start` on. */
export interface RowSlice<Row> {
  total: number;
  matched: number;
  rows: Row[];
  start: number;
}

export const pageSize = 100;
const keptPages = 30;

export const noRows: RowCache<never> = { total: 0, matched: 0, pages: new Map() };

export const rowAt = <Row>(cache: RowCache<Row>, index: number): Row | undefined =>
  cache.pages.get(Math.floor(index / pageSize))?.[index % pageSize];

/** The pages that cover a range, as one slice to ask for. */
export function sliceFor(range: RowRange): { start: number; count: number } {
  const firstPage = Math.floor(range.first / pageSize);
  const lastPage = Math.floor(Math.max(range.first, range.end - 1) / pageSize);
  return { start: firstPage * pageSize, count: (lastPage - firstPage + 1) * pageSize };
}

/** The first slice a range still lacks; null when every row of it is at hand. */
export function missingSlice(cache: RowCache<unknown>, range: RowRange): { start: number; count: number } | null {
  const end = Math.min(range.end, cache.matched);
  for (let page = Math.floor(range.first / pageSize); page * pageSize < end; page++)
    if (!cache.pages.has(page)) return { start: page * pageSize, count: pageSize };
  return null;
}

const pagesOf = <Row>(list: RowSlice<Row>): [number, Row[]][] => {
  const pages: [number, Row[]][] = [];
  for (let at = 0; at < list.rows.length || at === 0; at += pageSize)
    pages.push([Math.floor((list.start + at) / pageSize), list.rows.slice(at, at + pageSize)]);
  return pages;
};

/** A fresh start from one answer: everything held before is out of date. */
export const freshRows = <Row>(list: RowSlice<Row>): RowCache<Row> => ({ total: list.total, matched: list.matched, pages: new Map(pagesOf(list)) });

/** Adds an answer's pages; the pages furthest from it are let go beyond a fixed number, so that memory stays flat. */
export function withRows<Row>(cache: RowCache<Row>, list: RowSlice<Row>): RowCache<Row> {
  const near = Math.floor(list.start / pageSize);
  const pages = [...new Map([...cache.pages, ...pagesOf(list)])];
  pages.sort(([a], [b]) => Math.abs(a - near) - Math.abs(b - near));
  return { total: list.total, matched: list.matched, pages: new Map(pages.slice(0, keptPages)) };
}
