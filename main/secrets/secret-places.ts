import { randomUUID } from 'node:crypto';
import type { Keeping } from '../../shared/ipc-contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { createOneAtATime } from '../one-at-a-time.ts';
import { PassPhraseVault, type WrongPhrase } from './pass-phrase-vault.ts';
import type { Kdf } from './sealed-text.ts';
import { accountsOf, keyAccount, type TokenVault, type VaultTrouble } from './token-vault.ts';

interface Parts {
  keychain: TokenVault;
  /** Where the sealed file of a connection is, or would be. */
  fileOf: (connectionId: string) => string;
  /** What a pass phrase costs to try, where it is not the usual. */
  makeKdf?: () => Kdf;
}

type Kept = Result<null, VaultTrouble>;

const sessionMark = 'session-';
const shortest = 12;

/** A connection that is kept in memory only says so by its id: none of it is ever listed, and its folder goes with the app. */
export const isSession = (connectionId: string): boolean => connectionId.startsWith(sessionMark);

/** Why a pass phrase is not taken, in words; '' when it is. Length is what makes guessing slow; there are no other rules. */
export const phraseIssue = (passPhrase: string): string =>
  [...passPhrase.normalize('NFKC').trim()].length >= shortest ? '' : `Take at least ${shortest} characters: four or five words that do not belong together are easy to remember and hard to guess.`;

/** Everything of a connection that is secret. */
const all = (id: string): string[] => [...accountsOf(id), keyAccount(id)];

/** Stands in the sealed file while the keychain may hold copies of what is in it. It is in no keychain. */
const copiesAccount = (id: string): string => `${id} copies in the keychain`;

const connectionOf = (account: string): string => account.slice(0, account.indexOf(' '));

/**
 * Which vault holds the secrets of which connection. A sealed file in the connection's folder says that they are there; a session's are
 * in memory; all others are the keychain's. To everybody else it is one vault.
 */
export class SecretPlaces implements TokenVault {
  readonly #parts: Parts;
  readonly #sealed = new Map<string, PassPhraseVault>();
  readonly #session = new Map<string, string>();
  /** A secret written while all of them move would be left behind. */
  readonly #inTurn = createOneAtATime();
  /** null: nothing was chosen. */
  #next: { keeping: Keeping; passPhrase: string } | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What the next connection is kept with. The error says what is wrong with the pass phrase. */
  keepNext(keeping: Keeping, passPhrase: string): Result<null, string> {
    const issue = keeping === 'passPhrase' ? phraseIssue(passPhrase) : '';
    if (issue !== '') return err(issue);
    this.#next = { keeping, passPhrase: keeping === 'passPhrase' ? passPhrase : '' };
    return ok(null);
  }

