import { fold } from '../cache/search-text.ts';
import type { Connector } from '../gateway/connector.ts';
import type { EditRecord } from '../outbox/transitions.ts';

export type EditWords = Pick<Connector, 'describe' | 'numberOf' | 'foundBy'>;

/** Everything an edit can be found by, folded, one item a line: what, where, whose, by whom, values before and after. */
export function historyText(edit: EditRecord, connector: EditWords): string {
  const { seen, intent, clientId } = edit;
  const words = connector.describe(intent);
  const number = clientId.slice(clientId.indexOf(':') + 1);
  const lines = [words.title, seen?.where ?? words.where, seen?.client ?? '', connector.numberOf(clientId), number, intent.scope.key, edit.by ?? '', ...connector.foundBy(intent)];
  return lines.map(fold).filter(Boolean).join('\n');
}
