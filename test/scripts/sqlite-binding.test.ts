import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { project } from '../../scripts/setup/places.mjs';
import { offsetOfFunction, patchForOlderNode } from '../../scripts/setup/sqlite-binding.mjs';

const original = readFileSync(join(project, 'node_modules', 'better-sqlite3', 'prebuilds', 'linux-x64.node'));
const at = offsetOfFunction(original, 'node_api_module_get_api_version_v1');

describe('the copy of the SQLite library for an older runtime', () => {
  test('differs from the original in the four bytes of the version number only', () => {
    const copy = patchForOlderNode(original);
    const changed = [...copy.keys()].filter((index) => copy[index] !== original[index]);
    expect(changed).toEqual([at + 5, at + 6, at + 7, at + 8]);
    expect(copy.readUInt32LE(at + 5)).toBe(0x7fffffff);
  });

  test('leaves the original untouched', () => {
    const before = Buffer.from(original);
    patchForOlderNode(original);
    expect(original.equals(before)).toBe(true);
  });

  test('is refused when any of the bytes around the number is not the one expected', () => {
    fc.assert(
      fc.property(fc.nat({ max: 9 }), fc.integer({ min: 1, max: 255 }), (offset, difference) => {
        const other = Buffer.from(original);
        other[at + offset] = ((other[at + offset] ?? 0) + difference) % 256;
        expect(() => patchForOlderNode(other)).toThrow('Nothing was changed');
      }),
      { numRuns: 60 },
    );
  });

  test('is refused when it was already made: a copy of a copy is not a known library', () => {
    expect(() => patchForOlderNode(patchForOlderNode(original))).toThrow('not the one this was written for');
  });

  test('is refused for a file that is no library of this kind', () => {
    expect(() => patchForOlderNode(Buffer.from('MZ'.padEnd(200)))).toThrow('not a 64-bit ELF library');
    expect(() => offsetOfFunction(original, 'no_such_function')).toThrow('no function no_such_function');
  });
});
