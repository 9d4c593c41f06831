import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { project } from '../../scripts/setup/places.mjs';

const door = join(project, 'scripts', 'front-door.mjs');

test('an unknown command is answered with the ones there are, and no stack', () => {
  const { status, stderr } = spawnSync(process.execPath, [door, 'sing'], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toContain('Unknown command "sing". There are: start,');
  expect(stderr).not.toContain('    at ');
});

test('the sandbox gets its flags, prints one JSON line on a clean output and stops on SIGTERM', async () => {
  const flags = ['--system', 'ird', '--profile', 'practice', '--clients', '3', '--seed', '7', '--port', '0'];
  const child = spawn(process.execPath, [door, 'sandbox', ...flags], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const answer = JSON.parse(line) as Record<string, unknown>;
  expect(Object.keys(answer).sort()).toEqual(['control', 'credentials', 'profile', 'system', 'url']);
  child.kill('SIGTERM');
  expect(await gone).toEqual([0, null]);
  await expect(fetch(String(answer['control']))).rejects.toThrow();
});
