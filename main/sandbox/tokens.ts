import { randomBytes } from 'node:crypto';
import type { Logons, Role } from './logons.ts';
import type { MachineKeys } from './machine-keys.ts';
import type { Lifetimes } from './oauth/lifetimes.ts';

/**
 * Who calls. `via`: signed in on the page, by a JWT of a machine's own (which Intermediation does not take, SPEC 4.3), or with a token
 * from the control address. `logon` is '' for a machine that uses its own relationships; its role is then that of an owner.
 */
export interface Principal {
  logon: string;
  role: Role;
  via: 'browser' | 'machine' | 'control';
}

/** `absent`: no Authorization header (EV1021). `invalid`: not ours, expired or revoked (EV1020). */
export type Authenticated = Principal | 'absent' | 'invalid';

interface AccessToken {
  logon: string;
  via: 'browser' | 'control';
  /** Epoch milliseconds. */
  expiresAt: number;
}

export interface TokenParts {
  clock: () => number;
  logons: Logons;
  machines: MachineKeys;
  lifetimes: Lifetimes;
}

/** Every access token that was handed out in this session, kept in memory only: what is not here is not ours, whatever it says of itself. */
export class Tokens {
  readonly #parts: TokenParts;
  readonly #held = new Map<string, AccessToken>();

  constructor(parts: TokenParts) {
    this.#parts = parts;
  }

  /** An opaque one without any sign-in, as for the practice office. Throws a TypeError where there is no such logon. */
  issue(logon = this.#parts.logons.first.logon): { token: string; expiresAt: number } {
    if (this.#parts.logons.find(logon) === null) throw new TypeError(`No logon ${logon} here`);
    const token = randomBytes(32).toString('base64url');
    const expiresAt = this.#parts.clock() + this.#parts.lifetimes.accessSeconds * 1000;
    this.#held.set(token, { logon, via: 'control', expiresAt });
    return { token, expiresAt };
  }

  keep(token: string, held: AccessToken): void {
    this.#held.set(token, held);
  }

  /** Neither expired nor dropped. */
  holds(token: string): boolean {
    const held = this.#held.get(token);
    return held !== undefined && this.#parts.clock() < held.expiresAt;
  }

  drop(token: string): void {
    this.#held.delete(token);
  }

  /** Looks at the whole Authorization header: `Bearer …`, or a machine's own JWT without that word (SPEC 3). */
  async authenticate(authorization: string): Promise<Authenticated> {
    const text = authorization.trim();
    if (text === '') return 'absent';
    const token = /^Bearer ([^\s]+)$/.exec(authorization)?.[1];
    if (token === undefined) return text.includes(' ') ? 'invalid' : this.#machine(text);
    const held = this.#held.get(token);
    if (held === undefined || !this.holds(token)) return 'invalid';
    return this.#principal(held.logon, held.via);
  }

  /** Every token seen or handed out so far stops working, a machine's too. Refresh tokens stay. */
  expireAll(): void {
    this.#held.clear();
    this.#parts.machines.expireSeen();
  }

  async #machine(jwt: string): Promise<Authenticated> {
    const logon = await this.#parts.machines.logonOf(jwt);
    if (logon === null) return 'invalid';
    return logon === '' ? { logon, role: 'owner', via: 'machine' } : this.#principal(logon, 'machine');
  }

  #principal(logon: string, via: Principal['via']): Authenticated {
    const role = this.#parts.logons.find(logon)?.role;
    return role === undefined ? 'invalid' : { logon, role, via };
  }
}
