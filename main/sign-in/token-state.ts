import type { SignInMethod } from '../../shared/connection-settings.ts';
import { headerOf, type TokenSet } from './token-record.ts';

/** Why the person has to sign in; words in sign-in-words.ts. '' while nobody has to. */
export type Why = '' | 'never' | 'expired' | 'refused' | 'notAccepted' | 'ended' | 'lostReply' | 'signedOut' | 'blocked';

/** Where one connection's sign-in stands. Pure data: what happens to it is `next`, what follows from it the functions below. */
export interface TokenState {
  method: SignInMethod;
  set: TokenSet | null;
  /** On the steady clock; a set from an earlier start is as old as the wall clock says. */
  obtainedAt: number;
  /** The gateway refused it, or its life is certainly over. */
  dead: boolean;
  /** resting: the sign-in server or the keychain could not be reached, and is asked again later. */
  renewal: 'idle' | 'running' | 'resting';
  /** Rests in a row. */
  rests: number;
  /** Renewals in a row that answered a refusal. */
  streak: number;
  /** Resting over something that a person has to put right; told, and tried again all the same. */
  blocked: boolean;
  why: Why;
}

export type TokenEvent =
  | { type: 'signedIn'; set: TokenSet; obtainedAt: number }
  | { type: 'signedOut' }
  /** The gateway refused this header. `at`: steady clock. */
  | { type: 'refused'; authorization: string; at: number }
  /** By the steady clock its life is over. */
  | { type: 'over' }
  | { type: 'renewing' }
  /** Marked in the keychain; now it may be sent. */
  | { type: 'spent' }
  | { type: 'renewed'; set: TokenSet; obtainedAt: number }
  /** Proved that the refresh token was not sent, or it was not tried: it is as good as before. */
  | { type: 'notRenewed'; blocked: boolean }
  /** The refresh token must not be used any more. */
  | { type: 'gone'; why: 'ended' | 'lostReply' }
  | { type: 'rested' }
  | { type: 'known'; access: string; logon: string };

export const signedOutState = (method: SignInMethod): TokenState => ({
  method, set: null, obtainedAt: 0, dead: false, renewal: 'idle', rests: 0, streak: 0, blocked: false, why: 'never',
});

/** Renewals in a row after which a refusal of what they gave is believed. A JWT is signed anew once; there is nothing to a third. */
const mostInARow: Record<SignInMethod, number> = { cloud: 3, machine: 1, native: 0, token: 0 };
/** Older than that it had been accepted for a while, so its refusal is a new story. */
const settledMs = 5 * 60_000;

/** Whether a new one can be had without asking the person. */
export function renewable({ method, set }: TokenState): boolean {
  return set !== null && (method === 'machine' || (method === 'cloud' && set.refresh !== null && !set.spent));
}

/** What the engine is to use; null when only the person can help. A dead one that is being renewed stays, and the engine waits. */
export function authorizationOf(state: TokenState): string | null {
  if (state.set === null) return null;
  const hopeful = !state.blocked && (state.renewal === 'running' || renewable(state));
  return state.dead && !hopeful ? null : headerOf(state.method, state.set);
}

export const wantsRenewal = (state: TokenState, due: boolean): boolean => state.renewal === 'idle' && renewable(state) && (state.dead || due);

export function next(state: TokenState, event: TokenEvent): TokenState {
  switch (event.type) {
    case 'signedIn': return { ...signedOutState(state.method), set: event.set, obtainedAt: event.obtainedAt, why: '' };
    case 'signedOut': return { ...signedOutState(state.method), why: 'signedOut' };
    case 'refused': return refused(state, event);
    case 'over': return state.set === null ? state : { ...state, dead: true, why: state.why === '' ? 'expired' : state.why };
    case 'renewing': return { ...state, renewal: 'running' };
    case 'spent': return state.set === null ? state : { ...state, set: { ...state.set, spent: true } };
    case 'renewed': return renewed(state, event);
    case 'notRenewed': return notRenewed(state, event.blocked);
    case 'gone': return gone(state, event.why);
    case 'rested': return state.renewal === 'resting' ? { ...state, renewal: 'idle' } : state;
    case 'known': return state.set?.access === event.access ? { ...state, set: { ...state.set, logon: event.logon } } : state;
  }
}

function refused(state: TokenState, { authorization, at }: { authorization: string; at: number }): TokenState {
  // A late refusal of an older one says nothing about this one, and a second refusal of this one nothing new.
  if (state.set === null || state.dead || headerOf(state.method, state.set) !== authorization) return state;
  if (state.renewal === 'running') return { ...state, dead: true };
  if (!renewable(state)) return { ...state, dead: true, why: state.why === '' ? 'refused' : state.why };
  const streak = at - state.obtainedAt > settledMs ? 0 : state.streak;
  return streak >= mostInARow[state.method] ? notAccepted(state) : { ...state, dead: true, streak: streak + 1 };
}

const notAccepted = (state: TokenState): TokenState => ({ ...signedOutState(state.method), why: 'notAccepted' });

function renewed(state: TokenState, { set, obtainedAt }: { set: TokenSet; obtainedAt: number }): TokenState {
  // The same JWT again, signed within the second: what was refused a moment ago would be refused again.
  if (state.dead && state.set?.access === set.access) return notAccepted(state);
  return { ...state, set, obtainedAt, dead: false, renewal: 'idle', rests: 0, blocked: false, why: '' };
}

function notRenewed(state: TokenState, blocked: boolean): TokenState {
  const set = state.set === null ? null : { ...state.set, spent: false };
  return { ...state, set, renewal: 'resting', rests: state.rests + 1, blocked, why: blocked ? 'blocked' : '' };
}

/** The access token stays good until it is refused or over. */
function gone(state: TokenState, why: 'ended' | 'lostReply'): TokenState {
  if (state.set === null || state.dead) return { ...signedOutState(state.method), why };
  return { ...state, set: { ...state.set, refresh: null, spent: false }, renewal: 'idle', rests: 0, blocked: false, why };
}
