import { BrowserWindow, dialog } from 'electron';
import type { Question } from './close-question.ts';

/** The system's own dialogs, before the window where there is one. */

export async function askToClose({ message, detail, close, keepOpen }: Question): Promise<boolean> {
  const [window] = BrowserWindow.getAllWindows();
  const options = { type: 'question' as const, message, detail, buttons: [close, keepOpen], defaultId: 0, cancelId: 1, noLink: true };
  const { response } = await (window === undefined ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options));
  return response === 0;
}

export async function askWhere(name: string): Promise<string | null> {
  const [window] = BrowserWindow.getAllWindows();
  const { canceled, filePath } = await (window === undefined ? dialog.showSaveDialog({ defaultPath: name }) : dialog.showSaveDialog(window, { defaultPath: name }));
  return canceled || filePath === '' ? null : filePath;
}
