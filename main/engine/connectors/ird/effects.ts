import type { LocalKey } from '../../../../shared/contacts.ts';
import type { Change, Intent } from '../../../../shared/edits.ts';
import type { Step } from '../../gateway/connector.ts';

/** What one call at Inland Revenue does. Kept with the call in the ledger. */
export type IrdEffect =
  | { type: 'createContact'; contact: LocalKey }
  | { type: 'renameContact'; contact: LocalKey; to: string }
  | { type: 'removeContact'; contact: LocalKey }
  | { type: 'addPhone'; contact: LocalKey; phone: LocalKey }
  | { type: 'setPhone'; contact: LocalKey; phone: LocalKey }
  | { type: 'dropPhone'; contact: LocalKey; phone: LocalKey };

export type IrdStep = Step<IrdEffect>;

/** A removal cannot happen twice: what is gone stays gone, and its id never comes back (SPEC 7.3). */
export const canHappenTwice = ({ effect }: IrdStep): boolean => effect.type !== 'removeContact' && effect.type !== 'dropPhone';

/** The place, in the intent, of the change that a call makes, left out those that are `settled` already. Pure. */
export function settledBy(intent: Intent, effect: IrdEffect, settled: readonly number[]): number[] {
  if (intent.type !== 'edit') return [];
  const index = intent.changes.findIndex((change, place) => !settled.includes(place) && isOf(change, effect));
  return index < 0 ? [] : [index];
}

function isOf(change: Change, effect: IrdEffect): boolean {
  if (change.op === 'set') return effect.type === 'renameContact';
  const key = change.op === 'addPhone' ? change.phone.key : change.key;
  return effect.type === change.op && effect.phone === key;
}

/** The things an intent changes, so that a later intent on one of them can be seen to rest on it. Pure. */
export function targetsOf(intent: Intent): string[] {
  if (intent.type !== 'edit') return [`contact ${intent.contact}`];
  return intent.changes.map((change) => {
    if (change.op === 'set') return `name ${intent.contact}`;
    return `phone ${change.op === 'addPhone' ? change.phone.key : change.key}`;
  });
}

/** Whether it says anything that a form can show: what only takes away has none. Pure. */
export const hasForm = (intent: Intent): boolean => intent.type === 'create' || (intent.type === 'edit' && intent.changes.some(({ op }) => op !== 'dropPhone'));
