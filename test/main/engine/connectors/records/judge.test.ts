import { expect, test } from 'vitest';
import { dnsimple } from '../../../../../main/engine/connectors/dnsimple/system.ts';
import { eightByEight } from '../../../../../main/engine/connectors/eight-by-eight/system.ts';
import { judgeRecord } from '../../../../../main/engine/connectors/records/judge.ts';
import type { RecordSystem } from '../../../../../main/engine/connectors/records/record-system.ts';
import type { Names } from '../../../../../main/engine/gateway/connector.ts';
import type { NativeDoc } from '../../../../../shared/contacts.ts';

/** A creation whose answer was lost, where somebody else has been added meanwhile who is not the same in everything. */

const scope = { level: 'any', key: '1' };
const names: Names = { remote: (_, key) => (key.startsWith('new:') ? null : key), local: (_, remote) => remote };
const judged = (system: RecordSystem, sent: NativeDoc, there: NativeDoc): string =>
  judgeRecord(system, { call: { method: 'POST', path: '/' }, effect: { type: 'create', contact: 'new:1', scope, doc: sent, known: [] } }, [{ key: '7', scope, doc: { ...there, id: '7' } }], names).outcome;

const hine: NativeDoc = { first_name: 'Hine', last_name: 'Tawhiri', organization_name: 'Kowhai Ltd', job_title: 'Director', email: 'hine@kowhai.example', phone: '+64215550123', address1: '1 Quay St', city: 'Auckland', state_province: 'Auckland', postal_code: '1010', country: 'NZ' };
const other: NativeDoc = { ...hine, first_name: 'Ada', last_name: 'Ngata', email: 'ada@kowhai.example', phone: '+64215550999' };

test('one of the same firm, street and city is somebody else', () => {
  expect(judged(dnsimple, hine, other)).toBe('didNot');
});

test.each<[string, NativeDoc]>([
  ['name', { last_name: 'Tawhiri' }],
  ['email, however it is written', { email: 'HINE@kowhai.example ' }],
  ['phone, however it is written', { phone: '+64 21 555 0123' }],
])('one with the same %s may be the one that was sent, changed since', (_what, same) => {
  expect(judged(dnsimple, hine, { ...other, ...same })).toBe('cannotTell');
});

test('an email or a phone counts wherever it stands in a list, and what it is for does not', () => {
  const sent: NativeDoc = { firstName: 'Hine', emails: [{ email: 'hine@kowhai.example', purposeType: 'WORK' }], addresses: [{ city: 'Auckland' }], tags: [{ name: 'customField1', value: 'gold' }] };
  const there: NativeDoc = { ...sent, firstName: 'Ada', emails: [{ email: 'ada@kowhai.example', purposeType: 'WORK' }] };
  expect(judged(eightByEight, sent, there)).toBe('didNot');
  expect(judged(eightByEight, sent, { ...there, emails: [{ email: 'ada@kowhai.example' }, { email: 'hine@kowhai.example', purposeType: 'HOME' }] })).toBe('cannotTell');
});

test('where nothing was sent that tells people apart, anything that was sent counts', () => {
  expect(judged(eightByEight, { companyName: 'Kowhai Ltd', department: 'Tax' }, { companyName: 'Kowhai Ltd', department: 'Audit' })).toBe('cannotTell');
  expect(judged(eightByEight, { companyName: 'Kowhai Ltd' }, { companyName: 'Rata Ltd' })).toBe('didNot');
  expect(judged(eightByEight, { addresses: [{ city: 'Auckland', postalCode: '1010' }] }, { addresses: [{ city: 'Auckland', postalCode: '1011' }] })).toBe('cannotTell');
});
