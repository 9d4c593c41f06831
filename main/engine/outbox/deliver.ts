import type { AnyContact } from '../../../shared/contacts.ts';
import type { AnyIntent } from '../../../shared/edits.ts';
import type { Fault } from '../../../shared/faults.ts';
import type { HistoryRow } from '../../../shared/views.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { Connector, Identity, Send, Step, Together } from '../gateway/connector.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { takeAnswer, tookPart } from './in-part.ts';
import { headOf, mergeable } from './lanes.ts';
import { intentSent, unsettled, type EditRecord } from './transitions.ts';

export interface DeliveryParts {
  ledger: Ledger;
  connector: Connector;
  /** Edits that wait come together to the fewest calls. */
  together: boolean;
  send: Send;
  /** Takes a fresh reading of one scope into the cache; answers it under our keys. `isAnswer`: it is the answer to what was just sent, which cannot be older than that. */
  absorb: (edit: EditRecord, contacts: readonly AnyContact[], isAnswer?: boolean) => AnyContact[];
  isLinked: (clientId: string) => boolean;
  /** The row in which the edits of one go on: another where it has turned out to be that one's second. */
  rowNow: (clientId: string) => string;
  /** What was read is older than what is known: nothing is planned against it. */
  isOld: (edit: EditRecord, read: readonly AnyContact[]) => boolean;
  /** Reads the whole client, which tells whether it is still ours. */
  readNow: (clientId: string) => Promise<void>;
  /** The gateway has confirmed the edit: the cache's server copy now has it. */
  confirm: (edit: EditRecord) => void;
}

/**
 * How an attempt ended: `settled` (done or parked: on to the next), `doubt` (the answer was lost), or a fault about the connection,
 * after which the edit waits as if nothing had been tried.
 */
/** `edits`: those it was about, where it was not the one that was asked for. */
export type Attempt = { end: 'settled'; edits?: readonly string[] } | { end: 'doubt'; fault: Fault } | { end: 'setback'; fault: Fault };

const settled: Attempt = { end: 'settled' };
const setback = (fault: Fault): Attempt => ({ end: 'setback', fault });

/** Refusals concern this edit; all other faults concern the connection. */
export const isAboutEdit = (fault: Fault): boolean => fault.kind === 'refused' || fault.kind === 'forbidden' || fault.kind === 'conflict' || fault.kind === 'broken';

export async function readScope(parts: DeliveryParts, edit: EditRecord): Promise<Result<AnyContact[], Fault>> {
  return parts.connector.readContacts(parts.send, edit.intent.scope, parts.ledger.names, intentSent(edit));
}

/** A reading was refused: is it this scope only, or is the client not ours any more? Then the edit is kept as it is (faults F20). */
export async function stillLinked(parts: DeliveryParts, edit: EditRecord): Promise<boolean> {
  await parts.readNow(edit.clientId);
  return parts.isLinked(edit.clientId);
}

/**
 * Sends one queued edit: reads what is there now, plans against it what is still to be sent, records each call before its first byte leaves,
 * sends. What had its effect in an earlier attempt belongs to the gateway's copy by now, as somebody else may have changed it since.
 */
export async function deliver(parts: DeliveryParts, edit: EditRecord): Promise<Attempt> {
  const read = await readScope(parts, edit);
  if (!read.ok && !isAboutEdit(read.error)) return setback(read.error);
  if (!read.ok && !(await stillLinked(parts, edit))) return settled;
  if (!isStillNext(parts, edit)) return settled;
  if (!read.ok) return park(parts, edit, read.error);
  if (parts.isOld(edit, read.value)) return setback({ kind: 'unknown', detail: '' });
  if (edit.doubted && hasArrivedLate(parts, edit, edit.doubted, read.value)) return settled;
  // What has arrived late of an edit of several changes has given its new records names of ours.
  const fresh = parts.absorb(edit, read.value);
  const group = groupWith(parts, edit, fresh);
  if (group) return deliverGroup(parts, edit, group, fresh);
  return deliverOne(parts, edit, fresh);
}

/** It may have been taken back while we were reading, or an earlier one been had back, whose turn comes first, or which holds this one; or its row has turned out to be another's. */
const isStillNext = ({ ledger, rowNow }: DeliveryParts, { id, clientId }: EditRecord): boolean =>
  rowNow(clientId) === clientId && ledger.find(id)?.state === 'queued' && headOf(ledger.openOf(clientId))?.id === id;

