import type { RatePolicy } from '../../../../shared/systems.ts';
import type { HttpReply } from '../connector.ts';

/** What an answer says of a limit. It is believed before our own count: it knows of other programs, and of a limit that has changed. */
export interface Told {
  limit: number;
  /** Calls left to everybody when this was answered. */
  remaining: number;
  /** Until there is more again, milliseconds from the answer; null where it does not say. */
  resetMs: number | null;
}

const whole = (text: string | undefined): number | null => (text !== undefined && /^\d{1,9}$/.test(text.trim()) ? Number(text) : null);

/**
 * Reads the headers that a policy names; null where the answer has none that make sense, or was given to somebody who was not let in: it is
 * about the limit of strangers then (DNSimple: 30 an hour, SPEC 7). `reset` is a moment of their clock: where they tell
 * that clock (`date`) it is taken from there, so that ours may be wrong; otherwise from ours, a window away at most.
 */
export function toldBy(reply: HttpReply, { headers, windowMs }: RatePolicy, now: number): Told | null {
  if (!headers || reply.status === 401) return null;
  const [limit, remaining] = [whole(reply.headers[headers.limit]), whole(reply.headers[headers.remaining])];
  if (limit === null || remaining === null || limit < 1) return null;
  return { limit, remaining, resetMs: resetFrom(reply.headers[headers.reset], reply.headers['date'], windowMs, now) };
}

function resetFrom(text: string | undefined, date: string | undefined, windowMs: number, now: number): number | null {
  if (text === undefined || !/^\d{1,12}$/.test(text.trim())) return null;
  const reset = Number(text) * 1_000;
  const theirs = reset - Date.parse(date ?? '');
  // Both are told in whole seconds: a second more is sure.
  if (theirs >= 0 && theirs <= windowMs) return Math.min(windowMs, theirs + 1_000);
  return Math.min(windowMs, Math.max(0, reset - now));
}

/** How long an answer asks to wait, in milliseconds; null where it does not (RFC 9110, 10.2.3: seconds or a date). */
export function retryAfter(reply: HttpReply, now: number): number | null {
  const text = reply.headers['retry-after']?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const date = Date.parse(text);
  return text === '' || Number.isNaN(date) ? null : Math.max(0, date - now);
}
