import { scopeId, type AnyContact } from '../../../shared/contacts.ts';
import type { Connector, Step } from '../gateway/connector.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { intentSent, type EditRecord } from './transitions.ts';

/** The call of an edit that may have been carried out without anybody here knowing of it yet; null: there is none. */
function awaited({ state, steps, stepIndex, doubted }: EditRecord): Step | null {
  if (state === 'sending' || state === 'unknown') return steps[stepIndex] ?? null;
  return state === 'queued' ? (doubted?.step ?? null) : null;
}

/**
 * Whether a contact may be what a creation of ours has made whose answer is awaited, or was lost and is being looked for: by the same rules by
 * which that is judged. A creation that waits for the person holds nothing back, as they have to see what there is.
 */
export function mayBeOurs(connector: Connector, { names, open }: { names: Ledger['names']; open: readonly EditRecord[] }): (contact: AnyContact) => boolean {
  const creations = open.flatMap((edit) => {
    const step = edit.intent.type === 'create' ? awaited(edit) : null;
    return step ? [{ step, intent: intentSent(edit), scope: scopeId(edit.intent.scope) }] : [];
  });
  return (contact) => creations.some(({ step, intent, scope }) => scope === scopeId(contact.scope) && connector.judge(step, intent, null, [contact], names).outcome !== 'didNot');
}
