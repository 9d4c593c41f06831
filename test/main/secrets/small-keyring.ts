import type { Keyring } from '../../../main/secrets/token-vault.ts';

/** A keyring as Windows keeps one: no entry above 2,560 bytes. It outlives the vaults that use it, as the real one outlives processes. */
export class SmallKeyring implements Keyring {
  readonly entries = new Map<string, string>();
  /** How many changes still succeed before the process dies. */
  dieAfter = Infinity;
  /** What a locked one says to every change. */
  locked = false;
  /** Called before each change. */
  onChange: (account: string, secret: string | null) => void = () => undefined;

  async getPassword(_service: string, account: string): Promise<string | null> {
    return this.entries.get(account) ?? null;
  }

  async setPassword(_service: string, account: string, secret: string): Promise<void> {
    this.#step(account, secret);
    if (Buffer.byteLength(secret) > 2_560) throw new Error('The stub received bad data.');
    this.entries.set(account, secret);
  }

  async deletePassword(_service: string, account: string): Promise<boolean> {
    this.#step(account, null);
    return this.entries.delete(account);
  }

  #step(account: string, secret: string | null): void {
    if (this.locked) throw new Error('Cannot create an item in a locked collection');
    if (this.dieAfter === 0) throw new Error('died');
    this.dieAfter -= 1;
    this.onChange(account, secret);
  }
}
