import fc from 'fast-check';
import libphonenumber from 'google-libphonenumber';
import { describe, expect, test } from 'vitest';
import type { NativePhone } from '../../../shared/contacts.ts';
import { areaCodeRules } from '../../../shared/inland-revenue/area-codes.ts';
import { commonCountries, countries } from '../../../shared/inland-revenue/countries.ts';
import { displayPhone, phoneDigits } from '../../../shared/inland-revenue/phone-display.ts';
import { readPhone, type ReadPhone } from '../../../shared/inland-revenue/phone-entry.ts';
import { validatePhone } from '../../../shared/inland-revenue/rules.ts';

const fields = (read: ReadPhone): NativePhone => ({ PhoneType: 'BSN', Country: read.country, AreaCode: read.areaCode, PhoneNumber: read.number, Extension: read.extension });

function mustRead(text: string, country?: string): ReadPhone {
  const read = readPhone(text, country);
  if (!read.ok) throw new Error(`${text}: ${read.error.text}`);
  return read.value;
}

const parts = (read: ReadPhone): string[] => [read.country, read.areaCode, read.number, read.extension];

describe('a typed number becomes Inland Revenue’s fields', () => {
  test.each([
    ['021 555 0199', ['NZ', '', '0215550199', '']],
    ['04 445 1153', ['NZ', '', '044451153', '']],
    ['(04) 445-1153', ['NZ', '', '044451153', '']],
    ['+64 4 445 1153', ['NZ', '', '044451153', '']],
    ['+64 (0)4 445 1153', ['NZ', '', '044451153', '']],
    ['0064 4 445 1153', ['NZ', '', '044451153', '']],
    ['21 555 0199', ['NZ', '', '0215550199', '']],
    ['tel:+64-21-555-0199', ['NZ', '', '0215550199', '']],
    ['0800 227 774', ['NZ', '', '0800227774', '']],
    ['０２１ ５５５ ０１９９', ['NZ', '', '0215550199', '']],
    ['٠٢١ ٥٥٥ ٠١٩٩', ['NZ', '', '0215550199', '']],
    ['021\u00a0555\u20110199', ['NZ', '', '0215550199', '']],
    ['\u202a021 555 0199\u202c', ['NZ', '', '0215550199', '']],
    ['+61 2 9374 4000 ext 5', ['AU', '02', '93744000', '5']],
    ['+61 412 345 678', ['AU', '04', '12345678', '']],
    ['+1 (650) 253-0000', ['US', '650', '2530000', '']],
    ['+1 416 555 0123', ['CA', '416', '5550123', '']],
    ['+44 20 7946 0958', ['GB', '20', '79460958', '']],
    ['+44 7400 123456', ['GB', '', '7400123456', '']],
    ['+33 1 23 45 67 89', ['FR', '01', '23456789', '']],
    ['+41 44 668 18 00', ['CH', '44', '6681800', '']],
    ['+39 02 3661 8300', ['IT', '02', '36618300', '']],
  ])('%s', (text, expected) => {
    expect(parts(mustRead(text))).toEqual(expected);
  });

  test.each(['ext 5', 'ext. 5', 'Ext: 5', 'extn 5', 'extension 5', 'x5', 'x 5', '#5', ', ext 5', ';ext=5', 'ｅｘｔ ５', 'EXT5'])('the extension in “04 445 1153 %s” is found', (extension) => {
    expect(parts(mustRead(`04 445 1153 ${extension}`))).toEqual(['NZ', '', '044451153', '5']);
  });

  test('with a country chosen, no calling code is needed', () => {
    expect(parts(mustRead('(02) 9374 4000', 'AU'))).toEqual(['AU', '02', '93744000', '']);
    expect(parts(mustRead('650 253 0000', 'US'))).toEqual(['US', '650', '2530000', '']);
    expect(parts(mustRead('020 7946 0958', 'GB'))).toEqual(['GB', '20', '79460958', '']);
  });

  test('a calling code typed wins over the country chosen', () => {
    expect(mustRead('+64 21 555 0199', 'AU').country).toBe('NZ');
  });

  test('the country chosen decides between countries that share a calling code', () => {
    expect(mustRead('+44 1534 456789', 'JE').country).toBe('JE');
    expect(mustRead('416 555 0123', 'US').country).toBe('US');
  });

  test('it says where a New Zealand area code went, and says nothing of a mobile', () => {
    expect(mustRead('04 445 1153').note).toBe('Inland Revenue takes no area code for New Zealand numbers; we put 04 into the number.');
    expect(mustRead('+64 9 300 0123').note).toContain('we put 09 into the number');
    expect(mustRead('021 555 0199').note).toBe('');
  });

  test('a territory without a numbering plan keeps its digits, and asks to be checked', () => {
    const read = mustRead('12 345', 'PN');
    expect(parts(read)).toEqual(['PN', '', '12345', '']);
    expect(read.note).toContain('Check the parts by hand');
  });
});

