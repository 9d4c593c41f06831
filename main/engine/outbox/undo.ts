import { scopeId, type AnyContact } from '../../../shared/contacts.ts';
import type { AnyIntent } from '../../../shared/edits.ts';
import type { Connector } from '../gateway/connector.ts';
import type { EditRecord } from './transitions.ts';

/** A removal is of the contact as it was seen: with something under it taken back, it would be in conflict with ourselves. */
const removesOneOf = (intent: AnyIntent, contacts: ReadonlySet<string>): boolean => intent.type === 'remove' && contacts.has(intent.contact);

/**
 * The edits that go when `editId` is taken back: itself, later ones on the same name or phone, and later ones that the gateway's rules
 * would refuse without it, such as removing the second last phone after adding one. In order. Pure.
 */
export function takenBackWith(editId: string, openEdits: readonly EditRecord[], server: readonly AnyContact[], connector: Pick<Connector, 'validate' | 'targetsOf' | 'after'>): string[] {
  const { targetsOf } = connector;
  const first = openEdits.find((edit) => edit.id === editId);
  if (!first) return [];
  const scope = scopeId(first.intent.scope);
  const gone = [first.id];
  const touched = new Set(targetsOf(first.intent));
  const contacts = new Set([first.intent.contact]);
  const kept: AnyIntent[] = [];
  for (const edit of openEdits.filter((candidate) => scopeId(candidate.intent.scope) === scope && candidate.id !== first.id)) {
    const rests = edit.seq > first.seq && (removesOneOf(edit.intent, contacts) || targetsOf(edit.intent).some((target) => touched.has(target)) || connector.validate(edit.intent, connector.after(server, kept)).length > 0);
    if (rests) {
      gone.push(edit.id);
      contacts.add(edit.intent.contact);
      for (const target of targetsOf(edit.intent)) touched.add(target);
    } else kept.push(edit.intent);
  }
  return gone;
}
