import type { Fault, GatewayAnswer } from '../../../shared/faults.ts';
import type { AnyIntent } from '../../../shared/edits.ts';
import type { AnyContact, LocalKey } from '../../../shared/contacts.ts';
import type { HistoryRow } from '../../../shared/views.ts';
import type { Anatomy, Identity, Step } from '../gateway/connector.ts';
import { ofContact } from './of-contact.ts';

/** `queued → sending → done`, with `parked` (needs the person) and `unknown` (the reply was lost) on the way; two ends besides `done`. */
export type EditState = 'queued' | 'sending' | 'unknown' | 'parked' | 'done' | 'undone' | 'discarded';

/** What the person saw when they made an edit: the history tells of it in these words, whatever has become of the client since. */
export interface Seen {
  client: string;
  where: string;
  /** null: there was no such contact yet. */
  contact: object | null;
}

export interface EditRecord {
  /** Position in the one order of all edits: the only thing order is ever taken from. */
  seq: number;
  id: string;
  lane: string;
  clientId: string;
  intent: AnyIntent;
  state: EditState;
  /** When the person made it, epoch ms. */
  at: number;
  /** Sends whose outcome is known to have failed for a reason of this edit's own; offline, signed out and busy do not count. */
  attempts: number;
  /** The calls planned against the freshest copy, and which of them is next or in doubt. */
  steps: Step[];
  stepIndex: number;
  /** The contact as it stood just before the first call: what a lost reply is judged against. null: there was none. */
  before: AnyContact | null;
  fault: Fault | null;
  doneAt: number | null;
  /** Some of its calls have had their effect: it can be finished, not taken back. */
  partly: boolean;
  /** Which changes of an edit of several have had their effect: they are not sent again, whatever has become of them since. Records of the first version have none. */
  settled?: number[];
  /** A send that seemed not to have arrived: looked for once more before the next, because the gateway's reads may lag its writes. `former`: it was of what was meant before a conflict was answered; `group`: what went with it. */
  doubted: { step: Step; before: AnyContact | null; former?: boolean; group?: EditRecord['group'] } | null;
  /** Who made it. Records of the first version have none of the following. */
  by?: string;
  seen?: Seen;
  /** What the gateway said last. */
  answer?: GatewayAnswer | null;
  /** The conflict that the person has answered, while nothing has been sent since: what `reopened` goes back to. */
  asked?: Pick<EditRecord, 'fault' | 'intent' | 'before' | 'settled'> | null;
  /** The edits that are sent in this one's call, itself included, and what they come to together. The others follow what becomes of it. */
  group?: { ids: string[]; intent: AnyIntent } | null;
  /** The edit in whose call this one is being sent, or was. */
  carrier?: string | null;
  /** Sent by itself: together with others it was refused, and nobody can tell of which. */
  alone?: boolean;
  /** Nothing of its own was sent: with others it came to nothing, or went in another's call. */
  merged?: boolean;
  /** What somebody else had changed of the contact since the person saw it, as its last sending met it. */
  alsoChanged?: HistoryRow['alsoChanged'];
  /** The edit that was made from this one last, and the one that this was made from (`successors.ts`). */
  successor?: string;
  predecessor?: string;
}

/** What is sent in an edit's call. */
export const intentSent = (edit: EditRecord): AnyIntent => edit.group?.intent ?? edit.intent;

export type EditEvent =
  | { kind: 'queued'; lane: string; clientId: string; intent: AnyIntent; by?: string; seen?: Seen; predecessor?: string }
  /** Committed before the first byte leaves. */
  | { kind: 'sending'; steps: Step[]; stepIndex: number; before: AnyContact | null; group?: { ids: string[]; intent: AnyIntent } | null; alsoChanged?: HistoryRow['alsoChanged'] }
  /** It goes in another edit's call. */
  | { kind: 'carried'; carrier: string }
  | { kind: 'answered'; stepIndex: number; status: number; identities: Identity[]; answer?: GatewayAnswer }
  | { kind: 'done'; status: number; identities: Identity[]; how: 'answered' | 'readBack' | 'alreadySo' | 'merged'; answer?: GatewayAnswer }
  /** Nothing happened at the gateway; waits for its next turn. */
  | { kind: 'requeued'; reason: Fault['kind'] | 'didNotHappen'; counts: boolean; alone?: boolean }
  | { kind: 'unknown'; detail: string }
  /** `before`: the contact as it stood when the fault was found, where there was one. */
  | { kind: 'parked'; fault: Fault; before: AnyContact | null }
  /** `intent`: what is meant now that the person has seen what the gateway has; null: as before. */
  | { kind: 'retried'; intent: AnyIntent | null }
  /** The person asked to read back once more. */
  | { kind: 'recheck' }
  /** Corrected, or kept in step with an edit before it that was. */
  | { kind: 'amended'; intent: AnyIntent }
  | { kind: 'undone' }
  /** `successor`: what is made anew instead. */
  | { kind: 'discarded'; successor?: string }
  /** Its opposite was queued, in the same transaction. */
  | { kind: 'reversed'; successor: string }
  /** Taking it back, or answering its conflict, is itself undone. */
  | { kind: 'reopened' }
  /** Its row has turned out to be another's second: it goes on there, about the contact by the key it has there. */
  | { kind: 'joined'; clientId: string; lane: string; contact: LocalKey };

