import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { project } from './places.mjs';
import { npm, run, tail } from './run.mjs';
import { say, Unmet } from './say.mjs';

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lockfile
 */

/**
 * Whether what is installed is what the lockfile names. npm itself leaves a record of what it installed
 * (node_modules/.package-lock.json) as the last act of an install, so an interrupted install counts as none.
 * Optional packages may be missing: each is for one platform only.
 * @param {Lockfile} locked package-lock.json
 * @param {Lockfile | null} installed node_modules/.package-lock.json, null when there is none
 */
export function isInstalled(locked, installed) {
  if (!installed) return false;
  return Object.entries(locked.packages ?? {}).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed.packages?.[path];
    if (!found) return Boolean(wanted.optional ?? wanted.devOptional);
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

/** @param {string} path @returns {Lockfile | null} */
function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

const bin = join(project, 'node_modules', '.bin');
const onWindows = process.platform === 'win32';

/** Path of the Node that the tools run on, installed beside the other packages. */
export const toolNode = join(project, 'node_modules', 'node', 'bin', onWindows ? 'node.exe' : 'node');

/** Installs what the lockfile names, when it is not there yet. */
export async function installNodePackages() {
  const locked = read(join(project, 'package-lock.json'));
  if (!locked) throw new Unmet('package-lock.json is missing or damaged. Restore it with: git checkout package-lock.json');
  if (!isInstalled(locked, read(join(project, 'node_modules', '.package-lock.json')))) {
    say('Installing the packages that package-lock.json names (about a minute) …');
    // No package's own install script runs: what we need of them ships ready-made, and npm 10 and 11 then behave alike.
    const { code, output } = await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: project });
    if (code !== 0) throw new Unmet(`npm ci failed:\n${tail(output)}\nIs the npm registry reachable? Try: npm ping`);
  }
  await installToolNode();
}

/** The package `node` places a Node binary that the registry carries; ours does so at this point, by our own choice. */
async function installToolNode() {
  const folder = join(project, 'node_modules', 'node');
  const wanted = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
  const runs = async () => existsSync(toolNode) && (await run(toolNode, ['--version'])).output.trim() === `v${wanted}`;
  if (!(await runs())) {
    say(`Fetching Node ${wanted} for the tools (yours, ${process.version}, only starts them) …`);
    const { output } = await run(process.execPath, ['installArchSpecificPackage.js'], { cwd: folder });
    if (!(await runs())) throw new Unmet(`Node ${wanted} could not be fetched:\n${tail(output)}`);
  }
  // npm links a program only when its file is there, and at the time of the install this one was not.
  if (!existsSync(join(bin, onWindows ? 'node.cmd' : 'node'))) await npm(['rebuild', 'node', '--ignore-scripts'], { cwd: project });
}
