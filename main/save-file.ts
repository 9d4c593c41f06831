import path from 'node:path';
import { writeWhole } from './whole-file.ts';

/** The system's own question where to, with a name proposed; null: cancelled. */
export type AskWhere = (name: string) => Promise<string | null>;

/** A name a page proposes is a name, never a path. */
export const plainName = (name: string): string => path.basename(name.replaceAll('\\', '/')).replaceAll(/[\p{Cc}<>:"|?*]/gu, ' ').trim() || 'agentbook.txt';

/** Writes a file where the person says, readable by nobody else (mode 0600 where the system knows modes). Throws what kept it from being written. */
export async function saveFile({ name, text }: { name: string; text: string }, askWhere: AskWhere): Promise<'saved' | 'cancelled'> {
  const file = await askWhere(plainName(name));
  if (file === null) return 'cancelled';
  await writeWhole(file, text);
  return 'saved';
}
