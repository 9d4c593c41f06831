import { commands, runCommand } from './commands.ts';
import { useApp } from '../store.ts';

const typesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !/^(radio|checkbox|button)$/.test(target.type)));

/** Lists, menus and dialogs of their own have letters to themselves: typing there finds an entry. */
const ownLetters = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role="dialog"], [role="menu"], .popover') !== null;

/** Single keys outside of text, and the chords that work everywhere: the palette, the search, and a digit for each connection. The native menu owns every other chord. */
export function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
    const id = /^[1-9]$/.test(event.key) ? `front-${event.key}` : { k: 'palette', f: 'search' }[event.key.toLowerCase()];
    if (id === undefined) return;
    event.preventDefault();
    runCommand(id);
    return;
  }
  if (event.key === 'Escape' && useApp.getState().place !== 'desk') return useApp.getState().show({ place: 'desk' });
  if (event.ctrlKey || event.metaKey || event.altKey || typesText(event.target) || ownLetters(event.target)) return;
  const state = useApp.getState();
  if (!state.singleKeys || state.overlay !== 'none') return;
  const found = commands.find((command) => command.key !== '' && command.key === event.key.toLowerCase());
  if (!found) return;
  event.preventDefault();
  runCommand(found.id);
}
