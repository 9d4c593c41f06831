import type { IncomingHttpHeaders } from 'node:http';
import { plainly } from '../ird/answers.ts';
import type { Answer } from '../ird/answers.ts';
import type { Logons } from '../logons.ts';
import type { Tokens } from '../tokens.ts';
import { scope } from './access-token.ts';
import { Authorize } from './authorize.ts';
import { clientOf } from './client-authentication.ts';
import type { RegisteredClient, RegisteredClients } from './clients.ts';
import { EventLog } from './events.ts';
import type { Lifetimes } from './lifetimes.ts';
import { isVerifier } from './pkce.ts';
import { lengthMissing, malformed, missing, nothing, queryGiven, refuse, repeated, tell, unknownClient, wrongGrantType } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import { TokenSets } from './token-sets.ts';
import type { Granted } from './token-sets.ts';

export interface OAuthParts {
  /** Origin of the server, for what tokens say of who made them. */
  host: () => string;
  clients: RegisteredClients;
  logons: Logons;
  tokens: Tokens;
  lifetimes: Lifetimes;
  clock: () => number;
}

export interface OAuthCall {
  method: string;
  path: string;
  /** What follows the `?`. */
  query: string;
  headers: IncomingHttpHeaders;
  body: string;
}

const root = '/gateway3/oauth/';
export const isOAuthPath = (path: string): boolean => path.startsWith(root);

/** A body that is not a form has no parameters, so that the first required one is missing. */
const formOf = ({ headers, body }: OAuthCall): URLSearchParams =>
  new URLSearchParams(/^application\/x-www-form-urlencoded\s*(;|$)/i.test(headers['content-type'] ?? '') ? body : '');

const isRefusal = (one: RegisteredClient | Granted | Refusal): one is Refusal => 'error' in one;

/** Inland Revenue's OAuth server as far as it is published (SPEC 4.1, 4.2). Shares nothing with our own client of it. */
export class OAuthServer {
  readonly events: EventLog;
  readonly authorize: Authorize;
  readonly #parts: OAuthParts;
  readonly #sets: TokenSets;

  constructor(parts: OAuthParts) {
    this.#parts = parts;
    this.events = new EventLog(parts.clock);
    this.#sets = new TokenSets({ ...parts, events: this.events });
    this.authorize = new Authorize({ ...parts, sets: this.#sets, events: this.events });
  }

  async answer(call: OAuthCall): Promise<Answer> {
    const name = call.path.slice(root.length);
    if (name === 'authorize') return this.#authorize(call);
    if (!['token', 'introspect', 'revoke'].includes(name)) return plainly(404, 'Not Found');
    if (call.method !== 'POST') return plainly(405, 'Method Not Allowed', { allow: 'POST' });
    const form = formOf(call);
    const wrong = this.#wrongInForm(call, form);
    if (wrong !== null) return refuse(wrong);
    const client = clientOf(call.headers.authorization ?? '', this.#parts.clients);
    if (name === 'token') return this.#token(client, form);
    return this.#aboutToken(name === 'revoke', client, form);
  }

  #authorize(call: OAuthCall): Answer {
    if (call.method === 'GET') return this.authorize.arrive(new URLSearchParams(call.query));
    return call.method === 'POST' ? this.authorize.step(formOf(call)) : plainly(405, 'Method Not Allowed', { allow: 'GET, POST' });
  }

  #wrongInForm({ headers, query }: OAuthCall, form: URLSearchParams): Refusal | null {
    if (headers['content-length'] === undefined) return lengthMissing;
    if (query !== '') return queryGiven;
    const twice = [...new Set(form.keys())].find((name) => form.getAll(name).length > 1);
    return twice === undefined ? null : repeated(twice);
  }

  async #token(client: RegisteredClient | Refusal, form: URLSearchParams): Promise<Answer> {
    const granted = isRefusal(client) ? client : await this.#grant(client, form);
    if (isRefusal(granted)) {
      this.events.add('refused', { client: isRefusal(client) ? '' : client.clientId, error: granted.error });
      return refuse(granted);
    }
    // `expires_in` is text, as in most of the published samples.
    const reply = { access_token: granted.accessToken, token_type: 'Bearer', expires_in: String(granted.accessSeconds), scope };
    return tell(granted.refreshToken === '' ? reply : { ...reply, refresh_token: granted.refreshToken });
  }

  async #grant(client: RegisteredClient, form: URLSearchParams): Promise<Granted | Refusal> {
    const given = (name: string): string => form.get(name) ?? '';
    const lacking = (...names: string[]): Refusal | null => {
      const name = names.find((one) => given(one) === '');
      return name === undefined ? null : missing(name);
    };
    switch (given('grant_type')) {
      case '':
        return missing('grant_type');
      case 'authorization_code':
        if (form.has('code_verifier') && !isVerifier(given('code_verifier'))) return malformed('code_verifier');
        return lacking('code', 'redirect_uri') ?? this.#sets.exchange(client, given('code'), given('redirect_uri'), given('code_verifier'));
      case 'refresh_token':
        return lacking('refresh_token') ?? this.#sets.refresh(client, given('refresh_token'));
      default:
        return wrongGrantType;
    }
  }

  /**
   * Introspect and revoke. A client that is not known is 401 here; for a header that is missing or cannot be read the introspection has a code
   * of its own, whose text is inferred.
   */
  #aboutToken(revoke: boolean, client: RegisteredClient | Refusal, form: URLSearchParams): Answer {
    if (isRefusal(client)) {
      if (client.error === 'invalid_client') return refuse({ ...unknownClient, status: 401, description: client.description });
      return refuse(revoke ? client : { ...client, error: 'unauthorized_client' });
    }
    const token = form.get('token') ?? '';
    if (token === '') return refuse(missing('token'));
    if (revoke) {
      this.#sets.revoke(client, token);
      return nothing;
    }
    const live = this.#sets.look(client, token);
    if (live === null) return tell({ active: false });
    return tell({ active: true, client_id: live.client.clientId, username: live.logon, scope, sub: live.sub, exp: live.exp, iat: live.iat });
  }
}
