import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { areaCodeRules } from '../../../shared/inland-revenue/area-codes.ts';

const published = new URL('../../../../shared/gateways/ird/derived/phone-area-code-rules.json', import.meta.url);
const absent = existsSync(published) ? '' : ' (skipped: ../shared/gateways/ird is not beside this checkout)';

test.skipIf(absent !== '')(`our area-code table is Inland Revenue’s, country by country${absent}`, () => {
  const { countries } = JSON.parse(readFileSync(published, 'utf8')) as { countries: Record<string, unknown> };
  expect(Object.fromEntries([...areaCodeRules].sort())).toEqual(Object.fromEntries(Object.entries(countries).sort()));
});

test('there are 250 countries in it, New Zealand not among them', () => {
  expect(areaCodeRules.size).toBe(250);
  expect(areaCodeRules.has('NZ')).toBe(false);
  expect(areaCodeRules.get('AU')).toEqual({ required: true, length: 2 });
  expect(areaCodeRules.get('GB')).toEqual({ required: false, length: 5 });
});
