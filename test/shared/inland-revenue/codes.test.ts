import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as codes from '../../../shared/inland-revenue/codes.ts';

const published = new URL('../../../../shared/gateways/ird/derived/enums.json', import.meta.url);
const absent = existsSync(published) ? '' : ' (skipped: ../shared/gateways/ird is not beside this checkout)';

test.skipIf(absent !== '').each([
  ['ContactType', codes.contactTypes],
  ['PhoneType', codes.phoneTypes],
  ['EntityType', codes.entityTypes],
  ['EntitySubType', codes.entitySubTypes],
  ['AccountType', codes.accountTypes],
  ['AccountStatus', codes.accountStatuses],
  ['AccountAddressType', codes.accountAddressTypes],
  ['CustomerAddressType', codes.customerAddressTypes],
  ['NameType', codes.nameTypes],
])(`our table of %s has a word for every published code${absent}`, (name, table) => {
  const lists = JSON.parse(readFileSync(published, 'utf8')) as Record<string, { enum: string[] }>;
  expect(Object.keys(table).sort()).toEqual(lists[name]!.enum.filter((code) => code !== '').sort());
});

test.skipIf(absent !== '')(`every kind of client list, and every account type that is linked to, has a word${absent}`, () => {
  const lists = JSON.parse(readFileSync(published, 'utf8')) as { ClientListType: Record<string, string>; IntermediationAccountTypes_activeList: string[] };
  expect(Object.keys(codes.clientListTypes).sort()).toEqual(Object.keys(lists.ClientListType).sort());
  // CSP is listed without a name: it is shown as it is.
  expect(lists.IntermediationAccountTypes_activeList.filter((type) => codes.accountTypeWords(type) === type && !['GST', 'FBT', 'CRS'].includes(type))).toEqual(['CSP']);
  expect([codes.accountTypeWords('KSS'), codes.accountTypeWords('constructor')]).toEqual(['KiwiSaver member', 'constructor']);
});

test('a code that is not in a table is shown as it is, even one that every object has', () => {
  expect(codes.wordFor(codes.accountTypes, 'GST')).toBe('GST');
  expect(codes.wordFor(codes.accountTypes, 'INC')).toBe('Income tax');
  expect(codes.wordFor(codes.accountTypes, 'CSP')).toBe('CSP');
  expect(codes.wordFor(codes.accountTypes, 'constructor')).toBe('constructor');
});
