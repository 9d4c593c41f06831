import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { browse } from '../visitor.ts';
import { basic, errorOf, oauthDesk } from './oauth-desk.ts';
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

const told = async (token: string, kind: 'cloud' | 'native' = 'cloud', more = {}): Promise<unknown> => JSON.parse((await desk.post('introspect', { token, ...more }, kind)).text);
const inactive = { active: false };
const iat = start / 1000;

describe('Introspection', () => {
  it('tells whose token it is and until when, whatever the hint says', async () => {
    const { access_token: access, refresh_token: refresh = '' } = await desk.tokens('cloud', { logon: 'ngata.admin' });
    const live = { active: true, client_id: 'Agentbook_Cloud', username: 'ngata.admin', scope: 'MYIR.Services', sub: expect.stringMatching(/^[0-9a-f-]{36}$/), iat };
    for (const more of [{}, { token_type_hint: 'access_token' }, { token_type_hint: 'refresh_token' }]) {
      expect(await told(access, 'cloud', more)).toEqual({ ...live, exp: iat + 28_800 });
      expect(await told(refresh, 'cloud', more)).toEqual({ ...live, exp: iat + 31_536_000 });
    }
  });

  it('says no more than that a bad token is not active', async () => {
    const first = await desk.tokens();
    const { refresh_token: old = '', access_token: access } = first;
    await desk.refresh(old);
    expect([await told('nonsense'), await told(old), await told(access, 'native')]).toEqual([inactive, inactive, inactive]);
    now += 28_800_000;
    expect(await told(access)).toEqual(inactive);
  });

  it('refuses in the published codes', async () => {
    const at = `${desk.sandbox.url}/gateway3/oauth/introspect`;
    expect(errorOf(await desk.post('introspect', {}))).toEqual({ status: 400, error: 'invalid_request', description: 'Invalid request format. Missing parameter: token' });
    expect(errorOf(await browse(at, { token: 'x' }))).toMatchObject({ status: 400, error: 'unauthorized_client' });
    expect(errorOf(await browse(at, { token: 'x' }, { authorization: basic({ ...desk.client(), clientSecret: 'wrong' }) }))).toMatchObject({ status: 401, error: 'invalid_client' });
    expect(errorOf(await browse(`${at}?token=x`, { token: 'x' }, { authorization: basic(desk.client()) }))).toMatchObject({ status: 400, error: 'invalid_request' });
  });
});

describe('Revocation', () => {
  it('of a refresh token ends its whole set', async () => {
    const { access_token: access, refresh_token: refresh = '' } = await desk.tokens();
    expect(await desk.post('revoke', { token: refresh })).toMatchObject({ status: 200, text: '' });
    expect([await desk.gatewaySays(access), (await desk.refresh(refresh)).status, await told(refresh)]).toEqual(['EV1020', 401, inactive]);
    expect((await desk.control.oauthEvents()).filter(({ what }) => what === 'revoked')).toMatchObject([{ client: 'Agentbook_Cloud', logon: 'ngata.owner' }]);
  });

  it('of an access token ends that one only', async () => {
    const { access_token: access, refresh_token: refresh = '' } = await desk.tokens();
    expect((await desk.post('revoke', { token: access, token_type_hint: 'access_token' })).status).toBe(200);
    expect(await desk.gatewaySays(access)).toBe('EV1020');
    const next = JSON.parse((await desk.refresh(refresh)).text) as TokenReply;
    expect(await desk.gatewaySays(next.access_token)).toBe('OK');
  });

  it('of an unknown token, or another client\'s, is no error and does nothing', async () => {
    const { access_token: access } = await desk.tokens();
    expect([(await desk.post('revoke', { token: 'nonsense' })).status, (await desk.post('revoke', { token: access }, 'native')).status]).toEqual([200, 200]);
    expect(await desk.gatewaySays(access)).toBe('OK');
  });

  it('refuses in the published codes', async () => {
    const at = `${desk.sandbox.url}/gateway3/oauth/revoke`;
    expect(errorOf(await desk.post('revoke', {}))).toMatchObject({ status: 400, error: 'invalid_request' });
    expect(errorOf(await browse(at, { token: 'x' }))).toMatchObject({ status: 400, error: 'invalid_request' });
    expect(errorOf(await browse(at, { token: 'x' }, { authorization: basic({ ...desk.client(), clientId: 'Somebody_Else' }) }))).toEqual({ status: 401, error: 'invalid_client', description: 'Client is invalid.' });
  });
});

