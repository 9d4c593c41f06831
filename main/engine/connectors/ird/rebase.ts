import type { KeyedContact } from '../../../../shared/contacts.ts';
import type { Change, Intent } from '../../../../shared/edits.ts';
import { fieldsOf } from '../../../../shared/inland-revenue/edits.ts';
import { mergePhone } from './merge.ts';

/**
 * An intent in conflict, once the person has seen `theirs` and keeps their own value: the same wish with what they saw as its base. A
 * third value, that nobody has been shown, is a conflict again (faults F11). Pure.
 */
export function rebase(intent: Intent, theirs: KeyedContact): Intent {
  if (intent.type === 'create') return intent;
  if (intent.type === 'remove') return { ...intent, was: theirs.doc };
  return { ...intent, changes: intent.changes.map((change) => rebaseChange(change, theirs)) };
}

function rebaseChange(change: Change, theirs: KeyedContact): Change {
  if (change.op === 'set') return { ...change, was: theirs.doc.Name };
  if (change.op === 'addPhone') return change;
  const phone = theirs.doc.Phone.find((candidate) => candidate.key === change.key);
  if (!phone) return change;
  if (change.op === 'dropPhone') return { ...change, was: fieldsOf(phone) };
  const merged = mergePhone(change.was, change.to, phone, true);
  return { ...change, was: fieldsOf(phone), to: merged.ok ? merged.value : change.to };
}
