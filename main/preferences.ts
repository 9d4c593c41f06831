import { z } from 'zod';
import { readWhole, writeWhole } from './whole-file.ts';

/** How the window looked when it was last open, and when it locks. Losing it costs nobody anything, so a broken file reads as no file. */
export interface Preferences {
  theme: 'system' | 'light' | 'dark';
  bounds: { x: number; y: number; width: number; height: number } | null;
  maximised: boolean;
  /** Minutes without a key or a mouse after which the desk locks; 0: never. */
  lockAfterMinutes: number;
}

export const longestLockMinutes = 24 * 60;

export const defaultPreferences: Preferences = { theme: 'system', bounds: null, maximised: false, lockAfterMinutes: 15 };

const whole = z.number().int();
const schema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  bounds: z.object({ x: whole, y: whole, width: whole.positive(), height: whole.positive() }).nullable(),
  maximised: z.boolean(),
  // Not in the files of version 0.1.
  lockAfterMinutes: z.number().int().min(0).max(longestLockMinutes).default(defaultPreferences.lockAfterMinutes),
});

export function parsePreferences(text: string | null): Preferences {
  try {
    return text === null ? defaultPreferences : schema.parse(JSON.parse(text));
  } catch {
    return defaultPreferences;
  }
}

export interface PreferenceKeeper {
  current(): Preferences;
  change(part: Partial<Preferences>): void;
  /** Resolves when every change so far is on disk, or could not be written. */
  settled(): Promise<void>;
}

export async function createPreferenceKeeper(file: string): Promise<PreferenceKeeper> {
  let current = parsePreferences(await readWhole(file).catch(() => null));
  let writing: Promise<void> = Promise.resolve();
  return {
    current: () => current,
    change(part) {
      const next = { ...current, ...part };
      if (JSON.stringify(next) === JSON.stringify(current)) return;
      current = next;
      const text = `${JSON.stringify(next)}\n`;
      writing = writing.then(() => writeWhole(file, text)).catch(() => undefined);
    },
    settled: () => writing,
  };
}
