import type { Actor } from '../record.ts';

/** One write that was applied, whether or not its reply arrived. `before` and `after` are whole: what was lost can be seen. */
export interface ContactEffect {
  /** 1, 2, 3 … in the order they were applied. */
  n: number;
  /** Epoch milliseconds. */
  at: number;
  actor: Actor;
  method: string;
  path: string;
  /** What was sent; null for nothing. */
  body: unknown;
  /** The account, business or customer. */
  scope: string;
  id: string;
  /** null: it was made by this. */
  before: unknown;
  /** null: it is gone. */
  after: unknown;
}

export class ContactEffects {
  #list: ContactEffect[] = [];

  get list(): readonly ContactEffect[] {
    return this.#list;
  }

  add(effect: Omit<ContactEffect, 'n'>): void {
    this.#list.push({ n: this.#list.length + 1, ...effect });
  }

  clear(): void {
    this.#list = [];
  }
}
