import { scopeId } from '../../../shared/contacts.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { EditRequest } from '../../../shared/edits.ts';
import type { FieldIssue } from '../../../shared/faults.ts';
import type { QueueAction } from '../../../shared/views.ts';
import type { Cache } from '../cache/cache.ts';
import type { Connector } from '../gateway/connector.ts';
import type { History } from '../history/history.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ContactRows } from '../rows.ts';
import type { Shown } from '../shown.ts';
import { isNoRoom } from '../no-room.ts';
import type { Drain } from './drain.ts';
import type { Gate } from '../gateway/gate.ts';
import { keepMine, recreate } from './corrections.ts';
import { actionsFor } from './queue-view.ts';
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

/** Checks an edit against everything known and keeps it: once this answers ok, it survives anything. */
export function queueEdit({ ledger, cache, connector, shown, drain, person, rows }: DeskParts, { editId, clientId, intent }: EditRequest): Result<{ editId: string }, FieldIssue[]> {
  if (ledger.find(editId)) return ok({ editId });
  const makesRow = rows.areContacts && intent.type === 'create';
  if (makesRow && connector.rowOf(intent) !== clientId) return refused('another-row', 'This contact belongs in another row. Nothing was changed.');
  const client = cache.client(clientId) ?? (makesRow ? rows.toBe(clientId, intent.scope) : null);
  if (!client) return refused('unknown-client', `This ${connector.words.row} is not in the list any more. Nothing was changed.`);
  if (!client.linked) return refused('not-linked', 'This client is no longer linked to you, so its contacts cannot be changed.');
  if (client.readAt === null) return refused('not-read', `This ${connector.words.row} has not been read yet, so there is nothing to change. Try again once it has.`);
  const level = connector.levels(clientId, client.accounts).find((candidate) => scopeId(candidate.scope) === scopeId(intent.scope));
  if (!level) return refused('unknown-account', connector.words.otherPlace);
  if (level.locked !== '') return err([{ field: 'scope', code: 'account-locked', text: level.locked }]);
  const there = shown.contactsAfter(clientId, intent.scope);
  const issues = connector.validate(intent, there);
  if (issues.length > 0) return err(issues);
  const contact = there.find((candidate) => candidate.key === intent.contact);
  const seen = { client: client.name, where: connector.describe(intent, contact).where, contact: contact?.doc ?? null };
  try {
    ledger.queue(editId, { kind: 'queued', lane: connector.laneOf(clientId), clientId, intent, by: person, seen });
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
export function takeBack({ ledger, cache, connector, drain }: DeskParts, editId: string): string[] {
  const edit = ledger.find(editId);
  if (!edit) return [];
  const server = cache.contactsIn(edit.clientId, edit.intent.scope);
  const ids = takenBackWith(editId, ledger.openOf(edit.clientId), server, connector);
  const parked = ids.filter((id) => ledger.find(id)?.state === 'parked');
  const queued = ids.filter((id) => ledger.find(id)?.state === 'queued' && !ledger.find(id)?.partly);
  ledger.recordEach([...queued.map((id) => [id, { kind: 'undone' }] as const), ...parked.map((id) => [id, { kind: 'discarded' }] as const)]);
  drain.kick();
  return [...queued, ...parked];
}

/** Takes back everything of one client that can be: what is being sent, or may have been, stays. One transaction. */
export function discardAll({ ledger, drain }: DeskParts, clientId: string): string[] {
  const edits = ledger.openOf(clientId).filter((edit) => edit.state === 'parked' || (edit.state === 'queued' && !edit.partly));
  ledger.recordEach(edits.map((edit) => [edit.id, { kind: edit.state === 'parked' ? 'discarded' : 'undone' }]));
  drain.kick();
  return edits.map((edit) => edit.id);
}

/** Has taken-back edits back, and answered conflicts asked again: all of them or none. */
export function reopen({ ledger, connector, cache, drain }: DeskParts, editIds: readonly string[]): boolean {
  const edits = editIds.map((id) => ledger.find(id));
  const canBe = edits.every((edit) => edit && (edit.state === 'queued' ? edit.asked : (edit.state === 'undone' || edit.state === 'discarded') && !ledger.queuedSince(edit, editIds)));
  if (!canBe) return false;
  const opened = edits.flatMap((edit) => edit ?? []);
  for (const edit of opened.filter(({ state }) => state === 'undone')) {
    const scope = scopeId(edit.intent.scope);
    const before = [...ledger.openOf(edit.clientId), ...opened].filter((other) => other.seq < edit.seq && scopeId(other.intent.scope) === scope).sort((a, b) => a.seq - b.seq);
    if (connector.validate(edit.intent, connector.after(cache.contactsIn(edit.clientId, edit.intent.scope), before.map(({ intent }) => intent))).length > 0) return false;
  }
  ledger.recordAll(editIds, { kind: 'reopened' });
  drain.kick();
  return true;
}

/** Does to an edit what its row offered; not done when the row has moved on meanwhile. `fix` is answered by a form, not here. */
export function act(parts: DeskParts, editId: string, action: QueueAction): { done: boolean; taken: string[] } {
  const edit = parts.ledger.find(editId);
  if (!edit || action === 'fix' || !actionsFor(edit, parts.connector).includes(action)) return { done: false, taken: [] };
  if (action === 'undo' || action === 'discard' || action === 'takeTheirs') return { done: true, taken: takeBack(parts, editId) };
  if (action === 'keepMine') return { done: keepMine(parts, edit), taken: [] };
  if (action === 'recreate') return recreate(parts, edit);
  parts.ledger.record(editId, action === 'checkAgain' ? { kind: 'recheck' } : { kind: 'retried', intent: null });
  parts.drain.kickNow();
  return { done: true, taken: [] };
}
