import { createHash, randomBytes } from 'node:crypto';
import type { ClientCredentials } from '../../../../main/sandbox/credentials.ts';
import { world } from '../caller.ts';
import type { World } from '../caller.ts';
import { browse, visit } from '../visitor.ts';
import type { Page, Visit, Visitor } from '../visitor.ts';

export interface TokenReply {
  access_token: string;
  token_type: string;
  expires_in: string;
  scope: string;
  refresh_token?: string;
}

export type Kind = 'cloud' | 'native';
type Form = Record<string, string>;

export const basic = ({ clientId, clientSecret }: Pick<ClientCredentials, 'clientId' | 'clientSecret'>): string => `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
export const verifier = randomBytes(48).toString('base64url');
export const challenge = createHash('sha256').update(verifier).digest('base64url');
export const errorOf = ({ status, text }: Page): { status: number; error: string; description: string } => {
  const { error, error_description: description } = JSON.parse(text) as { error: string; error_description: string };
  return { status, error, description };
};
export const parametersOf = ({ location }: Visit): Record<string, string> => Object.fromEntries(new URL(location).searchParams);

const given = (form: Record<string, string | null>): Form => Object.fromEntries(Object.entries(form).filter((pair): pair is [string, string] => pair[1] !== null));

export interface Desk extends World {
  client(kind?: Kind): ClientCredentials;
  /** The authorise call's address: everything as it should be, with PKCE, but for what `change` says; null leaves one out. */
  authorize(kind?: Kind, change?: Record<string, string | null>): string;
  signIn(kind?: Kind, who?: Visitor): Promise<string>;
  post(name: 'token' | 'introspect' | 'revoke', form: Form, kind?: Kind, headers?: Record<string, string>): Promise<Page>;
  /** With everything as it should be, but for what `change` says; null leaves one out. */
  exchange(code: string, kind?: Kind, change?: Record<string, string | null>): Promise<Page>;
  refresh(token: string, kind?: Kind): Promise<Page>;
  /** Signs in and exchanges the code. */
  tokens(kind?: Kind, who?: Visitor): Promise<TokenReply>;
  /** What the gateway says to this access token: `OK`, or an error code. */
  gatewaySays(token: string): Promise<string>;
}

/** A sandbox and a client of its OAuth server that is written from the contract, not from our own sign-in. */
export async function oauthDesk(options: Parameters<typeof world>[0] = {}): Promise<Desk> {
  const desk = await world({ clients: 5, redirectPorts: [41_001, 41_002], ...options });
  const root = `${desk.sandbox.url}/gateway3/oauth/`;
  const client: Desk['client'] = (kind = 'cloud') => desk.sandbox.credentials[kind];
  const redirectUri = (kind?: Kind): string => client(kind).redirectUris[0] ?? '';
  const authorize: Desk['authorize'] = (kind, change = {}) => {
    const whole = { response_type: 'code', client_id: client(kind).clientId, redirect_uri: redirectUri(kind), scope: 'MYIR.Services', state: 'abc', code_challenge: challenge, code_challenge_method: 'S256', ...change };
    return `${root}authorize?${new URLSearchParams(given(whole)).toString()}`;
  };
  const post: Desk['post'] = (name, form, kind, headers = {}) => browse(`${root}${name}`, form, { authorization: basic(client(kind)), ...headers });
  const exchange: Desk['exchange'] = (code, kind, change = {}) => post('token', given({ grant_type: 'authorization_code', code, redirect_uri: redirectUri(kind), code_verifier: verifier, ...change }), kind);
  const signIn: Desk['signIn'] = async (kind, who) => parametersOf(await visit(authorize(kind), who)).code ?? '';
  return {
    ...desk, client, authorize, post, exchange, signIn,
    refresh: (token, kind) => post('token', { grant_type: 'refresh_token', refresh_token: token }, kind),
    tokens: async (kind, who) => JSON.parse((await exchange(await signIn(kind, who), kind)).text) as TokenReply,
    gatewaySays: async (token) => {
      const { text, code } = await desk.ask('GET', '/gateway/contact/status', undefined, { authorization: `Bearer ${token}` });
      return code === '' ? text : code;
    },
  };
}