  /**
   * The id of a connection that is about to be made, with a place for its secrets. Where nothing was chosen, and one of the `others` is open
   * under a pass phrase, it is kept under the same: one phrase opens the desk.
   */
  async begin(others: readonly string[] = []): Promise<string> {
    const id = randomUUID();
    if (this.#next === null) return this.#beginAlike(id, others);
    const { keeping, passPhrase } = this.#next;
    if (keeping === 'session') return `${sessionMark}${id}`;
    if (keeping === 'passPhrase') {
      const vault = this.#vaultFor(id);
      await vault.create(passPhrase);
      this.#sealed.set(id, vault);
    }
    return id;
  }

  /** The connection is made; what was chosen for it counts for no other. */
  made(): void {
    this.#next = null;
  }

  /** The connection was never finished: nothing secret of it stays. */
  async abandon(id: string): Promise<void> {
    for (const account of all(id)) await this.remove(account);
    await this.#sealed.get(id)?.discard();
    this.#sealed.delete(id);
  }

  async keepingOf(id: string): Promise<Keeping> {
    if (isSession(id)) return 'session';
    return (await this.#sealedOf(id)) === null ? 'keychain' : 'passPhrase';
  }

  /** Whether it takes the pass phrase before anything can be read. */
  async needsPhrase(id: string): Promise<boolean> {
    const vault = isSession(id) ? null : await this.#sealedOf(id);
    return vault !== null && !vault.isOpen;
  }

  /**
   * Where there is no pass phrase, there is nothing to unlock here. Ends a move that was cut short: what the keychain still holds goes,
   * now that the sealed file has shown that it opens. Where the keychain cannot be reached, the next unlocking tries again.
   */
  async unlock(id: string, passPhrase: string): Promise<Result<null, WrongPhrase>> {
    const vault = await this.#sealedOf(id);
    if (vault === null) return ok(null);
    const opened = await vault.unlock(passPhrase);
    if (opened.ok) await this.#inTurn(() => this.#leaveKeychain(id, vault));
    return opened;
  }

  /**
   * Everything first stands in the new place, then goes from the old one: a computer that dies in between has it in at least one. While it
   * may be in both, the sealed file is the one that counts, and says so.
   */
  move(id: string, to: 'keychain' | 'passPhrase', passPhrase: string): Promise<Kept> {
    return this.#inTurn(() => this.#move(id, to, passPhrase));
  }

  async read(account: string): Promise<Result<string | null, VaultTrouble>> {
    if (isSession(account)) return ok(this.#session.get(account) ?? null);
    return (await this.#vaultOf(account)).read(account);
  }

  async write(account: string, secret: string): Promise<Kept> {
    if (!isSession(account)) return this.#inTurn(async () => (await this.#vaultOf(account)).write(account, secret));
    this.#session.set(account, secret);
    return ok(null);
  }

  async remove(account: string): Promise<Kept> {
    if (!isSession(account)) return this.#inTurn(async () => (await this.#vaultOf(account)).remove(account));
    this.#session.delete(account);
    return ok(null);
  }

  /** A session's secrets are nowhere else, and stay: it cannot be locked. */
  forget(): void {
    this.#parts.keychain.forget();
    for (const vault of this.#sealed.values()) vault.forget();
    this.made();
  }

  async #move(id: string, to: 'keychain' | 'passPhrase', passPhrase: string): Promise<Kept> {
    const from = await this.#sealedOf(id);
    const held = await this.#all(id, from);
    if (!held.ok) return held;
    if (to === 'keychain') return from === null ? ok(null) : this.#toKeychain(id, from, held.value);
    const vault = from ?? this.#vaultFor(id);
    const entries = from === null ? new Map([...held.value, [copiesAccount(id), 'yes']]) : held.value;
    const made = await vault.create(passPhrase, entries);
    if (!made.ok) return made;
    this.#sealed.set(id, vault);
    return this.#leaveKeychain(id, vault);
  }

  async #beginAlike(id: string, others: readonly string[]): Promise<string> {
    for (const other of others) {
      const open = isSession(other) ? null : await this.#sealedOf(other);
      const vault = this.#vaultFor(id);
      if (open === null || !vault.createAlike(open)) continue;
      this.#sealed.set(id, vault);
      break;
    }
    return id;
  }

  #vaultFor(id: string): PassPhraseVault {
    return new PassPhraseVault(this.#parts.fileOf(id), this.#parts.makeKdf);
  }

  async #vaultOf(account: string): Promise<TokenVault> {
    return (await this.#sealedOf(connectionOf(account))) ?? this.#parts.keychain;
  }

  /** null: there is no sealed file for it. */
  async #sealedOf(id: string): Promise<PassPhraseVault | null> {
    const known = this.#sealed.get(id);
    if (known !== undefined) return known;
    const vault = this.#vaultFor(id);
    if (!(await vault.exists())) return null;
    const first = this.#sealed.get(id) ?? vault;
    this.#sealed.set(id, first);
    return first;
  }

  async #all(id: string, from: PassPhraseVault | null): Promise<Result<ReadonlyMap<string, string>, VaultTrouble>> {
    const held = new Map<string, string>();
    for (const account of from === null ? all(id) : [...all(id), copiesAccount(id)]) {
      const found = await (from ?? this.#parts.keychain).read(account);
      if (!found.ok) return found;
      if (found.value !== null) held.set(account, found.value);
    }
    return ok(held);
  }

  async #toKeychain(id: string, from: PassPhraseVault, held: ReadonlyMap<string, string>): Promise<Kept> {
    const marked = await from.write(copiesAccount(id), 'yes');
    if (!marked.ok) return marked;
    for (const account of all(id)) {
      const secret = held.get(account);
      const written = secret === undefined ? ok(null) : await this.#parts.keychain.write(account, secret);
      if (written.ok) continue;
      await this.#leaveKeychain(id, from);
      return written;
    }
    await from.discard();
    this.#sealed.delete(id);
    return ok(null);
  }

  /** Left in the keychain, the secrets would open the files without the pass phrase. */
  async #leaveKeychain(id: string, vault: PassPhraseVault): Promise<Kept> {
    const copies = await vault.read(copiesAccount(id));
    if (!copies.ok || copies.value === null) return copies.ok ? ok(null) : copies;
    for (const account of all(id)) {
      const removed = await this.#parts.keychain.remove(account);
      if (!removed.ok) return err({ ...removed.error, text: `The pass phrase is set, but your keychain still holds a copy of the secrets. Agentbook tries to remove it each time you unlock. ${removed.error.text}` });
    }
    return vault.remove(copiesAccount(id));
  }
}
