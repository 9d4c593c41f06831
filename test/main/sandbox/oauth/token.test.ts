import { decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accessTokenKey } from '../../../../main/sandbox/oauth/access-token.ts';
import { browse } from '../visitor.ts';
import { basic, errorOf, oauthDesk, verifier } from './oauth-desk.ts';
import type { Desk, TokenReply } from './oauth-desk.ts';

let desk: Desk;
const start = Date.parse('2026-11-20T20:52:00Z');
let now = start;
beforeAll(async () => (desk = await oauthDesk({ clock: () => now })));
beforeEach(() => {
  now = start;
  return desk.control.reset();
});
afterAll(() => desk.close());

const badCode = { status: 401, error: 'invalid_grant', description: 'Invalid authorization code.' };
const badRefresh = { status: 401, error: 'invalid_grant', description: 'Refresh token is invalid.' };
const request = (description: string): object => ({ status: 400, error: 'invalid_request', description });
const sets = async (): Promise<string[]> => (await desk.control.oauthEvents()).map(({ what, set, refresh }) => `${what} ${set} ${refresh}`);

describe('Exchanging a code', () => {
  it('answers a token set, its life as text, and is not to be kept', async () => {
    const page = await desk.exchange(await desk.signIn());
    expect(page.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
    expect(JSON.parse(page.text)).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: '28800', scope: 'MYIR.Services', refresh_token: expect.stringMatching(/^[\w-]{50}$/) });
  });

  it('never gives a native client a refresh token', async () => {
    const { refresh_token: refresh, access_token: access } = await desk.tokens('native');
    expect([refresh, await desk.gatewaySays(access)]).toEqual([undefined, 'OK']);
    expect(errorOf(await desk.refresh((await desk.tokens()).refresh_token ?? '', 'native'))).toEqual(badRefresh);
  });

  it('signs access tokens like the published sample, and the gateway takes them', async () => {
    const { access_token: token } = await desk.tokens('cloud', { logon: 'ngata.user' });
    const issuer = `${desk.sandbox.url}/gateway3/oauth/`;
    const iat = start / 1000;
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'RS512', typ: 'at-JWT', kid: expect.stringMatching(/^[0-9a-f]{40}$/) });
    const { payload } = await jwtVerify(token, await accessTokenKey(), { algorithms: ['RS512'], currentDate: new Date(now) });
    expect(payload).toEqual({
      nbf: iat - 300, jti: expect.any(String), iss: issuer, aud: issuer, iat, sub: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      startLogon: 'ngata.user', scope: 'MYIR.Services', clientid: 'Agentbook_Cloud', grant: 'authorization_code', exp: iat + 28_800,
    });
    expect(await desk.gatewaySays(token)).toBe('OK');
    expect(await desk.gatewaySays(`${token.slice(0, -4)}AAAA`)).toBe('EV1020');
  });

  it('refuses access tokens after eight hours, and takes them until then', async () => {
    const { access_token: token } = await desk.tokens();
    now += 28_800_000 - 1;
    expect(await desk.gatewaySays(token)).toBe('OK');
    now += 1;
    expect(await desk.gatewaySays(token)).toBe('EV1020');
  });

  it('takes a code once: a second time is an error, and ends the set that came of it', async () => {
    const code = await desk.signIn();
    const { access_token: access, refresh_token: refresh = '' } = JSON.parse((await desk.exchange(code)).text) as TokenReply;
    expect(await desk.gatewaySays(access)).toBe('OK');
    expect(errorOf(await desk.exchange(code))).toEqual(badCode);
    expect(await desk.gatewaySays(access)).toBe('EV1020');
    expect(errorOf(await desk.refresh(refresh))).toEqual(badRefresh);
    expect((await sets()).filter((line) => /granted|reused/.test(line))).toEqual([expect.stringMatching(/^granted \d+ 0$/), expect.stringMatching(/^reused \d+ 0$/)]);
  });

  it('takes a code for ten minutes', async () => {
    const [early, late] = [await desk.signIn(), await desk.signIn()];
    now += 600_000 - 1;
    expect((await desk.exchange(early)).status).toBe(200);
    now += 1;
    expect(errorOf(await desk.exchange(late))).toEqual({ ...badCode, description: 'The authorization code has expired.' });
  });

  it('one attempt uses a code up, even one that fails', async () => {
    const code = await desk.signIn();
    expect(errorOf(await desk.exchange(code, 'cloud', { redirect_uri: desk.client().redirectUris[1] ?? '' }))).toEqual({ ...badCode, description: 'Invalid redirect_uri. Value does not match the authorization request.' });
    expect(errorOf(await desk.exchange(code))).toEqual(badCode);
  });

  it('takes a code from the client it was made for only', async () => {
    const code = await desk.signIn('cloud');
    expect(errorOf(await desk.exchange(code, 'native'))).toEqual(badCode);
    expect((await desk.exchange(code, 'cloud')).status).toBe(200);
    expect(errorOf(await desk.exchange('nonsense'))).toEqual(badCode);
  });

  it.each([
    ['another verifier', 'x'.repeat(43), 401, 'invalid_grant', 'Invalid code_verifier.'],
    ['no verifier', null, 401, 'invalid_grant', 'Invalid code_verifier.'],
    ['one of 42 characters', 'x'.repeat(42), 400, 'invalid_request', 'Invalid request format. Invalid parameter: code_verifier'],
    ['one of 129 characters', 'x'.repeat(129), 400, 'invalid_request', 'Invalid request format. Invalid parameter: code_verifier'],
    ['one with a wrong character', `${'x'.repeat(42)}+`, 400, 'invalid_request', 'Invalid request format. Invalid parameter: code_verifier'],
  ])('checks PKCE: %s', async (_name, given, status, error, description) => {
    expect(errorOf(await desk.exchange(await desk.signIn(), 'cloud', { code_verifier: given }))).toEqual({ status, error, description });
  });
});

