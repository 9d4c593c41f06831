import { ok, type Result } from '../../shared/result.ts';
import { keyAccount, type TokenVault } from '../secrets/token-vault.ts';
import { whole, type Issues } from './door.ts';
import type { OpenConnection } from './open-connection.ts';
import type { ShellParts } from './shell-parts.ts';

const unsent = (count: number): Issues<never> =>
  whole('unsentEdits', `${count === 1 ? '1 edit is not settled yet, and would be lost. Send or discard it' : `${count} edits are not settled yet, and would be lost. Send or discard them`} first, then remove the connection.`);

const nobodyKnows = (trouble: string): Issues<never> =>
  whole('notOpened', `Its files cannot be opened, so nobody can tell whether edits wait in them; whatever waits would be lost. ${trouble}`);

type Parts = Pick<ShellParts, 'connections' | 'engines' | 'vault' | 'log'>;

/**
 * Forgets a connection for good: its sign-in is ended where that can be done at once, then its place in the list, its files and its secrets go.
 * `unseen`: the person knows that files which cannot be opened may hold edits, and lets them go.
 */
export function removed(one: OpenConnection, unseen: boolean, parts: Parts): Promise<Issues<null>> {
  return one.inTurn(async () => {
    if (!one.isOpen && one.trouble === '') await one.openAgain();
    const wasOpen = one.isOpen;
    if (!wasOpen && !unseen) return nobodyKnows(one.trouble);
    if (wasOpen && one.waiting > 0) return unsent(one.waiting);
    const erasable = wasOpen ? await canErase(parts.vault, one.id) : ok(null);
    if (!erasable.ok) return whole('keychain', erasable.error);
    await one.restEngine();
    // What was typed at the last moment is told by the engine while it closes.
    if (wasOpen && one.waiting > 0) {
      await one.openAgain();
      return unsent(one.waiting);
    }
    await one.endSession();
    return erased(one, parts);
  });
}

/** A locked keychain seems to remove what it keeps; only writing shows that it does not. */
async function canErase(vault: TokenVault, id: string): Promise<Result<null, string>> {
  const key = await vault.read(keyAccount(id));
  const written = key.ok && key.value !== null ? await vault.write(keyAccount(id), key.value) : key;
  return written.ok ? ok(null) : { ok: false, error: written.error.text };
}

async function erased(one: OpenConnection, { connections, engines, vault, log }: Parts): Promise<Issues<null>> {
  await one.rest();
  try {
    await connections.remove(one.id);
  } catch (error) {
    await one.openAgain();
    return whole('notRemoved', `The connection could not be removed: ${(error as Error).message}`);
  }
  engines.forget(one.id);
  await vault.abandon(one.id);
  log('connection-removed');
  return ok(null);
}
