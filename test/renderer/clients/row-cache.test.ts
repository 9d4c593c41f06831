import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClientList, ClientRow } from '../../../shared/views.ts';
import type { RowCache } from '../../../renderer/clients/row-cache.ts';
import { freshRows, missingSlice, noRows, pageSize, rowAt, sliceFor, withRows } from '../../../renderer/clients/row-cache.ts';

const row = (index: number): ClientRow => ({ id: `IRD:${index}`, number: String(index), name: `Client ${index}`, entityType: '', mark: 'upToDate' });

const answer = (matched: number, start: number, count: number): ClientList => ({
  total: matched,
  matched,
  start,
  rows: Array.from({ length: Math.max(0, Math.min(count, matched - start)) }, (_, at) => row(start + at)),
});

describe('the cache of rows', () => {
  it('finds each row at its own place, whatever pages were fetched in whatever order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2500 }), fc.array(fc.nat(2500), { minLength: 1, maxLength: 12 }), (matched, places) => {
        let cache: RowCache = noRows;
        for (const first of places) {
          const range = { first: Math.min(first, matched - 1), end: Math.min(first + 40, matched) };
          const slice = sliceFor(range);
          cache = withRows(cache, answer(matched, slice.start, slice.count));
          for (let index = range.first; index < range.end; index++) expect(rowAt(cache, index)).toEqual(row(index));
          expect(missingSlice(cache, range)).toBeNull();
        }
      }),
    );
  });

  it('asks for whole pages, so that a small scroll asks for nothing', () => {
    expect(sliceFor({ first: 0, end: 40 })).toEqual({ start: 0, count: pageSize });
    expect(sliceFor({ first: 95, end: 130 })).toEqual({ start: 0, count: 2 * pageSize });
    expect(missingSlice(freshRows(answer(1000, 0, pageSize)), { first: 10, end: 60 })).toBeNull();
    expect(missingSlice(freshRows(answer(1000, 0, pageSize)), { first: 80, end: 120 })).toEqual({ start: pageSize, count: pageSize });
  });

  it('never asks twice for a page that came back short, so that a shrinking list cannot loop', () => {
    const cache = withRows(noRows, { ...answer(0, 200, 100), matched: 900, total: 900 });
    expect(missingSlice(cache, { first: 200, end: 250 })).toBeNull();
    expect(rowAt(cache, 200)).toBeUndefined();
  });

  it('holds a fixed number of pages, those nearest to the window', () => {
    let cache: RowCache = noRows;
    for (let start = 0; start < 100_000; start += pageSize) cache = withRows(cache, answer(100_000, start, pageSize));
    expect(cache.pages.size).toBe(30);
    expect(rowAt(cache, 99_999)).toEqual(row(99_999));
    expect(rowAt(cache, 0)).toBeUndefined();
  });
});
