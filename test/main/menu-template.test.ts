import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { menuTemplate } from '../../main/menu-template.ts';
import type { MenuCommand } from '../../shared/ipc-contract.ts';

type Item = MenuItemConstructorOptions;
const commands: Record<MenuCommand, true> = {
  search: true, palette: true, next: true, previous: true, settings: true, newContact: true, newPhone: true, edit: true, undo: true, reopen: true, queue: true, nextNeedsYou: true, history: true, refresh: true, sendNow: true,
  pause: true, together: true, addConnection: true, keys: true, themeSystem: true, themeLight: true, themeDark: true,
};

const flat = (items: readonly Item[]): Item[] => items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);
const build = (mac: boolean, developer: boolean, send: (command: MenuCommand) => void = () => undefined): Item[] =>
  flat(menuTemplate({ mac, developer, theme: 'dark', send, lock: () => send('lock' as MenuCommand) }));

test.each([false, true])('every command is in the menu once and sends itself, and locking goes straight to the shell (macOS: %s)', (mac) => {
  const sent: string[] = [];
  for (const item of build(mac, false, (command) => sent.push(command))) (item.click as (() => void) | undefined)?.();
  expect(sent.sort()).toEqual([...Object.keys(commands), 'lock'].sort());
});

test('no menu of ours listens for a single letter, which someone may be typing', () => {
  for (const mac of [false, true])
    for (const item of build(mac, true))
      if (item.accelerator !== undefined && item.accelerator.length === 1) expect(item.registerAccelerator, item.label ?? '').toBe(false);
  expect(build(true, true).filter(({ accelerator }) => accelerator?.length === 1)).toEqual([]);
});

test('no two commands share a shortcut', () => {
  const keys = build(false, true).flatMap(({ accelerator }) => (accelerator === undefined ? [] : [accelerator]));
  expect(new Set(keys).size).toBe(keys.length);
});

test('the tools of a developer are not in a packaged app', () => {
  const roles = (developer: boolean): unknown[] => build(false, developer).map(({ role }) => role);
  expect(roles(true)).toContain('toggleDevTools');
  expect(roles(false)).not.toContain('toggleDevTools');
  expect(roles(false)).not.toContain('reload');
});

test('the theme that is on is marked', () => {
  expect(build(false, false).filter(({ checked }) => checked === true).map(({ id }) => id)).toEqual(['themeDark']);
});
