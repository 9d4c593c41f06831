import { BrowserWindow, Menu } from 'electron';
import type { MenuCommand } from '../shared/ipc-contract.ts';
import { menuTemplate } from './menu-template.ts';

const send = (command: MenuCommand): void => BrowserWindow.getAllWindows()[0]?.webContents.send('menu', command);

/** Puts the native menu up, with the theme that is on marked in it. A command chosen goes to the page. */
export function showMenu(theme: 'system' | 'light' | 'dark', developer: boolean, lock: () => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ mac: process.platform === 'darwin', developer, theme, send, lock })));
}
