import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptAt } from '../../../../../main/engine/gateway/pacing/kept-calls.ts';
import { startContactSandbox } from '../../../../../main/sandbox/contact-sandbox.ts';
import { handClock } from '../../hand-clock.ts';
import { openRecordWorld, type RecordWorld } from '../../connectors/record-world.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'calls-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const losses: Record<string, (world: RecordWorld) => void> = {
  'a damaged cache is set aside': ({ options }) => writeFileSync(join(options.folder, 'cache.db'), 'damaged'),
  'the cache is gone': ({ options }) => ['', '-wal', '-shm'].forEach((end) => rmSync(join(options.folder, `cache.db${end}`), { force: true })),
  'the connection shows another home': ({ options }) => void (options.home = 'another'),
};

test.each(Object.entries(losses))('calls made count on for their window where %s', async (_what, lose) => {
  const clock = handClock();
  const sandbox = await startContactSandbox({ system: '8x8', contacts: 12, seed: 7, port: 0, clock: () => clock.now() });
  const { scope = '', secrets } = sandbox.keys();
  const world = openRecordWorld({ system: '8x8', address: sandbox.address, scope, secrets }, { clock });
  world.options.home = 'here';
  await world.reopen();
  const left = (): number => world.engine.status().budget?.left ?? Number.NaN;
  const before = left();
  await world.engine.close();
  lose(world);
  await world.reopen();
  // The list is read once more.
  expect(left()).toBeLessThan(before);
  await world.close();
  await sandbox.close();
});

test('what was kept last is read; nothing where there is no file, and a disk that takes nothing says so', () => {
  const kept = keptAt(join(folder, 'calls.json'));
  expect(kept.read()).toBeNull();
  kept.write('first');
  kept.write('second');
  expect(keptAt(join(folder, 'calls.json')).read()).toBe('second');
  expect(() => keptAt(join(folder, 'nowhere', 'calls.json')).write('third')).toThrow('ENOENT');
});
