import { describe, expect, it } from 'vitest';
import { emptyPhone, nativePhone, phoneDraftOf, withPart, withText, withType } from '../../../renderer/contacts/phone-draft.ts';

describe('a phone being typed', () => {
  it('is taken apart as it is typed', () => {
    expect(nativePhone(withText(emptyPhone(), '+61 2 9374 4000 ext 5'))).toEqual({ PhoneType: 'BSN', Country: 'AU', AreaCode: '02', PhoneNumber: '93744000', Extension: '5' });
    expect(nativePhone(withText(emptyPhone(), '021 555 0199'))).toEqual({ PhoneType: 'CELL', Country: 'NZ', AreaCode: '', PhoneNumber: '0215550199', Extension: '' });
  });

  it('says where an area code went', () => {
    expect(withText(emptyPhone(), '04 445 1153').note).toContain('04');
  });

  it('follows the number with its kind until a person chooses one', () => {
    expect(withText(emptyPhone(), '04 445 1153').type).toBe('BSN');
    expect(withText(withType(emptyPhone(), 'HOM'), '04 445 1153').type).toBe('HOM');
    expect(withText(withType(emptyPhone(), 'CELL'), '04 445 1153 ext 4').type).toBe('CELL');
  });

  it('keeps the digits of what it cannot read, and says why', () => {
    const draft = withText(emptyPhone(), '021 5x');
    expect(draft.unread?.field).toBe('number');
    expect(draft.number).toBe('0215');
    expect(draft.text).toBe('021 5x');
  });

  it('lets every part be corrected by hand, also where the line cannot be read', () => {
    const draft = withPart(withText(emptyPhone(), 'ring the bell'), 'number', ' 0215550199 ');
    expect(draft.unread).toBeNull();
    expect(nativePhone(draft).PhoneNumber).toBe('0215550199');
  });

  it('reads a number without a country as a New Zealand one, whatever stood in the field before', () => {
    const typed = withText(withText(emptyPhone(), '+61 2 9374 4000'), '021 555 0199');
    expect([typed.country, typed.number]).toEqual(['NZ', '0215550199']);
    const changed = withText(phoneDraftOf({ PhoneType: 'BSN', Country: 'AU', AreaCode: '02', PhoneNumber: '93744000', Extension: '5' }), '04 445 1153 ext 4');
    expect([changed.country, changed.areaCode, changed.number]).toEqual(['NZ', '', '044451153']);
    const chosen = withText(withPart(emptyPhone(), 'country', 'AU'), '02 9374 4000');
    expect(chosen.country).toBe('AU');
  });

  it('reads the line again for another country, but keeps parts corrected by hand', () => {
    const read = withPart(withText(emptyPhone(), '02 9374 4000'), 'country', 'AU');
    expect([read.areaCode, read.number]).toEqual(['02', '93744000']);
    const corrected = withPart(withPart(withText(emptyPhone(), '021 555 0199'), 'number', '0215550100'), 'country', 'AU');
    expect([corrected.country, corrected.number]).toEqual(['AU', '0215550100']);
  });

  it('opens a stored phone as it is stored, known or not', () => {
    const odd = { PhoneType: 'PAGER', Country: 'NZ', AreaCode: '04', PhoneNumber: '44 511', Extension: 'x' };
    expect(nativePhone(phoneDraftOf(odd))).toEqual(odd);
  });
});
