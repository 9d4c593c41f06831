import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { browse, visit } from '../visitor.ts';
import { errorOf, oauthDesk, parametersOf } from './oauth-desk.ts';
import type { Desk } from './oauth-desk.ts';

let desk: Desk;
let now = Date.parse('2026-11-20T20:52:00Z');
beforeAll(async () => (desk = await oauthDesk({ clock: () => now })));
beforeEach(async () => {
  await desk.control.reset();
  await desk.control.revokeConsents();
});
afterAll(() => desk.close());

const missing = (name: string): string => `Invalid request format. Missing parameter: ${name}`;

describe('The authorise call', () => {
  it('sends the browser back with a code of about 100 characters and the state as it came', async () => {
    const state = "aZ09-.?,:/\\+=$#'_";
    const went = await visit(desk.authorize('cloud', { state }));
    expect([went.page.status, went.location.split('?')[0]]).toEqual([302, desk.client().redirectUris[0]]);
    expect(parametersOf(went)).toEqual({ code: expect.stringMatching(/^[\w-]{100}$/), state });
  });

  it('works without a state and without PKCE, which are optional', async () => {
    const went = await visit(desk.authorize('cloud', { state: null, code_challenge: null, code_challenge_method: null }));
    expect(parametersOf(went)).toEqual({ code: expect.any(String) });
    expect((await desk.exchange(parametersOf(went).code ?? '', 'cloud', { code_verifier: null })).status).toBe(200);
  });

  it('takes every registered redirect address, and no other, byte for byte', async () => {
    for (const uri of desk.client().redirectUris) expect((await visit(desk.authorize('cloud', { redirect_uri: uri }))).location).toMatch(new RegExp(`^${uri}\\?code=`));
    for (const uri of ['http://127.0.0.1:41003/callback', 'http://127.0.0.1:41001/callback/', 'http://127.0.0.1:41001/Callback', 'http://localhost:41001/callback', 'https://127.0.0.1:41001/callback', 'http://127.0.0.1/callback'])
      expect(errorOf(await browse(desk.authorize('cloud', { redirect_uri: uri })))).toEqual({
        status: 400, error: 'invalid_request', description: `Invalid redirect_uri. Provided redirect_uri (${uri}) is not configured for this client.`,
      });
  });

  it.each([
    [{ redirect_uri: null }, 'invalid_request', missing('redirect_uri')],
    [{ response_type: null }, 'invalid_request', missing('response_type')],
    [{ client_id: null }, 'invalid_request', missing('client_id')],
    [{ scope: null }, 'invalid_request', missing('scope')],
    [{ response_type: 'token' }, 'invalid_request', "Invalid response_type. Response type must be 'code'"],
    [{ client_id: 'Somebody_Else' }, 'invalid_client', 'Client is invalid.'],
    [{ state: 'x'.repeat(200) }, 'invalid_request', 'Invalid request format. Invalid parameter: state'],
    [{ state: 'with space' }, 'invalid_request', 'Invalid request format. Invalid parameter: state'],
    [{ state: 'ā' }, 'invalid_request', 'Invalid request format. Invalid parameter: state'],
  ])('%j answers 400 in JSON, without a redirect', async (change, error, description) => {
    const page = await browse(desk.authorize('cloud', change));
    expect(errorOf(page)).toEqual({ status: 400, error, description });
    expect([page.headers.location, page.headers['content-type']]).toEqual([undefined, 'application/json; charset=utf-8']);
  });

  it('a state of 199 characters is short enough', async () => {
    expect(parametersOf(await visit(desk.authorize('cloud', { state: 'x'.repeat(199) }))).state).toHaveLength(199);
  });

  it('refuses a parameter that is given twice', async () => {
    expect(errorOf(await browse(`${desk.authorize()}&state=other`)).description).toBe('Invalid request format. Repeated parameter: state');
  });

  it('an invalid scope goes back by redirect, in the published words', async () => {
    const { location } = await visit(desk.authorize('cloud', { scope: 'MYIR.Everything' }));
    expect(location).toBe(`${desk.client().redirectUris[0]}?error=invalid_scope&error_description=Invalid+scope+requested&state=abc`);
  });

  it.each([
    [{ code_challenge_method: 'plain' }],
    [{ code_challenge: 'short' }],
    [{ code_challenge: null }],
  ])('PKCE that is not S256 goes back by redirect: %j', async (change) => {
    expect(parametersOf(await visit(desk.authorize('cloud', change)))).toMatchObject({ error: 'invalid_request', state: 'abc' });
  });

  it('Deny, and leaving before logging in, go back with access_denied and the state', async () => {
    for (const answer of ['deny', 'cancel'] as const) expect(parametersOf(await visit(desk.authorize(), { answer }))).toEqual({ error: 'access_denied', state: 'abc' });
    expect((await desk.control.oauthEvents()).filter(({ what }) => what === 'denied').map(({ logon }) => logon)).toEqual(['ngata.owner', '']);
  });

  it('asks for consent on first use only, for each logon and client of its own', async () => {
    const asked = async (kind: 'cloud' | 'native', logon: string): Promise<boolean> => (await visit(desk.authorize(kind), { logon })).asked;
    expect([await asked('cloud', 'ngata.owner'), await asked('cloud', 'ngata.owner')]).toEqual([true, false]);
    expect([await asked('cloud', 'ngata.admin'), await asked('native', 'ngata.owner')]).toEqual([true, true]);
    await desk.control.revokeConsents();
    expect(await asked('cloud', 'ngata.owner')).toBe(true);
  });

  it('asks again after a denial, and when a consent has run out after five years', async () => {
    expect([(await visit(desk.authorize(), { answer: 'deny' })).asked, (await visit(desk.authorize())).asked]).toEqual([true, true]);
    const before = now;
    now += 5 * 365 * 24 * 60 * 60 * 1000 - 1;
    expect((await visit(desk.authorize())).asked).toBe(false);
    now += 1;
    expect((await visit(desk.authorize())).asked).toBe(true);
    now = before;
  });
});

