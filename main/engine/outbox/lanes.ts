import type { EditRecord } from './transitions.ts';

/**
 * The edit a lane works on now, or null when it has none or waits for a person: an edit that needs somebody holds the later ones of
 * its own client, because they may rest on it, and never those of another. Pure.
 */
export function headOf(openEdits: readonly EditRecord[]): EditRecord | null {
  const [head] = openEdits;
  return head && head.state !== 'parked' ? head : null;
}
