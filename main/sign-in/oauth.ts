import * as oauth from 'oauth4webapi';
import { err, ok, type Result } from '../../shared/result.ts';
import { isThisComputer } from '../connection/gateway-address.ts';
import { notUnderstood, refused, type OAuthCall, type OAuthTrouble } from './oauth-trouble.ts';
import { unreached } from './unreached.ts';

/** The OAuth server and who we are there (SPEC 4.1). `fetch` goes through the person's proxy; it follows no redirect. */
export interface OAuthClient {
  /** Origin, https; plain http on this computer only. */
  signInHost: string;
  clientId: string;
  clientSecret: string;
  fetch: typeof fetch;
  /** Milliseconds until an answer is given up. */
  deadlineMs: number;
  signal?: AbortSignal | undefined;
}

/** What a token call answers. `lifeSeconds`: null where the server does not say (`expires_in` as text or number, SPEC 4.1). */
export interface Tokens {
  access: string;
  refresh: string | null;
  lifeSeconds: number | null;
}

export interface Introspection {
  active: boolean;
  /** The myIR logon; '' where the server does not say. */
  logon: string;
}

export type TokenKind = 'access_token' | 'refresh_token';

/** The only scope there is (SPEC 4.1). */
const scope = 'MYIR.Services';

const serverAt = (signInHost: string): oauth.AuthorizationServer => {
  const at = (name: string): string => `${signInHost}/gateway3/oauth/${name}`;
  return {
    issuer: `${signInHost}/gateway3/oauth/`,
    authorization_endpoint: at('authorize'),
    token_endpoint: at('token'),
    introspection_endpoint: at('introspect'),
    revocation_endpoint: at('revoke'),
  };
};

/** Raw base64 of `id:secret`, as Inland Revenue documents it; RFC 6749 2.3.1 would form-encode both parts first. */
const rawBasic = (clientSecret: string): oauth.ClientAuth => (_server, client, _body, headers) => {
  headers.set('authorization', `Basic ${Buffer.from(`${client.client_id}:${clientSecret}`, 'utf8').toString('base64')}`);
};

/** Where the browser goes. `state`: under 200 characters of the set in SPEC 4.1; ours are hexadecimal. `challenge`: base64url of SHA-256 of the verifier. */
export function authorizeAddress(ask: { signInHost: string; clientId: string; redirectUri: string; state: string; challenge: string }): string {
  const url = new URL(serverAt(ask.signInHost).authorization_endpoint ?? '');
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: ask.clientId,
    redirect_uri: ask.redirectUri,
    scope,
    state: ask.state,
    code_challenge: ask.challenge,
    code_challenge_method: 'S256',
  }).toString();
  return url.href;
}

/** PKCE's challenge for a verifier of 43 to 128 unreserved characters. */
export const challengeOf = (verifier: string): Promise<string> => oauth.calculatePKCECodeChallenge(verifier);

/** Turns the answer that came back through the browser into tokens. `callback`: its query, whose state is checked once more here. */
export function exchangeCode(
  client: OAuthClient,
  answer: { callback: URLSearchParams; state: string; redirectUri: string; verifier: string },
): Promise<Result<Tokens, OAuthTrouble>> {
  return call('exchange', client, async (server, self, secret, options) => {
    const checked = oauth.validateAuthResponse(server, self, answer.callback, answer.state);
    const reply = await oauth.authorizationCodeGrantRequest(server, self, secret, checked, answer.redirectUri, answer.verifier, options);
    return tokensOf(await oauth.processAuthorizationCodeResponse(server, self, reply));
  });
}

/** Spends a refresh token: whatever comes of it, that token must never be sent again (SPEC 4.1), but where the trouble is `notSent`. */
export function refresh(client: OAuthClient, refreshToken: string): Promise<Result<Tokens, OAuthTrouble>> {
  return call('refresh', client, async (server, self, secret, options) => {
    const reply = await oauth.refreshTokenGrantRequest(server, self, secret, refreshToken, options);
    return tokensOf(await oauth.processRefreshTokenResponse(server, self, reply));
  });
}

/** Asks what a token is; spends nothing. */
export function introspect(client: OAuthClient, token: string, kind: TokenKind): Promise<Result<Introspection, OAuthTrouble>> {
  return call('introspect', client, async (server, self, secret, options) => {
    const reply = await oauth.introspectionRequest(server, self, secret, token, { ...options, additionalParameters: { token_type_hint: kind } });
    const { active, username } = await oauth.processIntrospectionResponse(server, self, reply);
    return { active, logon: username ?? '' };
  });
}

/** Ends a token at Inland Revenue. */
export function revoke(client: OAuthClient, token: string, kind: TokenKind): Promise<Result<null, OAuthTrouble>> {
  return call('revoke', client, async (server, self, secret, options) => {
    const reply = await oauth.revocationRequest(server, self, secret, token, { ...options, additionalParameters: { token_type_hint: kind } });
    await oauth.processRevocationResponse(reply);
    return null;
  });
}

const tokensOf = (reply: oauth.TokenEndpointResponse): Tokens => ({
  access: reply.access_token,
  refresh: reply.refresh_token ?? null,
  lifeSeconds: reply.expires_in ?? null,
});

type Work<T> = (server: oauth.AuthorizationServer, self: oauth.Client, secret: oauth.ClientAuth, options: oauth.TokenEndpointRequestOptions) => Promise<T>;

async function call<T>(which: OAuthCall, client: OAuthClient, work: Work<T>): Promise<Result<T, OAuthTrouble>> {
  const deadline = AbortSignal.timeout(client.deadlineMs);
  const signal = client.signal === undefined ? deadline : AbortSignal.any([deadline, client.signal]);
  const options = {
    [oauth.allowInsecureRequests]: isThisComputer(client.signInHost),
    // The body as text: any fetch then sends its length, which Inland Revenue asks for.
    [oauth.customFetch]: (url: string, init: oauth.CustomFetchOptions<'POST', URLSearchParams>) => client.fetch(url, { ...init, body: init.body.toString(), signal }),
  };
  try {
    return ok(await work(serverAt(client.signInHost), { client_id: client.clientId }, rawBasic(client.clientSecret), options));
  } catch (error) {
    return err(await troubleOf(which, error));
  }
}

async function troubleOf(which: OAuthCall, error: unknown): Promise<OAuthTrouble> {
  if (error instanceof oauth.ResponseBodyError) return refused(which, error.status, error.error);
  if (error instanceof oauth.AuthorizationResponseError) return refused('authorize', 302, error.error);
  // A 401 may bring a challenge in a header; the code is in the body all the same.
  if (error instanceof oauth.WWWAuthenticateChallengeError) return challenged(which, error.response);
  if (error instanceof oauth.OperationProcessingError) return notUnderstood(statusOf(error.cause));
  return unreached(error);
}

const statusOf = (cause: unknown): number => (typeof cause === 'object' && cause !== null && 'status' in cause && typeof cause.status === 'number' ? cause.status : 200);

async function challenged(which: OAuthCall, response: Response): Promise<OAuthTrouble> {
  const body: unknown = await response.json().catch(() => null);
  const code = typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'string' ? body.error : '';
  return code === '' ? notUnderstood(response.status) : refused(which, response.status, code);
}
