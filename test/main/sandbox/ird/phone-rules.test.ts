import { describe, expect, it } from 'vitest';
import { phoneIsWrong } from '../../../../main/sandbox/ird/phone-rules.ts';

const phone = (more: object): Parameters<typeof phoneIsWrong>[0] => ({ PhoneType: 'BSN', Country: 'NZ', AreaCode: '', PhoneNumber: '045550199', Extension: '', ...more });

describe('A phone number at Inland Revenue', () => {
  it.each([
    ['a New Zealand number with its leading 0', {}],
    ['one without AreaCode and Extension', { AreaCode: undefined, Extension: undefined }],
    ['an Australian number with its area code', { Country: 'AU', AreaCode: '02', PhoneNumber: '55501234' }],
    ['an Australian number with a shorter area code', { Country: 'AU', AreaCode: '2', PhoneNumber: '55501234' }],
    ['a British number without area code', { Country: 'GB', PhoneNumber: '2079460123' }],
    ['a business number with extension', { Extension: '04' }],
    ['a fax with extension', { PhoneType: 'BSNFAX', Extension: '7' }],
  ])('passes as %s', (_what, more) => expect(phoneIsWrong(phone(more), true)).toBe(false));

  it.each([
    ['a New Zealand number with an area code', { AreaCode: '4' }],
    ['an Australian number without area code', { Country: 'AU', PhoneNumber: '55501234' }],
    ['an area code that is too long', { Country: 'US', AreaCode: '2125', PhoneNumber: '5550142' }],
    ['letters in the area code', { Country: 'GB', AreaCode: 'O2' }],
    ['letters in the number', { PhoneNumber: '04 555 0199' }],
    ['letters in the extension', { Extension: 'x4' }],
    ['a country nobody knows', { Country: 'QQ' }],
    ['a country in small letters', { Country: 'nz' }],
    ['a mobile with extension', { PhoneType: 'CELL', Extension: '4' }],
    ['a home phone with extension', { PhoneType: 'HOM', Extension: '4' }],
  ])('is refused for %s', (_what, more) => expect(phoneIsWrong(phone(more), true)).toBe(true));

  it("may carry an extension on a mobile at Inland Revenue's own mock", () => expect(phoneIsWrong(phone({ PhoneType: 'CELL', Extension: '4' }), false)).toBe(false));
});
