import { randomBytes } from 'node:crypto';

/** Life of an access token at Inland Revenue (SPEC 4.1). */
const lifeMs = 8 * 60 * 60 * 1000;

/** Bearer tokens handed out in this session: random, opaque, with an expiry. Kept in memory only. */
export class Tokens {
  readonly #clock: () => number;
  readonly #expiry = new Map<string, number>();

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  issue(): { token: string; expiresAt: number } {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = this.#clock() + lifeMs;
    this.#expiry.set(token, expiresAt);
    return { token, expiresAt };
  }

  /** `Bearer <token>` of ours that has not expired. */
  accepts(authorization: string): boolean {
    const token = /^Bearer ([^\s]+)$/.exec(authorization)?.[1];
    const expiry = token === undefined ? undefined : this.#expiry.get(token);
    return expiry !== undefined && this.#clock() < expiry;
  }

  /** Every token handed out so far stops working. */
  expireAll(): void {
    this.#expiry.clear();
  }
}
