import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';

/** Replaces a file whole or not at all: written beside, flushed to the disk, then renamed over the old one, and the new name flushed too. */
export async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const beside = `${file}.new`;
  const handle = await open(beside, 'w', 0o600);
  try {
    await handle.writeFile(text, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file);
  await flushNames(path.dirname(file));
}

/** Windows lets nobody open a folder; there a rename is in the journal before it returns. */
async function flushNames(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

/** The file's text, or null where there is no such file. Any other trouble (no permission, a folder) is thrown. */
export async function readWhole(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
