import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Files under a folder that hold one of the words in UTF-8 or UTF-16, every byte of each looked at. The words are not repeated, only which. */
export function holding(folder: string, words: readonly string[]): string[] {
  const needles = needlesOf(words);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const file = join(entry.parentPath, entry.name);
      const content = bytesOf(file);
      return needles.filter(({ bytes }) => content.includes(bytes)).map(({ at }) => `${relative(folder, file)} holds word ${at}`);
    });
}

export const needlesOf = (words: readonly string[]): { at: number; bytes: Buffer }[] => words.flatMap((word, at) => [Buffer.from(word, 'utf8'), Buffer.from(word, 'utf16le')].map((bytes) => ({ at, bytes })));

/** Chromium drops files of its own at any time. */
export function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}
