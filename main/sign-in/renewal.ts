import type { FieldIssue } from '../../shared/faults.ts';
import type { Result } from '../../shared/result.ts';
import type { Clock } from './clock.ts';
import { introspect, refresh, type OAuthClient, type Tokens } from './oauth.ts';
import type { TokenSet, TokenStore } from './token-record.ts';
import type { TokenEvent } from './token-state.ts';

export interface RenewalParts {
  client: OAuthClient;
  store: TokenStore;
  clock: Clock;
  /** Where the server does not say how long an access token lives, seconds. */
  accessSeconds: number;
  /** Ends the renewal while nothing is at stake yet; once the token is marked, it is seen through. */
  giveUp: AbortSignal;
  tell: (event: TokenEvent) => void;
}

/** How it ended; the trouble is for words, and for the log by its code. */
export interface RenewalEnd {
  event: Extract<TokenEvent, { type: 'renewed' | 'notRenewed' | 'gone' }>;
  trouble: FieldIssue | null;
}

/**
 * Trades a refresh token for a new set. A refresh token that is used twice ends everything (SPEC 4.1), so:
 * 1. a harmless question first, whether the server is there and knows us: most outages are met here, where nothing is at stake;
 * 2. the keychain learns that the token is spent, before it is sent; where it cannot, nothing is sent;
 * 3. only the proof that nothing was sent makes it good again. A lost reply means that the person signs in once more.
 */
export async function renewWithRefreshToken(set: TokenSet & { refresh: string }, parts: RenewalParts): Promise<RenewalEnd> {
  const { client, store, clock, giveUp, tell } = parts;
  const asked = await looksGood(set.refresh, { ...client, signal: giveUp });
  if (asked !== null) return asked;
  if (giveUp.aborted) return { event: { type: 'notRenewed', blocked: false }, trouble: null };
  const marked = await store.write({ ...set, spent: true });
  if (!marked.ok) return held({ field: '', code: 'keychain', text: marked.error }, true);
  tell({ type: 'spent' });
  const [wall, steady] = [clock.wall(), clock.steady()];
  const reply = await refresh(client, set.refresh);
  if (reply.ok) return { event: { type: 'renewed', set: setOf(reply.value, parts.accessSeconds, wall, set.logon), obtainedAt: steady }, trouble: null };
  const { kind, issue } = reply.error;
  if (kind === 'notSent') {
    // Where this is not kept, the next start asks the person: an inconvenience, never a second use.
    await store.write(set);
    return held(issue, false);
  }
  return { event: { type: 'gone', why: kind === 'lost' ? 'lostReply' : 'ended' }, trouble: issue };
}

const held = (trouble: FieldIssue, blocked: boolean): RenewalEnd => ({ event: { type: 'notRenewed', blocked }, trouble });

/** null: go on. A server that does not let us ask is there all the same. */
async function looksGood(token: string, client: OAuthClient): Promise<RenewalEnd | null> {
  const asked = await introspect(client, token, 'refresh_token');
  if (asked.ok) return asked.value.active ? null : { event: { type: 'gone', why: 'ended' }, trouble: null };
  if (asked.error.kind !== 'refused') return held(asked.error.issue, false);
  return asked.error.error === 'unauthorized_client' ? null : held(asked.error.issue, true);
}

/** `wall`: epoch milliseconds before the server was asked, so that a life is never thought longer than it is. */
export const setOf = (tokens: Tokens, accessSeconds: number, wall: number, logon: string): TokenSet => ({
  access: tokens.access,
  refresh: tokens.refresh,
  spent: false,
  obtainedAt: wall,
  lifeMs: (tokens.lifeSeconds ?? accessSeconds) * 1000,
  logon,
});

/** Ends both tokens at Inland Revenue; refresh first, as it lives longer. */
export async function revokeBoth(set: TokenSet, revokeOne: (token: string, kind: 'access_token' | 'refresh_token') => Promise<Result<null, unknown>>): Promise<boolean> {
  const ended = set.refresh === null ? true : (await revokeOne(set.refresh, 'refresh_token')).ok;
  return (await revokeOne(set.access, 'access_token')).ok && ended;
}
