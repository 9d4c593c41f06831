import { scopeId } from '../../../shared/contacts.ts';
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

/**
 * Which edits may come together with `head` now: those of its scope that wait before the first of the client that needs somebody, or that
 * may have been sent already, or has been refused together with others. Pure.
 */
export function mergeable(openEdits: readonly EditRecord[], head: EditRecord): EditRecord[] {
  const scope = scopeId(head.intent.scope);
  const stop = openEdits.findIndex((edit) => edit.state !== 'queued' || edit.partly || edit.doubted !== null || edit.alone === true);
  return (stop < 0 ? openEdits : openEdits.slice(0, stop)).filter((edit) => scopeId(edit.intent.scope) === scope);
}
