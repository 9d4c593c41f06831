import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../shared/ipc-contract.ts';

type Item = MenuItemConstructorOptions;

interface Parts {
  mac: boolean;
  /** Whether the tools of a developer are at hand: never in a packaged app. */
  developer: boolean;
  theme: 'system' | 'light' | 'dark';
  send: (command: MenuCommand) => void;
  /** Straight to the shell: a page that hangs can be locked away too. */
  lock: () => void;
}

/** A command with a shortcut that needs a modifier or a function key: the menu itself listens for it. */
const command = (parts: Parts, label: string, name: MenuCommand, accelerator?: string): Item => ({
  id: name,
  label,
  click: () => parts.send(name),
  ...(accelerator === undefined ? {} : { accelerator }),
});

/**
 * A command on a single letter: shown in the menu but listened for by the page, which knows whether someone is typing.
 * macOS listens whatever we say, so there the letter is part of the label.
 */
const letter = (parts: Parts, label: string, name: MenuCommand, key: string): Item => ({
  id: name,
  click: () => parts.send(name),
  ...(parts.mac ? { label: `${label} (${key})` } : { label, accelerator: key, registerAccelerator: false }),
});

const separator: Item = { type: 'separator' };

const clientMenu = (parts: Parts): Item => ({
  label: '&Contact',
  submenu: [
    letter(parts, 'New contact', 'newContact', 'N'),
    letter(parts, 'New phone', 'newPhone', 'P'),
    letter(parts, 'Edit', 'edit', 'E'),
    separator,
    letter(parts, 'Undo last unsent edit', 'undo', 'U'),
    letter(parts, 'Bring back what was undone', 'reopen', 'Z'),
    separator,
    command(parts, 'Add a connection…', 'addConnection'),
    command(parts, 'Settings', 'settings', 'CmdOrCtrl+,'),
    { id: 'lock', label: 'Lock', accelerator: 'CmdOrCtrl+Shift+L', click: () => parts.lock() },
    ...(parts.mac ? [] : [separator, { role: 'quit' as const, label: '&Quit Agentbook', accelerator: 'Ctrl+Q' }]),
  ],
});

const editMenu: Item = {
  label: '&Edit',
  submenu: [{ role: 'undo' }, { role: 'redo' }, separator, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'delete' }, separator, { role: 'selectAll' }],
};

const themeItem = (parts: Parts, label: string, name: MenuCommand, theme: Parts['theme']): Item => ({
  ...command(parts, label, name),
  type: 'radio',
  checked: parts.theme === theme,
});

const viewMenu = (parts: Parts): Item => ({
  label: '&View',
  submenu: [
    command(parts, 'Search clients', 'search', 'CmdOrCtrl+F'),
    command(parts, 'Find a command or a client', 'palette', 'CmdOrCtrl+K'),
    letter(parts, 'Queue', 'queue', 'Q'),
    letter(parts, 'Next edit that needs you', 'nextNeedsYou', 'C'),
    letter(parts, 'History', 'history', 'H'),
    separator,
    letter(parts, 'Next client', 'next', 'J'),
    letter(parts, 'Previous client', 'previous', 'K'),
    command(parts, 'Look in other connections', 'together'),
    separator,
    {
      label: 'Theme',
      submenu: [
        themeItem(parts, 'As the system', 'themeSystem', 'system'),
        themeItem(parts, 'Light', 'themeLight', 'light'),
        themeItem(parts, 'Dark', 'themeDark', 'dark'),
      ],
    },
    separator,
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'togglefullscreen' },
    ...(parts.developer ? [separator, { role: 'reload' as const, accelerator: 'CmdOrCtrl+Shift+R' }, { role: 'toggleDevTools' as const }] : []),
  ],
});

const sendMenu = (parts: Parts): Item => ({
  label: '&Send and read',
  submenu: [
    command(parts, 'Send now', 'sendNow', 'F9'),
    command(parts, 'Read all clients again', 'refresh', 'CmdOrCtrl+R'),
    separator,
    command(parts, 'Work offline, or stop doing so', 'pause', 'CmdOrCtrl+Shift+O'),
  ],
});

const helpMenu = (parts: Parts): Item => ({
  label: '&Help',
  role: 'help',
  submenu: [letter(parts, 'Keyboard shortcuts', 'keys', '?'), ...(parts.mac ? [] : [{ role: 'about' as const, label: 'About Agentbook' }])],
});

/** The native menu: every command there is, each with its shortcut. */
export const menuTemplate = (parts: Parts): Item[] => [
  ...(parts.mac ? [{ role: 'appMenu' as const }] : []),
  clientMenu(parts),
  editMenu,
  viewMenu(parts),
  sendMenu(parts),
  ...(parts.mac ? [{ role: 'windowMenu' as const }] : []),
  helpMenu(parts),
];
