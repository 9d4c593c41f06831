import type { ConnectionSecrets, SecretName } from '../../shared/connection-settings.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { secretAccount, type TokenVault } from '../secrets/token-vault.ts';
import { secretNames } from './settings-schema.ts';

/** A pasted token is not among them: the sign-in keeps it with its expiry (sign-in/token-keeper.ts). */
const kept: readonly SecretName[] = secretNames.filter((name) => name !== 'token');

/** Everything secret that belongs to the settings of a connection, from the keychain. The error says in words why it cannot be read. */
export async function readHeldSecrets(vault: TokenVault, connectionId: string): Promise<Result<Partial<ConnectionSecrets>, string>> {
  const held: Partial<ConnectionSecrets> = {};
  for (const name of kept) {
    const found = await vault.read(secretAccount(connectionId, name));
    if (!found.ok) return err(found.error.text);
    if (found.value !== null) held[name] = found.value;
  }
  return ok(held);
}

/** Writes what is given, and removes what is ''. */
export async function keepSecrets(vault: TokenVault, connectionId: string, secrets: ConnectionSecrets): Promise<Result<null, string>> {
  for (const name of kept) {
    const account = secretAccount(connectionId, name);
    const done = secrets[name] === '' ? await vault.remove(account) : await vault.write(account, secrets[name]);
    if (!done.ok) return err(done.error.text);
  }
  return ok(null);
}
