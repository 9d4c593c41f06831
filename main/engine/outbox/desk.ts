import { scopeId } from '../../../shared/contacts.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { EditRequest } from '../../../shared/edits.ts';
import type { FieldIssue } from '../../../shared/faults.ts';
import type { QueueAction } from '../../../shared/views.ts';
import type { Cache } from '../cache/cache.ts';
import type { Connector } from '../gateway/connector.ts';
import type { History } from '../history/history.ts';
import type { EventOf, Ledger } from '../ledger/ledger.ts';
import type { ContactRows } from '../rows.ts';
import type { Shown } from '../shown.ts';
import { isNoRoom } from '../no-room.ts';
import type { Drain } from './drain.ts';
import type { Gate } from '../gateway/gate.ts';
import { keepMine, recreate } from './corrections.ts';
import { actionsFor, isChangeable } from './queue-view.ts';
import { mayStandAgain, successorOf } from './successors.ts';
import type { EditRecord } from './transitions.ts';
import { takenBackWith } from './undo.ts';

/** What a person does with edits: queue, undo, retry, discard. */
export interface DeskParts {
  ledger: Ledger;
  cache: Cache;
  connector: Connector;
  shown: Shown;
  drain: Drain;
  history: History;
  gate: Pick<Gate, 'connection'>;
  /** Who is at the desk; '' where nobody knows. */
  person: string;
  rows: ContactRows;
}

const refused = (code: string, text: string): Result<never, FieldIssue[]> => err([{ field: '', code, text }]);

/** The edit that another is made from, and what becomes of it, and of others, as that one is queued. */
export interface Origin {
  predecessor: string;
  others: readonly EventOf[];
}

/** Checks an edit against everything known and keeps it: once this answers ok, it survives anything. */
export function queueEdit({ ledger, cache, connector, shown, drain, person, rows }: DeskParts, asked: EditRequest, origin: Origin | null = null): Result<{ editId: string }, FieldIssue[]> {
  const { editId, clientId, intent } = rows.askedNow(asked);
  if (ledger.find(editId)) return ok({ editId });
  const makesRow = rows.areContacts && intent.type === 'create';
  if (makesRow && connector.rowOf(intent) !== clientId) return refused('another-row', 'This contact belongs in another row. Nothing was changed.');
  const client = cache.client(clientId) ?? (makesRow ? rows.toBe(clientId, intent.scope) : null);
  if (!client) return refused('unknown-client', `This ${connector.words.row} is not in the list any more. Nothing was changed.`);
  if (!client.linked) return refused('not-linked', 'This client is no longer linked to you, so its contacts cannot be changed.');
  if (client.readAt === null) return refused('not-read', `This ${connector.words.row} has not been read yet, so there is nothing to change. Try again once it has.`);
  const level = connector.levels(clientId, client.accounts).find((candidate) => scopeId(candidate.scope) === scopeId(intent.scope));
  if (!level) return refused('unknown-account', connector.words.otherPlace);
  const locked = level.locked || shown.cannotChange();
  if (locked !== '') return err([{ field: 'scope', code: 'account-locked', text: locked }]);
  const there = shown.contactsAfter(clientId, intent.scope);
  const issues = connector.validate(intent, there);
  if (issues.length > 0) return err(issues);
  const contact = there.find((candidate) => candidate.key === intent.contact);
  const seen = { client: client.name, where: connector.describe(intent, contact).where, contact: contact?.doc ?? null };
  try {
    ledger.queue(editId, { kind: 'queued', lane: connector.laneOf(clientId), clientId, intent, by: person, seen, ...(origin && { predecessor: origin.predecessor }) }, origin?.others);
  } catch (error) {
    if (!ledger.find(editId) && isNoRoom(error)) return refused('disk-full', 'There is no room left on the disk, so this could not be kept. Free some space and save again; what you typed is still here.');
    // The edit is durable and something after it failed: saying it was not kept would make the person save it twice.
    if (!ledger.find(editId)) throw error;
  }
  drain.kick();
  return ok({ editId });
}

/** Takes back an unsent edit and those that rest on it; answers them all, none when it has been sent. */
export function undo(parts: DeskParts, editId: string): string[] {
  const edit = parts.ledger.find(editId);
  return edit && actionsFor(edit, parts.connector).includes('undo') ? takeBack(parts, editId) : [];
}

/** All in one transaction: an edit never stands that rests on nothing. */
export function takeBack(parts: DeskParts, editId: string): string[] {
  const taken = takingBack(parts, editId);
  parts.ledger.recordEach(taken);
  parts.drain.kick();
  return taken.map(([id]) => id);
}

