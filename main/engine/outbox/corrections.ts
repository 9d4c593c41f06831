import { ulid } from 'ulid';
import type { ConflictChoice, FieldIssue } from '../../../shared/faults.ts';
import { scopeId } from '../../../shared/contacts.ts';
import type { AnyIntent, EditRequest } from '../../../shared/edits.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { EventOf } from '../ledger/ledger.ts';
import { queueEdit, takeBack, takingBack, type Acted, type DeskParts } from './desk.ts';
import { isChangeable } from './queue-view.ts';
import { remade, unsettled, type EditRecord } from './transitions.ts';

/** What a person makes of an edit that is kept already: another content, or an answer to a conflict. */

const moved: FieldIssue[] = [{ field: '', code: 'moved-on', text: 'This edit has moved on meanwhile and cannot be changed any more. Look at how it stands now.' }];
const rests: FieldIssue[] = [{ field: '', code: 'rests-on-it', text: 'A later edit of this contact could not stand with that. Undo the later one first.' }];

/**
 * Puts `intent` in the place of what is still to be sent of an edit. Later edits of the scope keep their own changes and take what they will meet now as
 * their base; `keys`: records that have got others. All in one transaction, or nothing and the reason.
 */
function amend({ ledger, cache, connector, drain }: DeskParts, edit: EditRecord, intent: AnyIntent, keys: ReadonlyMap<string, string> = new Map()): Result<null, FieldIssue[]> {
  const server = cache.contactsIn(edit.clientId, edit.intent.scope);
  const open = ledger.openOf(edit.clientId).filter((other) => scopeId(other.intent.scope) === scopeId(edit.intent.scope));
  const [old, now]: [AnyIntent[], AnyIntent[]] = [[], []];
  const amendments: EventOf[] = [];
  for (const one of open) {
    const met = connector.after(server, now);
    const next = one.id === edit.id ? intent : one.seq < edit.seq ? one.intent : connector.inStep(connector.rekeyed(one.intent, keys), connector.after(server, old), met);
    const issues = one.seq < edit.seq ? [] : connector.validate(next, met);
    if (issues.length > 0 && one.id === edit.id) return err(issues);
    if (issues.length > 0 && connector.validate(one.intent, connector.after(server, old)).length === 0) return err(rests);
    if (one.id === edit.id) amendments.push([one.id, edit.state === 'parked' ? { kind: 'retried', intent: remade(edit, intent) } : { kind: 'amended', intent }]);
    else if (JSON.stringify(next) !== JSON.stringify(one.intent)) {
      if (!isChangeable(one)) return err(rests);
      amendments.push([one.id, { kind: 'amended', intent: next }]);
    }
    old.push(one.intent);
    now.push(next);
  }
  ledger.recordEach(amendments);
  drain.kickNow();
  return ok(null);
}

/** An edit corrected in its form: the same record, another content. */
export function replaceEdit(parts: DeskParts, editId: string, asked: EditRequest): Result<{ editId: string }, FieldIssue[]> {
  const { clientId, intent } = parts.rows.askedNow(asked);
  const edit = parts.ledger.find(editId);
  if (!edit || !isChangeable(edit)) return err(moved);
  const same = edit.clientId === clientId && edit.intent.type === intent.type && edit.intent.contact === intent.contact && scopeId(edit.intent.scope) === scopeId(intent.scope);
  if (!same) return err([{ field: '', code: 'another-record', text: 'A correction must stay with the contact the edit is about. Undo this edit and make another.' }]);
  const done = amend(parts, edit, intent);
  return done.ok ? ok({ editId }) : done;
}

/** A conflict answered field by field. An answer that leaves nothing of the edit discards it. */
export function resolveConflict(parts: DeskParts, editId: string, choices: readonly ConflictChoice[]): Result<{ taken: string[] }, FieldIssue[]> {
  const edit = parts.ledger.find(editId);
  if (edit?.state !== 'parked' || edit.fault?.kind !== 'conflict' || edit.fault.gone) return err(moved);
  if (edit.intent.type === 'create' && choices.some(({ take }) => take !== 'theirs')) return err([{ field: 'contactType', code: 'contact-type-taken', text: parts.connector.words.onlyTheirs }]);
  const intent = edit.before ? parts.connector.resolve(unsettled(edit), edit.before, choices) : null;
  if (!intent) return ok({ taken: takeBack(parts, editId) });
  const done = amend(parts, edit, intent);
  return done.ok ? ok({ taken: [] }) : done;
}

/** Mine, whatever the gateway has: what the person saw of it is the new base. */
export function keepMine(parts: DeskParts, edit: EditRecord): boolean {
  return edit.before !== null && amend(parts, edit, parts.connector.rebase(unsettled(edit), edit.before)).ok;
}

/** What is gone at the gateway, made anew; null where that cannot be. */
function anew({ cache, connector }: DeskParts, edit: EditRecord): ReturnType<DeskParts['connector']['recreate']> {
  return connector.recreate(edit.intent, edit.seen?.contact ?? null, cache.contactsIn(edit.clientId, edit.intent.scope), () => `new:${ulid()}`);
}

export function canRecreate(parts: DeskParts, edit: EditRecord): boolean {
  const made = anew(parts, edit);
  return made !== null && parts.connector.validate(made.intent, parts.cache.contactsIn(edit.clientId, edit.intent.scope)).length === 0;
}

/** Answers the edits that were taken back for it. */
export function recreate(parts: DeskParts, edit: EditRecord): Acted {
  const made = anew(parts, edit);
  if (made === null) return { done: false, taken: [] };
  return parts.rows.areContacts ? inARowOfItsOwn(parts, edit, made) : { done: amend(parts, edit, made.intent, made.keys).ok, taken: [] };
}

/**
 * Where each contact is a row, what is made anew belongs in a row of its own: from the old one its later edits would go in another order than
 * those of the new. It is made with all that waited for it; what was asked of the old contact is taken back, in the same transaction.
 */
function inARowOfItsOwn(parts: DeskParts, edit: EditRecord, { intent, keys }: NonNullable<ReturnType<typeof anew>>): Acted {
  const { ledger, connector } = parts;
  const later = ledger.openOf(edit.clientId).filter((other) => other.seq > edit.seq).map((other) => connector.rekeyed(other.intent, keys));
  const record = connector.after([], [intent, ...later]).find(({ key }) => key === intent.contact);
  if (!record || intent.type !== 'create') return { done: false, taken: [] };
  const editId = ulid();
  const others = takingBack(parts, edit.id).map(([id, event]): EventOf => [id, id === edit.id ? { kind: 'discarded', successor: editId } : event]);
  const queued = queueEdit(parts, { editId, clientId: connector.rowOf(intent), intent: { ...intent, doc: record.doc } }, { predecessor: edit.id, others });
  return queued.ok ? { done: true, taken: others.map(([id]) => id) } : { done: false, taken: [], trouble: queued.error.map(({ text }) => text).join(' ') };
}