async function deliverOne(parts: DeliveryParts, edit: EditRecord, fresh: readonly AnyContact[]): Promise<Attempt> {
  const { ledger, connector } = parts;
  const intent = unsettled(ledger.find(edit.id) ?? edit);
  const planned = connector.plan(intent, fresh, ledger.names, edit.seen?.contact);
  if (!planned.ok) return park(parts, edit, planned.error, contactOf(edit, fresh));
  if (planned.value.length === 0) {
    parts.confirm({ ...ledger.record(edit.id, { kind: 'done', status: 0, identities: [], how: 'alreadySo' }), intent });
    return settled;
  }
  return sendSteps(parts, { ...edit, intent }, planned.value, contactOf(edit, fresh));
}

const contactOf = (edit: EditRecord, contacts: readonly AnyContact[]): AnyContact | null => contacts.find((contact) => contact.key === edit.intent.contact) ?? null;

/**
 * What an earlier send did after all: nothing was to be seen of it then, because the gateway's reads may lag its writes. true: that was the
 * whole edit. One call of several is noted, and the rest is planned against what is there now.
 */
function hasArrivedLate(parts: DeliveryParts, edit: EditRecord, { step, before, former = false, group = null }: NonNullable<EditRecord['doubted']>, now: readonly AnyContact[]): boolean {
  const judgement = parts.connector.judge(step, group?.intent ?? edit.intent, before, now, parts.ledger.names);
  if (judgement.outcome !== 'happened') return false;
  if (former) {
    // Another wish has taken its place: that is planned against what this one has left.
    parts.ledger.learn(judgement.identities);
    return false;
  }
  if (group && group.ids.length > 1) return haveArrivedLate(parts, edit, group, before, now, judgement.identities);
  if (edit.intent.type === 'edit' && edit.intent.changes.length > 1) {
    parts.ledger.record(edit.id, { kind: 'answered', stepIndex: 0, status: 0, identities: [...judgement.identities] });
    return false;
  }
  parts.confirm(parts.ledger.record(edit.id, { kind: 'done', status: 0, identities: [...judgement.identities], how: 'readBack' }));
  parts.absorb(edit, now);
  return true;
}

/** The same of several that went in one call. Where one of them was taken back or corrected meanwhile, nobody can tell what is meant now. */
function haveArrivedLate(parts: DeliveryParts, edit: EditRecord, group: Together, before: AnyContact | null, now: readonly AnyContact[], identities: readonly Identity[]): boolean {
  const { connector, ledger } = parts;
  const members = group.ids.flatMap((id) => ledger.find(id) ?? []).filter(({ state }) => state === 'queued');
  const after = (intents: readonly AnyIntent[]): string => JSON.stringify(connector.after(before ? [before] : [], intents));
  if (!group.intent || after(members.map(({ intent }) => intent)) !== after([group.intent])) {
    park(parts, edit, { kind: 'unknown', detail: 'It has arrived since, together with an edit that was taken back or corrected meanwhile.' });
    return true;
  }
  const merged = { kind: 'done' as const, status: 0, identities: [], how: 'merged' as const };
  ledger.recordEach([[edit.id, { ...merged, identities: [...identities], how: 'readBack' }], ...members.flatMap(({ id }) => (id === edit.id ? [] : [[id, merged] as const]))]);
  const done = ledger.find(edit.id);
  if (done) parts.confirm(done);
  parts.absorb(edit, now);
  return true;
}

/** The call that comes first of all that wait with this edit, where that is another than its own; null where it is its own. */
function groupWith({ ledger, connector, together }: DeliveryParts, edit: EditRecord, fresh: readonly AnyContact[]): Together | null {
  if (!together) return null;
  const waiting = mergeable(ledger.openOf(edit.clientId), edit);
  const [first] = waiting.length > 1 ? connector.together(waiting, fresh) : [];
  return first && (first.ids.length > 1 || first.ids[0] !== edit.id) ? first : null;
}

