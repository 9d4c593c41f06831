import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markMatches } from '../../../renderer/clients/name-match.ts';

const marked = (name: string, query: string): string[] => markMatches(name, query).filter((part) => part.match).map((part) => part.text);

describe('marking what was searched for', () => {
  it('is blind to macrons and case, both ways', () => {
    expect(marked('Māhina Ngata', 'mahina')).toEqual(['Māhina']);
    expect(marked('Mahina Ngata', 'MĀH')).toEqual(['Mah']);
    expect(marked('Ma\u0304hina', 'mah')).toEqual(['Māh']);
  });

  it('marks every part that matches, as the search finds any part', () => {
    expect(marked('Ngata Plumbing Ltd', 'ltd ngat')).toEqual(['Ngat', 'Ltd']);
    expect(marked('Eastern Electrical Trust', 'tr')).toEqual(['tr', 'Tr']);
    expect(marked('Wiremu O’Connor', 'zz')).toEqual([]);
  });

  it('keeps every letter of any name, whatever is searched', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (name, query) => {
        const together = markMatches(name, query).map((part) => part.text).join('');
        expect(together.normalize('NFC')).toBe(name.normalize('NFC'));
      }),
    );
  });
});
