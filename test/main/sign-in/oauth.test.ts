import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Dispatcher } from 'undici';
import { authorizeAddress, challengeOf, exchangeCode, introspect, refresh, revoke, type OAuthClient } from '../../../main/sign-in/oauth.ts';
import { refused } from '../../../main/sign-in/oauth-trouble.ts';
import { directly } from '../../../main/transport/access.ts';
import { createDispatcher } from '../../../main/transport/dispatcher.ts';
import { fetchOver } from '../../../main/transport/exchange.ts';
import { freePorts } from './free-ports.ts';
import { json, startSignInServer } from './sign-in-server.ts';

let dispatcher: Dispatcher;
let server: Awaited<ReturnType<typeof startSignInServer>>;
beforeAll(() => void (dispatcher = createDispatcher(directly)));
beforeEach(async () => void (server = await startSignInServer()));
afterEach(() => server.close());
afterAll(() => dispatcher.destroy());

const clientAt = (signInHost = server.url, more: Partial<OAuthClient> = {}): OAuthClient => ({ signInHost, clientId: 'Vendor_Product', clientSecret: 's+c/r=t:%ā', fetch: fetchOver(dispatcher), deadlineMs: 5_000, ...more });
const callback = (query: string): URLSearchParams => new URLSearchParams(query);
const answer = { callback: callback('code=the-code&state=abc'), state: 'abc', redirectUri: 'http://127.0.0.1:53171/callback', verifier: 'v'.repeat(43) };

describe('where the browser is sent', () => {
  test('carries everything that SPEC 4.1 asks for, and a state from its set of characters', async () => {
    const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
    const url = new URL(authorizeAddress({ signInHost: 'https://services.ird.govt.nz', clientId: 'Vendor_Product', redirectUri: answer.redirectUri, state: 'ab12', challenge: await challengeOf(verifier) }));
    expect(url.origin + url.pathname).toBe('https://services.ird.govt.nz/gateway3/oauth/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code', client_id: 'Vendor_Product', redirect_uri: 'http://127.0.0.1:53171/callback', scope: 'MYIR.Services', state: 'ab12',
      // The example of RFC 7636, appendix B.
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256',
    });
  });
});

