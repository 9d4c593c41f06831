import { flushSync } from 'react-dom';

/** Changes what is on screen and puts the focus there at once: a key pressed right after it must land in the new place. */
export function showAndFocus(change: () => void, id: string): HTMLElement | null {
  flushSync(change);
  const element = document.getElementById(id);
  element?.focus();
  return element;
}
