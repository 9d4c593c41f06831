import type { NativePhone } from '../../../shared/contacts.ts';
import type { Intent } from '../../../shared/edits.ts';
import { phoneDigits } from '../../../shared/inland-revenue/phone-display.ts';
import { fold } from '../cache/search-text.ts';
import type { Connector } from '../gateway/connector.ts';
import type { EditRecord } from '../outbox/transitions.ts';

/** Everything an edit can be found by, folded, one item a line: what, where, whose, by whom, names and numbers before and after. */
export function historyText(edit: EditRecord, connector: Pick<Connector, 'describe' | 'numberOf'>): string {
  const { seen, intent, clientId } = edit;
  const words = connector.describe(intent);
  const number = clientId.slice(clientId.indexOf(':') + 1);
  const lines = [words.title, seen?.where ?? words.where, seen?.client ?? '', connector.numberOf(clientId), number, intent.scope.key, edit.by ?? '', ...namesOf(intent)];
  return [...lines, ...phonesOf(intent).flatMap(phoneDigits)].map(fold).filter(Boolean).join('\n');
}

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
