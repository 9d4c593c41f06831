import { err, ok, type Result } from '../../../../shared/result.ts';
import type { Fault, FieldIssue, GatewayAnswer } from '../../../../shared/faults.ts';
import type { HttpReply, Identity } from '../../gateway/connector.ts';
import { contactIdReply, errorReply, parseJson, phoneIdReply } from './documents.ts';
import type { IrdStep } from './effects.ts';
import { refusalWords } from './words.ts';

/** The first error code of a gateway answer, or '' when the body is not the gateway's error shape (SPEC 10). */
export function errorCode(reply: HttpReply): string {
  const parsed = errorReply.safeParse(parseJson(reply.text));
  return parsed.success ? (parsed.data.errors[0]?.code ?? '') : '';
}

/** The field of the form a refusal is about. */
const fieldOf: Record<string, string> = { CNT101: 'contactType', CNT102: 'phones.0.number', CNT103: 'phones' };

const answerOf = (reply: HttpReply): GatewayAnswer => ({ status: reply.status, code: errorCode(reply), body: reply.text.slice(0, 4000) });

/** Wait when the gateway does not say how long. */
const busyMs = 30_000;

/** Retry-After (RFC 9110, 10.2.3) in seconds or as a date, as epoch milliseconds; null where there is none that can be read. */
function retryAfter(reply: HttpReply, now: number): number | null {
  const header = (reply.headers['retry-after'] ?? '').trim();
  if (/^\d+$/.test(header)) return now + Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : date;
}

/** As long as was asked for; else half a minute. Epoch milliseconds. */
export const busyUntil = (reply: HttpReply, now: number): number => retryAfter(reply, now) ?? now + busyMs;

/**
 * What an answer other than success means (SPEC 10), by status and code only. null: it is a success as far as the status tells.
 * An authentication failure is a 400 here. What is not in the gateway's own shape did not surely come from the gateway, so it
 * leaves the outcome unknown.
 */
export function faultOf(reply: HttpReply, now: number): Fault | null {
  if (reply.status === 200) return null;
  if (reply.status === 401) return { kind: 'signedOut' };
  if (reply.status === 429) return { kind: 'busy', until: busyUntil(reply, now) };
  const code = errorCode(reply);
  if (code === 'EV1020' || code === 'EV1021') return { kind: 'signedOut' };
  // Its definition says 403, the names of its samples and a sibling service 400 (SPEC 14, trap 5): the code tells.
  if (code === 'EV1022' || (reply.status === 403 && code)) return { kind: 'forbidden', answer: answerOf(reply) };
  if (reply.status >= 400 && reply.status < 500 && code) return refused(code, reply);
  // What stands between may have handed the call on before it gave up: to wait says nothing of whether it was applied.
  const until = reply.status === 503 ? retryAfter(reply, now) : null;
  return { kind: 'unknown', ...(until === null ? {} : { until }), detail: code ? `Inland Revenue had a trouble of its own (code ${code}).` : `The gateway answered with status ${reply.status}.` };
}

function refused(code: string, reply: HttpReply): Fault {
  const issue: FieldIssue = { field: fieldOf[code] ?? '', code, text: refusalWords(code) };
  return { kind: 'refused', code, fields: [issue], answer: answerOf(reply) };
}

/** Reads the answer to a changing call. Creating answers an id; changing and removing answer 200 with an empty body (SPEC 3). */
export function interpret(step: IrdStep, reply: HttpReply, now: number): Result<Identity[], Fault> {
  const { effect } = step;
  const fault = faultOf(reply, now);
  if (fault?.kind === 'refused' && fault.code === 'CST404' && effect.type !== 'createContact') {
    // Already gone: what a removal wanted; for anything else there is nothing left to change.
    const wanted = effect.type === 'removeContact' || effect.type === 'dropPhone';
    return wanted ? ok([]) : err({ kind: 'conflict', conflicts: [], gone: true });
  }
  // Somebody has added one meanwhile, or an earlier call of ours arrived late: reading tells which (faults F2).
  if (fault?.kind === 'refused' && fault.code === 'CNT101') return err({ kind: 'unknown', detail: 'A contact of this type is there already.' });
  if (fault) return err(fault);
  const body = parseJson(reply.text);
  if (effect.type === 'createContact') return idFrom(contactIdReply.safeParse(body).data?.ContactID, 'contact', effect.contact);
  if (effect.type === 'addPhone') return idFrom(phoneIdReply.safeParse(body).data?.PhoneID, 'phone', effect.phone);
  return reply.text.trim() === '' ? ok([]) : err(notTheGateway);
}

const idFrom = (remote: string | undefined, kind: Identity['kind'], local: string): Result<Identity[], Fault> =>
  remote ? ok([{ kind, local, remote }]) : err(notTheGateway);

const notTheGateway: Fault = { kind: 'unknown', detail: 'The answer was not one the gateway gives.' };

/** The gateway answers that this client is not ours, or not there: reading it again changes nothing. */
export const isNotOurs = (fault: Fault): boolean => fault.kind === 'forbidden' || (fault.kind === 'refused' && fault.code === 'CST404');
