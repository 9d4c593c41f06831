import { noSecrets, type SecretName } from '../../shared/connection-settings.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { createOneAtATime } from '../one-at-a-time.ts';
import { cut, fitsOneEntry, generations, headText, otherGeneration, partAccount, readHead, type Generation, type Head } from './chunks.ts';

/**
 * Secrets in the operating system's keychain, and nowhere else. The only file that knows keytar.
 * A secret is read from the keychain once and then kept in memory: a locked screen must not stop the sending of a queue.
 * A secret of any length up to 640 kB fits (chunks.ts); a write that dies half-way leaves the old secret or the new one, whole.
 */
export interface TokenVault {
  /** null: the keychain answered, and holds no such secret. */
  read(account: string): Promise<Result<string | null, VaultTrouble>>;
  write(account: string, secret: string): Promise<Result<null, VaultTrouble>>;
  remove(account: string): Promise<Result<null, VaultTrouble>>;
  /** Nothing that was read or written stays in memory; the next read asks anew. */
  forget(): void;
}

export interface VaultTrouble {
  kind: 'noBus' | 'locked' | 'noCollection' | 'startedAnew' | 'failed';
  /** What is wrong and what to do, in words. Holds no secret. */
  text: string;
}

export interface Keyring {
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
  startedAnew:
    'The keychain service that Agentbook was talking to has ended, perhaps to be started again. Agentbook finds it again only when it is itself ' +
    'opened anew: close Agentbook, see that your keychain works, then open Agentbook and try again.',
  failed: 'The keychain did not do what Agentbook asked. Check that your keychain works, then try again.',
};

/**
 * The keychain gives only a sentence, worded by libsecret and GNOME Keyring; these are the ones people meet (seen on Debian 12).
 * What none of them fits stays `failed`. `startedAnew`: libsecret keeps the connection to the service it met first, by the service's name on
 * the bus (`:1.7`) and a session within it, for as long as the process lives, and keytar has no way to make it look again.
 */
export function vaultTrouble(message: string): VaultTrouble {
  const kind = /the name :\d|session wrapping the secret|transferred or encrypted in an invalid way/i.test(message)
    ? 'startedAnew'
    : /no such object path|does not exist at path|no such secret collection|object does not exist/i.test(message)
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
  // A secret of several entries must not meet another on its way in.
  const inTurn = createOneAtATime();
  const attempt = <T>(work: (keyring: Keyring) => Promise<T>): Promise<Result<T, VaultTrouble>> =>
    inTurn(async () => {
      try {
        return ok(await work(await load()));
      } catch (error) {
        return err(vaultTrouble(error instanceof Error ? error.message : ''));
      }
    });
  return {
    async read(account) {
      const held = known.get(account);
      if (held !== undefined) return ok(held);
      const found = await attempt(async (keyring) => {
        const secret = await readWhole(keyring, account);
        // A locked GNOME Keyring answers as if it were empty; only writing shows the difference.
        if (secret === null && !open) await writeAndRemove(keyring);
        open = true;
        return secret;
      });
      if (found.ok && found.value !== null) known.set(account, found.value);
      return found;
    },
    async write(account, secret) {
      const written = await attempt((keyring) => writeWhole(keyring, account, secret));
      if (written.ok) known.set(account, secret);
      return written.ok ? ok(null) : written;
    },
    async remove(account) {
      known.delete(account);
      const removed = await attempt((keyring) => removeWhole(keyring, account));
      return removed.ok ? ok(null) : removed;
    },
    forget: () => void ((open = false), known.clear()),
  };
}

async function writeAndRemove(keyring: Keyring): Promise<void> {
  await keyring.setPassword(service, 'check', 'open');
  await keyring.deletePassword(service, 'check');
}

/** A secret of which a part is missing is none: a person can sign in again or choose a file again, but nobody can mend it. */
async function readWhole(keyring: Keyring, account: string): Promise<string | null> {
  const text = await keyring.getPassword(service, account);
  const head = text === null ? null : readHead(text);
  if (head === null) return text;
  if (head === 'damaged') return null;
  const parts: string[] = [];
  for (let index = 0; index < head.parts; index += 1) {
    const part = await keyring.getPassword(service, partAccount(account, head.generation, index));
    if (part === null) return null;
    parts.push(part);
  }
  return parts.join('');
}

/** New parts stand before the head names them, and old ones go only after: at no moment is there half a secret. */
async function writeWhole(keyring: Keyring, account: string, secret: string): Promise<void> {
  if (fitsOneEntry(secret)) {
    await keyring.setPassword(service, account, secret);
    return leaveNoWaste(removeParts(keyring, account, generations));
  }
  const parts = cut(secret);
  const live = await headOf(keyring, account);
  const generation = live === null ? 'a' : otherGeneration(live.generation);
  // What a write that died left behind under this name would otherwise outlive its secret.
  await removeParts(keyring, account, [generation]);
  for (const [index, part] of parts.entries()) await keyring.setPassword(service, partAccount(account, generation, index), part);
  await keyring.setPassword(service, account, headText({ generation, parts: parts.length }));
  await leaveNoWaste(removeParts(keyring, account, [otherGeneration(generation)]));
}

/** The secret is kept; what could not be cleared away goes with the next write. */
const leaveNoWaste = (clearing: Promise<void>): Promise<void> => clearing.catch(() => undefined);

async function removeWhole(keyring: Keyring, account: string): Promise<void> {
  await keyring.deletePassword(service, account);
  await removeParts(keyring, account, generations);
}

async function headOf(keyring: Keyring, account: string): Promise<Head | null> {
  const text = await keyring.getPassword(service, account);
  const head = text === null ? null : readHead(text);
  return head === 'damaged' ? null : head;
}

/** Last one first: however it ends, those left are found again from the front. */
async function removeParts(keyring: Keyring, account: string, which: readonly Generation[]): Promise<void> {
  for (const generation of which) {
    let end = 0;
    while ((await keyring.getPassword(service, partAccount(account, generation, end))) !== null) end += 1;
    while (end-- > 0) await keyring.deletePassword(service, partAccount(account, generation, end));
  }
}

/** Accounts carry the connection's own random id, so that several profiles share one keychain without meeting. */
export const tokenAccount = (connectionId: string): string => `${connectionId} access token`;
export const keyAccount = (connectionId: string): string => `${connectionId} database key`;

/** Where one of the form's secrets is kept. A pasted token is a token like any other. */
export const secretAccount = (connectionId: string, name: SecretName): string =>
  name === 'token' ? tokenAccount(connectionId) : `${connectionId} ${words[name]}`;

/** All keys of a system whose contacts are records, as one secret. */
export const systemKeysAccount = (connectionId: string): string => `${connectionId} system keys`;

const words: Record<Exclude<SecretName, 'token'>, string> = {
  clientSecret: 'client secret',
  machineKey: 'machine key',
  machineCertificate: 'machine certificate',
  certificate: 'client certificate',
  certificateKey: 'client certificate key',
  certificatePassPhrase: 'client certificate pass phrase',
  authorities: 'certificate authorities',
  proxyPassword: 'proxy password',
};

/** Every secret of a connection but the key of its files: what goes when the connection is forgotten or was never finished. */
export const accountsOf = (connectionId: string): string[] =>
  [...(Object.keys(noSecrets) as SecretName[]).map((name) => secretAccount(connectionId, name)), systemKeysAccount(connectionId)];
