import { ok } from '../../shared/result.ts';
import { whole, type Issues } from './door.ts';
import type { OpenConnection } from './open-connection.ts';
import type { ShellParts } from './shell-parts.ts';

const unsent = (count: number): Issues<never> =>
  whole('unsentEdits', `${count === 1 ? '1 edit is not settled yet, and would be lost. Send or discard it' : `${count} edits are not settled yet, and would be lost. Send or discard them`} first, then remove the connection.`);

const nobodyKnows = (trouble: string): Issues<never> =>
  whole('notOpened', `Its files cannot be opened, so nobody can tell whether edits wait in them; whatever waits would be lost. ${trouble}`);

/**
 * Forgets a connection for good: tokens are revoked where that can be done at once, then its place in the list, its files and its secrets go.
 * `unseen`: the person knows that files which cannot be opened may hold edits, and lets them go.
 */
export function removed(one: OpenConnection, unseen: boolean, { connections, engines, vault, log }: Pick<ShellParts, 'connections' | 'engines' | 'vault' | 'log'>): Promise<Issues<null>> {
  return one.inTurn(async () => {
    if (!one.isOpen && one.trouble === '') await one.openAgain();
    const wasOpen = one.isOpen;
    if (!wasOpen && !unseen) return nobodyKnows(one.trouble);
    if (wasOpen && one.waiting > 0) return unsent(one.waiting);
    await one.restEngine();
    // What was typed at the last moment is told by the engine while it closes.
    if (wasOpen && one.waiting > 0) {
      await one.openAgain();
      return unsent(one.waiting);
    }
    await one.endSession();
    try {
      await connections.remove(one.id);
    } catch (error) {
      await one.openAgain();
      return whole('notRemoved', `The connection could not be removed: ${(error as Error).message}`);
    }
    await one.rest();
    engines.forget(one.id);
    await vault.abandon(one.id);
    log('connection-removed');
    return ok(null);
  });
}