describe('what cannot be a number is refused beside the field', () => {
  test.each([
    ['', 'number-missing'],
    ['   ', 'number-missing'],
    ['+', 'number-missing'],
    ['()', 'number-missing'],
    ['ext 5', 'number-missing'],
    ['0800 SMITH', 'number-letters'],
    ['call me', 'number-letters'],
    ['021 555 0199 or 04 445 1153', 'number-letters'],
    ['021 555 0199, 04 445 1153', 'number-several'],
    ['021 555 0199 / 04 445 1153', 'number-several'],
    ['+64 21 555 0199 +64 4 445 1153', 'number-several'],
    ['021*555', 'number-characters'],
    ['445 1153', 'number-without-area'],
    ['111', 'number-without-area'],
    ['04 44', 'number-too-short'],
    ['+61 2 93', 'number-too-short'],
    ['021 555 0199 0199 0199', 'number-too-long'],
    ['0'.repeat(40), 'number-too-long'],
    ['+999 123 4567', 'country-unknown'],
    ['+800 1234 5678', 'country-unknown'],
    ['04 445 1153 ext 12345678901', 'extension-too-long'],
  ])('“%s”: %s', (text, code) => {
    const read = readPhone(text);
    expect(!read.ok && read.error.code).toBe(code);
    expect(!read.ok && read.error.field).toBe('number');
    expect(!read.ok && read.error.text).toMatch(/^[“A-Z+].*\.$/s);
  });

  test('reading never throws, whatever is typed or chosen', () => {
    const typed = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'0123456789+-() .xext#;,/０５٣') }));
    fc.assert(fc.property(typed, fc.constantFrom('NZ', 'AU', 'PN', 'XX', '', 'toString', 'ZZ'), (text, country) => {
      const read = readPhone(text, country);
      if (read.ok) expect(read.value.number).toMatch(/^\d*$/);
      else expect(read.error.text).not.toBe('');
    }), { numRuns: 2000 });
  });
});

const phones = libphonenumber.PhoneNumberUtil.getInstance();
const { FIXED_LINE, MOBILE, TOLL_FREE, PREMIUM_RATE, SHARED_COST, VOIP, PERSONAL_NUMBER, PAGER, UAN } = libphonenumber.PhoneNumberType;
const kinds = [FIXED_LINE, MOBILE, TOLL_FREE, PREMIUM_RATE, SHARED_COST, VOIP, PERSONAL_NUMBER, PAGER, UAN];

interface Example { country: string; written: string; home: string }

/** libphonenumber's own example numbers, of each kind a country has, for every country we offer; local short forms left out. */
const examples: Example[] = countries.filter((country) => country.callingCode !== '').flatMap(({ code }) =>
  kinds.flatMap((kind): Example[] => {
    // The library answers null where a country has no such numbers; its types do not say so.
    const number = phones.getExampleNumberForType(code, kind) as libphonenumber.PhoneNumber | null;
    const whole = number && phones.isPossibleNumberWithReason(number) === libphonenumber.PhoneNumberUtil.ValidationResult.IS_POSSIBLE;
    if (!whole || !phones.isValidNumberForRegion(number, code)) return [];
    const written = phones.format(number, libphonenumber.PhoneNumberFormat.INTERNATIONAL);
    return [{ country: code, written, home: phones.format(number, libphonenumber.PhoneNumberFormat.NATIONAL) }];
  }),
);

/** The examples for which something does not hold, so that a failure lists them all. */
const failing = (holds: (example: Example) => boolean): Example[] => examples.filter((example) => !holds(example));
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

