import type { KeyedContact } from '../../../shared/contacts.ts';
import type { Fault } from '../../../shared/faults.ts';
import type { QueueAction, QueueRow, QueueState } from '../../../shared/views.ts';
import type { EditRecord, EditState } from './transitions.ts';

const stateWords: Partial<Record<EditState, QueueState>> = { queued: 'waiting', sending: 'sending', unknown: 'checking', parked: 'needsYou', done: 'sent' };

export const queueStateOf = (edit: EditRecord): QueueState => stateWords[edit.state] ?? 'waiting';

/** Nothing of it can be at the gateway, so another content may take its place. */
export function isChangeable({ state, fault, partly, doubted }: EditRecord): boolean {
  if (partly || doubted) return false;
  return state === 'queued' || (state === 'parked' && (fault?.kind === 'refused' || fault?.kind === 'conflict' || fault?.kind === 'forbidden'));
}

/** A removal has no form. */
function hasForm(edit: EditRecord): QueueAction[] {
  const { intent } = edit;
  const written = intent.type === 'create' || (intent.type === 'edit' && intent.changes.some(({ op }) => op !== 'dropPhone'));
  return written && isChangeable(edit) ? ['fix'] : [];
}

/** What the person may do with an edit now. */
export function actionsFor(edit: EditRecord): QueueAction[] {
  if (edit.state === 'queued') return edit.partly ? [] : ['undo', ...hasForm(edit)];
  if (edit.state !== 'parked' || !edit.fault) return [];
  switch (edit.fault.kind) {
    case 'conflict':
      if (edit.fault.gone) return edit.intent.type === 'edit' && !edit.partly ? ['recreate', 'retry', 'discard'] : ['retry', 'discard'];
      return edit.intent.type === 'create' ? ['retry', 'discard'] : ['keepMine', 'takeTheirs', 'discard'];
    case 'unknown':
      return ['checkAgain', 'retry', 'discard'];
    case 'refused':
      return [...hasForm(edit), 'retry', 'discard'];
    default:
      return ['retry', 'discard'];
  }
}

/** What happened and what to do next, in one or two sentences. */
export function reasonFor(edit: EditRecord, title: string): string {
  if (edit.state === 'unknown') return 'The line dropped before the answer. Reading back before anything is sent again.';
  if (edit.state !== 'parked' || !edit.fault) return '';
  return faultWords(edit.fault, edit, title);
}

function faultWords(fault: Fault, edit: EditRecord, title: string): string {
  switch (fault.kind) {
    case 'refused':
      return fault.fields.map((issue) => issue.text).join(' ');
    case 'forbidden':
      return "Inland Revenue does not let this logon change this. Ask whoever looks after your firm's myIR logons for more access to the client, then try again, or discard this edit.";
    case 'conflict':
      return conflictWords(fault, edit);
    case 'unknown':
      return `We sent “${title}” and the line dropped before the answer. ${fault.detail} Look at the contact, then check again, send again or discard.`;
    case 'broken':
      return `${fault.incident} Try again, or discard this edit.`;
    default:
      return '';
  }
}

function conflictWords(fault: Extract<Fault, { kind: 'conflict' }>, edit: EditRecord): string {
  if (fault.gone) return 'Inland Revenue no longer has this. Add it again with your change (it gets a new id there: an id that was removed never comes back), or discard this edit.';
  if (edit.intent.type === 'create') return 'Somebody else has added a contact of this type. Discard this edit and change theirs, or try again once it is gone.';
  return 'Somebody else changed this at Inland Revenue after you last read it. Keep yours, or discard it and keep theirs.';
}

/** An edit as the queue shows it; `waitsFor`: what it waits for besides its turn, in words. Pure. */
export function queueRow(edit: EditRecord, clientName: string, words: { title: string; where: string }, waitsFor: string, restingOn: number, nextTryAt: number | null = null): QueueRow {
  const answer = edit.fault && 'answer' in edit.fault ? edit.fault.answer : undefined;
  return {
    editId: edit.id,
    seq: edit.seq,
    clientId: edit.clientId,
    clientName,
    title: words.title,
    where: words.where,
    state: queueStateOf(edit),
    at: edit.at,
    by: edit.by ?? '',
    nextTryAt,
    doc: edit.intent,
    sentAt: edit.doneAt,
    attempts: edit.attempts,
    reason: waitsFor && (edit.state === 'queued' || edit.state === 'unknown') ? waitsFor : reasonFor(edit, words.title),
    conflicts: edit.fault?.kind === 'conflict' ? edit.fault.conflicts : [],
    issues: edit.state === 'parked' && edit.fault?.kind === 'refused' ? edit.fault.fields : [],
    details: answer ? { status: answer.status, code: answer.code ?? '', body: answer.body } : null,
    actions: actionsFor(edit),
    restingOn,
  };
}

/** The contact an edit is about, for its words: as last read, or as it was before it was sent. */
export const contactOf = (edit: EditRecord, contacts: readonly KeyedContact[]): KeyedContact | undefined =>
  contacts.find((contact) => contact.key === edit.intent.contact) ?? edit.before ?? undefined;
