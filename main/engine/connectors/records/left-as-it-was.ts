import type { NativeDoc } from '../../../../shared/contacts.ts';
import type { FieldChange } from '../../../../shared/edits.ts';
import type { Fault } from '../../../../shared/faults.ts';
import type { FieldSpec } from '../../../../shared/systems.ts';
import type { HttpReply } from '../../gateway/connector.ts';
import { fieldAt } from './merge.ts';
import { valueAt } from './pointer.ts';
import type { RecordSystem } from './record-system.ts';
import type { RecordEdit, RecordStep } from './records.ts';
import { same } from './sameness.ts';

/** What a success answer shows not to have been done: a system may take a call and leave a field as it was (8x8 SPEC 3, `jobTitle`). Pure. */

/** The record as a success answer tells it; null where it tells none, or a part of it only: from that nothing is concluded. */
export function toldIn(system: RecordSystem, step: RecordStep, reply: HttpReply): NativeDoc | null {
  const doc = step.effect.type === 'remove' ? null : system.recordIn(reply);
  return doc !== null && isWhole(system, step, doc) ? doc : null;
}

/** It has every field that each record has, and of a change what was sent beside it. */
function isWhole(system: RecordSystem, { call, effect }: RecordStep, doc: NativeDoc): boolean {
  const has = (path: string): boolean => valueAt(doc, path) !== undefined;
  if ((system.unread?.(doc, null) ?? []).length > 0 || !system.facts.fields.every(({ path, required }) => required !== true || has(path))) return false;
  return effect.type !== 'change' || besides(call.body, effect.changes).every(has);
}

/** What a body says of other fields than those that change. */
const besides = (body: unknown, changes: readonly FieldChange[]): string[] =>
  typeof body !== 'object' || body === null
    ? []
    : Object.entries(body).flatMap(([name, value]) => (value === null || value === '' || (Array.isArray(value) && value.length === 0) || changes.some(({ path }) => path === pathOf(name)) ? [] : [pathOf(name)]));

const pathOf = (name: string): string => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/**
 * The changes after which a field is what it was before, although they were to make it another. What has become something else is what the
 * system makes of it, and no refusal; nor is another way of writing the same.
 */
export function leftAsTheyWere(system: RecordSystem, step: RecordStep, reply: HttpReply): FieldChange[] {
  const doc = step.effect.type === 'change' ? toldIn(system, step, reply) : null;
  if (doc === null || step.effect.type !== 'change') return [];
  return step.effect.changes.filter(({ path, was, to }) => {
    const [field, now] = [fieldAt(system.facts.fields, path), valueAt(doc, path)];
    // A list that is not there may be empty, or may not have been told.
    if (field.kind === 'list' && now === undefined) return false;
    return same(field, now, was) && !same(loosely(field), now, to);
  });
}

/** Ways of writing in which systems keep what they are sent: nothing of it is anybody's wish. Letter case counts in names and words. */
const loosely = (field: FieldSpec): FieldSpec => ({ ...field, sameAs: looseForm(field), ...(field.item ? { item: field.item.map(loosely) } : {}) });

function looseForm({ kind, sameAs = 'exact' }: FieldSpec): NonNullable<FieldSpec['sameAs']> {
  if (kind === 'phone') return 'digits';
  if (kind === 'email' || kind === 'choice') return 'trimLower';
  return sameAs === 'exact' ? 'trim' : sameAs;
}

/** Beside each field, in words. null: nothing was left. */
export function leftFault(system: RecordSystem, left: readonly FieldChange[], { status, text }: HttpReply): Fault | null {
  if (left.length === 0) return null;
  const { name, fields } = system.facts;
  const words = (path: string): string => `${fieldAt(fields, path).label}: ${name} took the call and left this as it was.`;
  const issues = left.map(({ path }) => ({ field: path, code: 'left-as-it-was', text: words(path) }));
  return { kind: 'refused', code: 'left-as-it-was', fields: issues, answer: { status, code: '', body: text.slice(0, 4_000) } };
}

/** The call as two: what of it came true (`did` null: nothing; `made`: as an edit), and what did not. null: all of it did, or none of this can be told. */
export function shortOf(system: RecordSystem, step: RecordStep, reply: HttpReply): { did: RecordStep | null; made: RecordEdit; left: RecordStep } | null {
  const { effect } = step;
  const left = system.faultOf(reply, 0, step.call) === null ? leftAsTheyWere(system, step, reply) : [];
  if (left.length === 0 || effect.type !== 'change') return null;
  const { contact, scope } = effect;
  const did = effect.changes.filter((change) => !left.includes(change));
  const of = (changes: FieldChange[]): RecordStep => ({ ...step, effect: { ...effect, changes } });
  return { did: did.length > 0 ? of(did) : null, made: { type: 'edit', contact, scope, changes: did }, left: of(left) };
}
