import type { Json, NativeDoc } from '../../../../shared/contacts.ts';
import type { Fault, FieldIssue, GatewayAnswer } from '../../../../shared/faults.ts';
import { textOf } from '../../../../shared/systems.ts';
import type { HttpCall, HttpReply } from '../../gateway/connector.ts';
import { bodyOf, isContact, isNamed, type Named } from '../records/json-answer.ts';
import { isAboutOne } from './calls.ts';
import { cleartaxFacts } from './facts.ts';
import { stateKey } from './states.ts';

/** A state may be written in several ways; one of them is its key, and the only one a form can choose (SPEC 5). */
const read = (doc: NativeDoc): NativeDoc => (typeof doc['state'] === 'string' ? { ...doc, state: stateKey(doc['state']) ?? doc['state'] } : doc);

/** A bare object (SPEC 3). */
export function recordIn(reply: HttpReply): NativeDoc | null {
  const body = bodyOf(reply);
  return isContact(body) && !('errors' in body) ? read(body) : null;
}

/** A bare list (SPEC 3); null for anything else. */
export function recordsIn(reply: HttpReply): NativeDoc[] | null {
  const body = bodyOf(reply);
  return Array.isArray(body) && body.every(isContact) ? body.map(read) : null;
}

/** Why an answer that looked like a success is none: what stands between may show pages of its own with status 200. */
export const notCleartax: Fault = { kind: 'unknown', detail: 'The answer was not one ClearTax gives.' };

interface Told {
  code: string;
  text: string;
  fields: string[];
}

/** First two shapes (SPEC 8): numbered errors, and a tree whose leaves refer to them. The last name on the way to a leaf is the field. */
function numbered(errors: Named, sources: Json | undefined): Told[] {
  const fieldsOf = new Map<string, string[]>();
  const walk = (node: Json | undefined, name: string): void => {
    if (!isNamed(node)) return;
    const refs = node['error_refs'];
    if (Array.isArray(refs)) for (const ref of refs) fieldsOf.set(textOf(ref), [...(fieldsOf.get(textOf(ref)) ?? []), name]);
    for (const [child, below] of Object.entries(node)) if (child !== 'error_refs') walk(below, child);
  };
  walk(sources, '');
  return Object.entries(errors).flatMap(([name, error]) =>
    isNamed(error) ? [{ code: textOf(error['code']), text: textOf(error['message']), fields: fieldsOf.get(name) ?? [] }] : [],
  );
}

/** What ClearTax says is wrong, in any of its three shapes; null where it says nothing of the kind. Siblings do so with status 200 too (SPEC 8). */
function errorsIn(reply: HttpReply): Told[] | null {
  const body = bodyOf(reply);
  if (!isNamed(body)) return null;
  const { errors, error_sources: sources, code, message } = body;
  if (isNamed(errors)) return numbered(errors, sources);
  return typeof code === 'number' && typeof message === 'string' ? [{ code: String(code), text: message, fields: [] }] : null;
}

/** What is not there is told with status 400 or 404 and the code 404 in a numbered error; an address that leads nowhere is told otherwise (SPEC 8). */
export function saysNotThere(reply: HttpReply): boolean {
  const body = bodyOf(reply);
  return (reply.status === 400 || reply.status === 404) && isNamed(body) && isNamed(body['errors']) && numbered(body['errors'], undefined).some(({ code }) => code === '404');
}

/** Wait when nobody says how long. */
const busyMs = 10_000;

const secondsIn = (reply: HttpReply): number | null => (/^\d{1,6}$/.test(reply.headers['retry-after'] ?? '') ? Number(reply.headers['retry-after']) : null);

/**
 * What an answer means (SPEC 8), by its status, its codes and its shape: anything in none of ClearTax's own shapes did not surely come from
 * there, and leaves the outcome unknown. null: a success. That a contact is not there comes as status 400 or 404 with the code 404; where
 * no one contact was asked for, it is the business that is not there (inferred).
 */
export function faultOf(reply: HttpReply, now: number, call?: HttpCall): Fault | null {
  const { status } = reply;
  const told = errorsIn(reply);
  if (status === 200 && !told) return isSuccess(reply, call) ? null : notCleartax;
  if (status === 401) return { kind: 'signedOut' };
  if (status === 429) return { kind: 'busy', until: now + (secondsIn(reply) ?? busyMs / 1_000) * 1_000 };
  if (status === 405) return { kind: 'broken', incident: 'ClearTax does not take this kind of call. Copy the details and tell us; nothing was changed.', answer: answerOf(reply, told) };
  if (status === 403 && told) return { kind: 'forbidden', answer: answerOf(reply, told) };
  const seconds = status === 503 ? secondsIn(reply) : null;
  if (!told || told.length === 0 || status >= 500 || told.some(({ code }) => code === '500'))
    return { kind: 'unknown', detail: `ClearTax answered with status ${status}.`, ...(seconds === null ? {} : { until: now + seconds * 1_000 }) };
  if (told.some(({ code }) => code === '404'))
    return !call || (call.method === 'GET' && isAboutOne(call)) ? { kind: 'conflict', conflicts: [], gone: true } : { kind: 'forbidden', answer: answerOf(reply, told) };
  return { kind: 'refused', code: told[0]?.code ?? String(status), fields: told.flatMap(issuesOf), answer: answerOf(reply, told) };
}

const isSuccess = (reply: HttpReply, call?: HttpCall): boolean => {
  if (!call) return recordIn(reply) !== null || recordsIn(reply) !== null;
  return isAboutOne(call) ? recordIn(reply) !== null : recordsIn(reply) !== null;
};

const answerOf = (reply: HttpReply, told: Told[] | null): GatewayAnswer => ({ status: reply.status, code: told?.[0]?.code ?? '', body: reply.text.slice(0, 4_000) });

/** Beside the field in ClearTax's own words; above the form where the field is not on it. */
function issuesOf({ code, text, fields }: Told): FieldIssue[] {
  const words = text || 'ClearTax refused this without saying why. The answer is under Details.';
  const issues = (fields.length === 0 ? [''] : fields).map((name) => {
    const field = cleartaxFacts.fields.find(({ path }) => path === `/${name}`);
    return { field: field?.path ?? '', code, text: field ? `${field.label}: ${words}` : words };
  });
  return issues;
}
