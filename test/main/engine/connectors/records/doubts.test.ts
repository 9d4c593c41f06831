import { expect, test } from 'vitest';
import { engineArguments } from '../../../../../main/engine/arguments.ts';
import { cleartax } from '../../../../../main/engine/connectors/cleartax/system.ts';
import { dnsimple } from '../../../../../main/engine/connectors/dnsimple/system.ts';
import { eightByEight } from '../../../../../main/engine/connectors/eight-by-eight/system.ts';
import { doubtsOf } from '../../../../../main/engine/connectors/records/doubts.ts';
import type { RecordSystem } from '../../../../../main/engine/connectors/records/record-system.ts';
import { recordSchemas } from '../../../../../main/engine/connectors/records/schemas.ts';
import type { RecordContact } from '../../../../../main/engine/connectors/records/records.ts';
import type { Json, NativeDoc } from '../../../../../shared/contacts.ts';
import type { RecordIntent } from '../../../../../shared/edits.ts';
import { people } from '../example/people.ts';
import { startPeople } from '../example/people-server.ts';
import { openRecordWorld } from '../record-world.ts';

const scope = { level: 'some.place', key: '1' };
const held = (doc: NativeDoc): RecordContact => ({ key: '5', scope, doc });
const fieldsOf = (system: RecordSystem, intent: RecordIntent, shown: readonly RecordContact[]): string[] => doubtsOf(system, intent, shown).map(({ field }) => field);
const create = (doc: NativeDoc): RecordIntent => ({ type: 'create', contact: 'new:1', scope, doc });
const edit = (path: string, was: Json, to: Json): RecordIntent => ({ type: 'edit', contact: '5', scope, changes: [{ op: 'field', path, was, to }] });

test('a new contact has its doubts before it is anywhere, in every record system', () => {
  expect(fieldsOf(cleartax, create({ gstin: '27AAACT1234A1Z0', pan_number: 'AAA', email: 'nobody' }), [])).toEqual(['/gstin', '/pan_number', '/email']);
  expect(fieldsOf(dnsimple, create({ phone: '021 555 0123', email: 'nobody' }), [])).toEqual(['/email', '/phone']);
  expect(fieldsOf(eightByEight, create({ emails: [{ email: 'a@b.example' }, { email: 'nobody' }], timeZone: 'Auckland' }), [])).toEqual(['/emails/1/email', '/timeZone']);
  for (const system of [cleartax, dnsimple, eightByEight]) expect(fieldsOf(system, create({}), [])).toEqual([]);
});

test('what would be refused is no doubt: it is said when the form is saved', () => {
  expect(fieldsOf(dnsimple, create({ organization_name: 'Ngata & Co' }), [])).toEqual([]);
});

test('a change is looked at on the record it will be, and what was odd before stays so until it is changed itself', () => {
  const record = held({ gstin: 'odd', pan_number: 'odd', id: 5 });
  expect(fieldsOf(cleartax, edit('/city', '', 'Pune'), [record])).toEqual(['/gstin', '/pan_number']);
  expect(fieldsOf(cleartax, edit('/gstin', 'odd', ''), [record])).toEqual(['/pan_number']);
});

test('a doubt in a list has its row’s place in the form, whatever the list has become at the system meanwhile', () => {
  const now = held({ emails: [{ email: 'new@there.example' }, { email: 'a@b.example' }] });
  expect(fieldsOf(eightByEight, edit('/emails', [{ email: 'a@b.example' }], [{ email: 'nobody' }, { email: 'a@b.example' }]), [now])).toEqual(['/emails/0/email']);
});

test('a removal and a contact that is gone have none', () => {
  expect(fieldsOf(cleartax, { type: 'remove', contact: '5', scope, was: { gstin: 'odd' } }, [held({ gstin: 'odd' })])).toEqual([]);
  expect(fieldsOf(cleartax, edit('/gstin', '', 'odd'), [])).toEqual([]);
});

test('the page asks as the form stands; nothing is kept, shown or sent for it', async () => {
  const server = await startPeople([{ id: '1', name: 'Ada Ngata', email: 'ada@example.com' }]);
  const doubting: RecordSystem = { ...people, check: ({ email }) => (email === 'nobody' ? [{ field: '/email', code: 'doubtful', text: 'Odd.', severity: 'warning' }] : []) };
  const world = openRecordWorld({ system: 'people', address: server.address, secrets: { key: server.key } }, { systems: [doubting] });
  try {
    await world.engine.atRest();
    const [calls, rows] = [server.calls.length, world.rows()];
    const all = { level: 'people.list', key: 'all' };
    const found = [{ field: '/email', code: 'doubtful', text: 'Odd.' }];
    const ask = (clientId: string, intent: RecordIntent): unknown => world.engine.requests['edits.doubts']({ clientId, intent });
    expect(ask('all/1', { type: 'edit', contact: '1', scope: all, changes: [{ op: 'field', path: '/email', was: 'ada@example.com', to: 'nobody' }] })).toEqual(found);
    expect(ask('all/new:1', { type: 'create', contact: 'new:1', scope: all, doc: { email: 'nobody' } })).toEqual(found);
    expect(ask('all/gone', { type: 'edit', contact: 'gone', scope: all, changes: [{ op: 'field', path: '/email', was: '', to: 'nobody' }] })).toEqual([]);
    expect([server.calls.length, world.rows(), world.engine.status().waiting]).toEqual([calls, rows, 0]);
  } finally {
    await world.close();
    await server.close();
  }
});

test('what is asked is parsed like an edit that is to be kept', () => {
  const { 'edits.doubts': doubts } = engineArguments(recordSchemas(cleartax.facts.fields));
  expect(doubts.safeParse({ clientId: '1/new:1', intent: create({ gstin: 'odd' }) }).success).toBe(true);
  expect(doubts.safeParse({ clientId: '1/5', intent: edit('/nowhere', '', 'x') }).success).toBe(false);
  expect(doubts.safeParse({ clientId: '1/new:1', intent: create({ gstin: 'x'.repeat(300_000) }) }).success).toBe(false);
});
