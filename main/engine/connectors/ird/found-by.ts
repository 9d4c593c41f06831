import type { KeyedContact, NativePhone } from '../../../../shared/contacts.ts';
import type { Intent } from '../../../../shared/edits.ts';
import { phoneDigits } from '../../../../shared/inland-revenue/phone-display.ts';

/** What a contact can be found by: its name, and its phones in every form. Pure. */
export const searchLines = ({ doc }: KeyedContact): string[] => [doc.Name, ...doc.Phone.flatMap(phoneDigits)];

/** What an edit can be found by beside its words: names and numbers before and after. Pure. */
export const foundBy = (intent: Intent): string[] => [...namesOf(intent), ...phonesOf(intent).flatMap(phoneDigits)];

function namesOf(intent: Intent): string[] {
  if (intent.type === 'create') return [intent.doc.Name];
  if (intent.type === 'remove') return [intent.was.Name];
  return intent.changes.flatMap((change) => (change.op === 'set' ? [change.was, change.to] : []));
}

function phonesOf(intent: Intent): NativePhone[] {
  if (intent.type === 'create') return intent.doc.Phone;
  if (intent.type === 'remove') return intent.was.Phone;
  return intent.changes.flatMap((change) => (change.op === 'set' ? [] : change.op === 'addPhone' ? [change.phone] : change.op === 'setPhone' ? [change.was, change.to] : [change.was]));
}
