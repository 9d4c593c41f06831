import type { AnyContact } from '../../../shared/contacts.ts';
import type { Fault } from '../../../shared/faults.ts';
import type { QueueAction, QueueRow, QueueState } from '../../../shared/views.ts';
import type { Connector } from '../gateway/connector.ts';
import type { SystemWords } from '../gateway/system-words.ts';
import type { EditRecord, EditState } from './transitions.ts';

const stateWords: Partial<Record<EditState, QueueState>> = { queued: 'waiting', sending: 'sending', unknown: 'checking', parked: 'needsYou', done: 'sent' };

export const queueStateOf = (edit: EditRecord): QueueState => stateWords[edit.state] ?? 'waiting';

/** Nothing of it can be at the gateway, so another content may take its place. */
export function isChangeable({ state, fault, partly, doubted }: EditRecord): boolean {
  if (partly || doubted) return false;
  return state === 'queued' || (state === 'parked' && (fault?.kind === 'refused' || fault?.kind === 'conflict' || fault?.kind === 'forbidden'));
}

const formOf = (edit: EditRecord, { hasForm }: Pick<Connector, 'hasForm'>): QueueAction[] => (isChangeable(edit) && hasForm(edit.intent) ? ['fix'] : []);

/** What the person may do with an edit now. */
export function actionsFor(edit: EditRecord, connector: Pick<Connector, 'hasForm'>): QueueAction[] {
  if (edit.state === 'queued') return edit.partly ? [] : ['undo', ...formOf(edit, connector)];
  if (edit.state !== 'parked' || !edit.fault) return [];
  switch (edit.fault.kind) {
    case 'conflict':
      if (edit.fault.gone) return edit.intent.type === 'edit' && !edit.partly ? ['recreate', 'retry', 'discard'] : ['retry', 'discard'];
      return edit.intent.type === 'create' ? ['retry', 'discard'] : ['keepMine', 'takeTheirs', 'discard'];
    case 'unknown':
      return ['checkAgain', 'retry', 'discard'];
    case 'refused':
      return [...formOf(edit, connector), 'retry', 'discard'];
    default:
      return ['retry', 'discard'];
  }
}

/** What happened and what to do next, in one or two sentences. */
export function reasonFor(edit: EditRecord, title: string, words: SystemWords): string {
  if (edit.state === 'unknown') return 'The line dropped before the answer. Reading back before anything is sent again.';
  if (edit.state !== 'parked' || !edit.fault) return '';
  return faultWords(edit.fault, edit, title, words);
}

function faultWords(fault: Fault, edit: EditRecord, title: string, words: SystemWords): string {
  switch (fault.kind) {
    case 'refused':
      return fault.fields.map((issue) => issue.text).join(' ');
    case 'forbidden':
      return words.denied;
    case 'conflict':
      if (fault.gone) return words.gone;
      return edit.intent.type === 'create' ? words.taken : words.changedThere;
    case 'unknown':
      return `We sent “${title}” and the line dropped before the answer. ${fault.detail} Look at the contact, then check again, send again or discard.`;
    case 'broken':
      return `${fault.incident} Try again, or discard this edit.`;
    default:
      return '';
  }
}

/** An edit as the queue shows it; `waitsFor`: what it waits for besides its turn, in words. Pure. */
export function queueRow(edit: EditRecord, connector: Pick<Connector, 'hasForm' | 'words'>, clientName: string, words: { title: string; where: string }, waitsFor: string, restingOn: number, nextTryAt: number | null = null): QueueRow {
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
    reason: waitsFor && (edit.state === 'queued' || edit.state === 'unknown') ? waitsFor : reasonFor(edit, words.title, connector.words),
    conflicts: edit.fault?.kind === 'conflict' ? edit.fault.conflicts : [],
    issues: edit.state === 'parked' && edit.fault?.kind === 'refused' ? edit.fault.fields : [],
    details: answer ? { status: answer.status, code: answer.code ?? '', body: answer.body } : null,
    actions: actionsFor(edit, connector),
    restingOn,
  };
}

/** The contact an edit is about, for its words: as last read, or as it was before it was sent. */
export const contactOf = (edit: EditRecord, contacts: readonly AnyContact[]): AnyContact | undefined =>
  contacts.find((contact) => contact.key === edit.intent.contact) ?? edit.before ?? undefined;
