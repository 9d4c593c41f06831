import type { Clock } from '../clock.ts';
import { pause } from '../clock.ts';
import type { Step } from '../gateway/connector.ts';
import { scopeId } from '../../../shared/contacts.ts';
import { isAboutEdit, readScope, stillLinked, type Attempt, type DeliveryParts } from './deliver.ts';
import { intentSent, type EditRecord } from './transitions.ts';

export interface DoubtParts extends DeliveryParts {
  clock: Clock;
  /** Between the first two looks that must agree before anything but a removal is sent again: the gateway's reads may lag its writes. */
  looksApartMs: number;
  /** The engine is closing: nothing is waited for any more. */
  closing: () => boolean;
}

/**
 * Waits between looks, in `looksApartMs`: with five seconds they span 35, so that a reading that lags by half a minute still shows what
 * arrived (faults F2, F3). A removal is not waited for: it cannot happen twice. A change could, over what somebody else has made of it since.
 */
const waitsBetweenLooks = [1, 2, 4];
const longestWait = Math.max(...waitsBetweenLooks);
const sliceMs = 100;

/** Sends of one edit that are known to have come to nothing before a person is asked. */
const mostAttempts = 5;

/**
 * An edit whose answer was lost: reads back and compares before anything is repeated (faults F2, F3). What happened is adopted, what did
 * not happen goes back into the queue, what cannot be told waits for the person. Never sends.
 */
export async function resolveDoubt(parts: DoubtParts, edit: EditRecord): Promise<Attempt> {
  // Its sending was written down, what came of it could not be.
  if (edit.state === 'sending') parts.ledger.record(edit.id, { kind: 'unknown', detail: 'What came of this could not be kept.' });
  const step = edit.steps[edit.stepIndex];
  if (!step) return requeue(parts, edit);
  for (const wait of [0, ...waitsBetweenLooks]) {
    if (!(await waited(parts, wait * parts.looksApartMs))) return { end: 'setback', fault: { kind: 'unknown', detail: '' } };
    const read = await readScope(parts, edit);
    if (parts.rowNow(edit.clientId) !== edit.clientId) return { end: 'settled' };
    if (!read.ok && !isAboutEdit(read.error)) return { end: 'setback', fault: read.error };
    if (!read.ok && !(await stillLinked(parts, edit))) return { end: 'settled' };
    if (!read.ok) return park(parts, edit, read.error.kind === 'broken' ? read.error.incident : parts.connector.words.mayNotLook);
    // Before what we have sent ourselves, it tells nothing of what came after that; what is still so at the last look is believed.
    if (wait < longestWait && parts.isOld(edit, read.value)) continue;
    const judgement = parts.connector.judge(step, intentSent(edit), edit.before, read.value, parts.ledger.names);
    if (judgement.outcome === 'happened') {
      adopt(parts, edit, judgement.identities);
      parts.absorb(edit, read.value);
      return { end: 'settled' };
    }
    parts.absorb(edit, read.value);
    if (judgement.outcome === 'cannotTell') return park(parts, edit, judgement.why);
    if (!parts.connector.canHappenTwice(step)) break;
  }
  // By what was done to it here it may be like the creation no longer, or be gone.
  if (isChangedHere(parts, edit, step)) return park(parts, edit, 'A contact that may be this one was changed or removed here meanwhile.');
  return requeue(parts, edit);
}

/** Whether an edit of ours went to a contact that was met in the lists, and may be what this creation has made. */
const isChangedHere = ({ connector, ledger }: DoubtParts, edit: EditRecord, step: Step): boolean =>
  connector.mayHaveMade !== undefined && ledger.sentSince(edit).some(({ intent }) => scopeId(intent.scope) === scopeId(edit.intent.scope) && connector.mayHaveMade?.(step, intent.contact) === true);

/** In slices, so that closing does not have to wait; false when it is closing. */
async function waited({ clock, closing }: DoubtParts, ms: number): Promise<boolean> {
  for (let left = ms; left > 0 && !closing(); left -= sliceMs) await pause(clock, Math.min(left, sliceMs));
  return !closing();
}

function park(parts: DoubtParts, edit: EditRecord, detail: string): Attempt {
  parts.ledger.record(edit.id, { kind: 'parked', fault: { kind: 'unknown', detail }, before: null });
  return { end: 'settled' };
}

function adopt(parts: DoubtParts, edit: EditRecord, identities: Parameters<DeliveryParts['ledger']['learn']>[0]): void {
  const last = edit.stepIndex === edit.steps.length - 1;
  if (last) {
    parts.confirm(parts.ledger.record(edit.id, { kind: 'done', status: 0, identities: [...identities], how: 'readBack' }));
    return;
  }
  // The rest is planned again against what is there now: calls that have happened plan to nothing.
  parts.ledger.record(edit.id, { kind: 'answered', stepIndex: edit.stepIndex, status: 0, identities: [...identities] });
  parts.ledger.record(edit.id, { kind: 'requeued', reason: 'unknown', counts: false });
}

function requeue(parts: DoubtParts, edit: EditRecord): Attempt {
  if (edit.attempts + 1 >= mostAttempts) {
    const incident = `Sent ${mostAttempts} times without arriving.`;
    parts.ledger.record(edit.id, { kind: 'parked', fault: { kind: 'broken', incident }, before: null });
  } else parts.ledger.record(edit.id, { kind: 'requeued', reason: 'didNotHappen', counts: true });
  return { end: 'settled' };
}
