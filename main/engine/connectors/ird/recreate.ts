import type { KeyedContact, NativeContact } from '../../../../shared/contacts.ts';
import type { Intent } from '../../../../shared/edits.ts';
import { contactsAfter } from '../../../../shared/inland-revenue/project.ts';

/**
 * An edit of something that is gone at the gateway, as an edit that makes it anew: a phone under its contact, or the whole contact as the
 * person saw it with what they changed. `keys`: the new keys of what had one, because a removed id never comes back (SPEC 7.3). null: it
 * cannot be. Pure, but for the new keys.
 */
export function recreate(intent: Intent, seen: NativeContact | null, there: readonly KeyedContact[], newKey: () => string): { intent: Intent; keys: ReadonlyMap<string, string> } | null {
  if (intent.type !== 'edit') return null;
  const contact = there.find(({ key }) => key === intent.contact);
  if (!contact) return contactAnew(intent, seen, newKey);
  const keys = new Map<string, string>();
  const changes = intent.changes.flatMap((change): typeof intent.changes => {
    if (change.op === 'set' || change.op === 'addPhone' || contact.doc.Phone.some(({ key }) => key === change.key)) return [change];
    if (change.op === 'dropPhone') return [];
    keys.set(change.key, newKey());
    return [{ op: 'addPhone', phone: { key: keys.get(change.key) ?? '', ...change.to } }];
  });
  return keys.size > 0 ? { intent: { ...intent, changes }, keys } : null;
}

function contactAnew(intent: Extract<Intent, { type: 'edit' }>, seen: NativeContact | null, newKey: () => string): ReturnType<typeof recreate> {
  if (!seen) return null;
  const [after] = contactsAfter([{ key: intent.contact, scope: intent.scope, doc: seen }], [{ intent }]);
  if (!after) return null;
  const keys = new Map([[intent.contact, newKey()], ...[...seen.Phone, ...after.doc.Phone].map(({ key }): [string, string] => [key, newKey()])]);
  const { ContactType, Name, Phone } = after.doc;
  const doc = { ContactType, Name, Phone: Phone.map((phone) => ({ ...phone, key: keys.get(phone.key) ?? newKey() })) };
  return { intent: { type: 'create', contact: keys.get(intent.contact) ?? '', scope: intent.scope, doc }, keys };
}
