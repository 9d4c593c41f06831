import { randomBytes } from 'node:crypto';
import type { Logon } from '../logons.ts';
import type { Tokens } from '../tokens.ts';
import { signAccessToken } from './access-token.ts';
import type { RegisteredClient } from './clients.ts';
import type { EventLog } from './events.ts';
import type { Lifetimes } from './lifetimes.ts';
import { fits } from './pkce.ts';
import { expiredCode, otherRedirect, wrongCode, wrongRefreshToken, wrongVerifier } from './refusals.ts';
import type { Refusal } from './refusals.ts';

/** What came of one sign-in. It lives and dies as a whole. */
interface TokenSet {
  n: number;
  client: RegisteredClient;
  logon: Logon;
  ended: boolean;
  /** Refresh tokens handed out so far. */
  refreshes: number;
  access: string[];
}

interface Code {
  client: RegisteredClient;
  logon: Logon;
  redirectUri: string;
  /** '' where the authorise call gave none. */
  challenge: string;
  expiresAt: number;
  used: boolean;
  set: TokenSet | null;
}

interface RefreshToken {
  set: TokenSet;
  /** 1 for the one that came with the code. */
  nth: number;
  expiresAt: number;
  iat: number;
  spent: boolean;
}

export interface Granted {
  accessToken: string;
  accessSeconds: number;
  /** '' for a native client, which never gets one. */
  refreshToken: string;
}

export interface LiveToken {
  client: RegisteredClient;
  logon: string;
  sub: string;
  /** Epoch seconds. */
  iat: number;
  exp: number;
}

export interface TokenSetParts {
  host: () => string;
  tokens: Tokens;
  events: EventLog;
  lifetimes: Lifetimes;
  clock: () => number;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** 50 characters, as Inland Revenue's are. */
const refreshToken = (): string => Array.from(randomBytes(50), (byte) => alphabet[byte & 63]).join('');
/** About 100 characters (SPEC 4.1). */
const authorizationCode = (): string => randomBytes(75).toString('base64url');

/** Codes and the token sets that come of them (SPEC 4.1). Everything is decided before a token is signed, so that of two uses of one token only one can win. */
export class TokenSets {
  readonly #parts: TokenSetParts;
  readonly #codes = new Map<string, Code>();
  readonly #refresh = new Map<string, RefreshToken>();
  readonly #access = new Map<string, { set: TokenSet; iat: number; exp: number }>();
  readonly #sets: TokenSet[] = [];

  constructor(parts: TokenSetParts) {
    this.#parts = parts;
  }

  /** A code for somebody who has signed in and consented. */
  code(client: RegisteredClient, logon: Logon, redirectUri: string, challenge: string): string {
    const code = authorizationCode();
    const expiresAt = this.#parts.clock() + this.#parts.lifetimes.codeSeconds * 1000;
    this.#codes.set(code, { client, logon, redirectUri, challenge, expiresAt, used: false, set: null });
    return code;
  }

  /** One attempt uses a code up, whatever comes of it; a second ends the set that the first one got. */
  async exchange(client: RegisteredClient, text: string, redirectUri: string, verifier: string): Promise<Granted | Refusal> {
    const code = this.#codes.get(text);
    if (code?.client !== client) return wrongCode;
    if (code.used) {
      if (code.set !== null) this.#end(code.set);
      this.#parts.events.add('reused', { client: client.clientId, logon: code.logon.logon, set: code.set?.n ?? 0 });
      return wrongCode;
    }
    code.used = true;
    if (this.#parts.clock() >= code.expiresAt) return expiredCode;
    if (redirectUri !== code.redirectUri) return otherRedirect;
    if (code.challenge === '' ? verifier !== '' : !fits(code.challenge, verifier)) return wrongVerifier;
    code.set = { n: this.#sets.length + 1, client, logon: code.logon, ended: false, refreshes: 0, access: [] };
    this.#sets.push(code.set);
    this.#parts.events.add('granted', { client: client.clientId, logon: code.logon.logon, set: code.set.n });
    return this.#grant(code.set);
  }

  /** Each refresh token is good once; an old one ends the whole set. */
  async refresh(client: RegisteredClient, text: string): Promise<Granted | Refusal> {
    const held = this.#refresh.get(text);
    if (held?.set.client !== client) return wrongRefreshToken;
    const told = { client: client.clientId, logon: held.set.logon.logon, set: held.set.n, refresh: held.nth };
    if (held.spent) {
      this.#end(held.set);
      this.#parts.events.add('reused', told);
      return wrongRefreshToken;
    }
    if (held.set.ended || this.#parts.clock() >= held.expiresAt) return wrongRefreshToken;
    held.spent = true;
    this.#parts.events.add('refreshed', told);
    return this.#grant(held.set);
  }

  /** null: unknown, expired, used, revoked, or another client's. */
  look(client: RegisteredClient, text: string): LiveToken | null {
    const now = this.#parts.clock();
    const refresh = this.#refresh.get(text);
    const access = this.#access.get(text);
    const set = (refresh ?? access)?.set;
    if (set === undefined || set.client !== client || set.ended) return null;
    const { logon, sub } = set.logon;
    if (access !== undefined) return this.#parts.tokens.holds(text) ? { client, logon, sub, iat: access.iat, exp: access.exp } : null;
    if (refresh === undefined || refresh.spent || now >= refresh.expiresAt) return null;
    return { client, logon, sub, iat: refresh.iat, exp: Math.floor(refresh.expiresAt / 1000) };
  }

  /** A refresh token takes its whole set with it, an access token only itself (RFC 7009). Unknown ones are no error. */
  revoke(client: RegisteredClient, text: string): void {
    const set = (this.#refresh.get(text) ?? this.#access.get(text))?.set;
    if (set?.client !== client) return;
    if (this.#refresh.has(text)) this.#end(set);
    else this.#parts.tokens.drop(text);
    this.#parts.events.add('revoked', { client: client.clientId, logon: set.logon.logon, set: set.n });
  }

  /** Ends every set that still lives, and every code that has not come yet. */
  revokeAll(): void {
    for (const code of this.#codes.values()) code.used = true;
    for (const set of this.#sets.filter(({ ended }) => !ended)) {
      this.#end(set);
      this.#parts.events.add('revoked', { client: set.client.clientId, logon: set.logon.logon, set: set.n });
    }
  }

  #end(set: TokenSet): void {
    set.ended = true;
    for (const token of set.access) this.#parts.tokens.drop(token);
  }

  async #grant(set: TokenSet): Promise<Granted> {
    const { host, tokens, lifetimes, clock } = this.#parts;
    const iat = Math.floor(clock() / 1000);
    const exp = iat + lifetimes.accessSeconds;
    const next = set.client.kind === 'cloud' ? this.#nextRefresh(set, iat) : '';
    const accessToken = await signAccessToken({ host: host(), clientId: set.client.clientId, logon: set.logon, iat, exp });
    // The set may have ended while this was being signed: then the token is born dead, as at a server of many machines.
    if (!set.ended) tokens.keep(accessToken, { logon: set.logon.logon, via: 'browser', expiresAt: exp * 1000 });
    set.access.push(accessToken);
    this.#access.set(accessToken, { set, iat, exp });
    return { accessToken, accessSeconds: lifetimes.accessSeconds, refreshToken: next };
  }

  #nextRefresh(set: TokenSet, iat: number): string {
    const text = refreshToken();
    set.refreshes += 1;
    const expiresAt = this.#parts.clock() + this.#parts.lifetimes.refreshSeconds * 1000;
    this.#refresh.set(text, { set, nth: set.refreshes, expiresAt, iat, spent: false });
    return text;
  }
}
