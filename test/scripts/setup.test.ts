import { describe, expect, test } from 'vitest';
import { isNodeNewEnough } from '../../scripts/setup.mjs';
import { installedNames, missingPackages } from '../../scripts/setup/debian-packages.mjs';
import { isInstalled } from '../../scripts/setup/node-packages.mjs';

describe('the Node that starts the tools', () => {
  test.each(['v20.19.0', 'v20.20.2', 'v22.0.0', 'v24.21.0'])('%s is new enough', (version) => expect(isNodeNewEnough(version)).toBe(true));
  test.each(['v18.20.0', 'v20.18.3'])('%s is too old', (version) => expect(isNodeNewEnough(version)).toBe(false));
});

describe('whether the packages are installed', () => {
  const locked = {
    packages: {
      '': { version: '0.1.0' },
      'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
      'node_modules/b': { version: '2.0.0', integrity: 'sha512-b', optional: true },
    },
  };
  const a = { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } };

  test('they are when npm recorded each of them', () => expect(isInstalled(locked, locked)).toBe(true));
  test('an optional package may be missing: it is for another system', () => expect(isInstalled(locked, { packages: a })).toBe(true));
  test('they are not when there is no record: nothing was installed, or not to the end', () => expect(isInstalled(locked, null)).toBe(false));
  test('they are not when one is missing', () => expect(isInstalled(locked, { packages: {} })).toBe(false));
  test('they are not when one has another version', () => {
    expect(isInstalled(locked, { packages: { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } } })).toBe(false);
  });
  test('they are not when one has the version but other bytes', () => {
    expect(isInstalled(locked, { packages: { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-x' } } })).toBe(false);
  });
});

describe('the system packages', () => {
  const bare = installedNames('bash installed\nlibgtk-3-0 config-files\nxvfb installed\n');

  test('a package that was removed and left its settings counts as missing', () => expect(bare).toEqual(new Set(['bash', 'xvfb'])));
  test('a window needs no virtual display', () => {
    expect(missingPackages(bare, 'window').map(([name]) => name)).not.toContain('dbus');
    expect(missingPackages(bare, 'window').map(([name]) => name)).toContain('libgtk-3-0');
  });
  test('a headless run needs a bus and a keychain besides', () => {
    expect(missingPackages(bare, 'headless').map(([name]) => name)).toEqual(expect.arrayContaining(['dbus', 'gnome-keyring', 'libgtk-3-0']));
  });
  test('only the tests need a relay and a browser besides', () => {
    expect(missingPackages(bare, 'headless').map(([name]) => name)).not.toContain('nginx');
    expect(missingPackages(bare, 'tests').map(([name]) => name)).toEqual(expect.arrayContaining(['nginx', 'chromium', 'xdg-utils', 'openssl', 'dbus', 'libgtk-3-0']));
  });
  test('the newer of two names for one package will do', () => {
    const newer = new Set(['libgtk-3-0t64', 'libnss3', 'libasound2t64', 'libgbm1', 'libxss1', 'libxtst6', 'libsecret-1-0']);
    expect(missingPackages(newer, 'window')).toEqual([]);
  });
});
