import { initialsOf } from './connection-words.ts';

/** The sign of a connection wherever several are on the screen: its colour, and two letters, so that colour is never the only sign. */
export function Badge({ name, colour }: { name: string; colour: number }) {
  return (
    <span className={`badge-of colour-${colour % 8}`} aria-hidden>
      {initialsOf(name)}
    </span>
  );
}
