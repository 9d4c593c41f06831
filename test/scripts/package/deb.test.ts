import { expect, test } from 'vitest';
import { controlFile } from '../../../scripts/package/deb.ts';
import { packagedVersion } from '../../../scripts/package/version.ts';

const facts = {
  version: '0.1.0-test-build',
  architecture: 'amd64',
  depends: ['libgtk-3-0', 'libnss3'],
  installedKib: 1234,
  maintainer: 'A <a@example.org>',
  synopsis: 'Contacts',
};

test('a package with a stand-in runtime says in its version that it is a test build', () => {
  expect(packagedVersion('0.1.0', true)).toBe('0.1.0-test-build');
  expect(packagedVersion('0.1.0', false)).toBe('0.1.0');
});

test('a test build sorts before the release of the same number, so that the release replaces it', () => {
  expect(controlFile(facts)).toContain('\nVersion: 0.1.0~test~build\n');
});

test('a library that newer releases of Debian renamed is accepted under either name', () => {
  expect(controlFile(facts)).toContain('\nDepends: libgtk-3-0 | libgtk-3-0t64, libnss3\n');
});

test('the control file ends with a line break and has no empty line, as dpkg demands', () => {
  expect(controlFile(facts)).toMatch(/[^\n]\n$/);
  expect(controlFile(facts)).not.toContain('\n\n');
});
