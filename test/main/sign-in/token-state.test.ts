import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { headerOf, type TokenSet } from '../../../main/sign-in/token-record.ts';
import { authorizationOf, next, renewable, signedOutState, wantsRenewal, type TokenEvent, type TokenState } from '../../../main/sign-in/token-state.ts';
import type { SignInMethod } from '../../../shared/connection-settings.ts';

const setOf = (n: number, method: SignInMethod): TokenSet => ({
  access: `access-${n}`, refresh: method === 'cloud' ? `refresh-${n}` : null, spent: false, obtainedAt: n, lifeMs: 1000, logon: '',
});
const signedIn = (method: SignInMethod): TokenState => next(signedOutState(method), { type: 'signedIn', set: setOf(0, method), obtainedAt: 0 });
const through = (state: TokenState, ...events: TokenEvent[]): TokenState => events.reduce(next, state);
const refused = (state: TokenState, at = 0): TokenEvent => ({ type: 'refused', authorization: state.set === null ? '' : headerOf(state.method, state.set), at });

describe('what becomes of a sign-in', () => {
  test('a refusal of an older token changes nothing', () => {
    const state = signedIn('cloud');
    expect(next(state, { type: 'refused', authorization: 'Bearer older', at: 5 })).toBe(state);
  });

  test('a refused one that can be renewed stays, so that the engine waits; one that cannot is nothing any more', () => {
    for (const method of ['cloud', 'machine'] as const) expect(authorizationOf(next(signedIn(method), refused(signedIn(method))))).not.toBeNull();
    for (const method of ['native', 'token'] as const) expect(authorizationOf(next(signedIn(method), refused(signedIn(method))))).toBeNull();
  });

  test('a refusal that arrives while a renewal is under way waits for it', () => {
    const running = through(signedIn('cloud'), { type: 'renewing' }, { type: 'spent' });
    const state = next(running, refused(running));
    expect(authorizationOf(state)).toBe('Bearer access-0');
    expect(authorizationOf(next(state, { type: 'renewed', set: setOf(1, 'cloud'), obtainedAt: 1 }))).toBe('Bearer access-1');
    expect(authorizationOf(next(state, { type: 'gone', why: 'lostReply' }))).toBeNull();
  });

  test('a refresh token that is gone leaves a good access token, until that is refused', () => {
    const state = through(signedIn('cloud'), { type: 'renewing' }, { type: 'spent' }, { type: 'gone', why: 'lostReply' });
    expect(authorizationOf(state)).toBe('Bearer access-0');
    expect(renewable(state)).toBe(false);
    const after = next(state, refused(state));
    expect([authorizationOf(after), after.why]).toEqual([null, 'lostReply']);
  });

  test('the same JWT again after a refusal is not tried a second time', () => {
    const state = through(signedIn('machine'), refused(signedIn('machine')), { type: 'renewing' }, { type: 'renewed', set: setOf(0, 'machine'), obtainedAt: 0 });
    expect([authorizationOf(state), state.why]).toEqual([null, 'notAccepted']);
  });

  test('a token that was accepted for a while has its refusals counted anew', () => {
    let state = signedIn('machine');
    for (let n = 1; n < 20; n += 1) {
      const at = n * 600_000;
      state = through(state, refused(state, at), { type: 'renewing' }, { type: 'renewed', set: setOf(n, 'machine'), obtainedAt: at });
    }
    expect(authorizationOf(state)).toBe('access-19');
  });

  test('knowing whose an earlier token was says nothing about this one', () => {
    expect(next(signedIn('cloud'), { type: 'known', access: 'earlier', logon: 'a' }).set?.logon).toBe('');
    expect(next(signedIn('cloud'), { type: 'known', access: 'access-0', logon: 'a' }).set?.logon).toBe('a');
  });
});

/** What a keeper may do at any moment, by the events it is bound to. Whatever happens, a refresh token is sent at most once. */
type Step = 'refuse' | 'refuseOld' | 'renew' | 'answer' | 'unsent' | 'lose' | 'deny' | 'rest' | 'over' | 'signIn' | 'signOut' | 'wait';
const steps: Step[] = ['refuse', 'refuseOld', 'renew', 'answer', 'unsent', 'lose', 'deny', 'rest', 'over', 'signIn', 'signOut', 'wait'];

test('whatever happens in whatever order, no refresh token is sent twice unless it was proved unsent, and signed out is never renewed', () => {
  fc.assert(
    fc.property(fc.constantFrom<SignInMethod>('cloud', 'native', 'machine', 'token'), fc.array(fc.constantFrom(...steps), { maxLength: 60 }), (method, schedule) => {
      let state = signedOutState(method);
      let [n, at] = [0, 0];
      const sent = new Set<string>();
      for (const step of schedule) {
        at += 7_000;
        const running = state.renewal === 'running';
        if (step === 'wait') at += 400_000;
        else if (step === 'refuse') state = next(state, refused(state, at));
        else if (step === 'refuseOld') state = next(state, { type: 'refused', authorization: 'Bearer older', at });
        else if (step === 'over') state = next(state, { type: 'over' });
        else if (step === 'rest') state = next(state, { type: 'rested' });
        // The keeper does these in turn with renewing.
        else if (step === 'signIn' && !running) state = next(state, { type: 'signedIn', set: setOf(++n, method), obtainedAt: at });
        else if (step === 'signOut' && !running) state = next(state, { type: 'signedOut' });
        else if (step === 'renew' && wantsRenewal(state, true)) {
          const token = state.set?.refresh ?? '';
          state = next(state, { type: 'renewing' });
          if (method !== 'cloud') continue;
          expect(sent.has(token)).toBe(false);
          sent.add(token);
          state = next(state, { type: 'spent' });
        } else if (running && step === 'unsent') {
          sent.delete(state.set?.refresh ?? '');
          state = next(state, { type: 'notRenewed', blocked: false });
        } else if (running && step === 'answer') state = next(state, { type: 'renewed', set: setOf(++n, method), obtainedAt: at });
        else if (running && (step === 'lose' || step === 'deny')) state = next(state, { type: 'gone', why: step === 'lose' ? 'lostReply' : 'ended' });
        if (state.set === null) expect([authorizationOf(state), renewable(state), wantsRenewal(state, true)]).toEqual([null, false, false]);
        // Whoever has to sign in is told why.
        if (authorizationOf(state) === null) expect(state.why).not.toBe('');
        if (method === 'native' || method === 'token') expect(renewable(state)).toBe(false);
      }
    }),
    { numRuns: 2_000 },
  );
});