describe('Refreshing', () => {
  it('gives a new pair each time, and the former access token goes on to its end', async () => {
    const first = await desk.tokens();
    const second = JSON.parse((await desk.refresh(first.refresh_token ?? '')).text) as TokenReply;
    const third = JSON.parse((await desk.refresh(second.refresh_token ?? '')).text) as TokenReply;
    expect(new Set([first, second, third].flatMap((one) => [one.access_token, one.refresh_token])).size).toBe(6);
    for (const { access_token: token } of [first, second, third]) expect(await desk.gatewaySays(token)).toBe('OK');
  });

  it('an old one that comes again ends the whole set, the newest tokens too, and no other set', async () => {
    const [first, other] = [await desk.tokens(), await desk.tokens()];
    const second = JSON.parse((await desk.refresh(first.refresh_token ?? '')).text) as TokenReply;
    expect(errorOf(await desk.refresh(first.refresh_token ?? ''))).toEqual(badRefresh);
    expect([await desk.gatewaySays(first.access_token), await desk.gatewaySays(second.access_token)]).toEqual(['EV1020', 'EV1020']);
    expect(errorOf(await desk.refresh(second.refresh_token ?? ''))).toEqual(badRefresh);
    expect([await desk.gatewaySays(other.access_token), (await desk.refresh(other.refresh_token ?? '')).status]).toEqual(['OK', 200]);
    const lines = (await sets()).filter((line) => /refreshed|reused/.test(line)).map((line) => line.replace(/ \d+ /, ' '));
    expect(lines).toEqual(['refreshed 1', 'reused 1', 'refreshed 1']);
  });

  it('of two at the same moment one wins, and then the set is gone', async () => {
    const { refresh_token: token = '' } = await desk.tokens();
    const pages = await Promise.all([desk.refresh(token), desk.refresh(token)]);
    expect(pages.map(({ status }) => status).sort()).toEqual([200, 401]);
    const won = JSON.parse(pages.find(({ status }) => status === 200)?.text ?? '') as TokenReply;
    expect(await desk.gatewaySays(won.access_token)).toBe('EV1020');
  });

  it('is good for a year', async () => {
    const [early, late] = [await desk.tokens(), await desk.tokens()];
    now += 31_536_000_000 - 1;
    expect((await desk.refresh(early.refresh_token ?? '')).status).toBe(200);
    now += 1;
    expect(errorOf(await desk.refresh(late.refresh_token ?? ''))).toEqual(badRefresh);
  });

  it('refuses what is unknown or somebody else\'s', async () => {
    expect(errorOf(await desk.refresh('x'.repeat(50)))).toEqual(badRefresh);
    expect((await desk.control.oauthEvents()).at(-1)).toMatchObject({ what: 'refused', client: 'Agentbook_Cloud', error: 'invalid_grant' });
  });

  it('a reply that is lost leaves the old token spent', async () => {
    const { refresh_token: token = '' } = await desk.tokens();
    await desk.control.order({ fault: 'dropReply', match: { path: '/gateway3/oauth/token' } });
    await expect(desk.refresh(token)).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect(errorOf(await desk.refresh(token))).toEqual(badRefresh);
  });

  it('a connection cut before it was looked at leaves it good', async () => {
    const { refresh_token: token = '' } = await desk.tokens();
    await desk.control.order({ fault: 'cutBefore', match: { path: '/gateway3/oauth/token' } });
    await expect(desk.refresh(token)).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect((await desk.refresh(token)).status).toBe(200);
  });
});

