import { ESLint } from 'eslint';
import { disableTypeChecked } from './untyped.ts';
import { describe, expect, test } from 'vitest';

/** The project's own configuration, without the type-aware rules: the files named here need not exist. */
const eslint = new ESLint({ overrideConfigFile: 'eslint.config.js', overrideConfig: [disableTypeChecked] });

async function complaints(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: file });
  const own = result!.messages.filter((message) => message.fatal === true || message.ruleId?.startsWith('agentbook/'));
  return own.map((message) => message.message);
}

const importing = (source: string): string => `import { thing } from '${source}';\nexport const used = thing;\n`;

interface Arrow {
  file: string;
  source: string;
  says: RegExp;
}

/** Every arrow that must not be drawn, and words its message must hold. */
const forbidden: Arrow[] = [
  { file: 'renderer/clients/list.tsx', source: '../../main/engine/engine.ts', says: /renderer imports only shared.*window\.agentbook/ },
  { file: 'renderer/clients/list.tsx', source: '../../preload/preload.ts', says: /renderer imports only shared/ },
  { file: 'renderer/clients/list.tsx', source: 'electron', says: /through the bridge/ },
  { file: 'renderer/clients/list.tsx', source: 'node:fs', says: /without Node/ },
  { file: 'renderer/clients/list.tsx', source: 'fs', says: /without Node/ },
  { file: 'preload/preload.ts', source: '../main/window.ts', says: /preload imports only shared.*ipc-contract/ },
  { file: 'preload/preload.ts', source: '../renderer/app.tsx', says: /preload imports only shared/ },
  { file: 'preload/preload.ts', source: 'node:path', says: /sandboxed/ },
  { file: 'shared/edits.ts', source: '../main/window.ts', says: /nothing of ours outside shared/ },
  { file: 'shared/edits.ts', source: '../renderer/store.ts', says: /nothing of ours outside shared/ },
  { file: 'shared/edits.ts', source: '../scripts/start.ts', says: /nothing of ours outside shared/ },
  { file: 'shared/edits.ts', source: 'node:crypto', says: /without Node/ },
  { file: 'shared/edits.ts', source: 'electron', says: /runs in every process/ },
  { file: 'main/window.ts', source: '../renderer/store.ts', says: /main imports only shared/ },
  { file: 'main/window.ts', source: './engine/engine.ts', says: /main\/engine\/host-contract\.ts/ },
  { file: 'main/window.ts', source: './sandbox/sandbox.ts', says: /main\/sandbox\/host-contract\.ts/ },
  { file: 'main/connection/making.ts', source: '../engine/connectors/dnsimple/facts.ts', says: /main\/engine\/host-contract\.ts/ },
  { file: 'main/engine/outbox/drain.ts', source: '../../window.ts', says: /never imports the shell/ },
  { file: 'main/engine/outbox/drain.ts', source: '../../secrets/token-vault.ts', says: /never imports the shell/ },
  { file: 'main/engine/outbox/drain.ts', source: '../../sandbox/ird/rules.ts', says: /never imports the sandbox/ },
  { file: 'main/engine/outbox/drain.ts', source: '../../../renderer/store.ts', says: /never imports the shell/ },
  { file: 'main/engine/outbox/drain.ts', source: 'electron', says: /only main\/engine\/entry\.ts/ },
  { file: 'main/engine/outbox/drain.ts', source: 'electron/main', says: /only main\/engine\/entry\.ts/ },
  { file: 'main/engine/outbox/drain.ts', source: '../../../shared/inland-revenue/rules.ts', says: /connectors\/ird/ },
  { file: 'main/engine/connectors/records/plan.ts', source: '../../../../shared/inland-revenue/rules.ts', says: /connectors\/ird/ },
  { file: 'main/engine/outbox/drain.ts', source: '../connectors/ird/plan.ts', says: /take the Connector as an argument/ },
  { file: 'main/engine/connectors/dnsimple/calls.ts', source: '../cleartax/calls.ts', says: /take the Connector as an argument/ },
  { file: 'main/window.ts', source: './engine/connectors/registered.ts', says: /main\/engine\/host-contract\.ts/ },
  { file: 'main/sandbox/ird/phones.ts', source: '../../engine/connectors/ird/plan.ts', says: /never imports the engine/ },
  { file: 'main/sandbox/ird/phones.ts', source: '../../window.ts', says: /never imports the shell/ },
  { file: 'main/sandbox/ird/phones.ts', source: '../../../shared/inland-revenue/rules.ts', says: /only published code tables/ },
  { file: 'main/sandbox/ird/phones.ts', source: 'electron', says: /only main\/sandbox\/entry\.ts/ },
  { file: 'main/connections.ts', source: 'keytar', says: /main\/secrets\/token-vault\.ts/ },
  { file: 'main/engine/engine.ts', source: '@github/keytar', says: /main\/secrets\/token-vault\.ts/ },
  { file: 'main/engine/ledger/events.ts', source: 'better-sqlite3', says: /main\/engine\/database\.ts/ },
  { file: 'main/window.ts', source: 'better-sqlite3', says: /main\/engine\/database\.ts/ },
  { file: 'main/sandbox/ird/store.ts', source: 'better-sqlite3', says: /main\/sandbox\/journal\.ts/ },
];

