import type { NativeDoc } from '../../../../shared/contacts.ts';
import type { Fault, FieldIssue, GatewayAnswer } from '../../../../shared/faults.ts';
import type { FieldSpec } from '../../../../shared/systems.ts';
import { textOf } from '../../../../shared/systems.ts';
import type { HttpCall, HttpReply } from '../../gateway/connector.ts';
import { bodyOf, isContact, isNamed } from '../records/json-answer.ts';
import { isAboutOne } from './calls.ts';
import { eightByEightFacts } from './facts.ts';

/** A bare contact: answers to writes come without its times and its whole name (samples). */
export function recordIn(reply: HttpReply): NativeDoc | null {
  const body = bodyOf(reply);
  return isContact(body) ? body : null;
}

export interface Page {
  contacts: NativeDoc[];
  /** '' : this was the last one. */
  scrollId: string;
}

/** A page of a search (SPEC 4); null for anything else, and for one that says there is more without saying how to get it. */
export function pageIn(reply: HttpReply): Page | null {
  const body = bodyOf(reply);
  const { data, meta } = isNamed(body) ? body : {};
  if (!Array.isArray(data) || !data.every(isContact) || !isNamed(meta) || typeof meta['hasMore'] !== 'boolean') return null;
  const scrollId = meta['hasMore'] ? textOf(meta['scrollId']) : '';
  return meta['hasMore'] && scrollId === '' ? null : { contacts: data, scrollId };
}

/** As a page that is not scrolled through: whether there is more does not matter. */
export function firstRowsIn(reply: HttpReply): NativeDoc[] | null {
  const body = bodyOf(reply);
  const data = isNamed(body) ? body['data'] : undefined;
  return Array.isArray(data) && data.every(isContact) ? data : null;
}

/** Why an answer that looked like a success is none: what stands between may show pages of its own with status 200. */
export const not8x8: Fault = { kind: 'unknown', detail: 'The answer was not one 8x8 gives.' };

interface Told {
  code: string;
  text: string;
  errors: { field: string; code: string; text: string }[];
}

/**
 * What 8x8 says is wrong. Its contact pages give no bodies; these are the shapes of a sibling and of another service behind the same
 * gateway (SPEC 5, inferred). null: neither.
 */
function toldIn(reply: HttpReply): Told | null {
  const body = bodyOf(reply);
  if (!isNamed(body)) return null;
  const { fault, errors, title, detail } = body;
  if (isNamed(fault)) return { code: isNamed(fault['detail']) ? textOf(fault['detail']['errorcode']) : '', text: textOf(fault['faultstring']), errors: [] };
  if (typeof title !== 'string' && !Array.isArray(errors)) return null;
  const all = (Array.isArray(errors) ? errors : []).filter(isNamed).map((one) => ({ field: textOf(one['field']), code: textOf(one['code']), text: textOf(one['message']) }));
  return { code: all[0]?.code ?? '', text: textOf(detail) || textOf(title), errors: all };
}

/** The window is over by then, whoever used it up (SPEC 6). */
const busyMs = 60_000;

const secondsIn = (reply: HttpReply): number | null => (/^\d{1,6}$/.test(reply.headers['retry-after'] ?? '') ? Number(reply.headers['retry-after']) : null);

/**
 * What an answer means: by its status first, which is all that is documented, then by either shape (SPEC 5). null: a success. A refusal in
 * no shape at all is believed where the status alone says it.
 */
export function faultOf(reply: HttpReply, now: number, call?: HttpCall): Fault | null {
  const { status } = reply;
  if (status === 200) return isSuccess(reply, call) ? null : not8x8;
  const told = toldIn(reply);
  const answer = answerOf(reply, told);
  const seconds = secondsIn(reply);
  if (status === 401) return { kind: 'signedOut' };
  if (status === 403) return { kind: 'forbidden', answer };
  if (status === 429) return { kind: 'busy', until: now + (seconds === null ? busyMs : seconds * 1_000) };
  if (status === 405) return { kind: 'broken', incident: '8x8 does not take this kind of call. Copy the details and tell us; nothing was changed.', answer };
  // An address that leads nowhere is refused in the same way, but not for one contact's sake.
  if (status === 404 && told && (!call || isAboutOne(call))) return { kind: 'conflict', conflicts: [], gone: true };
  if ((status === 400 || status === 409 || status === 422) && told) return { kind: 'refused', code: told.code || String(status), fields: issuesOf(told), answer };
  return { kind: 'unknown', detail: `8x8 answered with status ${status}.`, ...(status === 503 && seconds !== null ? { until: now + seconds * 1_000 } : {}) };
}

/** A contact answers a write, a page a search, and nothing a deletion (SPEC 2). */
function isSuccess(reply: HttpReply, call?: HttpCall): boolean {
  const nothing = reply.text.trim() === '';
  if (!call) return nothing || recordIn(reply) !== null || firstRowsIn(reply) !== null;
  if (call.method === 'GET') return firstRowsIn(reply) !== null;
  return call.method === 'DELETE' ? nothing || isNamed(bodyOf(reply)) : recordIn(reply) !== null;
}

const answerOf = (reply: HttpReply, told: Told | null): GatewayAnswer => ({ status: reply.status, code: told?.code ?? '', body: reply.text.slice(0, 4_000) });

const noReason = '8x8 refused this without saying why. The answer is under Details.';

/** In 8x8's own words beside the field; above the form where it names none. */
const issuesOf = ({ code, text, errors }: Told): FieldIssue[] =>
  errors.length === 0
    ? [{ field: '', code, text: text || noReason }]
    : errors.map((one) => {
        const { field, label } = placeOf(one.field);
        return { field, code: one.code, text: label === '' ? one.text || noReason : `${label}: ${one.text || noReason}` };
      });

/** `emails[0].email` → `/emails/0/email`; nowhere for a field that is not on the form. */
function placeOf(name: string): { field: string; label: string } {
  const [, top = '', row, inner] = /^([A-Za-z]+)(?:\[(\d+)\](?:\.([A-Za-z]+))?)?$/.exec(name) ?? [];
  const spec = eightByEightFacts.fields.find(({ path }) => path === `/${top}`);
  if (!spec) return { field: '', label: name };
  const within: FieldSpec | undefined = spec.item?.find(({ path }) => path === `/${inner ?? ''}`);
  return { field: [spec.path, row === undefined ? '' : `/${row}`, within?.path ?? ''].join(''), label: within?.label ?? spec.label };
}
