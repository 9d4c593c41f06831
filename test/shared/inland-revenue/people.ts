import fc from 'fast-check';
import type { KeyedContact, KeyedPhone, NativePhone, ScopeRef } from '../../../shared/contacts.ts';

/** Contacts to test with: two that read well, and generators of valid ones. */
export const customer: ScopeRef = { level: 'ird.customer', key: 'IRD:136410132' };
export const gst: ScopeRef = { level: 'ird.account', key: 'ACC:136410132GST001' };

export const phone = (key: string, over: Partial<NativePhone> = {}): KeyedPhone => ({
  key, PhoneType: 'CELL', Country: 'NZ', AreaCode: '', PhoneNumber: '0215550199', Extension: '', ...over,
});

export const contact = (key: string, over: Partial<KeyedContact['doc']> = {}, scope = customer): KeyedContact => ({
  key, scope, doc: { ContactType: 'PRIMRY', Name: 'Māhina Ngata', Phone: [phone(`${key}.1`)], ...over },
});

/** Any phone that keeps every published rule. */
export const validPhone: fc.Arbitrary<NativePhone> = fc
  .record({
    place: fc.constantFrom<[string, string]>(['NZ', ''], ['AU', '02'], ['US', '650'], ['GB', '20'], ['GB', ''], ['SM', '0549'], ['DE', '30'], ['BE', '2']),
    number: fc.stringMatching(/^\d{1,15}$/),
    kind: fc.constantFrom('BSN', 'BSNFAX', 'CELL', 'HOM'),
    extension: fc.stringMatching(/^\d{0,10}$/),
  })
  .map(({ place: [Country, AreaCode], number, kind, extension }) => ({
    PhoneType: kind, Country, AreaCode, PhoneNumber: number, Extension: kind.startsWith('BSN') ? extension : '',
  }));

export const validName = fc.string({ unit: 'grapheme', maxLength: 60 });
