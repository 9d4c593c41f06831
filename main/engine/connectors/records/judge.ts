import { isNewKey, type NativeDoc } from '../../../../shared/contacts.ts';
import type { FieldSpec, Role } from '../../../../shared/systems.ts';
import type { Judgement, Names } from '../../gateway/connector.ts';
import { differing, fieldAt, valueIn } from './merge.ts';
import type { RecordSystem } from './record-system.ts';
import { idKind, type RecordContact, type RecordEffect, type RecordStep } from './records.ts';
import { formOf, isBlank, rowsOf, same } from './sameness.ts';

const did = (identities: Extract<Judgement, { outcome: 'happened' }>['identities'] = []): Judgement => ({ outcome: 'happened', identities });
const didNot: Judgement = { outcome: 'didNot' };
const cannotTell = (why: string): Judgement => ({ outcome: 'cannotTell', why });

/**
 * Whether a call whose answer was lost took effect, from what was kept with it and from the records read since: the one it is about, or those
 * among which a new one would be found. Never guesses: what two histories could explain is `cannotTell`. Pure.
 */
export function judgeRecord(system: RecordSystem, { effect }: RecordStep, now: readonly RecordContact[], names: Names): Judgement {
  if (effect.type === 'create') return judgeCreate(system, effect, now, names);
  const record = now.find(({ key }) => key === effect.contact);
  if (effect.type === 'remove') return record ? didNot : did();
  if (!record) return cannotTell('The contact is no longer there.');
  const { fields } = system.facts;
  const isAt = (side: 'was' | 'to'): boolean => effect.changes.every((change) => same(fieldAt(fields, change.path), valueIn(record.doc, change.path), change[side]));
  if (isAt('to')) return did();
  return isAt('was') ? didNot : cannotTell('Somebody else has changed the same meanwhile.');
}

/** Among those that were not there when it was planned, and that are no other edit's of ours. */
function judgeCreate(system: RecordSystem, { contact, scope, doc, known }: Extract<RecordEffect, { type: 'create' }>, now: readonly RecordContact[], names: Names): Judgement {
  const { fields } = system.facts;
  const old = new Set(known);
  const added = now.flatMap((record) => {
    const id = names.remote(idKind(scope), record.key) ?? '';
    return id === '' || old.has(id) || (isNewKey(record.key) && record.key !== contact) ? [] : [{ id, doc: record.doc }];
  });
  const own = system.idFor?.(scope, contact);
  const equal = added.filter((one) => differing(fields, one.doc, doc).length === 0);
  const [only] = equal;
  if (equal.length > 1) return cannotTell('The same contact is there more than once.');
  if (only) return did([{ kind: idKind(scope), local: contact, remote: only.id }]);
  if (own !== undefined) return added.some(({ id }) => id === own) ? cannotTell('The contact is there, and somebody else has changed it since.') : didNot;
  // Ours may be among what was added, filled in by the system or changed by somebody since.
  return added.some((one) => isLike(fields, doc, one.doc)) ? cannotTell('A contact like this one has been added meanwhile, which may be this one, changed since.') : didNot;
}

/** What tells people apart. Their city, their employer or their job does not. */
const telling: ReadonlySet<Role | undefined> = new Set<Role>(['name', 'givenName', 'familyName', 'email', 'phone', 'mobile', 'fax', 'taxId']);

/** Something that tells people apart is the same in both; where nothing of the kind was sent, anything at all that was. */
function isLike(fields: readonly FieldSpec[], sent: NativeDoc, there: NativeDoc): boolean {
  const marks = marksIn(fields, sent, ({ role }) => telling.has(role));
  const by = marks.size > 0 ? ({ role }: FieldSpec): boolean => telling.has(role) : isTyped;
  const theirs = marksIn(fields, there, by);
  return [...(marks.size > 0 ? marks : marksIn(fields, sent, by))].some((mark) => theirs.has(mark));
}

const isTyped = ({ readOnly, kind }: FieldSpec): boolean => readOnly !== true && kind !== 'choice' && kind !== 'yesNo';

/** What stands in the fields that count, in the form in which it is compared; of a list, in those of each row. */
function marksIn(fields: readonly FieldSpec[], doc: NativeDoc, counts: (field: FieldSpec) => boolean): Set<string> {
  const own = (within: readonly FieldSpec[], record: NativeDoc, of: string): string[] =>
    within.filter((field) => counts(field) && field.kind !== 'list' && !isBlank(field, valueIn(record, field.path))).map((field) => `${of}${field.path} ${formOf(field, valueIn(record, field.path))}`);
  const inLists = fields.filter(({ kind, readOnly }) => kind === 'list' && readOnly !== true);
  return new Set([...own(fields, doc, ''), ...inLists.flatMap((list) => rowsOf(valueIn(doc, list.path)).flatMap((row) => own(list.item ?? [], row, list.path)))]);
}
