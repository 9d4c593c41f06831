import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the project. */
export const project = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

/** What is expensive to fetch and the same for every checkout: a person may delete it at any time. */
export const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'agentbook');