const allowed: Record<EditEvent['kind'], readonly EditState[]> = {
  queued: [],
  sending: ['queued', 'sending', 'unknown'],
  carried: ['queued'],
  // While queued: a call that seemed not to have arrived has done so after all.
  answered: ['queued', 'sending', 'unknown'],
  done: ['queued', 'sending', 'unknown'],
  requeued: ['sending', 'unknown'],
  unknown: ['sending'],
  parked: ['queued', 'sending', 'unknown'],
  retried: ['parked'],
  recheck: ['parked'],
  amended: ['queued', 'parked'],
  undone: ['queued'],
  discarded: ['parked'],
  reversed: ['done'],
  // While queued: its conflict was answered, and nothing was sent since.
  reopened: ['undone', 'discarded', 'queued'],
  joined: ['queued', 'sending', 'unknown', 'parked', 'done', 'undone', 'discarded'],
};

export const isOpen = (state: EditState): boolean => state === 'queued' || state === 'sending' || state === 'unknown' || state === 'parked';

/** An event that this edit's state does not admit: always a fault of ours, never of the gateway. */
export class IllegalTransition extends Error {
  override name = 'IllegalTransition';
}

/** The record as it begins. */
export const begun = (seq: number, id: string, at: number, event: Extract<EditEvent, { kind: 'queued' }>): EditRecord => ({
  seq,
  id,
  at,
  lane: event.lane,
  clientId: event.clientId,
  intent: event.intent,
  state: 'queued',
  attempts: 0,
  steps: [],
  stepIndex: 0,
  before: null,
  fault: null,
  doneAt: null,
  partly: false,
  settled: [],
  doubted: null,
  by: event.by ?? '',
  ...(event.seen ? { seen: event.seen } : {}),
  ...(event.predecessor === undefined ? {} : { predecessor: event.predecessor }),
  answer: null,
  asked: null,
});

/** Contacts without parts, whose edits are one call each. */
export const whole: Anatomy = {
  partsOf: () => [],
  settledBy: (intent) => (intent.type === 'edit' ? intent.changes.map((_, place) => place) : []),
};

/** What an edit becomes when something happens to it. Pure; throws `IllegalTransition`. */
export function advance(record: EditRecord, event: EditEvent, at: number, anatomy: Pick<Anatomy, 'settledBy'> = whole): EditRecord {
  if (!allowed[event.kind].includes(record.state)) throw new IllegalTransition(`${event.kind} while ${record.state}`);
  switch (event.kind) {
    case 'queued':
      return record;
    case 'sending':
      return { ...record, state: 'sending', steps: event.steps, stepIndex: event.stepIndex, before: event.before, fault: null, asked: null, group: event.group ?? null, alsoChanged: event.alsoChanged ?? [] };
    case 'carried':
      return { ...record, state: 'sending', steps: [], stepIndex: 0, before: null, fault: null, asked: null, carrier: event.carrier };
    case 'answered':
      return { ...answered(record, event.stepIndex, anatomy), ...answerOf(event) };
    case 'done':
      return { ...record, state: 'done', fault: null, doneAt: at, merged: event.how === 'merged', group: arrived(record, event.how), ...answerOf(event) };
    case 'requeued':
      return requeued(record, event);
    case 'unknown':
      return { ...record, state: 'unknown', fault: { kind: 'unknown', detail: event.detail } };
    case 'parked':
      return { ...record, state: 'parked', fault: event.fault, before: event.before ?? record.before, asked: null, ...('answer' in event.fault && event.fault.answer ? { answer: event.fault.answer } : {}) };
    case 'retried':
      return retried(record, event.intent);
    case 'recheck':
      return { ...record, state: 'unknown' };
    case 'amended':
      return { ...record, intent: event.intent };
    case 'undone':
      return { ...record, state: 'undone' };
    case 'discarded':
      return { ...record, state: 'discarded', ...(event.successor === undefined ? {} : { successor: event.successor }) };
    case 'reversed':
      return { ...record, successor: event.successor };
    case 'reopened':
      return reopened(record);
    case 'joined':
      return { ...ofContact(record, event.contact), clientId: event.clientId, lane: event.lane };
  }
}