const allowed: Omit<Arrow, 'says'>[] = [
  { file: 'main/main.ts', source: './engine/connectors/systems.ts' },
  { file: 'renderer/clients/list.tsx', source: '../../shared/views.ts' },
  { file: 'renderer/clients/list.tsx', source: '../store.ts' },
  { file: 'renderer/clients/list.tsx', source: 'react' },
  { file: 'preload/preload.ts', source: '../shared/ipc-contract.ts' },
  { file: 'preload/preload.ts', source: 'electron' },
  { file: 'shared/inland-revenue/rules.ts', source: '../faults.ts' },
  { file: 'shared/inland-revenue/rules.ts', source: 'google-libphonenumber' },
  { file: 'main/window.ts', source: 'electron' },
  { file: 'main/window.ts', source: '../shared/views.ts' },
  { file: 'main/engine-host.ts', source: './engine/host-contract.ts' },
  { file: 'main/practice-host.ts', source: './sandbox/host-contract.ts' },
  { file: 'main/engine/outbox/drain.ts', source: '../../../shared/edits.ts' },
  { file: 'main/engine/outbox/drain.ts', source: '../gateway/transport.ts' },
  { file: 'main/engine/connectors/ird/plan.ts', source: '../../../../shared/inland-revenue/rules.ts' },
  { file: 'main/engine/connectors/dnsimple/dnsimple.ts', source: '../records/record-system.ts' },
  { file: 'main/engine/connectors/registered.ts', source: './dnsimple/dnsimple.ts' },
  { file: 'main/connection/record-door.ts', source: '../engine/connectors/systems.ts' },
  { file: 'main/engine/outbox/drain.ts', source: 'node:crypto' },
  { file: 'main/engine/entry.ts', source: 'electron' },
  { file: 'main/sandbox/entry.ts', source: 'electron' },
  { file: 'main/sandbox/ird/phones.ts', source: '../../../shared/inland-revenue/codes.ts' },
  { file: 'main/sandbox/ird/phones.ts', source: '../../../shared/inland-revenue/area-codes.ts' },
  { file: 'main/sandbox/ird/phones.ts', source: './store.ts' },
  { file: 'main/secrets/token-vault.ts', source: 'keytar' },
  { file: 'main/engine/database.ts', source: 'better-sqlite3' },
  { file: 'main/sandbox/journal.ts', source: 'better-sqlite3' },
  { file: 'test/main/engine/engine.test.ts', source: '../../../main/sandbox/sandbox.ts' },
  { file: 'scripts/sandbox.ts', source: '../main/sandbox/sandbox.ts' },
];

describe('arrows between rooms', () => {
  test.each(forbidden)('$file may not import $source, and is told what to do instead', async ({ file, source, says }) => {
    const found = await complaints(file, importing(source));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(says);
  });

  test.each(allowed)('$file may import $source', async ({ file, source }) => {
    expect(await complaints(file, importing(source))).toEqual([]);
  });

  test.each([
    ['an import for its effect', "import '../main/window.ts';"],
    ['a type', "import type { Window } from '../main/window.ts';\nexport type Mine = Window;"],
    ['a type written in place', "export type Mine = import('../main/window.ts').Window;"],
    ['an export from', "export { thing } from '../main/window.ts';"],
    ['an export of everything', "export * from '../main/window.ts';"],
    ['a dynamic import', "export const later = import('../main/window.ts');"],
    ['a require', "export const now = require('../main/window.ts');"],
  ])('%s counts as an import', async (_kind, code) => {
    expect(await complaints('renderer/app.tsx', `${code}\n`)).toHaveLength(1);
  });

  test('a query behind the path does not hide it', async () => {
    expect(await complaints('renderer/app.tsx', "import url from '../main/window.ts?url';\nexport const used = url;\n")).toHaveLength(1);
  });
});

describe('names of electron that live in one file', () => {
  test.each([
    ['ipcMain', 'main/window.ts', 'main/ipc.ts'],
    ['ipcRenderer', 'preload/bridge.ts', 'preload/preload.ts'],
  ])('%s is refused in %s and welcome in %s', async (name, elsewhere, home) => {
    const code = `import { ${name} } from 'electron';\nexport const used = ${name};\n`;
    const found = await complaints(elsewhere, code);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`Only ${home} imports ${name}`);
    expect(await complaints(home, code)).toEqual([]);
  });

  test('taking it off the module another way is seen too', async () => {
    expect(await complaints('main/window.ts', "import electron from 'electron';\nexport const used = electron.ipcMain;\n")).toHaveLength(1);
    expect(await complaints('main/window.ts', "import electron from 'electron';\nexport const { ipcMain } = electron;\n")).toHaveLength(1);
  });
});
