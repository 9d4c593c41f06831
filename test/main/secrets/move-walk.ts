import path from 'node:path';
import keytar from 'keytar';
import { newKdf } from '../../../main/secrets/sealed-text.ts';
import { SecretPlaces } from '../../../main/secrets/secret-places.ts';
import { createTokenVault, keyAccount, tokenAccount, type Keyring } from '../../../main/secrets/token-vault.ts';

/**
 * Run by the tests of a move in a process of its own: on the real keyring, killed before its n-th change of it.
 * Arguments: folder, connection, pass phrase, what to do, changes to live for. Prints one line of JSON.
 */
const [, , folder = '', id = '', phrase = '', what = '', changes = 'Infinity'] = process.argv;
let left = Number(changes);
const change = <T>(work: () => Promise<T>): Promise<T> => {
  if (left === 0) process.kill(process.pid, 'SIGKILL');
  left -= 1;
  return work();
};
const keyring: Keyring = {
  getPassword: (service, account) => keytar.getPassword(service, account),
  setPassword: (service, account, secret) => change(() => keytar.setPassword(service, account, secret)),
  deletePassword: (service, account) => change(() => keytar.deletePassword(service, account)),
};
const places = new SecretPlaces({ keychain: createTokenVault(async () => keyring), fileOf: (of) => path.join(folder, of, 'secrets.sealed'), makeKdf: () => ({ ...newKdf(), N: 2 ** 15 }) });
const accounts = [keyAccount(id), tokenAccount(id)];

const walks: Record<string, () => Promise<unknown>> = {
  async fill() {
    for (const account of accounts) await places.write(account, `secret of ${account}`);
    return null;
  },
  /** Where the secrets are once the desk is open, as the next start finds and leaves them. */
  async open() {
    const sealed = await places.needsPhrase(id);
    const unlocked = await places.unlock(id, phrase);
    const read = await Promise.all(accounts.map(async (account) => ((await places.read(account)) as { value: unknown }).value === `secret of ${account}`));
    const copies = (await keytar.findCredentials('Agentbook')).filter(({ account }) => account.startsWith(id)).length;
    return { unlocked: unlocked.ok, whole: read.every(Boolean), inFile: sealed, inKeychain: copies };
  },
  async toPassPhrase() {
    return places.move(id, 'passPhrase', phrase);
  },
  async toKeychain() {
    await places.unlock(id, phrase);
    return places.move(id, 'keychain', '');
  },
};
process.stdout.write(JSON.stringify(await walks[what]?.()));
