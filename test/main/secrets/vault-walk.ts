import { createTokenVault } from '../../../main/secrets/token-vault.ts';
import { databaseKey } from '../../../main/secrets/database-key.ts';

/**
 * Run by the vault's tests in a process of its own, because keytar finds its keyring by the environment of its process.
 * Arguments: what to do, and its operands. Prints one line of JSON.
 */
const [, , what = '', ...operands] = process.argv;
const vault = createTokenVault();
const steps: Record<string, () => Promise<unknown>> = {
  read: () => vault.read(operands[0] ?? ''),
  write: () => vault.write(operands[0] ?? '', operands[1] ?? ''),
  remove: () => vault.remove(operands[0] ?? ''),
  key: () => databaseKey(vault, operands[0] ?? '', operands.slice(1)),
};
process.stdout.write(JSON.stringify(await steps[what]?.()));
