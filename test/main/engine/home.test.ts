import { mkdtempSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openFiles } from '../../../main/engine/files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'home-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('what was read for one gateway and agency is not shown as another\'s, and is there still for its own', () => {
  const key = randomBytes(32).toString('hex');
  const at = (home: string): string | undefined => {
    const files = openFiles({ folder, databaseKey: key, sqliteBinding: '', home });
    const seen = files.cache.prepare<[], string>("SELECT value FROM meta WHERE name = 'mark'").pluck().get();
    files.cache.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES ('mark', ?)").run(home);
    for (const one of [files.cache, files.ledger, files.lock, files.mark]) one.close();
    return seen;
  };
  expect([at('test A'), at('test A'), at('production A'), at('production A')]).toEqual([undefined, 'test A', undefined, 'production A']);
});
