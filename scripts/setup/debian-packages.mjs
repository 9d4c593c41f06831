import { existsSync } from 'node:fs';
import { run, tail } from './run.mjs';
import { say, Unmet } from './say.mjs';

/** Debian and Ubuntu names of what Electron's window and the keychain need; the second name is of releases after 2024. */
const forTheWindow = [
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3'],
  ['libasound2', 'libasound2t64'],
  ['libgbm1'],
  ['libxss1'],
  ['libxtst6'],
  ['libsecret-1-0'],
];

/** What a machine without a display or a keychain needs besides. */
const forHeadlessRuns = [['xvfb'], ['dbus'], ['gnome-keyring'], ['fonts-liberation']];

/** What the tests put beside the app: a relay, a browser to sign in with and how it is found, and what makes certificates as people get them. */
const forTests = [['nginx'], ['chromium', 'chromium-browser'], ['xdg-utils'], ['openssl']];

/** @typedef {'window' | 'headless' | 'tests'} Purpose each includes those before it */

/** @type {Record<Purpose, string[][]>} */
const wantedFor = { window: forTheWindow, headless: [...forTheWindow, ...forHeadlessRuns], tests: [...forTheWindow, ...forHeadlessRuns, ...forTests] };

/**
 * Names still missing, given what dpkg says is installed. Pure.
 * @param {Set<string>} installed package names without architecture
 * @param {Purpose} purpose
 * @returns {string[][]} each with its alternatives
 */
export function missingPackages(installed, purpose) {
  return wantedFor[purpose].filter((names) => !names.some((name) => installed.has(name)));
}

/**
 * Package names in the output of `dpkg-query -W -f '${Package} ${db:Status-Status}\n'` that are installed. Pure.
 * @param {string} listing
 */
export function installedNames(listing) {
  const rows = listing.split('\n').map((row) => row.split(' '));
  return new Set(rows.filter(([, status]) => status === 'installed').map(([name]) => name ?? ''));
}

/** Of several names for one package, the one this release of Debian has. @param {string[]} names */
async function nameHere(names) {
  for (const name of names) {
    const { output } = await run('apt-cache', ['policy', name]);
    if (/Candidate: (?!\(none\))/.test(output)) return name;
  }
  return names[0] ?? '';
}

/** How a command becomes root here: a prefix, or null where it may not. */
async function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  if ((await run('sudo', ['-n', 'true'])).code === 0) return ['sudo', '-n'];
  if (process.stdin.isTTY && existsSync('/usr/bin/sudo')) return ['sudo'];
  return null;
}

/**
 * Installs the system libraries a window needs, for headless runs a virtual display and a keychain, and what the tests use. Linux only.
 * Where we may not (neither root nor sudo, or not Debian's package manager), throws Unmet with the exact command.
 * @param {Purpose} purpose
 */
export async function installDebianPackages(purpose) {
  if (process.platform !== 'linux') return;
  const listing = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n']);
  if (listing.code === 127) {
    say('Not a Debian system: make sure GTK 3, NSS, ALSA, libsecret, Xvfb, dbus and gnome-keyring are installed.');
    return;
  }
  const missing = missingPackages(installedNames(listing.output), purpose);
  if (missing.length === 0) return;
  const prefix = await rootPrefix();
  const install = ['apt-get', 'install', '-y', '--no-install-recommends'];
  if (!prefix) {
    const names = missing.map(([name]) => name).join(' ');
    throw new Unmet(
      `These system packages are missing and only an administrator may install them:\n\n  sudo apt-get update && sudo ${install.join(' ')} ${names}\n\nThen run the same command again.`,
    );
  }
  say(`Installing ${missing.length} system packages (about half a minute) …`);
  const asRoot = (/** @type {string[]} */ args) => {
    const [command = '', ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', ...args];
    return run(command, rest);
  };
  await asRoot(['apt-get', 'update', '-qq']);
  const names = await Promise.all(missing.map(nameHere));
  const { code, output } = await asRoot([...install, '-qq', ...names]);
  if (code !== 0) throw new Unmet(`apt-get could not install ${names.join(' ')}:\n${tail(output)}`);
  // Debian starts a web server that it installs; the tests run their own, and this computer did not ask for one.
  if (names.includes('nginx') && existsSync('/run/systemd/system')) await asRoot(['systemctl', 'disable', '--now', 'nginx']);
}
