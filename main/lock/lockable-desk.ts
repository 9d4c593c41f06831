import { ok } from '../../shared/result.ts';
import type { ConnectionSet } from '../connection/connection-set.ts';
import type { DeskConnections } from '../connection/desk-connections.ts';
import { isSession, type SecretPlaces } from '../secrets/secret-places.ts';
import { keyAccount } from '../secrets/token-vault.ts';
import type { Lockable } from './desk-lock.ts';

interface Parts {
  desk: DeskConnections;
  secrets: SecretPlaces;
  /** The engine that is started ahead of its use. */
  engines: { rest(): Promise<void> };
}

/** The shell's parts as the lock sees them: all connections at once. */
export function lockableDesk({ desk, secrets, engines }: Parts): Lockable {
  const { set } = desk;
  return {
    current: () => set.known(),
    async keeping() {
      const keepings = await Promise.all(set.all.map(({ id }) => secrets.keepingOf(id)));
      return keepings.includes('passPhrase') ? 'passPhrase' : keepings.includes('keychain') ? 'keychain' : 'session';
    },
    async needsPhrase() {
      const needing = await Promise.all(set.all.map(({ id }) => secrets.needsPhrase(id)));
      return needing.includes(true);
    },
    unlock: (passPhrase) => unlocked(set, secrets, passPhrase),
    open: () => desk.open(),
    async shut() {
      await desk.shut();
      await engines.rest();
      secrets.forget();
    },
    draftPlaces() {
      const lasting = [...(set.front === null ? [] : [set.front]), ...set.all].filter(({ id }) => !isSession(id));
      return lasting.flatMap((one) => one.draftPlace() ?? []);
    },
    sent: async () => void (await Promise.all(set.all.map((one) => one.sent()))),
  };
}

/**
 * One pass phrase opens the desk. A connection that it does not open (files brought from elsewhere) stays closed and says so where it is
 * shown; where it opens none of those that take one, it was the wrong one.
 */
async function unlocked(set: ConnectionSet, secrets: SecretPlaces, passPhrase: string): ReturnType<Lockable['unlock']> {
  const lasting = set.all.filter(({ id }) => !isSession(id));
  const sealed: typeof lasting = [];
  for (const one of lasting) if ((await secrets.keepingOf(one.id)) === 'passPhrase') sealed.push(one);
  const tries = await Promise.all(sealed.map(({ id }) => secrets.unlock(id, passPhrase)));
  const [first] = tries;
  if (first !== undefined && !tries.some(({ ok: opens }) => opens)) return first;
  const front = set.front !== null && lasting.includes(set.front) ? set.front : lasting[0];
  // The keychain is asked for one of its own connections: the system may ask the person to unlock it.
  const asked = front === undefined || sealed.includes(front) ? lasting.find((one) => !sealed.includes(one)) : front;
  const key = asked === undefined ? ok(null) : await secrets.read(keyAccount(asked.id));
  // With some of the desk open under a pass phrase, a keychain in trouble is told by the connections that need it.
  return key.ok || sealed.length > 0 ? ok(null) : key;
}
