import { err, ok, type Result } from '../../shared/result.ts';

/**
 * Secrets in the operating system's keychain, and nowhere else. The only file that knows keytar.
 * A secret is read from the keychain once and then kept in memory: a locked screen must not stop the sending of a queue.
 */
export interface TokenVault {
  /** null: the keychain answered, and holds no such secret. */
  read(account: string): Promise<Result<string | null, VaultTrouble>>;
  write(account: string, secret: string): Promise<Result<null, VaultTrouble>>;
  remove(account: string): Promise<Result<null, VaultTrouble>>;
}

export interface VaultTrouble {
  kind: 'noBus' | 'locked' | 'noCollection' | 'failed';
  /** What is wrong and what to do, in words. Holds no secret. */
  text: string;
}

interface Keyring {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, secret: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

const service = 'Agentbook';

const texts: Record<VaultTrouble['kind'], string> = {
  noBus:
    'This computer has no keychain service that Agentbook can reach, so your key and access token cannot be kept safely. ' +
    'Start a desktop session with a keyring (GNOME Keyring or KWallet; on Debian the package gnome-keyring), then try again.',
  locked: 'Your keychain is locked. Unlock it with your login password, then try again.',
  noCollection:
    'Your keychain has no place to keep passwords yet. Create a default keyring (in Passwords and Keys, File, New, Password Keyring), then try again.',
  failed: 'The keychain did not do what Agentbook asked. Check that your keychain works, then try again.',
};

/**
 * The keychain gives only a sentence, worded by libsecret and GNOME Keyring; these are the ones people meet (seen on Debian 12).
 * What none of them fits stays `failed`.
 */
export function vaultTrouble(message: string): VaultTrouble {
  const kind = /no such object path|does not exist at path|no such secret collection|object does not exist/i.test(message)
    ? 'noCollection'
    : /locked|dismissed|cancell?ed/i.test(message)
      ? 'locked'
      : /d-bus|dbus|could not connect|connection refused|connection is closed|not provided by any|serviceunknown|no such file or directory|dbus-launch|native addon/i.test(message)
        ? 'noBus'
        : 'failed';
  return { kind, text: texts[kind] };
}

/** Loaded when first needed, so that a machine where it cannot load still opens its window and says why. */
const loadKeytar = async (): Promise<Keyring> => (await import('keytar')).default;

export function createTokenVault(load: () => Promise<Keyring> = loadKeytar): TokenVault {
  const known = new Map<string, string>();
  let open = false;
  const attempt = async <T>(work: (keyring: Keyring) => Promise<T>): Promise<Result<T, VaultTrouble>> => {
    try {
      return ok(await work(await load()));
    } catch (error) {
      return err(vaultTrouble(error instanceof Error ? error.message : ''));
    }
  };
  return {
    async read(account) {
      const held = known.get(account);
      if (held !== undefined) return ok(held);
      const found = await attempt(async (keyring) => {
        const secret = await keyring.getPassword(service, account);
        // A locked GNOME Keyring answers as if it were empty; only writing shows the difference.
        if (secret === null && !open) await writeAndRemove(keyring);
        open = true;
        return secret;
      });
      if (found.ok && found.value !== null) known.set(account, found.value);
      return found;
    },
    async write(account, secret) {
      const written = await attempt((keyring) => keyring.setPassword(service, account, secret));
      if (!written.ok) return written;
      known.set(account, secret);
      return ok(null);
    },
    async remove(account) {
      known.delete(account);
      const removed = await attempt((keyring) => keyring.deletePassword(service, account));
      return removed.ok ? ok(null) : removed;
    },
  };
}

async function writeAndRemove(keyring: Keyring): Promise<void> {
  await keyring.setPassword(service, 'check', 'open');
  await keyring.deletePassword(service, 'check');
}

/** Accounts carry the connection's own random id, so that several profiles share one keychain without meeting. */
export const tokenAccount = (connectionId: string): string => `${connectionId} access token`;
export const keyAccount = (connectionId: string): string => `${connectionId} database key`;
