import type { EditRecord } from './transitions.ts';

/**
 * The edit a lane works on now, or null when it has none or waits for a person: an edit that needs somebody holds the later ones of
 * its own client, because they may rest on it, and never those of another. Pure.
 */
export function headOf(openEdits: readonly EditRecord[]): EditRecord | null {
  // One of several that came to one call need not have been the first.
  const [first] = openEdits;
  const head = openEdits.find((edit) => (edit.state === 'sending' || edit.state === 'unknown') && !edit.carrier) ?? first;
  return head && head.state !== 'parked' ? head : null;
}