/** Several edits in one call, or in none. Where the gateway has something else than they were based on, each goes by itself and is asked about by itself. */
async function deliverGroup(parts: DeliveryParts, head: EditRecord, { ids, intent }: Together, fresh: readonly AnyContact[]): Promise<Attempt> {
  const { ledger, connector } = parts;
  const records = ids.flatMap((id) => ledger.find(id) ?? []);
  const [carrier = head] = records;
  const planned: ReturnType<Connector['plan']> = intent ? connector.plan(intent, fresh, ledger.names, carrier.seen?.contact) : ok([]);
  if (!planned.ok) return deliverOne(parts, head, fresh);
  if (planned.value.length === 0 || !intent) {
    // What they came to together is what the last of them meant; the others are part of it, and say so.
    const last = ids.at(-1);
    ledger.recordEach(ids.map((id) => [id, { kind: 'done', status: 0, identities: [], how: intent && id === last ? 'alreadySo' : 'merged' }]));
    for (const record of records) parts.confirm(record);
    return { end: 'settled', edits: ids };
  }
  const sent = await sendSteps(parts, { ...carrier, intent }, planned.value, contactOf(carrier, fresh), { ids, intent });
  return sent.end === 'settled' ? { ...sent, edits: ids } : sent;
}

/** What somebody else has changed of the contact since the person saw it: nothing that an edit of ours has touched meanwhile. */
function changedByOthers({ connector, ledger }: DeliveryParts, edit: EditRecord, now: AnyContact): HistoryRow['alsoChanged'] {
  const found = connector.alsoChanged?.(edit.intent, edit.seen?.contact ?? null, now) ?? [];
  const doubtful = found.some(({ target }) => target !== null);
  const ours = new Set(doubtful ? ledger.touchedSince(edit).flatMap((other) => connector.targetsOf(other.intent)) : []);
  const whole = ours.has(`contact ${now.key}`);
  return found.flatMap(({ target, ...change }) => (target === null || !(whole || ours.has(target)) ? [change] : []));
}

async function sendSteps(parts: DeliveryParts, edit: EditRecord, steps: Step[], before: AnyContact | null, group: EditRecord['group'] = null): Promise<Attempt> {
  const theirs = before ? changedByOthers(parts, edit, before) : [];
  for (const [stepIndex, step] of steps.entries()) {
    const carried = (group?.ids ?? []).filter((id) => id !== edit.id);
    const sending = { kind: 'sending' as const, steps, stepIndex, before, ...(group ? { group } : {}), ...(theirs.length > 0 ? { alsoChanged: theirs } : {}) };
    parts.ledger.recordEach([[edit.id, sending], ...carried.map((id) => [id, { kind: 'carried', carrier: edit.id }] as const)]);
    const reply = await parts.send(step.call);
    const outcome = reply.ok ? parts.connector.interpret(step, reply.value) : reply;
    if (!outcome.ok && reply.ok && tookPart(parts, edit, sending, reply.value, outcome.error)) return settled;
    if (!outcome.ok) return failed(parts, edit, outcome.error, before, (group?.ids.length ?? 0) > 1);
    const status = reply.ok ? reply.value.status : 0;
    const answer = { status, code: '', body: reply.ok ? reply.value.text.slice(0, 4_000) : '' };
    if (stepIndex < steps.length - 1) parts.ledger.record(edit.id, { kind: 'answered', stepIndex, status, identities: outcome.value, answer });
    else {
      parts.confirm({ ...parts.ledger.record(edit.id, { kind: 'done', status, identities: outcome.value, how: 'answered', answer }), intent: edit.intent });
      if (reply.ok) takeAnswer(parts, edit, step, reply.value);
    }
  }
  return settled;
}

async function failed(parts: DeliveryParts, edit: EditRecord, fault: Fault, before: AnyContact | null, together: boolean): Promise<Attempt> {
  if (together && isAboutEdit(fault) && fault.kind !== 'forbidden') {
    // Which of them it was can only be told one by one.
    parts.ledger.record(edit.id, { kind: 'requeued', reason: fault.kind, counts: false, alone: true });
    return settled;
  }
  if (fault.kind === 'forbidden') {
    parts.ledger.record(edit.id, { kind: 'requeued', reason: fault.kind, counts: false });
    if (!(await stillLinked(parts, edit)) || parts.ledger.find(edit.id)?.state !== 'queued') return settled;
  }
  if (isAboutEdit(fault)) return park(parts, edit, fault, before);
  if (fault.kind === 'unknown') {
    parts.ledger.record(edit.id, { kind: 'unknown', detail: fault.detail });
    return { end: 'doubt', fault };
  }
  parts.ledger.record(edit.id, { kind: 'requeued', reason: fault.kind, counts: false });
  return setback(fault);
}

export function park(parts: DeliveryParts, edit: EditRecord, fault: Fault, before: AnyContact | null = null): Attempt {
  parts.ledger.record(edit.id, { kind: 'parked', fault, before });
  return settled;
}
