import { clientBy } from './clients.ts';
import type { RegisteredClient, RegisteredClients } from './clients.ts';
import { scope } from './access-token.ts';
import { isChallenge } from './pkce.ts';
import { malformed, missing, notCode, notConfigured, repeated, unknownClient } from './refusals.ts';
import type { Refusal } from './refusals.ts';

/** An authorise call that may be shown to a person. */
export interface AuthorizeRequest {
  client: RegisteredClient;
  redirectUri: string;
  /** '' for none. */
  state: string;
  /** '' for none. */
  challenge: string;
}

export type AuthorizeCheck =
  | { kind: 'show'; request: AuthorizeRequest }
  /** Told to the person's browser, because where it would send them cannot be trusted. */
  | { kind: 'refuse'; refusal: Refusal }
  /** Told to the client by way of its redirect address. */
  | { kind: 'redirect'; to: string };

/** Under 200 characters of a fixed set (SPEC 4.1, with the two that only the README lists). */
const isState = (text: string): boolean => /^[A-Za-z0-9\-.?,:/\\+=$#'_]{1,199}$/.test(text);

/** The redirect address with an answer added to whatever query it has. */
export function answerTo({ redirectUri, state }: Pick<AuthorizeRequest, 'redirectUri' | 'state'>, answer: Record<string, string>): string {
  const query = new URLSearchParams({ ...answer, ...(state === '' ? {} : { state }) });
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${query.toString()}`;
}

const required = ['redirect_uri', 'response_type', 'client_id', 'scope'];

function wrongInForm(query: URLSearchParams): Refusal | null {
  const twice = [...new Set(query.keys())].find((name) => query.getAll(name).length > 1);
  if (twice !== undefined) return repeated(twice);
  const absent = required.find((name) => (query.get(name) ?? '') === '');
  return absent === undefined ? null : missing(absent);
}

/** SPEC 4.1. Everything that is wrong after client and redirect address are known to be good goes by redirect where RFC 6749 says so. */
export function checkAuthorize(query: URLSearchParams, clients: RegisteredClients): AuthorizeCheck {
  const given = (name: string): string => query.get(name) ?? '';
  const wrong = wrongInForm(query);
  if (wrong !== null) return { kind: 'refuse', refusal: wrong };
  const client = clientBy(clients, given('client_id'));
  if (client === null) return { kind: 'refuse', refusal: unknownClient };
  const [redirectUri, state, challenge] = [given('redirect_uri'), given('state'), given('code_challenge')];
  if (!client.redirectUris.includes(redirectUri)) return { kind: 'refuse', refusal: notConfigured(redirectUri) };
  if (given('response_type') !== 'code') return { kind: 'refuse', refusal: notCode };
  if (state !== '' && !isState(state)) return { kind: 'refuse', refusal: malformed('state') };
  if (given('scope') !== scope) return { kind: 'redirect', to: answerTo({ redirectUri, state }, { error: 'invalid_scope', error_description: 'Invalid scope requested' }) };
  const wrongPkce = (challenge === '' ? query.has('code_challenge_method') : !isChallenge(challenge) || !['', 'S256'].includes(given('code_challenge_method')));
  // RFC 7636, 4.4.1; the description is inferred.
  if (wrongPkce) return { kind: 'redirect', to: answerTo({ redirectUri, state }, { error: 'invalid_request', error_description: 'Invalid code_challenge or code_challenge_method' }) };
  return { kind: 'show', request: { client, redirectUri, state, challenge } };
}
