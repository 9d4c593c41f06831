import type { Json, NativeDoc } from '../../../../shared/contacts.ts';
import type { Fault, FieldIssue, GatewayAnswer } from '../../../../shared/faults.ts';
import type { HttpCall, HttpReply } from '../../gateway/connector.ts';
import { isAboutOne } from './calls.ts';
import { dnsimpleFacts } from './facts.ts';

type Named = { [name: string]: Json };

export const isNamed = (value: Json | undefined): value is Named => typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object in JSON; null for anything else, such as the web server's own page. */
function bodyOf(reply: HttpReply): Named | null {
  try {
    const body = JSON.parse(reply.text) as Json;
    return isNamed(body) ? body : null;
  } catch {
    return null;
  }
}

/** What is in the envelope of a success (SPEC 1). */
export const dataIn = (reply: HttpReply): Json | undefined => bodyOf(reply)?.['data'];

const isContact = (value: Json | undefined): value is NativeDoc => isNamed(value) && Number.isSafeInteger(value['id']);

export function recordIn(reply: HttpReply): NativeDoc | null {
  const data = dataIn(reply);
  return isContact(data) ? data : null;
}

export interface Page {
  contacts: NativeDoc[];
  totalEntries: number;
  totalPages: number;
}

/** A page of contacts with its totals (SPEC 5); null for anything else. */
export function pageIn(reply: HttpReply): Page | null {
  const { data, pagination } = bodyOf(reply) ?? {};
  if (!Array.isArray(data) || !data.every(isContact) || !isNamed(pagination)) return null;
  const { total_entries: totalEntries, total_pages: totalPages } = pagination;
  return typeof totalEntries === 'number' && typeof totalPages === 'number' ? { contacts: data, totalEntries, totalPages } : null;
}

/** Why an answer that looked like a success is none: what stands between may show pages of its own with status 200 (SPEC 6). */
export const notDnsimple: Fault = { kind: 'unknown', detail: 'The answer was not one DNSimple gives.' };

/** Wait when the headers do not say how long. */
const busyMs = 60_000;

/** When the hour is over (SPEC 7), or Retry-After in seconds, though none is documented; epoch milliseconds. */
function busyUntil({ headers }: HttpReply, now: number): number {
  const [reset, after] = [headers['x-ratelimit-reset'] ?? '', headers['retry-after'] ?? ''];
  if (/^\d+$/.test(after)) return now + Number(after) * 1000;
  return /^\d+$/.test(reset) ? Number(reset) * 1000 : now + busyMs;
}

/**
 * What an answer means (SPEC 6), by its status and by whether it is in DNSimple's own shape: anything else did not surely come from there, so
 * it leaves the outcome unknown. null: a success. That a contact in use cannot be deleted has no code of its own, and its published texts
 * differ: it is the one published 400 without field errors, and the one a DELETE has.
 */
export function faultOf(reply: HttpReply, now: number, call?: HttpCall): Fault | null {
  const { status, headers } = reply;
  if (status >= 200 && status < 300) return isSuccess(reply, call) ? null : notDnsimple;
  const body = bodyOf(reply);
  const own = typeof body?.['message'] === 'string' ? body : null;
  if (status === 429) return { kind: 'busy', until: busyUntil(reply, now) };
  // Empty, and told by its header (SPEC 3).
  if (status === 405 && headers['allow'] !== undefined) return { kind: 'broken', incident: 'DNSimple does not take this kind of call. Copy the details and tell us; nothing was changed.', answer: answerOf(reply) };
  if (own === null || status >= 500 || status < 400) return unknown(reply, now);
  if (status === 401) return { kind: 'signedOut' };
  if (status === 403) return { kind: 'forbidden', answer: answerOf(reply) };
  // Also what somebody without the right is told (SPEC 6): of a whole account it can be nothing else.
  if (status === 404) return !call || isAboutOne(call) ? { kind: 'conflict', conflicts: [], gone: true } : { kind: 'forbidden', answer: answerOf(reply) };
  const fields = status === 400 ? issuesIn(own['errors']) : [];
  if (fields.length > 0) return { kind: 'refused', code: 'validation', fields, answer: answerOf(reply) };
  const code = status === 400 && call?.method === 'DELETE' ? 'inUse' : String(status);
  return { kind: 'refused', code, fields: [{ field: '', code, text: refusals[code] ?? `DNSimple refused this with status ${status}. The answer is under Details.` }], answer: answerOf(reply) };
}

function unknown({ status, headers }: HttpReply, now: number): Fault {
  const after = headers['retry-after'] ?? '';
  return { kind: 'unknown', detail: `DNSimple answered with status ${status}.`, ...(status === 503 && /^\d+$/.test(after) ? { until: now + Number(after) * 1000 } : {}) };
}

/** 204 has no body, everything else an envelope; what a contact was sent in answers with the contact (SPEC 1, 3). */
function isSuccess(reply: HttpReply, call?: HttpCall): boolean {
  if (reply.status === 204) return reply.text.trim() === '' && (!call || call.method === 'DELETE');
  if (call?.method === 'POST' || call?.method === 'PATCH') return recordIn(reply) !== null;
  return call?.method !== 'DELETE' && dataIn(reply) !== undefined;
}

const answerOf = (reply: HttpReply): GatewayAnswer => ({ status: reply.status, code: '', body: reply.text.slice(0, 4000) });

const refusals: Readonly<Record<string, string>> = {
  inUse: 'DNSimple keeps this contact, because a domain is registered to it or is about to be. Give that domain another contact at DNSimple and try again, or discard this edit.',
  402: 'DNSimple asks for unpaid invoices of this account to be paid first. Pay them there, then try again.',
  412: 'The plan of this DNSimple account does not include this. Change the plan there and try again, or discard this edit.',
};

/** Field to texts, or to a single text: both are met (SPEC 6). Shown in DNSimple's own words beside the field. */
function issuesIn(errors: Json | undefined): FieldIssue[] {
  if (!isNamed(errors)) return [];
  return Object.entries(errors).flatMap(([name, told]) => {
    const words = (Array.isArray(told) ? told : [told]).filter((one) => typeof one === 'string');
    const field = dnsimpleFacts.fields.find(({ path }) => path === `/${name}`);
    // Of a field that is not on the form, it stands above the form.
    return words.length === 0 ? [] : [{ field: field?.path ?? '', code: 'validation', text: `${field?.label ?? name} ${words.join(' and ')}.` }];
  });
}
