import type { Ledger } from '../ledger/ledger.ts';
import { isOpen, type EditRecord } from './transitions.ts';

/**
 * An edit may be made from another: the opposite of one that was sent, or what is gone made anew. Of each edit one such successor stands, for ever
 * but where it is taken back: a removal stands whatever has been added since, so nothing at the system would tell that this was done already.
 * That a successor was reversed in turn does not free its edit either: whoever wants that back reverses the latest, which comes to the same.
 */
const isTakenBack = ({ state }: EditRecord): boolean => state === 'undone' || state === 'discarded';

/** What was made from an edit and stands. `lost`: with part of the ledger, and nobody knows how far it had got; null: nothing. */
export function successorOf(ledger: Pick<Ledger, 'find'>, { successor }: EditRecord): EditRecord | 'lost' | null {
  if (successor === undefined) return null;
  const found = ledger.find(successor);
  return found && isTakenBack(found) ? null : (found ?? 'lost');
}

/** Whether an edit that was made from another may stand again beside it, once `editIds` are back. */
export function mayStandAgain(ledger: Pick<Ledger, 'find'>, edit: EditRecord, editIds: readonly string[]): boolean {
  const from = edit.predecessor === undefined ? null : ledger.find(edit.predecessor);
  return from === null || (from.successor === edit.id && !isOpen(from.state) && !editIds.includes(from.id));
}

/** Why an edit that was sent cannot be reversed once more. `title`: of what was made from it. */
export function reversedWords(ledger: Pick<Ledger, 'find'>, made: EditRecord | 'lost', title: (edit: EditRecord) => string): string {
  if (made === 'lost') return 'Reversed already, by an edit that was lost with part of the file that keeps your edits. Look at the contact itself.';
  const already = `Reversed already: “${title(made)}”`;
  if (made.state === 'queued') return `${already} waits to be sent.`;
  if (made.state === 'parked') return `${already} needs you, in the queue.`;
  if (made.state !== 'done') return `${already} is on its way.`;
  return successorOf(ledger, made) === null ? `${already} was sent.` : `${already} was sent, and reversed in its turn. Reverse the latest of them.`;
}