/** What happens to an edit that is taken back, and to those that rest on it. */
export function takingBack({ ledger, cache, connector }: Pick<DeskParts, 'ledger' | 'cache' | 'connector'>, editId: string): EventOf[] {
  const edit = ledger.find(editId);
  if (!edit) return [];
  const server = cache.contactsIn(edit.clientId, edit.intent.scope);
  return takenBackWith(editId, ledger.openOf(edit.clientId), server, connector).flatMap((id): EventOf[] => {
    const one = ledger.find(id);
    if (one?.state === 'parked') return [[id, { kind: 'discarded' }]];
    return one?.state === 'queued' && !one.partly ? [[id, { kind: 'undone' }]] : [];
  });
}

/** Takes back everything of one client that can be: what is being sent, or may have been, stays. One transaction. */
export function discardAll({ ledger, drain }: DeskParts, clientId: string): string[] {
  const edits = ledger.openOf(clientId).filter((edit) => edit.state === 'parked' || (edit.state === 'queued' && !edit.partly));
  ledger.recordEach(edits.map((edit) => [edit.id, { kind: edit.state === 'parked' ? 'discarded' : 'undone' }]));
  drain.kick();
  return edits.map((edit) => edit.id);
}

/** Has taken-back edits back, and answered conflicts asked again: all of them or none. What was made anew instead of one goes, while nothing of it can be there. */
export function reopen(parts: DeskParts, editIds: readonly string[]): { done: boolean; trouble?: string } {
  const { ledger, connector, cache, drain } = parts;
  const edits = editIds.map((id) => ledger.find(id));
  const canBe = edits.every((edit) => edit && (edit.state === 'queued' ? edit.asked : (edit.state === 'undone' || edit.state === 'discarded') && !ledger.queuedSince(edit, editIds) && mayStandAgain(ledger, edit, editIds)));
  if (!canBe) return { done: false };
  const opened = edits.flatMap((edit) => edit ?? []);
  const instead = opened.map((edit) => madeInstead(parts, edit));
  if (instead.includes(null)) return { done: false, trouble: 'This cannot be brought back: the contact was added again instead, and that may have been sent already. Look at the new contact.' };
  for (const edit of opened.filter(({ state }) => state === 'undone')) {
    const scope = scopeId(edit.intent.scope);
    const before = [...ledger.openOf(edit.clientId), ...opened].filter((other) => other.seq < edit.seq && scopeId(other.intent.scope) === scope).sort((a, b) => a.seq - b.seq);
    // Behind one whose contact is gone it stood before, and nothing of a contact that is gone would pass.
    if (before.some(isOfGone)) continue;
    if (connector.validate(edit.intent, connector.after(cache.contactsIn(edit.clientId, edit.intent.scope), before.map(({ intent }) => intent))).length > 0) return { done: false };
  }
  ledger.recordEach([...instead.flatMap((events) => events ?? []), ...editIds.map((id) => [id, { kind: 'reopened' }] as const)]);
  drain.kick();
  return { done: true };
}

const isOfGone = ({ state, fault }: EditRecord): boolean => (state === 'parked' || state === 'discarded') && fault?.kind === 'conflict' && fault.gone;

/** Takes back what was made anew instead of an edit, with what rests on it; null where something of it can be there. */
function madeInstead(parts: DeskParts, edit: EditRecord): EventOf[] | null {
  const made = successorOf(parts.ledger, edit);
  if (made === null) return [];
  return made !== 'lost' && isChangeable(made) ? takingBack(parts, made.id) : null;
}

/** `trouble`: why it was not done, where there is more to say than that the edit has moved on. */
export interface Acted {
  done: boolean;
  taken: string[];
  trouble?: string;
}

/** Does to an edit what its row offered; not done when the row has moved on meanwhile. `fix` is answered by a form, not here. */
export function act(parts: DeskParts, editId: string, action: QueueAction): Acted {
  const edit = parts.ledger.find(editId);
  if (!edit || action === 'fix' || !actionsFor(edit, parts.connector).includes(action)) return { done: false, taken: [] };
  if (action === 'undo' || action === 'discard' || action === 'takeTheirs') return { done: true, taken: takeBack(parts, editId) };
  if (action === 'keepMine') return { done: keepMine(parts, edit), taken: [] };
  if (action === 'recreate') return recreate(parts, edit);
  parts.ledger.record(editId, action === 'checkAgain' ? { kind: 'recheck' } : { kind: 'retried', intent: null });
  parts.drain.kickNow();
  return { done: true, taken: [] };
}
