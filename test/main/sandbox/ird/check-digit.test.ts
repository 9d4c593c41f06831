import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigitFor, isIrdNumber } from '../../../../main/sandbox/ird/check-digit.ts';

describe('The check digit of an IRD number', () => {
  it.each(['049091850', '035901981', '049098576', '136410132', '069096409', '132243158', '139369673', '111111111'])('accepts %s', (id) => expect(isIrdNumber(id)).toBe(true));

  it.each([
    ['136410133', 'a wrong last digit'],
    ['009125568', 'below the range'],
    ['150000001', 'above the range'],
    ['123456789', "Inland Revenue's example of a failure"],
    ['102210221', 'the persona without access'],
    ['49091850', 'eight digits: the wire wants nine'],
    ['13641013a', 'a letter'],
    ['', 'nothing'],
  ])('refuses %s: %s', (id) => expect(isIrdNumber(id)).toBe(false));

  it('is found for one last digit at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000, max: 14_999_999 }), (base) => {
        const digits = String(base).padStart(8, '0');
        const right = [...'0123456789'].filter((last) => isIrdNumber(digits + last));
        const expected = checkDigitFor(digits);
        expect(right).toEqual(expected === null ? [] : [String(expected)]);
      }),
    );
  });
});