describe('The sign-in page', () => {
  it('names its field and its buttons, and who asks', async () => {
    const first = await browse(desk.authorize('native'));
    expect(first.text).toContain('<label for="logon">myIR logon</label><select id="logon" name="logon">');
    expect(first.text).toMatch(/<button [^>]*>Log in<\/button>/);
    const ticket = /name="ticket" value="([\w-]+)"/.exec(first.text)?.[1] ?? '';
    const second = await browse(`${desk.sandbox.url}/gateway3/oauth/authorize`, { ticket, step: 'logIn', logon: 'ngata.owner' });
    expect(second.text).toMatch(/<button [^>]*>Allow<\/button><button [^>]*>Deny<\/button>/);
    expect(second.text).toContain('Agentbook for the desktop');
  });

  it('refuses to be framed, runs no script, and is not kept', async () => {
    const { headers, text } = await browse(desk.authorize());
    expect(headers).toMatchObject({ 'x-frame-options': 'DENY', 'cache-control': 'no-store' });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(text).not.toContain('<script');
  });

  it('takes a form from its own pages only', async () => {
    const { origin } = new URL(desk.sandbox.url);
    const at = `${origin}/gateway3/oauth/authorize`;
    const form = { ticket: 'none', step: 'logIn', logon: 'ngata.owner' };
    expect((await browse(at, form, { origin })).status).toBe(400);
    for (const headers of [{ origin: 'https://elsewhere.example' }, { origin: 'null' }, { origin: 'http://127.0.0.1:1' }, { host: 'elsewhere.example' }])
      await expect(browse(at, form, headers as Record<string, string>)).rejects.toThrow(/socket hang up|ECONNRESET/);
    await expect(browse(`${origin}/gateway/contact/status`, null, { origin })).rejects.toThrow(/socket hang up|ECONNRESET/);
  });

  it('gives nothing without a log-on before it, twice, or too late', async () => {
    const at = `${desk.sandbox.url}/gateway3/oauth/authorize`;
    const ticket = async (): Promise<string> => /name="ticket" value="([\w-]+)"/.exec((await browse(desk.authorize())).text)?.[1] ?? '';
    const skipped = await ticket();
    expect((await browse(at, { ticket: skipped, step: 'allow' })).status).toBe(400);
    expect((await browse(at, { ticket: skipped, step: 'logIn', logon: 'nobody' })).status).toBe(400);
    const used = await ticket();
    expect((await browse(at, { ticket: used, step: 'deny' })).status).toBe(302);
    expect((await browse(at, { ticket: used, step: 'deny' })).status).toBe(400);
    const late = await ticket();
    now += 30 * 60 * 1000;
    expect((await browse(at, { ticket: late, step: 'logIn', logon: 'ngata.owner' })).status).toBe(400);
  });

  it('other paths and methods are not there', async () => {
    expect((await browse(`${desk.sandbox.url}/gateway3/oauth/other`)).status).toBe(404);
    const reply = await desk.ask('PUT', '/gateway3/oauth/authorize');
    expect([reply.status, reply.headers.allow]).toEqual([405, 'GET, POST']);
    const token = await browse(`${desk.sandbox.url}/gateway3/oauth/token`);
    expect([token.status, token.headers.allow]).toEqual([405, 'POST']);
  });
});
