import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { Engine } from '../../main/engine/engine.ts';
import type { EngineOptions } from '../../main/engine/host-contract.ts';
import { sabotageNames, sabotages, type SabotageName } from '../../scripts/faults/sabotage.ts';
import { project } from '../../scripts/setup/places.mjs';
import { createWorld, type World } from '../main/engine/world.ts';

describe('an engine broken on purpose is found out', () => {
  /** A seed each that shows it early; a kill falls where the machine lets it, so there is room for more runs than that. */
  const seeds: Record<SabotageName, number> = { 'skip-sending': 708, 'blind-resend': 701, 'ignore-base': 713, 'drop-on-400': 700 };

  /** At the systems whose contacts are records, those that have most to do with what is special about them. */
  const ofRecords: [system: string, name: SabotageName, seed: number][] = [
    ['dnsimple', 'blind-resend', 700], ['dnsimple', 'ignore-base', 700], ['cleartax', 'blind-resend', 714], ['cleartax', 'ignore-base', 700], ['8x8', 'blind-resend', 706], ['8x8', 'ignore-base', 708],
  ];

  test.each([...sabotageNames.map((name) => ['ird', name, seeds[name]] as const), ...ofRecords])('%s, %s: the checker ends with 1 and says what went wrong', (system, name, seed) => {
    const flags = ['--system', system, '--sabotage', name, '--runs', '60', '--seed', String(seed), '--stop', '--no-shrink'];
    const run = spawnSync(process.execPath, [join(project, 'scripts', 'faults.ts'), ...flags], { encoding: 'utf8', cwd: project });
    const last = JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '') as { lost: number; doubled: number; reordered: number; hidden: number };
    expect(last.lost + last.doubled + last.reordered + last.hidden, run.stderr).toBeGreaterThan(0);
    expect(run.stderr).toContain(`--system ${system}`);
    expect(run.stderr).toContain(`--sabotage ${name}`);
    expect(run.status).toBe(1);
  }, 240_000);
});

describe('the app cannot be broken that way', () => {
  let world: World | null = null;
  afterEach(() => world?.close());

  test('what would do it are functions, which no message between processes can carry', () => {
    for (const sabotage of Object.values(sabotages)) expect(() => structuredClone(sabotage)).toThrow(/could not be cloned/);
  });

  test('options that carry one all the same are not looked at', async () => {
    world = await createWorld({ clients: 3 });
    await world.engine.close();
    const broken = { ...world.options, sabotage: { connector: () => { throw new Error('broken on purpose'); } } } as EngineOptions;
    const engine = new Engine(broken);
    engine.start();
    await engine.atRest();
    expect(engine.status().connection.state).toBe('online');
    await engine.close();
  });

  test('nothing that is shipped names one, and the shell’s way in hands on options only', () => {
    const shipped = ['main', 'preload', 'renderer', 'shared'].flatMap((room) => readdirSync(join(project, room), { recursive: true, encoding: 'utf8' }).map((name) => join(room, name))).filter((name) => /\.tsx?$/.test(name));
    const naming = shipped.filter((name) => /sabotage/i.test(readFileSync(join(project, name), 'utf8')));
    expect(naming).toEqual([join('main', 'engine', 'engine.ts')]);
    expect(readFileSync(join(project, 'main', 'engine', 'entry.ts'), 'utf8')).toMatch(/new Engine\(message\.options\)|new Engine\(options\)/);
  });
});
