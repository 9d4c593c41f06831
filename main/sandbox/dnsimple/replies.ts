import { createHash, randomUUID } from 'node:crypto';
import type { Answer } from '../answer.ts';
import type { FieldErrors } from './checks.ts';

/** Where the caller stands in its window (SPEC 7). */
export interface RateState {
  limit: number;
  remaining: number;
  /** Unix seconds. */
  reset: number;
}

const always = (): Record<string, string> => ({ server: 'nginx', 'x-request-id': randomUUID(), 'x-runtime': '0.014159' });
const protection: Record<string, string> = {
  'strict-transport-security': 'max-age=63072000',
  'x-content-type-options': 'nosniff', 'x-download-options': 'noopen', 'x-frame-options': 'DENY', 'x-permitted-cross-domain-policies': 'none', 'x-xss-protection': '1; mode=block',
};
const json = { 'content-type': 'application/json; charset=utf-8' };

/** Success with something in it carries a weak tag of its content (SPEC 8). */
export function answered(status: 200 | 201, value: unknown): Answer {
  const body = JSON.stringify(value);
  const etag = `W/"${createHash('md5').update(body).digest('hex')}"`;
  return { status, body, headers: { ...always(), ...json, ...protection, etag, 'cache-control': 'max-age=0, private, must-revalidate' } };
}

export const deleted = (): Answer => ({ status: 204, body: '', headers: { ...always(), ...protection, 'cache-control': 'no-cache' } });

/** `errors` is left out where there are none (SPEC 6). */
export function refused(status: number, message: string, errors?: FieldErrors | Record<string, never>): Answer {
  const body = JSON.stringify(errors === undefined ? { message } : { message, errors });
  return { status, body, headers: { ...always(), ...json, ...protection, 'cache-control': 'no-cache' } };
}

/** Empty, and without a type (SPEC 3). */
export const wrongMethod = (allow: string): Answer => ({ status: 405, body: '', headers: { ...always(), allow, 'cache-control': 'no-cache' } });

export const withRate = (answer: Answer, rate: RateState): Answer => ({
  ...answer,
  headers: { ...answer.headers, 'x-ratelimit-limit': String(rate.limit), 'x-ratelimit-remaining': String(rate.remaining), 'x-ratelimit-reset': String(rate.reset) },
});

const reasons: Readonly<Record<number, string>> = { 200: 'OK', 500: 'Internal Server Error', 502: 'Bad Gateway', 503: 'Service Temporarily Unavailable', 504: 'Gateway Time-out' };

/** What the web server in front shows when what is behind it does not answer: also with status 200 (SPEC 6). */
export function webServerPage(status: number): Answer {
  const title = `${status} ${reasons[status] ?? 'Error'}`;
  const body = `<html>\n<head><title>${title}</title></head>\n<body bgcolor="white">\n<center><h1>${title}</h1></center>\n<hr><center>nginx</center>\n</body>\n</html>\n`;
  return { status, body, headers: { server: 'nginx', 'content-type': 'text/html', connection: 'close' } };
}
