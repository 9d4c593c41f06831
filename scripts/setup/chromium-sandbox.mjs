import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { Unmet } from './say.mjs';

/** Kernel settings that keep ordinary users from making user namespaces, with the value that allows it: Debian's, then Ubuntu's. */
const settings = [
  ['kernel.unprivileged_userns_clone', '1'],
  ['kernel.apparmor_restrict_unprivileged_userns', '0'],
];

/**
 * Electron's sandbox needs user namespaces, or a helper of its own that belongs to root. Throws Unmet with what an administrator may do
 * where an ordinary user has neither. We never pass --no-sandbox for a person, and never make a downloaded program root's by ourselves.
 * @param {string} folder of the Electron runtime
 */
export async function requireChromiumSandbox(folder) {
  if (process.platform !== 'linux' || process.getuid?.() === 0) return;
  const helper = join(folder, 'chrome-sandbox');
  if (existsSync(helper) && statSync(helper).uid === 0 && (statSync(helper).mode & 0o4000) !== 0) return;
  if ((await run('unshare', ['--user', '--map-root-user', 'true'])).code === 0) return;
  const known = settings.filter(([name]) => existsSync(join('/proc/sys', (name ?? '').replaceAll('.', '/'))));
  const commands = known.map(([name, value]) => `  sudo sysctl -w ${name}=${value}`).join('\n');
  throw new Unmet(`This system keeps ordinary users from making user namespaces, which Electron's sandbox needs. An administrator can allow them${commands ? `:\n\n${commands}\n` : ' in the kernel\'s settings.'}`);
}
