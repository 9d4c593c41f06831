import { showAndFocus } from '../desk/focus.ts';
import { useApp } from '../store.ts';
import type { AppState } from '../store.ts';
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
  const open = (): void => {
    show({ place: 'desk' });
    openClient(row.id, row);
  };
  if (focus) showAndFocus(open, 'client');
  else open();
}

/** Opens the first row of what is typed, once the rows answer it: Enter is often quicker than they are. */
export function openFound(): void {
  const answered = ({ query, answered: held }: AppState): boolean => held?.query === query;
  if (answered(useApp.getState())) return openActive({ focus: true });
  const typed = useApp.getState().query;
  const end = useApp.subscribe((state) => {
    if (state.query === typed && !answered(state)) return;
    end();
    // Typed on meanwhile: that Enter was about something else.
    if (state.query === typed) queueMicrotask(() => openActive({ focus: true }));
  });
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
