import { existsSync, renameSync } from 'node:fs';

/** Keeps a database file and its logs under a name that says so; answers that name. */
export function setAside(path: string): string {
  const kept = `${path}.damaged-${new Date().toISOString().replaceAll(':', '-')}`;
  for (const end of ['', '-wal', '-shm']) if (existsSync(path + end)) renameSync(path + end, kept + end);
  return kept;
}
