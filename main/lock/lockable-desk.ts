import { ok } from '../../shared/result.ts';
import type { ActiveConnection } from '../connection/active-connection.ts';
import type { SecretPlaces } from '../secrets/secret-places.ts';
import { keyAccount } from '../secrets/token-vault.ts';
import type { Lockable } from './desk-lock.ts';

interface Parts {
  active: ActiveConnection;
  secrets: SecretPlaces;
  engine: { sent(): Promise<void>; rest(): Promise<void> };
  practice: { rest(): Promise<void> };
}

/** The shell's parts as the lock sees them. */
export const lockableDesk = ({ active, secrets, engine, practice }: Parts): Lockable => ({
  current: () => active.known(),
  keepingOf: (id) => secrets.keepingOf(id),
  needsPhrase: (id) => secrets.needsPhrase(id),
  async unlock(id, passPhrase) {
    const opened = await secrets.unlock(id, passPhrase);
    if (!opened.ok) return opened;
    const key = await secrets.read(keyAccount(id));
    return key.ok ? ok(null) : key;
  },
  open: () => active.openSaved(),
  async shut() {
    await active.shut();
    await engine.rest();
    await practice.rest();
    secrets.forget();
  },
  draftPlace: () => active.draftPlace(),
  sent: () => engine.sent(),
});
