import { z } from 'zod';
import { err, ok, type Result } from '../../shared/result.ts';
import { systemKeysAccount, type TokenVault } from '../secrets/token-vault.ts';

/** The secrets of a connection to a system whose contacts are records, by the names the system gives them. In the keychain they are one entry, so that they change together. */
export type SystemKeys = Readonly<Record<string, string>>;

const keysSchema = z.record(z.string(), z.string());

/** Two that belong to the way there and not to the system, so that every system may have them: own certificate authorities (PEM) and the proxy's password. */
export const wayKeys: ReadonlySet<string> = new Set(['authorities', 'proxyPassword']);

/** The error says in words why they cannot be read. None: signed out. */
export async function readKeys(vault: TokenVault, connectionId: string): Promise<Result<SystemKeys, string>> {
  const found = await vault.read(systemKeysAccount(connectionId));
  if (!found.ok) return err(found.error.text);
  try {
    return ok(found.value === null ? {} : keysSchema.parse(JSON.parse(found.value)));
  } catch {
    // What is damaged is none: a person can type keys again.
    return ok({});
  }
}

/** Those that are '' are not kept. */
export async function keepKeys(vault: TokenVault, connectionId: string, keys: SystemKeys): Promise<Result<null, string>> {
  const kept = Object.fromEntries(Object.entries(keys).filter(([, secret]) => secret !== ''));
  const account = systemKeysAccount(connectionId);
  const done = Object.keys(kept).length === 0 ? await vault.remove(account) : await vault.write(account, JSON.stringify(kept));
  return done.ok ? ok(null) : err(done.error.text);
}
