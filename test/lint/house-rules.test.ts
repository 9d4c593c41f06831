import { ESLint } from 'eslint';
import { expect, test } from 'vitest';
import { emptyWordIn } from '../../lint/file-names.ts';
import { disableTypeChecked } from './untyped.ts';

const untyped = new ESLint({ overrideConfigFile: 'eslint.config.js', overrideConfig: [disableTypeChecked] });
const typed = new ESLint({ overrideConfigFile: 'eslint.config.js' });

async function rulesBroken(eslint: ESLint, file: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath: file });
  return result!.messages.map((message) => message.ruleId);
}

const lines = (count: number): string => Array.from({ length: count }, (_, index) => `export const line${index} = ${index};`).join('\n');
const longFunction = (count: number): string => `export function long(): void {\n${'  console.log();\n'.repeat(count)}}\n`;

test.each([
  'shared/utils.ts', 'shared/string-utils.ts', 'shared/helpers.ts', 'shared/phone-helper.ts', 'main/common/x.ts', 'shared/common.ts',
  'main/window-manager.ts', 'main/WindowManager.ts', 'renderer/contactService.ts', 'main/service/x.ts',
])('%s says nothing about what is inside', async (file) => {
  expect(emptyWordIn(file)).not.toBe('');
  expect(await rulesBroken(untyped, file, 'export const one = 1;\n')).toContain('agentbook/file-names');
});

test.each(['shared/inland-revenue/area-codes.ts', 'main/secrets/token-vault.ts', 'renderer/commonwealth.ts', 'main/engine/outbox/drain.ts'])('%s is called what it is', async (file) => {
  expect(emptyWordIn(file)).toBe('');
  expect(await rulesBroken(untyped, file, 'export const one = 1;\n')).toEqual([]);
});

test('a file ends at 250 lines, blank lines and comments not counted', async () => {
  expect(await rulesBroken(untyped, 'shared/long.ts', lines(251))).toEqual(['max-lines']);
  expect(await rulesBroken(untyped, 'shared/long.ts', `// why\n\n${lines(250)}\n`)).toEqual([]);
});

test('a function ends at 40 lines, except in a test', async () => {
  expect(await rulesBroken(untyped, 'main/long.ts', longFunction(39))).toEqual(['max-lines-per-function']);
  expect(await rulesBroken(untyped, 'main/long.ts', longFunction(38))).toEqual([]);
  expect(await rulesBroken(untyped, 'test/main/long.test.ts', longFunction(100))).toEqual([]);
});

test('a promise nobody waits for is found', async () => {
  const floating = 'const later = async (): Promise<void> => { await Promise.resolve(); };\nexport const start = (): void => { later(); };\n';
  expect(await rulesBroken(typed, 'shared/result.ts', floating)).toContain('@typescript-eslint/no-floating-promises');
});

test('a hook called conditionally in the renderer is found', async () => {
  const hook = "import { useState } from 'react';\nexport function Row({ on }: { on: boolean }) {\n  if (on) useState(0);\n  return null;\n}\n";
  expect(await rulesBroken(untyped, 'renderer/row.tsx', hook)).toContain('react-hooks/rules-of-hooks');
});
