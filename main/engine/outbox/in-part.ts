import type { Fault } from '../../../shared/faults.ts';
import type { HttpReply, Step } from '../gateway/connector.ts';
import { park, type DeliveryParts } from './deliver.ts';
import type { EditEvent, EditRecord } from './transitions.ts';

type Sending = Extract<EditEvent, { kind: 'sending' }>;
type Taken = Step & { status: number };

/** As the gateway has it now, with what it made of what was sent. */
export function takeAnswer({ connector, absorb }: DeliveryParts, edit: EditRecord, step: Step, reply: HttpReply): void {
  const told = connector.contactIn(step, reply);
  if (told) absorb(edit, [told], true);
}

/**
 * A call that was taken and not done in full. What came true of it is kept as a step of its own that has had its effect, so that it is neither
 * sent again nor taken back; the rest waits for the person. Of several edits in one call, each of the rest is tried by itself first. false: it was another fault.
 */
export function tookPart(parts: DeliveryParts, edit: EditRecord, sending: Sending, reply: HttpReply, fault: Fault): boolean {
  const { connector, ledger } = parts;
  const step = sending.steps[sending.stepIndex];
  const short = step && connector.shortOf?.(step, reply);
  if (!step || !short) return false;
  const ids = sending.group?.ids ?? [];
  const taken = short.did && { ...short.did, status: reply.status };
  if (ids.length > 1) {
    ledger.record(edit.id, { kind: 'requeued', reason: fault.kind, counts: false, alone: true });
    if (taken) for (const id of ids) keepOf(parts, id, sending, taken, short.left);
  } else {
    if (taken) keepAs(parts, edit.id, sending, taken, short.left);
    park(parts, edit, fault, sending.before);
  }
  if (taken) parts.confirm({ ...edit, intent: short.made, group: null });
  takeAnswer(parts, edit, step, reply);
  return true;
}

/** What came true of one of several edits that went in one call: all of it, a part, or nothing. */
function keepOf(parts: DeliveryParts, editId: string, sending: Sending, taken: Taken, left: Step): void {
  const { connector, ledger } = parts;
  const intent = ledger.find(editId)?.intent;
  if (intent?.type !== 'edit') return;
  const places = connector.settledBy(intent, taken.effect, []).length;
  if (places === intent.changes.length) ledger.record(editId, { kind: 'done', status: taken.status, identities: [], how: 'merged' });
  else if (places > 0) {
    keepAs(parts, editId, { ...sending, group: null }, taken, left);
    ledger.record(editId, { kind: 'requeued', reason: 'refused', counts: false, alone: true });
  }
}

function keepAs({ ledger }: DeliveryParts, editId: string, sending: Sending, { status, ...did }: Taken, left: Step): void {
  ledger.record(editId, { ...sending, steps: sending.steps.toSpliced(sending.stepIndex, 1, did, left) });
  ledger.record(editId, { kind: 'answered', stepIndex: sending.stepIndex, status, identities: [] });
}
