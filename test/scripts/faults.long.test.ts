import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project } from '../../scripts/setup/places.mjs';

const faults = (...flags: string[]) => spawnSync(process.execPath, [join(project, 'scripts', 'faults.ts'), ...flags], { encoding: 'utf8', cwd: project });

test('a handful of runs over the four systems loses, doubles, reorders and hides nothing', () => {
  const { status, stdout, stderr } = faults('--runs', '12', '--seed', '11');
  const last = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, number>;
  expect(last, stderr).toMatchObject({ runs: 12, systems: { ird: { runs: 3 }, dnsimple: { runs: 3 }, cleartax: { runs: 3 }, '8x8': { runs: 3 } }, lost: 0, doubled: 0, reordered: 0, hidden: 0, seed: 11 });
  expect(last['edits']).toBeGreaterThan(20);
  expect(last['faults']).toBeGreaterThan(10);
  expect(status).toBe(0);
}, 300_000);

test('a wrong flag is answered in words', () => {
  for (const flags of [['--runs', 'many'], ['--runs', '0'], ['--seed', '-1'], ['--speed', '2'], ['--system', 'carddav']]) {
    const { status, stdout, stderr } = faults(...flags);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('Usage: npm run faults');
    expect(stderr).not.toContain('    at ');
  }
}, 120_000);