describe('The token call', () => {
  const form = { grant_type: 'refresh_token', refresh_token: 'x' };
  const post = (headers: Record<string, string>, body: Record<string, string> = form): ReturnType<typeof browse> => browse(`${desk.sandbox.url}/gateway3/oauth/token`, body, headers);
  const own = (): { authorization: string } => ({ authorization: basic(desk.client()) });

  it('tells every kind of wrong client credentials in the published words', async () => {
    const { clientId, clientSecret } = desk.client();
    const basicOf = (text: string): Record<string, string> => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
    expect(errorOf(await post({}))).toEqual(request('Invalid client. Missing authorization header.'));
    expect(errorOf(await post({}, { ...form, client_id: clientId, client_secret: clientSecret }))).toEqual(request('Invalid client. Missing authorization header.'));
    expect(errorOf(await post({ authorization: 'Basic ***' }))).toEqual(request('Invalid authorization header.'));
    expect(errorOf(await post(basicOf('no colon')))).toEqual(request('Invalid authorization header.'));
    expect(errorOf(await post({ authorization: 'Bearer abc' }))).toEqual(request('This API requires authentication using HTTP Basic Auth or by including credentials in the request body.'));
    expect(errorOf(await post(basicOf(`Somebody_Else:${clientSecret}`)))).toEqual({ status: 400, error: 'invalid_client', description: 'Client is invalid.' });
    expect(errorOf(await post(basicOf(`${clientId}:wrong`)))).toEqual({ status: 400, error: 'invalid_client', description: 'The provided secret or assertion are not valid for this client.' });
  });

  it('takes id and secret raw: form-encoding them first is wrong', async () => {
    const { clientId, clientSecret } = desk.client();
    const encoded = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64');
    expect(errorOf(await post({ authorization: `Basic ${encoded}` })).error).toBe('invalid_client');
    expect(errorOf(await post(own()))).toEqual(badRefresh);
  });

  it.each([
    [{}, 'grant_type'],
    [{ grant_type: 'authorization_code' }, 'code'],
    [{ grant_type: 'authorization_code', code: 'x' }, 'redirect_uri'],
    [{ grant_type: 'refresh_token' }, 'refresh_token'],
  ])('%j lacks %s', async (body, name) => {
    expect(errorOf(await post(own(), body))).toEqual(request(`Invalid request format. Missing parameter: ${name}`));
  });

  it('refuses another grant type', async () => {
    expect(errorOf(await post(own(), { grant_type: 'password' }))).toEqual({ status: 400, error: 'unsupported_grant_type', description: 'Invalid grant_type.' });
  });

  it('takes the form from the body only, never from the address, and only once each', async () => {
    expect(errorOf(await browse(`${desk.sandbox.url}/gateway3/oauth/token?grant_type=refresh_token`, form, own()))).toEqual(request('Invalid request format. Parameters belong in the body.'));
    expect(errorOf(await post({ ...own(), 'content-type': 'application/json' }))).toEqual(request('Invalid request format. Missing parameter: grant_type'));
    expect(errorOf(await post({ ...own(), 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' }))).toEqual(badRefresh);
    const twice = await fetch(`${desk.sandbox.url}/gateway3/oauth/token`, { method: 'POST', headers: own(), body: new URLSearchParams([['grant_type', 'a'], ['grant_type', 'b']]) });
    expect([twice.status, await twice.json()]).toEqual([400, { error: 'invalid_request', error_description: 'Invalid request format. Repeated parameter: grant_type' }]);
  });

  it('wants to be told the length', async () => {
    const reply = await fetch(`${desk.sandbox.url}/gateway3/oauth/token`, { method: 'POST', headers: own(), body: new Blob(['x']).stream(), duplex: 'half' } as RequestInit);
    expect(reply.status).toBe(411);
  });

  it('leaves no secret in the log of requests or in the events', async () => {
    const { access_token: access, refresh_token: refresh = '' } = await desk.tokens();
    await desk.refresh(refresh);
    const told = JSON.stringify([await desk.control.requests(), await desk.control.oauthEvents()]);
    for (const secret of [access, refresh, verifier, desk.client().clientSecret]) expect(told).not.toContain(secret);
  });
});
