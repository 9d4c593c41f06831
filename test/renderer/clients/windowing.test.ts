import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnRows, pageOfRows, rowHeight, scrollToShow, topRow } from '../../../renderer/clients/windowing.ts';

const place = fc.record({ count: fc.nat(1_000_000), scrollTop: fc.nat(36_000_000), viewport: fc.integer({ min: 40, max: 3000 }) });

describe('the window over a long list', () => {
  it('draws every row that can be seen, and few more, for any list and scroll', () => {
    fc.assert(
      fc.property(place, ({ count, scrollTop, viewport }) => {
        const top = Math.min(scrollTop, Math.max(0, count * rowHeight - viewport));
        const { first, end } = drawnRows(top, viewport, count);
        const seenFirst = Math.min(count, topRow(top));
        const seenEnd = Math.min(count, Math.ceil((top + viewport) / rowHeight));
        expect(first).toBeLessThanOrEqual(seenFirst);
        expect(end).toBeGreaterThanOrEqual(seenEnd);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(count);
        expect(end - first).toBeLessThanOrEqual(Math.ceil(viewport / rowHeight) + 22);
      }),
    );
  });

  it('draws nothing of an empty list, and the last rows when the list has shrunk under the window', () => {
    expect(drawnRows(0, 600, 0)).toEqual({ first: 0, end: 0 });
    expect(drawnRows(50_000, 600, 20)).toEqual({ first: 20, end: 20 });
  });

  it('scrolls just far enough to show a row whole, and not at all when it is whole already', () => {
    expect(scrollToShow(0, 100, 600)).toBe(0);
    expect(scrollToShow(5, 100, 600)).toBe(100);
    expect(scrollToShow(30, 0, 600)).toBe(31 * rowHeight - 600);
    fc.assert(
      fc.property(fc.nat(100_000), place, (index, { scrollTop, viewport }) => {
        const to = scrollToShow(index, scrollTop, viewport);
        expect(index * rowHeight).toBeGreaterThanOrEqual(to);
        expect((index + 1) * rowHeight).toBeLessThanOrEqual(to + Math.max(viewport, rowHeight));
        expect(scrollToShow(index, to, viewport)).toBe(to);
      }),
    );
  });

  it('pages by the rows in view but one, so that a person keeps their place', () => {
    expect(pageOfRows(360)).toBe(9);
    expect(pageOfRows(10)).toBe(1);
  });
});
