import { scopeId, type KeyedContact } from '../../../shared/contacts.ts';
import type { Intent } from '../../../shared/edits.ts';
import { contactsAfter } from '../../../shared/inland-revenue/project.ts';
import type { Connector } from '../gateway/connector.ts';
import type { EditRecord } from './transitions.ts';

/** A removal is of the contact as it was seen: with something under it taken back, it would be in conflict with ourselves. */
const removesOneOf = (intent: Intent, contacts: ReadonlySet<string>): boolean => intent.type === 'remove' && contacts.has(intent.contact);

/** The things an intent changes, so that a later intent on one of them can be seen to rest on it. */
function targetsOf(intent: Intent): string[] {
  if (intent.type !== 'edit') return [`contact ${intent.contact}`];
  return intent.changes.map((change) => {
    if (change.op === 'set') return `name ${intent.contact}`;
    return `phone ${change.op === 'addPhone' ? change.phone.key : change.key}`;
  });
}

/**
 * The edits that go when `editId` is taken back: itself, later ones on the same name or phone, and later ones that the gateway's rules
 * would refuse without it, such as removing the second last phone after adding one. In order. Pure.
 */
export function takenBackWith(editId: string, openEdits: readonly EditRecord[], server: readonly KeyedContact[], validate: Connector['validate']): string[] {
  const first = openEdits.find((edit) => edit.id === editId);
  if (!first) return [];
  const scope = scopeId(first.intent.scope);
  const gone = [first.id];
  const touched = new Set(targetsOf(first.intent));
  const contacts = new Set([first.intent.contact]);
  const kept: { intent: Intent }[] = [];
  for (const edit of openEdits.filter((candidate) => scopeId(candidate.intent.scope) === scope && candidate.id !== first.id)) {
    const rests = edit.seq > first.seq && (removesOneOf(edit.intent, contacts) || targetsOf(edit.intent).some((target) => touched.has(target)) || validate(edit.intent, contactsAfter(server, kept)).length > 0);
    if (rests) {
      gone.push(edit.id);
      contacts.add(edit.intent.contact);
      for (const target of targetsOf(edit.intent)) touched.add(target);
    } else kept.push({ intent: edit.intent });
  }
  return gone;
}
