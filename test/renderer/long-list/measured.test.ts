import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnAcross, offsetsOf, rowAcross } from '../../../renderer/long-list/measured.ts';

const heights = fc.array(fc.integer({ min: 20, max: 400 }), { minLength: 1, maxLength: 300 });

describe('rows of different heights', () => {
  it('are found by any height that they cover', () => {
    fc.assert(fc.property(heights, fc.nat(), (of, at) => {
      const offsets = offsetsOf(of.length, (index) => of[index]!);
      const height = at % offsets.at(-1)!;
      const row = rowAcross(offsets, height);
      expect(offsets[row]).toBeLessThanOrEqual(height);
      expect(offsets[row + 1]).toBeGreaterThan(height);
    }));
  });

  it('are drawn wherever any part of them is in view, and not all of a long list', () => {
    fc.assert(fc.property(heights, fc.nat(), fc.integer({ min: 1, max: 900 }), (of, at, viewport) => {
      const offsets = offsetsOf(of.length, (index) => of[index]!);
      const top = at % offsets.at(-1)!;
      const { first, end } = drawnAcross(offsets, top, viewport);
      of.forEach((height, index) => {
        const begins = offsets[index]!;
        if (begins < top + viewport && begins + height > top) expect(index >= first && index < end).toBe(true);
      });
      expect(offsets[end]! - offsets[first]!).toBeLessThan(viewport + 2_000 + 2 * 400);
    }));
  });

  it('are none where there are none', () => {
    expect(drawnAcross(offsetsOf(0, () => 1), 0, 600)).toEqual({ first: 0, end: 0 });
    expect(rowAcross(offsetsOf(3, () => 10), 1_000)).toBe(2);
  });
});
