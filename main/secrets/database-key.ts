import { randomBytes } from 'node:crypto';
import { access } from 'node:fs/promises';
import { err, ok, type Result } from '../../shared/result.ts';
import { keyAccount, type TokenVault } from './token-vault.ts';

const wellFormed = /^[0-9a-f]{64}$/;

const lostText = (ledger: string): string =>
  'The key to this connection\'s files is not in your keychain, so they cannot be opened. Nothing was changed or deleted. ' +
  'If you moved to a new computer or a new keychain, bring the old keychain back, or open Agentbook where it worked before. ' +
  'If it opened with a pass phrase, put the file secrets.sealed back beside it from a backup. ' +
  `The locked file is ${ledger}.`;

const damagedText = (ledger: string): string =>
  'The key that your keychain holds for this connection is damaged, so its files cannot be opened. Nothing was changed or deleted. ' +
  `Bring back the keychain from a backup. The locked file is ${ledger}.`;

const exists = (file: string): Promise<boolean> => access(file).then(() => true, () => false);

/**
 * The 256-bit key (64 hex digits) that encrypts one connection's files: made at random once, kept in the keychain only.
 * Where a ledger is already there and its key is not, that is trouble, told in words: a new key could never open it.
 * `files`: the encrypted files whose presence means that a key once existed.
 */
export async function databaseKey(vault: TokenVault, connectionId: string, files: readonly string[]): Promise<Result<string, string>> {
  const account = keyAccount(connectionId);
  const held = await vault.read(account);
  if (!held.ok) return err(held.error.text);
  let locked: string | undefined;
  for (const file of files) if (await exists(file)) locked ??= file;
  if (held.value !== null) return wellFormed.test(held.value) ? ok(held.value) : err(damagedText(locked ?? account));
  if (locked !== undefined) return err(lostText(locked));
  const key = randomBytes(32).toString('hex');
  const written = await vault.write(account, key);
  return written.ok ? ok(key) : err(written.error.text);
}