describe('what is sent', () => {
  test('a code goes as a form, with its length and raw base64 of id and secret', async () => {
    server.next = json(200, { access_token: 'a', token_type: 'Bearer', expires_in: '28800', refresh_token: 'r', scope: 'MYIR.Services' });
    expect(await exchangeCode(clientAt(), answer)).toEqual({ ok: true, value: { access: 'a', refresh: 'r', lifeSeconds: 28_800 } });
    const [call] = server.calls;
    expect(call?.path).toBe('/gateway3/oauth/token');
    expect(call?.headers).toMatchObject({ 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8', authorization: `Basic ${Buffer.from('Vendor_Product:s+c/r=t:%ā').toString('base64')}` });
    expect(Number(call?.headers['content-length'])).toBeGreaterThan(0);
    expect(Object.fromEntries(call?.form ?? [])).toEqual({ grant_type: 'authorization_code', code: 'the-code', redirect_uri: answer.redirectUri, code_verifier: answer.verifier });
  });

  test('a token to be looked at or ended goes with what kind it is', async () => {
    server.next = json(200, { active: true, username: 'ngata.owner' });
    expect(await introspect(clientAt(), 't', 'access_token')).toEqual({ ok: true, value: { active: true, logon: 'ngata.owner' } });
    server.next = { status: 200, body: '' };
    expect(await revoke(clientAt(), 't', 'refresh_token')).toEqual({ ok: true, value: null });
    expect(server.calls.map(({ path, form }) => [path, Object.fromEntries(form)])).toEqual([
      ['/gateway3/oauth/introspect', { token: 't', token_type_hint: 'access_token' }],
      ['/gateway3/oauth/revoke', { token: 't', token_type_hint: 'refresh_token' }],
    ]);
  });
});

describe('what comes back', () => {
  test.each([['"28800"', 28_800], ['28800', 28_800], ['"3600.0"', 3_600]])('a life of %s is %i seconds', async (written, seconds) => {
    server.next = { ...json(200, {}), body: `{"access_token":"a","token_type":"bearer","expires_in":${written}}` };
    expect(await refresh(clientAt(), 'r')).toEqual({ ok: true, value: { access: 'a', refresh: null, lifeSeconds: seconds } });
  });

  test('no life at all is left to the settings', async () => {
    server.next = json(200, { access_token: 'a', token_type: 'Bearer' });
    expect(await refresh(clientAt(), 'r')).toMatchObject({ ok: true, value: { lifeSeconds: null } });
  });

  // Every row of the tables of SPEC 4.1 for calls that the app makes.
  test.each([
    [400, 'invalid_request'], [400, 'invalid_client'], [400, 'access_denied'], [400, 'unsupported_grant_type'], [400, 'invalid_grant'], [401, 'invalid_grant'],
    [401, 'invalid_client'], [400, 'unauthorized_client'],
  ])('%i %s is a refusal by its code, in words that say what to do, whatever the description says', async (status, error) => {
    for (const description of ['Client is invalid.', 'Anything else', undefined])
      for (const headers of [{}, { 'www-authenticate': 'Basic realm="x"' }]) {
        server.next = json(status, { error, error_description: description }, headers);
        for (const call of [refresh(clientAt(), 'r'), exchangeCode(clientAt(), answer), introspect(clientAt(), 't', 'access_token'), revoke(clientAt(), 't', 'access_token')]) {
          const told = await call;
          expect(told).toMatchObject({ ok: false, error: { kind: 'refused', status, error, issue: { code: error } } });
          expect(told.ok ? '' : told.error.issue.text).toMatch(/\b(Check|Sign in|Ask|choose)\b/);
          expect(JSON.stringify(told)).not.toContain('Anything else');
        }
      }
  });

  test.each([
    ['access_denied', 'choose Allow'], ['invalid_scope', 'MYIR.Services'], ['invalid_request', 'return address'], ['invalid_client', 'client id'], ['server_error', 'server_error'],
  ])('%s on the page comes back as a refusal that says what to do', async (error, words) => {
    const told = await exchangeCode(clientAt(), { ...answer, callback: callback(`error=${error}&error_description=Whatever&state=abc`) });
    expect(told).toMatchObject({ ok: false, error: { kind: 'refused', error, issue: { text: expect.stringContaining(words) as string } } });
    expect(server.calls).toEqual([]);
  });

  test('a wrong state sends nothing', async () => {
    expect(await exchangeCode(clientAt(), { ...answer, callback: callback('code=c&state=other') })).toMatchObject({ ok: false, error: { kind: 'lost' } });
    expect(server.calls).toEqual([]);
  });

  test('a code that nobody documented is shown without what could disturb a screen', () => {
    expect(refused('refresh', 400, `x<b>${'y'.repeat(100)}`).issue.text).toMatch(/code xby{38}\. /);
    for (const error of ['', 'constructor', '__proto__']) expect(refused('authorize', 400, error).issue.text).toMatch(/refused the sign-in/);
  });

  test.each([
    ['an outage page', { status: 503, body: '<h1>Sorry</h1>' }, 'busy'],
    ['a page of somebody else\'s network', { status: 200, body: '<h1>Log in to the Wi-Fi</h1>' }, 'notASignInServer'],
    ['a redirect to one', { status: 302, body: '', headers: { location: 'http://wifi.example/' } }, 'notASignInServer'],
    ['JSON that is no answer', json(200, []), 'notASignInServer'],
    ['a life that is no number', json(200, { access_token: 'a', token_type: 'Bearer', expires_in: 'soon' }), 'notASignInServer'],
    ['an error page without a code', { status: 400, body: 'Bad Request' }, 'notASignInServer'],
  ] as const)('%s is no answer: the refresh token may have been used', async (_what, reply, code) => {
    server.next = reply;
    expect(await refresh(clientAt(), 'r')).toMatchObject({ ok: false, error: { kind: 'lost', issue: { code } } });
    expect(server.calls).toHaveLength(1);
  });
});

describe('what was not sent', () => {
  test('is proved where nobody listens', async () => {
    const [port = 0] = await freePorts(1);
    expect(await refresh(clientAt(`http://127.0.0.1:${port}`), 'r')).toMatchObject({ ok: false, error: { kind: 'notSent', issue: { code: 'refused', field: 'settings.signInHost' } } });
  });

  test('is not proved by an abort, nor by an error without a code', async () => {
    expect(await refresh(clientAt(undefined, { signal: AbortSignal.abort() }), 'r')).toMatchObject({ ok: false, error: { kind: 'lost' } });
    expect(await refresh(clientAt(undefined, { fetch: async () => Promise.reject(new TypeError('getaddrinfo ENOTFOUND')) }), 'r')).toMatchObject({ ok: false, error: { kind: 'lost' } });
  });

  test('plain http goes to this computer and nowhere else', async () => {
    const asked: string[] = [];
    const spy = (async (url) => {
      asked.push(typeof url === 'string' ? url : '');
      throw new TypeError('no network here');
    }) as typeof fetch;
    expect((await refresh(clientAt('http://services.ird.govt.nz', { fetch: spy }), 'r')).ok).toBe(false);
    expect(asked).toEqual([]);
    await refresh(clientAt('http://localhost:1', { fetch: spy }), 'r');
    expect(asked).toHaveLength(1);
  });

  test('no trouble carries a secret', async () => {
    for (const reply of [json(400, { error: 'invalid_client', error_description: 's+c/r=t' }), { status: 500, body: 's+c/r=t' }]) {
      server.next = reply;
      expect(JSON.stringify(await refresh(clientAt(), 'the-refresh-token'))).not.toMatch(/s\+c|the-refresh-token/);
    }
  });
});
