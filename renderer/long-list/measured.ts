import type { RowRange } from '../clients/windowing.ts';

/** Where rows of different heights stand in a long list. All lengths in CSS pixels. */

/** How far beyond the window rows are drawn, so that a quick scroll meets rows already there. */
const overscan = 1_000;

/** Where each of `count` rows begins; one more entry at the end says where the last one ends. */
export function offsetsOf(count: number, heightOf: (index: number) => number): Float64Array {
  const offsets = new Float64Array(count + 1);
  for (let index = 0; index < count; index++) offsets[index + 1] = (offsets[index] ?? 0) + heightOf(index);
  return offsets;
}

/** The row that covers a height; the first or last one where it is outside of all. */
export function rowAcross(offsets: Float64Array, height: number): number {
  let low = 0;
  let high = Math.max(0, offsets.length - 2);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((offsets[middle] ?? 0) <= height) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The rows to draw for a window that is scrolled to `top`. */
export function drawnAcross(offsets: Float64Array, top: number, viewport: number): RowRange {
  const count = offsets.length - 1;
  if (count <= 0) return { first: 0, end: 0 };
  return { first: rowAcross(offsets, top - overscan), end: Math.min(count, rowAcross(offsets, top + viewport + overscan) + 1) };
}
