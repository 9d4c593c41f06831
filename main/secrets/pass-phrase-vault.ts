import { access, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/result.ts';
import { createOneAtATime } from '../one-at-a-time.ts';
import { readWhole, writeWhole } from '../whole-file.ts';
import { keyFrom, newKdf, readSealed, seal, unseal, type Kdf } from './sealed-text.ts';
import type { TokenVault, VaultTrouble } from './token-vault.ts';

const format = 'agentbook-secrets';
const entriesSchema = z.record(z.string(), z.string());

export interface WrongPhrase {
  kind: 'wrong' | 'damaged' | 'unreadable';
  text: string;
}

const wrongText = 'That is not the pass phrase. Look at capitals and at the keyboard\'s language, and try again.';
const lockedText = 'This connection is locked. Type its pass phrase to open it.';
const damagedText = (file: string): string => `The file that holds this connection's secrets is damaged. Nothing was changed or deleted. Put it back from a backup. The file is ${file}.`;
const unreadableText = (file: string, code: string): string => `The file that holds this connection's secrets cannot be read (${code}). Nothing was changed. The file is ${file}.`;

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown';

interface Opened {
  key: Buffer;
  kdf: Kdf;
  entries: Map<string, string>;
}

/**
 * All secrets of one connection in one file, sealed under a pass phrase. Every change writes the file anew, whole or not at all. A vault
 * like the keychain's, but it opens by `unlock` only, and `forget` shuts it.
 */
export class PassPhraseVault implements TokenVault {
  readonly #file: string;
  readonly #makeKdf: () => Kdf;
  readonly #inTurn = createOneAtATime();
  #opened: Opened | null = null;

  /** `makeKdf`: what a new pass phrase costs; tests that set hundreds ask for less. */
  constructor(file: string, makeKdf: () => Kdf = newKdf) {
    this.#file = file;
    this.#makeKdf = makeKdf;
  }

  get isOpen(): boolean {
    return this.#opened !== null;
  }

  exists(): Promise<boolean> {
    return access(this.#file).then(() => true, () => false);
  }

  /** Begins anew under a pass phrase, with what it is to hold at first. Nothing is written while that is nothing. */
  async create(passPhrase: string, entries: ReadonlyMap<string, string> = new Map()): Promise<Result<null, VaultTrouble>> {
    const kdf = this.#makeKdf();
    const made = { key: await keyFrom(passPhrase, kdf), kdf, entries: new Map(entries) };
    return this.#inTurn(async () => {
      const written = entries.size === 0 ? ok(null) : await this.#write(made);
      if (written.ok) this.#opened = made;
      return written;
    });
  }

  /** Begins anew under the pass phrase of another, without knowing it. false: the other is locked. */
  createAlike(other: PassPhraseVault): boolean {
    if (other.#opened === null) return false;
    this.#opened = { key: Buffer.from(other.#opened.key), kdf: other.#opened.kdf, entries: new Map() };
    return true;
  }

  /** The tag says whether it was the right one. Also asks for it again while the vault is open. */
  unlock(passPhrase: string): Promise<Result<null, WrongPhrase>> {
    return this.#inTurn(async () => {
      const read = await this.#read(passPhrase);
      if (read.ok) this.#opened = read.value;
      return read.ok ? ok(null) : read;
    });
  }

  /** What it holds, for moving elsewhere; null while it is locked. */
  all(): ReadonlyMap<string, string> | null {
    return this.#opened?.entries ?? null;
  }

  async read(account: string): Promise<Result<string | null, VaultTrouble>> {
    return this.#opened === null ? err({ kind: 'locked', text: lockedText }) : ok(this.#opened.entries.get(account) ?? null);
  }

  write(account: string, secret: string): Promise<Result<null, VaultTrouble>> {
    return this.#change((entries) => entries.set(account, secret));
  }

  remove(account: string): Promise<Result<null, VaultTrouble>> {
    return this.#change((entries) => entries.delete(account));
  }

  /** The key's bytes are wiped; strings that were read cannot be, and go when nothing holds them any more. */
  forget(): void {
    this.#opened?.key.fill(0);
    this.#opened = null;
  }

  /** For good: where a connection was never finished, or its secrets have moved. */
  async discard(): Promise<void> {
    this.forget();
    await rm(this.#file, { force: true });
  }

  async #read(passPhrase: string): Promise<Result<Opened, WrongPhrase>> {
    let text: string | null;
    try {
      text = await readWhole(this.#file);
    } catch (error) {
      return err({ kind: 'unreadable', text: unreadableText(this.#file, codeOf(error)) });
    }
    const whole = readSealed(format, text ?? '');
    if (!whole.ok || whole.value.kdf === null) return err({ kind: 'damaged', text: damagedText(this.#file) });
    const key = await keyFrom(passPhrase, whole.value.kdf);
    const plain = unseal(whole.value, key);
    if (!plain.ok) return err({ kind: 'wrong', text: wrongText });
    return ok({ key, kdf: whole.value.kdf, entries: new Map(Object.entries(entriesSchema.parse(JSON.parse(plain.value)))) });
  }

  #change(change: (entries: Map<string, string>) => unknown): Promise<Result<null, VaultTrouble>> {
    return this.#inTurn(async () => {
      if (this.#opened === null) return err({ kind: 'locked', text: lockedText });
      const next = { ...this.#opened, entries: new Map(this.#opened.entries) };
      change(next.entries);
      const written = await this.#write(next);
      // Locked meanwhile: what was written is in the file, and nothing comes back into memory.
      if (written.ok && this.isOpen) this.#opened = next;
      return written;
    });
  }

  /** Sealed before anything is awaited: a `forget` meanwhile wipes the key. */
  async #write({ key, kdf, entries }: Opened): Promise<Result<null, VaultTrouble>> {
    const sealed = seal(format, JSON.stringify(Object.fromEntries(entries)), key, kdf);
    try {
      await mkdir(path.dirname(this.#file), { recursive: true, mode: 0o700 });
      await writeWhole(this.#file, sealed);
      return ok(null);
    } catch (error) {
      return err({ kind: 'failed', text: `The file that holds this connection's secrets could not be written (${codeOf(error)}). Check the space left on the disk, then try again. The file is ${this.#file}.` });
    }
  }
}
