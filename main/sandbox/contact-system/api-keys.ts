import { randomBytes } from 'node:crypto';

/** Keys of this session, and what each may do. Kept in memory only. */
export class ApiKeys<Rights> {
  readonly #held = new Map<string, Rights>();

  issue(rights: Rights): string {
    const key = randomBytes(24).toString('base64url');
    this.#held.set(key, rights);
    return key;
  }

  /** null: not ours, or expired. */
  rightsOf(key: string): Rights | null {
    return this.#held.get(key) ?? null;
  }

  expireAll(): void {
    this.#held.clear();
  }
}
