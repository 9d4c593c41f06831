import { once } from 'node:events';
import { createTokenVault } from '../../../main/secrets/token-vault.ts';
import { databaseKey } from '../../../main/secrets/database-key.ts';

/**
 * Run by the vault's tests in a process of its own, because keytar finds its keyring by the environment of its process.
 * Arguments: what to do, and its operands. Prints one line of JSON. `twice` prints `ready` first, and goes on when it is told to.
 */
const [, , what = '', ...operands] = process.argv;
const vault = createTokenVault();
const steps: Record<string, () => Promise<unknown>> = {
  read: () => vault.read(operands[0] ?? ''),
  write: () => vault.write(operands[0] ?? '', operands[1] ?? ''),
  remove: () => vault.remove(operands[0] ?? ''),
  async twice() {
    await vault.write('twice', 'secret');
    process.stdout.write('ready\n');
    await once(process.stdin, 'data');
    vault.forget();
    const read = await vault.read('twice');
    return [read, await vault.write('twice', 'another')];
  },
  key: () => databaseKey(vault, operands[0] ?? '', operands.slice(1)),
};
process.stdout.write(JSON.stringify(await steps[what]?.()));
process.stdin.destroy();
