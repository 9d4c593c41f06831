import { pathToFileURL } from 'node:url';
import { requireChromiumSandbox } from './setup/chromium-sandbox.mjs';
import { installDebianPackages } from './setup/debian-packages.mjs';
import { installElectron } from './setup/electron.mjs';
import { installNodePackages } from './setup/node-packages.mjs';
import { reportUnmet, say, Unmet } from './setup/say.mjs';

/** @typedef {'packages' | 'electron' | 'window' | 'headless' | 'tests'} Need */

/** @param {string} version such as `v20.19.0` */
export function isNodeNewEnough(version) {
  const [major = 0, minor = 0] = version.replace('v', '').split('.').map(Number);
  return major > 20 || (major === 20 && minor >= 19);
}

/**
 * Does what is left to do, in order, and nothing twice. Throws Unmet with what a person has to do by hand.
 * @param {Need} need each includes those before it; `headless` adds a virtual display and a keychain, `tests` a relay and a browser
 */
export async function setUp(need) {
  if (!isNodeNewEnough(process.version)) {
    throw new Unmet(`Agentbook needs Node 20.19 or newer to start its tools; this is ${process.version}. Install one from https://nodejs.org or your system's packages.`);
  }
  await installNodePackages();
  if (need === 'packages') return;
  const electron = await installElectron();
  if (need === 'electron') return;
  await installDebianPackages(need);
  if (need === 'window') await requireChromiumSandbox(electron.folder);
}

// import.meta.main and import.meta.filename are newer than the oldest Node that may run this.
if (process.argv[1] && pathToFileURL(process.argv[1]).href === import.meta.url) {
  await reportUnmet(async () => {
    await setUp('tests');
    say('Everything is set up.');
  });
}
