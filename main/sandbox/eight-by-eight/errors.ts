import type { Answer } from '../answer.ts';

export const codes = ['VALIDATION_ERROR', 'BAD_REQUEST', 'FORBIDDEN', 'CONFLICT', 'CONFLICTING_QUERY_PARAMETER', 'NOT_FOUND', 'TOO_MANY_REQUESTS', 'UNKNOWN'] as const;
export type Code = (typeof codes)[number];

/** One thing that is wrong; `field` is '' where it is about the whole. */
export interface Wrong {
  field: string;
  code: Code;
  message: string;
}

/**
 * The contacts pages give no bodies of refusals. `problem` is a sibling's, `gateway` is how another API behind the same gateway refuses
 * credentials (SPEC 5): both inferred here.
 */
export type ErrorShape = 'problem' | 'gateway';

export interface Refused {
  status: number;
  wrongs: readonly Wrong[];
}

const titles: Readonly<Record<number, string>> = { 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed', 429: 'Too Many Requests', 500: 'Internal Server Error' };
const faultCodes: Readonly<Record<number, string>> = { 401: 'oauth.v2.InvalidAccessToken', 403: 'oauth.v2.InsufficientScope', 429: 'policies.ratelimit.QuotaViolation' };

const json = { 'content-type': 'application/json' };

/** `at` is epoch milliseconds. */
export function refusal({ status, wrongs }: Refused, shape: ErrorShape, path: string, at: number): Answer {
  const title = titles[status] ?? 'Error';
  const detail = wrongs[0]?.message ?? title;
  const value =
    shape === 'gateway'
      ? { fault: { faultstring: detail, detail: { errorcode: faultCodes[status] ?? `contacts.${wrongs[0]?.code ?? 'UNKNOWN'}` } } }
      : { status, title, detail, instance: path, time: new Date(at).toISOString(), errors: wrongs };
  return { status, body: JSON.stringify(value), headers: json };
}

export const refuse = (status: number, code: Code, message: string, field = ''): Refused => ({ status, wrongs: [{ field, code, message }] });

export const answered = (value: unknown): Answer => ({ status: 200, body: JSON.stringify(value), headers: json });
