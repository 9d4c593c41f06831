import type { KeyedContact, NativePhone } from '../../../../shared/contacts.ts';
import type { Change, Intent } from '../../../../shared/edits.ts';
import type { ConflictChoice } from '../../../../shared/faults.ts';
import { fieldsOf } from '../../../../shared/inland-revenue/edits.ts';
import { samePhone } from './phones.ts';
import { formField, mergePhone } from './merge.ts';

/**
 * An intent in conflict after a person has answered it field by field, with what they saw as its new base. What they left unanswered stays
 * theirs. null: nothing is left of it. Pure.
 */
export function resolve(intent: Intent, theirs: KeyedContact, choices: readonly ConflictChoice[]): Intent | null {
  const takes = (field: string): ConflictChoice['take'] => choices.find((choice) => choice.field === field)?.take ?? 'theirs';
  if (intent.type === 'create') return null;
  if (intent.type === 'remove') return takes('contact') === 'mine' ? { ...intent, was: theirs.doc } : null;
  const changes = intent.changes.flatMap((change) => answered(change, theirs, choices));
  return changes.length > 0 ? { ...intent, changes } : null;
}

function answered(change: Change, theirs: KeyedContact, choices: readonly ConflictChoice[]): Change[] {
  if (change.op === 'addPhone') return [change];
  if (change.op === 'set') return answeredName(change, theirs.doc.Name, choices.find(({ field }) => field === 'name'));
  const phone = theirs.doc.Phone.find(({ key }) => key === change.key);
  if (!phone) return [change];
  const now = fieldsOf(phone);
  if (change.op === 'dropPhone') {
    if (samePhone(change.was, now)) return [change];
    return choices.some(({ field, take }) => field === 'phone' && take === 'mine') ? [{ ...change, was: now }] : [];
  }
  const to = answeredPhone(change, now, choices);
  return samePhone(to, now) ? [] : [{ ...change, was: now, to }];
}

function answeredName(change: Extract<Change, { op: 'set' }>, theirs: string, choice: ConflictChoice | undefined): Change[] {
  if (change.was === theirs) return [change];
  const to = choice?.take === 'mine' ? change.to : choice?.take === 'other' ? choice.value : theirs;
  return to === theirs ? [] : [{ ...change, was: theirs, to }];
}

/** Mine where only I changed it; where both did, as answered. */
function answeredPhone(change: Extract<Change, { op: 'setPhone' }>, theirs: NativePhone, choices: readonly ConflictChoice[]): NativePhone {
  const asked = mergePhone(change.was, change.to, theirs, false);
  if (asked.ok) return asked.value;
  const mine = mergePhone(change.was, change.to, theirs, true);
  const to = { ...(mine.ok ? mine.value : change.to) };
  for (const { field } of asked.error) {
    const name = (Object.keys(formField) as (keyof NativePhone)[]).find((key) => formField[key] === field);
    const choice = choices.find((candidate) => candidate.field === field);
    if (name && choice?.take !== 'mine') to[name] = choice?.take === 'other' ? choice.value : theirs[name];
  }
  return to;
}
