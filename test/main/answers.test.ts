import { expect, test } from 'vitest';
import { mayAsk } from '../../main/answers.ts';
import { shellArguments } from '../../main/ipc-arguments.ts';
import type { DeskLock } from '../../main/lock/desk-lock.ts';
import type { AppInfo, ShellRequests } from '../../shared/ipc-contract.ts';

const channels = Object.keys(shellArguments) as (keyof ShellRequests)[];
const allowed = (locked: AppInfo['locked']): string[] => channels.filter((channel) => mayAsk({ lock: { locked } as DeskLock }, channel)).sort();

test('a locked shell answers what the lock screen needs and nothing else', () => {
  expect(allowed('')).toEqual([...channels].sort());
  for (const locked of ['keychain', 'passPhrase'] as const) expect(allowed(locked)).toEqual(['app.info', 'app.lock', 'app.theme', 'app.unlock']);
});
