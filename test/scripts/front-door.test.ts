import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { project } from '../../scripts/setup/places.mjs';

const door = join(project, 'scripts', 'front-door.mjs');

test('an unknown command is answered with the ones there are, and no stack', () => {
  const { status, stderr } = spawnSync(process.execPath, [door, 'sing'], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toContain('Unknown command "sing". There are: start,');
  expect(stderr).not.toContain('    at ');
});

const flags = ['--system', 'ird', '--profile', 'practice', '--clients', '3', '--seed', '7', '--port', '0'];

/** Returns once nothing answers there any more; the test's own time limit is the bound. */
async function silence(url: string): Promise<void> {
  for (;;) {
    try {
      await fetch(url);
    } catch {
      return;
    }
  }
}

async function firstAnswer(child: ChildProcessByStdio<null, Readable, null>): Promise<Record<string, unknown>> {
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return JSON.parse(line) as Record<string, unknown>;
}

test('the sandbox gets its flags, prints one JSON line on a clean output and stops on SIGTERM', async () => {
  const child = spawn(process.execPath, [door, 'sandbox', ...flags], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  const answer = await firstAnswer(child);
  expect(Object.keys(answer).sort()).toEqual(['control', 'credentials', 'intermediation', 'profile', 'system', 'url']);
  child.kill('SIGTERM');
  expect(await gone).toEqual([0, null]);
  await expect(fetch(String(answer['control']))).rejects.toThrow();
});

test.skipIf(process.platform === 'win32')('the sandbox stops when the npm that started it is told to', async () => {
  // A shell between npm and us keeps the signal to itself, as Debian's does.
  const shell = `'${process.execPath}' '${door}' sandbox ${flags.join(' ')}; true`;
  const child = spawn('sh', ['-c', shell], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, npm_lifecycle_event: 'sandbox' } });
  const answer = await firstAnswer(child);
  child.kill('SIGTERM');
  await silence(String(answer['control']));
});
