import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';
import { readRuntime } from '../../../scripts/runtime.ts';
import { project } from '../../../scripts/setup/places.mjs';
import type { Bridge } from '../../../shared/ipc-contract.ts';
import { openHome } from '../../../scripts/drive/app.ts';
import { packedFolder, packedProgram, startPackedApp } from '../../e2e-support/packed-app.ts';

declare global {
  interface Window {
    agentbook: Bridge;
  }
}

const everyFile = (): string[] => readdirSync(packedFolder, { recursive: true, encoding: 'utf8' });

test('nobody can turn the packed program into a plain Node, inspect it or swap its code', async () => {
  const wire = await getCurrentFuseWire(packedProgram);
  expect(wire[FuseV1Options.RunAsNode]).toBe(FuseState.DISABLE);
  expect(wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(FuseState.DISABLE);
  expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe(FuseState.DISABLE);
  expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(FuseState.ENABLE);
  expect(wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(FuseState.ENABLE);
  expect(wire[FuseV1Options.EnableCookieEncryption]).toBe(FuseState.ENABLE);
  expect(wire[FuseV1Options.GrantFileProtocolExtraPrivileges]).toBe(FuseState.DISABLE);
});

test('the package holds the native libraries of its own system and of no other', () => {
  const libraries = everyFile().filter((name) => name.endsWith('.node') && name.includes('node_modules'));
  expect(libraries.map((name) => name.replace(/^.*node_modules\//, '')).sort()).toEqual([
    'better-sqlite3/prebuilds/linux-x64.node',
    'keytar/prebuilds/linux-x64/keytar.node',
  ]);
});

test('the package carries no source, no tests and nothing of the stand-in runtime\'s own', () => {
  expect(everyFile().filter((name) => /\.(ts|tsx|map)$/.test(name))).toEqual([]);
  expect(everyFile().filter((name) => name.startsWith('resources/app/') || name.includes('clawbench'))).toEqual([]);
});

test('the packed app starts, opens its page and says which version it is', async () => {
  const home = await openHome();
  const app = await startPackedApp(home);
  try {
    await expect(app.page).toHaveTitle(/Agentbook/);
    const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { version: string };
    const expected = readRuntime().isRegistryBuild ? `${version}-test-build` : version;
    const info = await app.page.evaluate(() => window.agentbook.ask('app.info', {}));
    expect(info).toMatchObject({ version: expected, trouble: '' });
    expect(new URL(app.page.url()).protocol).toBe('app:');
  } finally {
    await app.quit();
    await home.remove();
  }
});