describe('The control address', () => {
  it('shortens lifetimes for what is handed out from then on', async () => {
    const long = await desk.tokens();
    const before = await desk.control.lifetimes({});
    expect(await desk.control.lifetimes({ accessSeconds: 60, refreshSeconds: 120 })).toEqual({ ...before, accessSeconds: 60, refreshSeconds: 120 });
    const short = await desk.tokens();
    expect(short.expires_in).toBe('60');
    now += 60_000;
    expect([await desk.gatewaySays(long.access_token), await desk.gatewaySays(short.access_token)]).toEqual(['OK', 'EV1020']);
    now += 60_000;
    expect([(await desk.refresh(short.refresh_token ?? '')).status, (await desk.refresh(long.refresh_token ?? '')).status]).toEqual([401, 200]);
    await desk.control.lifetimes(before);
    await expect(desk.control.lifetimes({ accessSeconds: 0 })).rejects.toThrow('order/accessSeconds must be >= 1');
  });

  it('expires every access token by order or by fault; refresh tokens stay', async () => {
    const first = await desk.tokens();
    await desk.control.expireTokens();
    expect(await desk.gatewaySays(first.access_token)).toBe('EV1020');
    const second = JSON.parse((await desk.refresh(first.refresh_token ?? '')).text) as TokenReply;
    await desk.control.order({ fault: 'expireToken', skip: 1, match: { path: '/gateway/' } });
    expect([await desk.gatewaySays(second.access_token), await desk.gatewaySays(second.access_token)]).toEqual(['OK', 'EV1020']);
    expect((await desk.refresh(second.refresh_token ?? '')).status).toBe(200);
  });

  it('revokes every consent as myIR does: what came of it ends, and what the control address gave does not', async () => {
    const { access_token: access, refresh_token: refresh = '' } = await desk.tokens();
    const code = await desk.signIn();
    const given = await desk.control.token();
    await desk.control.revokeConsents();
    expect([await desk.gatewaySays(access), (await desk.refresh(refresh)).status, (await desk.exchange(code)).status]).toEqual(['EV1020', 401, 401]);
    expect(await desk.gatewaySays(given.token)).toBe('OK');
  });

  it('hands out tokens for any logon, and tells who there is', async () => {
    const logons = await desk.control.logons();
    expect(logons.map(({ logon, role }) => `${logon} ${role}`)).toContain('ngata.restricted restricted');
    expect(await desk.gatewaySays((await desk.control.token('ngata.user')).token)).toBe('OK');
    await expect(desk.control.token('nobody')).rejects.toThrow('No logon nobody here');
  });

  it('gives a logon another role, until it is reset', async () => {
    await desk.control.setRole('ngata.user', 'restricted');
    const role = async (): Promise<string | undefined> => (await desk.control.logons()).find(({ logon }) => logon === 'ngata.user')?.role;
    expect(await role()).toBe('restricted');
    await desk.control.reset();
    expect(await role()).toBe('user');
    await expect(desk.control.setRole('nobody', 'owner')).rejects.toThrow('No logon nobody here');
  });

  it('tells the story of a sign-in, from the page to the last refresh', async () => {
    await desk.control.revokeConsents();
    const { refresh_token: refresh = '' } = await desk.tokens();
    await desk.refresh(refresh);
    const events = await desk.control.oauthEvents();
    expect(events.map(({ n, what, logon }) => [n, what, logon])).toEqual([
      [1, 'asked', ''], [2, 'consented', 'ngata.owner'], [3, 'granted', 'ngata.owner'], [4, 'refreshed', 'ngata.owner'],
    ]);
    expect(await desk.control.oauthEvents(3)).toEqual(events.slice(3));
  });
});