describe('every example number of every country', () => {
  test('there is one for each of the 243 countries with a numbering plan', () => {
    expect(new Set(examples.map((example) => example.country)).size).toBe(243);
    expect(examples.length).toBeGreaterThan(900);
  });

  test('read, shown and read again gives the same phone, in its own country', () => {
    expect(failing(({ country, written }) => {
      const first = fields(mustRead(`${written} ext 7`, country));
      return first.Country === country && same(fields(mustRead(displayPhone(first), country)), first);
    })).toEqual([]);
  });

  test('is shown in its country’s own grouping', () => {
    expect(failing(({ country, written }) => country === 'NZ' || displayPhone(fields(mustRead(written, country))) === written)).toEqual([]);
  });

  test('keeps the rules', () => {
    expect(failing(({ country, written }) => validatePhone(fields(mustRead(written, country)), 'phones.0').length === 0)).toEqual([]);
  });

  test('typed as at home is the same phone', () => {
    expect(failing(({ country, written, home }) => same(fields(mustRead(home, country)), fields(mustRead(written, country))))).toEqual([]);
  });

  test('has an area code of exactly the table’s length where one is required', () => {
    expect(failing(({ country, written }) => {
      const rule = areaCodeRules.get(country);
      const { areaCode } = mustRead(written, country);
      return rule?.required === true ? areaCode.length === rule.length : areaCode.length <= 5;
    })).toEqual([]);
  });

  test('is found by its international digits', () => {
    expect(failing(({ country, written }) => phoneDigits(fields(mustRead(written, country))).includes(written.replace(/\D/g, '')))).toEqual([]);
  });
});

const nz = (over: Partial<NativePhone>): NativePhone => ({ PhoneType: 'BSN', Country: 'NZ', AreaCode: '', PhoneNumber: '044451153', Extension: '', ...over });

describe('showing a phone', () => {
  test('at home as it is dialled here, abroad with its calling code', () => {
    expect(displayPhone(nz({ PhoneNumber: '0215550199' }))).toBe('021 555 0199');
    expect(displayPhone(nz({ Extension: '4' }))).toBe('04 445 1153 ext 4');
    expect(displayPhone({ ...nz({}), Country: 'AU', AreaCode: '02', PhoneNumber: '93744000', Extension: '5' })).toBe('+61 2 9374 4000 ext 5');
  });

  test('what follows no plan is shown as it is stored', () => {
    expect(displayPhone(nz({ PhoneNumber: '12' }))).toBe('12');
    expect(displayPhone(nz({ AreaCode: '04', PhoneNumber: '4451153' }))).toBe('04 4451153');
    expect(displayPhone(nz({ PhoneNumber: 'none' }))).toBe('none');
    expect(displayPhone(nz({ Country: 'ZZ', PhoneNumber: '123' }))).toBe('123 (ZZ)');
    expect(displayPhone({ ...nz({}), Country: 'US', AreaCode: '', PhoneNumber: '99' })).toBe('99 (US)');
  });

  test('an area code typed without its 0 is understood when it is shown', () => {
    expect(displayPhone({ ...nz({}), Country: 'AU', AreaCode: '2', PhoneNumber: '93744000' })).toBe('+61 2 9374 4000');
  });

  test('showing and searching never throw, whatever the gateway stored', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789') }));
    const any = fc.record({ PhoneType: text, Country: fc.oneof(fc.constantFrom('NZ', 'AU', 'US', 'PN', 'XX', ''), text), AreaCode: text, PhoneNumber: text, Extension: text });
    fc.assert(fc.property(any, (phone) => {
      displayPhone(phone);
      for (const digits of phoneDigits(phone)) expect(digits).toMatch(/^\d+$/);
    }));
  });

  test('search finds home and international digits', () => {
    expect(phoneDigits(nz({ PhoneNumber: '0215550199' }))).toEqual(['0215550199', '64215550199']);
    expect(phoneDigits({ ...nz({}), Country: 'AU', AreaCode: '02', PhoneNumber: '93744000' })).toEqual(['0293744000', '61293744000']);
    expect(phoneDigits(nz({ PhoneNumber: '' }))).toEqual([]);
  });
});

test('countries are sorted by name, named, unique, and start with the four a practice here meets most', () => {
  const sorted = [...countries].sort((a, b) => a.name.localeCompare(b.name, 'en-NZ'));
  expect(countries).toEqual(sorted);
  expect(countries.every((country) => country.name !== country.code && country.name !== '')).toBe(true);
  expect(new Set(countries.map((country) => country.code)).size).toBe(250);
  expect(commonCountries.map((country) => `${country.name} +${country.callingCode}`)).toEqual(['New Zealand +64', 'Australia +61', 'United Kingdom +44', 'United States +1']);
});
