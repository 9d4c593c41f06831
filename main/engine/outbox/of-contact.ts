import type { AnyContact, LocalKey } from '../../../shared/contacts.ts';
import type { AnyIntent } from '../../../shared/edits.ts';
import type { Step } from '../gateway/connector.ts';
import type { EditRecord } from './transitions.ts';

type Doubted = NonNullable<EditRecord['doubted']>;
type Asked = NonNullable<EditRecord['asked']>;

/** The same edit of the same contact by another key, in all that it keeps: what is meant, what was sent, and what it was sent over. Pure. */
export function ofContact(record: EditRecord, key: LocalKey): EditRecord {
  const old = record.intent.contact;
  const intent = (one: AnyIntent): AnyIntent => ({ ...one, contact: key });
  const step = (one: Step): Step => ({ ...one, effect: { ...one.effect, contact: key } });
  const contact = (one: AnyContact | null): AnyContact | null => (one?.key === old ? { ...one, key } : one);
  const group = (one: EditRecord['group']): NonNullable<EditRecord['group']> | null => (one ? { ...one, intent: intent(one.intent) } : null);
  const doubted = (one: Doubted): Doubted => ({ ...one, step: step(one.step), before: contact(one.before), ...(one.group ? { group: group(one.group) } : {}) });
  const asked = (one: Asked): Asked => ({ ...one, intent: intent(one.intent), before: contact(one.before) });
  return {
    ...{ ...record, intent: intent(record.intent), steps: record.steps.map(step), before: contact(record.before) },
    ...{ doubted: record.doubted && doubted(record.doubted), group: group(record.group) },
    ...(record.asked ? { asked: asked(record.asked) } : {}),
  };
}
