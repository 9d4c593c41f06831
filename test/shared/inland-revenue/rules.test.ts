import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KeyedContact, NativePhone } from '../../../shared/contacts.ts';
import type { FieldIssue } from '../../../shared/faults.ts';
import { areaCodeRules } from '../../../shared/inland-revenue/area-codes.ts';
import { addContact, addPhone, changePhone, removeContact, removePhone, renameContact } from '../../../shared/inland-revenue/edits.ts';
import { lockedReason, validateIntent, validateName, validatePhone } from '../../../shared/inland-revenue/rules.ts';
import { contact, customer, gst, phone, validName, validPhone } from './people.ts';

const where = (issues: FieldIssue[]): string[] => issues.map((issue) => `${issue.field}: ${issue.code}`);

const phonesOf = (count: number) => Array.from({ length: count }, (_, index) => phone(`p${index}`));

describe('a phone', () => {
  test.each<[string, Partial<NativePhone>, string]>([
    ['of an unknown kind', { PhoneType: 'PAGER' }, 'phones.0.type: phone-type'],
    ['of a kind every object has', { PhoneType: 'constructor' }, 'phones.0.type: phone-type'],
    ['without a country', { Country: '' }, 'phones.0.country: country'],
    ['in a country nobody knows', { Country: 'ZZ' }, 'phones.0.country: country'],
    ['in a country in small letters', { Country: 'nz' }, 'phones.0.country: country'],
    ['in New Zealand with an area code', { AreaCode: '04' }, 'phones.0.areaCode: area-code-nz'],
    ['in Australia without one', { Country: 'AU' }, 'phones.0.areaCode: area-code-missing'],
    ['with a letter in the area code', { Country: 'AU', AreaCode: 'O2' }, 'phones.0.areaCode: area-code-digits'],
    ['with an area code that is too long', { Country: 'AU', AreaCode: '020' }, 'phones.0.areaCode: area-code-too-long'],
    ['in Britain with one of six digits', { Country: 'GB', AreaCode: '123456' }, 'phones.0.areaCode: area-code-too-long'],
    ['without a number', { PhoneNumber: '' }, 'phones.0.number: number-missing'],
    ['with a space in the number', { PhoneNumber: '021 5550199' }, 'phones.0.number: number-digits'],
    ['with sixteen digits', { PhoneNumber: '1'.repeat(16) }, 'phones.0.number: number-too-long'],
    ['that is a mobile with an extension', { Extension: '5' }, 'phones.0.extension: extension-type'],
    ['at home with an extension', { PhoneType: 'HOM', Extension: '5' }, 'phones.0.extension: extension-type'],
    ['with letters in the extension', { PhoneType: 'BSN', Extension: 'five' }, 'phones.0.extension: extension-digits'],
    ['with an extension of eleven digits', { PhoneType: 'BSN', Extension: '1'.repeat(11) }, 'phones.0.extension: extension-too-long'],
  ])('%s is refused at its own field', (_what, over, expected) => {
    const found = validatePhone(phone('p', over), 'phones.0');
    expect(where(found)).toEqual([expected]);
    expect(found[0]!.text).toMatch(/^[A-Z].*\.$/);
  });

  test('that keeps the rules is accepted', () => {
    fc.assert(fc.property(validPhone, (valid) => { expect(validatePhone(valid, 'phones.0')).toEqual([]); }));
  });

  test('may have a shorter area code than the table says: whether that length is exact is not published', () => {
    expect(validatePhone(phone('p', { Country: 'AU', AreaCode: '2', PhoneNumber: '93744000' }), 'phones.0')).toEqual([]);
  });

  test('in any country of the table needs an area code exactly where the table says so', () => {
    for (const [country, rule] of areaCodeRules) {
      const codes = validatePhone(phone('p', { Country: country, PhoneNumber: '123456' }), 'phones.0').map((issue) => issue.code);
      expect([country, codes]).toEqual([country, rule.required ? ['area-code-missing'] : []]);
    }
  });

  test('any text at all gets an answer, and every message is one a person can read', () => {
    const text = fc.string();
    const any = fc.record({ PhoneType: text, Country: text, AreaCode: text, PhoneNumber: text, Extension: text });
    fc.assert(fc.property(any, (wrong) => {
      for (const issue of validatePhone(wrong, 'phones.3')) {
        expect(issue.field).toMatch(/^phones\.3\.(type|country|areaCode|number|extension)$/);
        expect(issue.text).toMatch(/\.$/);
      }
    }));
  });
});

describe('a name', () => {
  test('may be left out of a new contact, not of a rename', () => {
    expect(validateName('', { required: false })).toEqual([]);
    expect(where(validateName('', { required: true }))).toEqual(['name: name-missing']);
    expect(where(validateName('   ', { required: true }))).toEqual(['name: name-missing']);
  });

  test('has at most 255 characters, counted as people see code points', () => {
    expect(validateName('ā'.repeat(255), { required: true })).toEqual([]);
    expect(validateName('𐐀'.repeat(255), { required: true })).toEqual([]);
    expect(where(validateName('ā'.repeat(256), { required: true }))).toEqual(['name: name-too-long']);
  });
});

