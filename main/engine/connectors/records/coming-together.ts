import type { LocalKey, NativeDoc } from '../../../../shared/contacts.ts';
import type { FieldChange, RecordIntent } from '../../../../shared/edits.ts';
import type { FieldSpec } from '../../../../shared/systems.ts';
import type { Together } from '../../gateway/connector.ts';
import { fieldAt, laidOver, mergeValue, valueIn } from './merge.ts';
import { withValue } from './pointer.ts';
import { same } from './sameness.ts';

type Group = Together<RecordIntent>;

/**
 * Edits that wait, as the fewest calls: all of one record come to one. A creation takes in what is changed after it, a removal what was
 * changed before it; made and removed is nothing, and so is what was set back. Pure.
 */
export function comeTogether(fields: readonly FieldSpec[], edits: readonly { id: string; intent: RecordIntent }[]): Group[] {
  const groups = new Map<LocalKey, Group & { first: RecordIntent }>();
  for (const { id, intent } of edits) {
    const group = groups.get(intent.contact);
    if (!group) groups.set(intent.contact, { ids: [id], intent: orNothing(fields, intent), first: intent });
    else {
      group.ids.push(id);
      group.intent = group.intent === null && group.first.type === 'edit' ? orNothing(fields, intent) : group.intent && together(fields, group.intent, intent);
    }
  }
  return [...groups.values()].map(({ ids, intent }) => ({ ids, intent }));
}

/** Two intents on the same record as one; null where nothing is left of them. */
function together(fields: readonly FieldSpec[], first: RecordIntent, second: RecordIntent): RecordIntent | null {
  if (first.type === 'create') {
    if (second.type === 'remove') return null;
    return second.type === 'edit' ? { ...first, doc: laidOver(fields, first.doc, second.changes) } : first;
  }
  if (first.type !== 'edit') return first;
  if (second.type === 'remove') return { ...second, was: rewound(second.was, first.changes) };
  if (second.type === 'create') return second;
  return orNothing(fields, { ...second, changes: second.changes.reduce<FieldChange[]>((changes, change) => joined(fields, changes, change), first.changes) });
}

function joined(fields: readonly FieldSpec[], changes: readonly FieldChange[], next: FieldChange): FieldChange[] {
  const before = changes.find(({ path }) => path === next.path);
  if (!before) return [...changes, next];
  // Of a list, what came from elsewhere between the two is nobody's change.
  const to = mergeValue(fieldAt(fields, next.path), next.was, next.to, before.to, true) ?? next.to;
  return changes.map((change) => (change === before ? { ...before, to } : change));
}

function orNothing(fields: readonly FieldSpec[], intent: RecordIntent): RecordIntent | null {
  if (intent.type !== 'edit') return intent;
  const changes = intent.changes.filter(({ path, was, to }) => !same(fieldAt(fields, path), was, to));
  return changes.length > 0 ? { ...intent, changes } : null;
}

/** The record as it was before what was changed of it and is not sent. */
export const rewound = (doc: NativeDoc, changes: readonly FieldChange[]): NativeDoc => changes.reduce((now, { path, was }) => (valueIn(now, path) === was ? now : withValue(now, path, was)), doc);
