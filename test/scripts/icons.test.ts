import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { project } from '../../scripts/setup/places.mjs';

const file = (name: string): Buffer => readFileSync(join(project, 'build', name));
const isPng = (bytes: Buffer): boolean => bytes.readUInt32BE(0) === 0x89504e47;

describe('the icons', () => {
  test('the Windows file holds seven pictures, each where its directory says', () => {
    const ico = file('icon.ico');
    expect([ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([1, 7]);
    for (let entry = 6; entry < 6 + 16 * 7; entry += 16) {
      const start = ico.readUInt32LE(entry + 12);
      expect(isPng(ico.subarray(start))).toBe(true);
      expect(start + ico.readUInt32LE(entry + 8)).toBeLessThanOrEqual(ico.length);
    }
  });

  test('the Apple file is as long as it says, and made of whole PNG pictures', () => {
    const icns = file('icon.icns');
    expect(icns.toString('latin1', 0, 4)).toBe('icns');
    expect(icns.readUInt32BE(4)).toBe(icns.length);
    let at = 8;
    while (at < icns.length) {
      expect(isPng(icns.subarray(at + 8))).toBe(true);
      at += icns.readUInt32BE(at + 4);
    }
    expect(at).toBe(icns.length);
  });
});
