import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPreferenceKeeper, defaultPreferences, parsePreferences } from '../../main/preferences.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'preferences-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('what was changed is there at the next start', async () => {
  const file = path.join(folder, 'preferences.json');
  const keeper = await createPreferenceKeeper(file);
  keeper.change({ theme: 'dark' });
  keeper.change({ bounds: { x: 10, y: 20, width: 1000, height: 700 } });
  await keeper.settled();
  expect((await createPreferenceKeeper(file)).current()).toEqual({ theme: 'dark', bounds: { x: 10, y: 20, width: 1000, height: 700 }, maximised: false, lockAfterMinutes: 15 });
  expect(readdirSync(folder)).toEqual(['preferences.json']);
});

test.each([null, '', '{"theme":"pink"}', '{"theme":"dark","bounds":{"x":0.5},"maximised":false}'])('%j reads as the defaults', (text) => {
  expect(parsePreferences(text)).toEqual(defaultPreferences);
});

test('an unreadable file is replaced at the next change', async () => {
  const file = path.join(folder, 'preferences.json');
  writeFileSync(file, 'half a fi');
  const keeper = await createPreferenceKeeper(file);
  keeper.change({ theme: 'light' });
  await keeper.settled();
  expect(parsePreferences(readFileSync(file, 'utf8')).theme).toBe('light');
});