describe('adding a contact', () => {
  test.each([
    ['a second primary', [contact('a')], {}, 'contactType: contact-type-taken'],
    ['a type nobody knows', [], { ContactType: 'TERTRY' }, 'contactType: contact-type'],
    ['no phone', [], { Phone: [] }, 'phones: phones-none'],
    ['six phones', [], { Phone: phonesOf(6) }, 'phones: phones-many'],
    ['a wrong second phone', [], { Phone: [phone('x'), phone('y', { AreaCode: '04' })] }, 'phones.1.areaCode: area-code-nz'],
    ['a name of 256', [], { Name: 'x'.repeat(256) }, 'name: name-too-long'],
  ])('with %s is refused', (_what, shown, doc, expected) => {
    expect(where(validateIntent(addContact(contact('new:1', doc)), shown))).toEqual([expected]);
  });

  test('names who has the place already, in words', () => {
    expect(validateIntent(addContact(contact('new:1')), [contact('a')])[0]!.text).toBe(
      'Māhina Ngata is the primary contact already. Inland Revenue takes one of each kind here: change that one, or remove it first.',
    );
  });

  test('the same kind is free at another level: contacts of a customer and of its accounts are separate', () => {
    expect(validateIntent(addContact(contact('new:1', {}, gst)), [contact('a')])).toEqual([]);
  });

  test('a secondary contact needs no primary, since no such rule is published', () => {
    expect(validateIntent(addContact(contact('new:1', { ContactType: 'SCNDRY' })), [])).toEqual([]);
  });

  test('every wrong field is named at once', () => {
    const wrong = contact('new:1', { ContactType: '', Name: 'x'.repeat(300), Phone: [phone('p', { PhoneNumber: '', Country: '' })] });
    expect(where(validateIntent(addContact(wrong), []))).toEqual(['contactType: contact-type', 'name: name-too-long', 'phones.0.country: country', 'phones.0.number: number-missing']);
  });

  test('that keeps the rules is accepted', () => {
    const phones = fc.array(validPhone, { minLength: 1, maxLength: 5 }).map((all) => all.map((valid, index) => phone(`p${index}`, valid)));
    fc.assert(fc.property(phones, validName, fc.constantFrom('PRIMRY', 'SCNDRY'), (Phone, Name, ContactType) => {
      const others = [contact('other', { ContactType: ContactType === 'PRIMRY' ? 'SCNDRY' : 'PRIMRY' })];
      expect(validateIntent(addContact(contact('new:1', { Phone, Name, ContactType })), others)).toEqual([]);
    }));
  });
});

describe('changing a contact', () => {
  const held = contact('a', { Phone: [phone('p1'), phone('p2')] });
  const full = contact('a', { Phone: phonesOf(5) });
  const single = contact('a', { Phone: [phone('p1')] });
  const wrong = phone('p1', { PhoneNumber: '12 34' });

  test.each<[string, ReturnType<typeof addPhone>, KeyedContact[], string[]]>([
    ['renaming to nothing', renameContact(held, ' '), [held], ['name: name-missing']],
    ['a sixth phone', addPhone(full, phone('new:p')), [full], ['phones: phones-many']],
    ['removing the last phone', removePhone(single, single.doc.Phone[0]!), [single], ['phones: phones-none']],
    ['a wrong new phone', addPhone(held, { ...wrong, key: 'new:p' }), [held], ['phones.0.number: number-digits']],
    ['a wrong phone', changePhone(held, held.doc.Phone[1]!, wrong), [held], ['phones.0.number: number-digits']],
    ['changing a phone that is gone', changePhone(held, phone('gone'), phone('gone')), [held], ['phones.0: phone-gone']],
    ['renaming a contact that is gone', renameContact(held, 'Aroha'), [], ['contact: contact-gone']],
    ['removing a contact that is gone', removeContact(held), [], ['contact: contact-gone']],
  ])('%s is refused', (_what, intent, shown, expected) => {
    expect(where(validateIntent(intent, shown))).toEqual(expected);
  });

  test('within the rules is accepted', () => {
    expect(validateIntent(renameContact(held, 'Māhina Tane'), [held])).toEqual([]);
    expect(validateIntent(removeContact(held), [held])).toEqual([]);
    expect(validateIntent(removePhone(held, held.doc.Phone[0]!), [held])).toEqual([]);
    fc.assert(fc.property(validPhone, (valid) => {
      expect(validateIntent(addPhone(held, phone('new:p', valid)), [held])).toEqual([]);
      expect(validateIntent(changePhone(held, held.doc.Phone[0]!, valid), [held])).toEqual([]);
    }));
  });

  test('a contact the gateway holds in breach of its own rules can still be renamed, and brought back within them', () => {
    const odd = contact('a', { Phone: [phone('p0', { Country: 'ZZ' }), ...phonesOf(5).map((one, index) => ({ ...one, key: `q${index}` }))] });
    expect(validateIntent(renameContact(odd, 'Aroha'), [odd])).toEqual([]);
    expect(validateIntent(removePhone(odd, odd.doc.Phone[0]!), [odd])).toEqual([]);
  });
});

describe('account types', () => {
  test('KSS is closed, with the reason in words', () => {
    expect(lockedReason('KSS')).toMatch(/^Inland Revenue keeps contacts of KSS accounts closed.*\.$/);
    const kss = { level: 'ird.account', key: 'ACC:132243158KSS004' } as const;
    expect(where(validateIntent(addContact(contact('new:1', {}, kss)), []))).toEqual(['scope: account-locked']);
  });

  test('every other type, known or not, is left to the gateway', () => {
    for (const type of ['GST', 'INC', 'CSP', '']) expect(lockedReason(type)).toBe('');
    expect(validateIntent(addContact(contact('new:1', {}, gst)), [])).toEqual([]);
    expect(validateIntent(addContact(contact('new:1', {}, customer)), [])).toEqual([]);
  });
});
