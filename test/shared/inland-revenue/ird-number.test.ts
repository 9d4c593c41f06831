import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatIrdNumber, isIrdNumber, parseIrdNumber } from '../../../shared/inland-revenue/ird-number.ts';

const nine = fc.integer({ min: 10_000_000, max: 150_000_000 }).map((number) => String(number).padStart(9, '0'));
const valid = nine.filter(isIrdNumber);

describe('IRD numbers', () => {
  test.each(['49091850', '35901981', '49098576', '136410132'])('%s, a published example, is one', (text) => {
    expect(parseIrdNumber(text)).toEqual({ ok: true, value: text.padStart(9, '0') });
  });

  test.each([
    ['136410133', /last digit/],
    ['9125568', /7/],
    ['009125568', /range/],
    ['150000001', /range/],
    ['123456789', /last digit/],
    ['102210221', /last digit/],
    ['1234567890', /8 or 9 digits; this has 10/],
    ['12345a78', /digits only/],
    ['', /Type an IRD number/],
  ])('%s is refused in words', (text, says) => {
    const read = parseIrdNumber(text);
    expect(read.ok).toBe(false);
    expect(!read.ok && read.error).toMatch(says);
  });

  test.each(['136-410-132', '136 410 132', ' 136–410–132 ', '１３６４１０１３２', '136.410.132', '136\u00a0410\u00a0132'])('%s is read as 136410132', (text) => {
    expect(parseIrdNumber(text)).toEqual({ ok: true, value: '136410132' });
  });

  test('are shown in three groups, customer ids as they are', () => {
    expect(formatIrdNumber('136410132')).toBe('136-410-132');
    expect(formatIrdNumber('1512100301')).toBe('1512100301');
  });

  test('survive being formatted and read again', () => {
    fc.assert(fc.property(valid, (number) => {
      expect(parseIrdNumber(formatIrdNumber(number))).toEqual({ ok: true, value: number });
    }));
  });

  test('eight digits and nine with a leading zero are the same number', () => {
    fc.assert(fc.property(valid.filter((number) => number.startsWith('0')), (number) => {
      expect(parseIrdNumber(number.slice(1))).toEqual({ ok: true, value: number });
    }));
  });

  test('no two differ in the last digit alone', () => {
    fc.assert(fc.property(valid, fc.integer({ min: 1, max: 9 }), (number, shift) => {
      const other = number.slice(0, 8) + String((Number(number[8]) + shift) % 10);
      expect(isIrdNumber(other)).toBe(false);
    }));
  });

  test('reading never throws, whatever is typed, and a number read is a valid one', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      const read = parseIrdNumber(text);
      if (read.ok) expect(isIrdNumber(read.value)).toBe(true);
      else expect(read.error).not.toBe('');
    }));
  });
});
