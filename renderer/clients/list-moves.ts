import { useApp } from '../store.ts';
import { rowAt } from './row-cache.ts';

/** How long the keyboard rests on a row before it opens: running down the list reads nothing on the way. Milliseconds. */
const rest = 140;
let opening: ReturnType<typeof setTimeout> | undefined;

/** Opens the row the keyboard stands on. `focus` moves into the client. */
export function openActive({ focus }: { focus: boolean }): void {
  clearTimeout(opening);
  const { rows, active, openClient, show } = useApp.getState();
  const row = rowAt(rows, active);
  if (!row) return;
  show({ place: 'desk' });
  openClient(row.id, row);
  if (focus) requestAnimationFrame(() => document.getElementById('client')?.focus());
}

/** Moves to a row, as near as there is one, and opens it after a short rest. */
export function moveTo(index: number): void {
  const { rows, setActive } = useApp.getState();
  if (rows.matched === 0) return;
  setActive(Math.min(Math.max(index, 0), rows.matched - 1));
  clearTimeout(opening);
  opening = setTimeout(() => openActive({ focus: false }), rest);
}

/** The next or previous client; the first move stands on the first row. */
export const moveBy = (rows: number): void => moveTo(useApp.getState().active + rows);
