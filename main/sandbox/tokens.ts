import { randomBytes } from 'node:crypto';
import { Logons } from './logons.ts';
import type { Role } from './logons.ts';

/** Life of an access token at Inland Revenue (SPEC 4.1). */
const lifeMs = 8 * 60 * 60 * 1000;

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

/** Bearer tokens handed out in this session: random, opaque, with an expiry. Kept in memory only. */
export class Tokens {
  readonly #clock: () => number;
  readonly #logons: Logons;
  readonly #expiry = new Map<string, number>();

  constructor(clock: () => number, logons = new Logons()) {
    this.#clock = clock;
    this.#logons = logons;
  }

  issue(): { token: string; expiresAt: number } {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = this.#clock() + lifeMs;
    this.#expiry.set(token, expiresAt);
    return { token, expiresAt };
  }

  /** Looks at the whole Authorization header. */
  async authenticate(authorization: string): Promise<Authenticated> {
    if (authorization.trim() === '') return 'absent';
    const token = /^Bearer ([^\s]+)$/.exec(authorization)?.[1];
    const expiry = token === undefined ? undefined : this.#expiry.get(token);
    if (expiry === undefined || this.#clock() >= expiry) return 'invalid';
    const { logon, role } = this.#logons.first;
    return Promise.resolve({ logon, role, via: 'control' });
  }

  /** Every token handed out so far stops working. */
  expireAll(): void {
    this.#expiry.clear();
  }
}
