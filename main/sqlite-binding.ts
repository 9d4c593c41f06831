import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * Path of a SQLite binding to load instead of the packaged one, '' for the packaged one. Tests on a stand-in runtime name one in
 * the environment; a packed test build carries one beside its resources. A release build has neither.
 */
export function sqliteBinding(env: NodeJS.ProcessEnv, packaged: boolean, resources: string): string {
  if (!packaged) return env['AGENTBOOK_SQLITE_BINDING'] ?? '';
  const carried = path.join(resources, 'sqlite', 'better_sqlite3.node');
  return existsSync(carried) ? carried : '';
}