/** Shown late, from the queue: it is what was sent then that has arrived. */
const arrived = ({ state, doubted, group = null }: EditRecord, how: Extract<EditEvent, { kind: 'done' }>['how']): NonNullable<EditRecord['group']> | null => (state === 'queued' && how === 'readBack' ? (doubted?.group ?? group) : group);

const answerOf = ({ answer }: { answer?: GatewayAnswer }): Pick<EditRecord, 'answer'> => (answer ? { answer } : {});

/** Back into the queue, as the person said. In another intent, what has had its effect comes first (`remade`). */
function retried(record: EditRecord, intent: AnyIntent | null): EditRecord {
  const { fault, before } = record;
  const asked = intent && fault?.kind === 'conflict' ? { fault, before, intent: record.intent, settled: settledOf(record) } : null;
  const doubt = fault?.kind === 'unknown' ? doubtOf(record) : record.doubted;
  const doubted = doubt && intent ? { ...doubt, former: true } : doubt;
  const settled = intent ? settledOf(record).map((_, place) => place) : settledOf(record);
  return { ...record, state: 'queued', fault: null, intent: intent ?? record.intent, settled, steps: [], stepIndex: 0, before: null, attempts: 0, doubted, asked, group: null, carrier: null };
}

/** An edit of which `left` takes the place of what is still to be sent: before it, what has had its effect already. Pure. */
export function remade(record: EditRecord, left: AnyIntent): AnyIntent {
  const { intent } = record;
  if (intent.type !== 'edit' || left.type !== 'edit') return left;
  const settled = new Set(settledOf(record));
  return { ...left, changes: [...intent.changes.filter((_, place) => settled.has(place)), ...left.changes] };
}

function reopened(record: EditRecord): EditRecord {
  if (record.state === 'undone') return { ...record, state: 'queued' };
  if (record.state === 'discarded') return { ...record, state: 'parked' };
  if (!record.asked) throw new IllegalTransition('reopened while nothing was answered');
  return { ...record, ...record.asked, state: 'parked', asked: null };
}

/** One call of several has had its effect. While queued it is one that seemed not to have arrived. */
function answered(record: EditRecord, stepIndex: number, anatomy: Pick<Anatomy, 'settledBy'>): EditRecord {
  const late = record.state === 'queued';
  const step = late ? record.doubted?.step : record.steps[stepIndex];
  const settled = step ? [...settledOf(record), ...anatomy.settledBy(record.intent, step.effect, settledOf(record))] : settledOf(record);
  return late ? { ...record, partly: true, settled, doubted: null } : { ...record, partly: true, settled, stepIndex: stepIndex + 1 };
}

const settledOf = (record: EditRecord): number[] => record.settled ?? [];

/** What of an edit is still to be sent. */
export function unsettled(record: EditRecord): AnyIntent {
  const { intent } = record;
  const settled = new Set(settledOf(record));
  return intent.type === 'edit' && settled.size > 0 ? { ...intent, changes: intent.changes.filter((_, index) => !settled.has(index)) } : intent;
}

/** Back in the queue. A send that seemed not to arrive is remembered until the next one begins. */
function requeued(record: EditRecord, event: Extract<EditEvent, { kind: 'requeued' }>): EditRecord {
  const doubted = event.reason === 'didNotHappen' ? doubtOf(record) : record.doubted;
  return { ...record, state: 'queued', steps: [], stepIndex: 0, before: null, doubted, group: null, carrier: null, alone: event.alone ?? record.alone ?? false, attempts: record.attempts + (event.counts ? 1 : 0) };
}

function doubtOf(record: EditRecord): EditRecord['doubted'] {
  const step = record.steps[record.stepIndex];
  return step ? { step, before: record.before, ...(record.group ? { group: record.group } : {}) } : record.doubted;
}

/** What becomes of an edit that goes in another's call, when something becomes of that one; null: nothing. Pure. */
export function followedBy(carried: EditRecord, event: EditEvent): Exclude<EditEvent, { kind: 'queued' }> | null {
  if (carried.state !== 'sending' && carried.state !== 'unknown') return null;
  switch (event.kind) {
    case 'done':
      return { kind: 'done', status: event.status, identities: [], how: 'merged', ...(event.answer ? { answer: event.answer } : {}) };
    case 'requeued':
      return { kind: 'requeued', reason: event.reason, counts: false, ...(event.alone ? { alone: true } : {}) };
    case 'parked':
      return { kind: 'requeued', reason: event.fault.kind, counts: false };
    case 'unknown':
      return carried.state === 'sending' ? event : null;
    default:
      return null;
  }
}
