import type { SignInMethod } from '../../shared/connection-settings.ts';
import type { TokenSet } from './token-record.ts';

/**
 * How long a sign-in is still good, by two clocks (F6): the steady one is believed, because nobody can set it; the wall clock adds what
 * the steady one sleeps through, and is never reason enough to call a sign-in over, only to renew it early.
 */
const minute = 60_000;

/** Renewed so long before its end; a tenth of a short life. */
const margin = (lifeMs: number): number => Math.min(5 * minute, lifeMs / 10);
/** A server that gives out lives of no length must not be asked without end. */
const shortestMs = 10_000;
/** Clocks are put right by less than this all the time. */
const slackMs = 5 * minute;

export interface Moment {
  wall: number;
  steady: number;
}

/** `obtainedAt`: on the steady clock. */
interface Held {
  method: SignInMethod;
  set: TokenSet;
  obtainedAt: number;
}

const wallWentBack = (set: TokenSet, wall: number): boolean => wall < set.obtainedAt - slackMs;

/** Milliseconds until it should be renewed; not above 0: now. Infinity where nobody said how long it lives. */
export function dueIn({ method, set, obtainedAt }: Held, now: Moment): number {
  if (set.lifeMs === null) return Infinity;
  const good = Math.max(shortestMs, set.lifeMs - margin(set.lifeMs));
  const bySteady = obtainedAt + good - now.steady;
  // A JWT says when it was signed: one from the future is refused, so a clock put back means signing anew.
  if (wallWentBack(set, now.wall)) return method === 'machine' ? 0 : bySteady;
  return Math.min(bySteady, set.obtainedAt + good - now.wall);
}

/** Milliseconds until it is certainly over. */
export const overIn = ({ set, obtainedAt }: Held, now: Moment): number => (set.lifeMs === null ? Infinity : obtainedAt + set.lifeMs - now.steady);

/** Where on this start's steady clock a set of an earlier start was obtained, as far as the wall clock can tell. */
export const obtainedBefore = (set: TokenSet, now: Moment): number => now.steady - Math.max(0, now.wall - set.obtainedAt);

/** How long to leave the sign-in server alone after so many failures in a row; where a person has to put something right, longer. */
export const restMs = (rests: number, blocked: boolean): number => (blocked ? 30 * minute : Math.min(5 * minute, 5_000 * 2 ** Math.min(rests - 1, 10)));
