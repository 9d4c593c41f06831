/** Which rows of a long list of equally high rows are on screen, and where to scroll to show one. All lengths in CSS pixels. */

export const rowHeight = 36;
const overscan = 10;

export interface RowRange {
  /** First index to draw. */
  first: number;
  /** One past the last index to draw. */
  end: number;
}

/** Rows to draw for a viewport, a few more on either side so that a quick scroll meets rows already drawn. */
export function drawnRows(scrollTop: number, viewport: number, count: number): RowRange {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - overscan);
  const end = Math.min(count, Math.ceil((scrollTop + viewport) / rowHeight) + overscan);
  return { first: Math.min(first, end), end };
}

/** The first row any part of which is visible. */
export const topRow = (scrollTop: number): number => Math.max(0, Math.floor(scrollTop / rowHeight));

/** The nearest scroll position that shows row `index` whole; the same one where it is already. */
export function scrollToShow(index: number, scrollTop: number, viewport: number): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  if (top + rowHeight > scrollTop + viewport) return Math.max(0, top + rowHeight - viewport);
  return scrollTop;
}

/** How many whole rows Page Up and Page Down move by. */
export const pageOfRows = (viewport: number): number => Math.max(1, Math.floor(viewport / rowHeight) - 1);
