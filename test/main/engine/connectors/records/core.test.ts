import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comeTogether } from '../../../../../main/engine/connectors/records/coming-together.ts';
import { mergeRows } from '../../../../../main/engine/connectors/records/list-merge.ts';
import { differing, fieldAt, laidOver, mergeValue, valueIn } from '../../../../../main/engine/connectors/records/merge.ts';
import { recordsAfter } from '../../../../../main/engine/connectors/records/overlay.ts';
import { planRecord } from '../../../../../main/engine/connectors/records/plan.ts';
import { withValue } from '../../../../../main/engine/connectors/records/pointer.ts';
import type { RecordSystem } from '../../../../../main/engine/connectors/records/record-system.ts';
import type { RecordEffect } from '../../../../../main/engine/connectors/records/records.ts';
import { same } from '../../../../../main/engine/connectors/records/sameness.ts';
import { judgeRecord } from '../../../../../main/engine/connectors/records/judge.ts';
import { digitForms } from '../../../../../main/engine/connectors/records/wording.ts';
import type { Names } from '../../../../../main/engine/gateway/connector.ts';
import type { Json, NativeDoc } from '../../../../../shared/contacts.ts';
import type { FieldChange, RecordIntent } from '../../../../../shared/edits.ts';
import type { FieldSpec } from '../../../../../shared/systems.ts';
import { people } from '../example/people.ts';

/** The core of record systems against random people, other programs and servers: nothing is lost that nobody meant to lose. */

const seed = Number(process.env['RECORDS_SEED'] ?? Date.now() % 100_000);
console.log(`records: seed ${seed} (RECORDS_SEED=${seed} repeats it)`);
const runs = { seed, numRuns: 400 };

const fields: readonly FieldSpec[] = [
  { path: '/name', label: 'Name', group: '', kind: 'text', sameAs: 'trim' },
  { path: '/phone', label: 'Phone', group: '', kind: 'phone', sameAs: 'digits' },
  { path: '/inside/note', label: 'Note', group: '', kind: 'text' },
  { path: '/open', label: 'Open', group: '', kind: 'yesNo' },
  {
    path: '/emails', label: 'Emails', group: '', kind: 'list', identity: ['/email'],
    item: [{ path: '/email', label: 'Email', group: '', kind: 'email', sameAs: 'trimLower' }, { path: '/use', label: 'For', group: '', kind: 'text' }],
  },
  { path: '/stamp', label: 'Changed', group: '', kind: 'time', readOnly: true },
];
const system: RecordSystem = { ...people, facts: { ...people.facts, fields } };
const scope = { level: 'people.list', key: 'all' };
const names: Names = { remote: (_, key) => (key.startsWith('new:') ? null : key), local: (_, remote) => remote };

const word = fc.constantFrom('', 'a', 'b', 'c', ' c ');
const row = fc.record({ email: fc.constantFrom('x@e', 'y@e', 'z@e', 'X@e '), use: word, id: fc.nat(99), odd: fc.option(fc.nat(3)) });
const rows = fc.uniqueArray(row, { maxLength: 4, selector: ({ email }) => email.trim().toLowerCase() });
const record: fc.Arbitrary<NativeDoc> = fc.record({ id: fc.constant('1'), name: word, phone: fc.constantFrom('', '1 2', '12', '34'), inside: fc.record({ note: word, odd: fc.nat(5) }), open: fc.boolean(), emails: rows, stamp: fc.nat(9), strange: fc.json().map((text) => JSON.parse(text) as Json) });
const valueOf: Record<string, fc.Arbitrary<Json>> = { '/name': word, '/phone': fc.constantFrom('', '12', '3 4', '56'), '/inside/note': word, '/open': fc.boolean(), '/emails': rows };
const change = fc.constantFrom(...Object.keys(valueOf)).chain((path) => valueOf[path]!.map((to) => ({ path, to })));

const after = (doc: NativeDoc, intents: readonly RecordIntent[]): NativeDoc | undefined => recordsAfter(system, [{ key: '1', scope, doc }], intents)[0]?.doc;
const edit = (changes: FieldChange[], contact = '1'): RecordIntent => ({ type: 'edit', contact, scope, changes });
/** What a person does one after the other, each time from what is shown. */
function deeds(doc: NativeDoc, wishes: readonly { path: string; to: Json }[]): RecordIntent[] {
  const intents: RecordIntent[] = [];
  for (const { path, to } of wishes) intents.push(edit([{ op: 'field', path, was: valueIn(after(doc, intents)!, path), to }]));
  return intents;
}
const alike = (a: NativeDoc, b: NativeDoc): boolean => differing(fields, a, b).length === 0;

test('a single field is changed, and everything else is what it was to the letter, unknown fields and rows too', () => {
  fc.assert(
    fc.property(record, change, (doc, { path, to }) => {
      const [intent] = deeds(doc, [{ path, to }]);
      const planned = planRecord(system, intent!, [{ key: '1', scope, doc }], names);
      if (!planned.ok) throw new Error('refused');
      const sent = planned.value[0] ? (planned.value[0].call.body as NativeDoc) : doc;
      expect(same(fieldAt(fields, path), valueIn(sent, path), to)).toBe(true);
      expect(withValue(sent, path, null)).toEqual(withValue(doc, path, null));
      expect(after(doc, [intent!])).toEqual(sent);
      // Rows nobody touched keep what nobody here knows of.
      if (path !== '/emails') return;
      for (const old of doc['emails'] as NativeDoc[]) {
        const kept = (to as NativeDoc[]).find((one) => same(fields[4]!, [one], [old]));
        if (kept) expect(sent['emails']).toContainEqual(old);
      }
    }),
    runs,
  );
});

test('whatever a person does in a row, what is sent for it together is what is shown', () => {
  fc.assert(
    fc.property(record, fc.array(change, { minLength: 1, maxLength: 8 }), (doc, wishes) => {
      const intents = deeds(doc, wishes);
      const groups = comeTogether(fields, intents.map((intent, at) => ({ id: String(at), intent })));
      expect(groups.flatMap(({ ids }) => ids)).toHaveLength(intents.length);
      const sent = groups.flatMap(({ intent }) => intent ?? []);
      expect(sent.length).toBeLessThanOrEqual(1);
      expect(alike(after(doc, sent)!, after(doc, intents)!)).toBe(true);
    }),
    runs,
  );
});

test('somebody else changes other fields and rows meanwhile: both stand, and nobody is asked', () => {
  fc.assert(
    fc.property(record, fc.array(change, { minLength: 1, maxLength: 4 }), fc.array(change, { maxLength: 4 }), (doc, mine, theirs) => {
      const paths = new Set(mine.map(({ path }) => path));
      const others = deeds(doc, theirs.filter(({ path }) => !paths.has(path)));
      const there = after(doc, others)!;
      const [group] = comeTogether(fields, deeds(doc, mine).map((intent, at) => ({ id: String(at), intent })));
      if (!group?.intent) return;
      const planned = planRecord(system, group.intent, [{ key: '1', scope, doc: there }], names);
      if (!planned.ok) throw new Error('asked');
      const sent = planned.value[0] ? (planned.value[0].call.body as NativeDoc) : there;
      for (const { path } of theirs) if (!paths.has(path)) expect(valueIn(sent, path)).toEqual(valueIn(there, path));
      expect(alike(sent, after(there, deeds(doc, mine))!)).toBe(true);
    }),
    runs,
  );
});

test('a conflict is only where both changed the same to something different; kept mine, it is mine', () => {
  fc.assert(
    fc.property(word, word, word, (was, mine, theirs) => {
      const [field] = fields as [FieldSpec];
      const merged = mergeValue(field, was, mine, theirs, false);
      const both = !same(field, was, mine) && !same(field, was, theirs) && !same(field, mine, theirs);
      expect(merged === undefined).toBe(both);
      if (both) expect(mergeValue(field, was, mine, theirs, true)).toBe(mine);
      else expect(same(field, merged, same(field, was, mine) ? theirs : mine)).toBe(true);
    }),
    runs,
  );
});

test('rows are told by what is in them: other ids and orders are nobody\'s change, and rows of both sides stay', () => {
  const emails = fields[4]!;
  const one = (email: string, use = 'W', id = 0): NativeDoc => ({ email, use, id });
  expect(same(emails, [one('a', 'W', 1), one('b', 'W', 2)], [one('b', 'W', 9), one('a', 'W', 8)])).toBe(true);
  // I changed a's use, they added c and gave new ids.
  expect(mergeRows(emails, [one('a'), one('b')], [one('a', 'H'), one('b')], [one('a', 'W', 7), one('b', 'W', 8), one('c', 'W', 9)], false)).toEqual([one('a', 'H', 7), one('b', 'W', 8), one('c', 'W', 9)]);
  // I removed b and added d; they removed a.
  expect(mergeRows(emails, [one('a'), one('b')], [one('a'), one('d')].slice(0, 1).concat(one('d')), [one('b')], false)).toEqual([one('d', 'W', 0)]);
  // I corrected an address: the row keeps what else is in it.
  expect(mergeRows(emails, [one('a')], [one('aa')], [{ ...one('a', 'W', 7), odd: true }], false)).toEqual([{ ...one('aa', 'W', 7), odd: true }]);
  // The same row, differently.
  expect(mergeRows(emails, [one('a')], [one('a', 'H')], [one('a', 'X')], false)).toBeNull();
  expect(mergeRows(emails, [one('a')], [], [one('a', 'X')], false)).toBeNull();
  expect(mergeRows(emails, [one('a')], [one('a', 'H')], [], true)).toEqual([one('a', 'H')]);
});

test('made and changed is made; changed and removed is removed as it was; made and removed is nothing', () => {
  const create: RecordIntent = { type: 'create', contact: 'new:1', scope, doc: { name: 'a', strange: 1 } };
  const rename = edit([{ op: 'field', path: '/name', was: 'a', to: 'b' }], 'new:1');
  const inOrder = (...intents: RecordIntent[]) => comeTogether(fields, intents.map((intent, at) => ({ id: String(at), intent }))).map(({ intent }) => intent);
  expect(inOrder(create, rename)).toEqual([{ ...create, doc: { name: 'b', strange: 1 } }]);
  expect(inOrder(create, rename, { type: 'remove', contact: 'new:1', scope, was: { name: 'b' } })).toEqual([null]);
  expect(inOrder(edit([{ op: 'field', path: '/name', was: 'a', to: 'b' }]), { type: 'remove', contact: '1', scope, was: { name: 'b', strange: 2 } })).toEqual([{ type: 'remove', contact: '1', scope, was: { name: 'a', strange: 2 } }]);
  expect(inOrder(edit([{ op: 'field', path: '/name', was: 'a', to: 'b' }]), edit([{ op: 'field', path: '/name', was: 'b', to: ' a ' }]))).toEqual([null]);
});

test('a lost creation is found again only where one record can be it, and one history explains what is there', () => {
  const given = { ...system, idFor: undefined } as unknown as RecordSystem;
  const doc = { name: 'Hine', phone: '12' };
  const effect: RecordEffect = { type: 'create', contact: 'new:1', scope, doc, known: ['1'] };
  const judged = (...now: [id: string, doc: NativeDoc][]) => judgeRecord(given, { call: { method: 'POST', path: '/' }, effect }, now.map(([key, one]) => ({ key, scope, doc: { id: key, ...one } })), names);
  expect(judged(['1', doc])).toEqual({ outcome: 'didNot' });
  expect(judged(['1', doc], ['7', { ...doc, phone: '1-2', stamp: 4 }])).toMatchObject({ outcome: 'happened', identities: [{ local: 'new:1', remote: '7' }] });
  expect(judged(['7', doc], ['8', doc]).outcome).toBe('cannotTell');
  expect(judged(['7', { ...doc, name: 'Changed since' }]).outcome).toBe('cannotTell');
  expect(judged(['7', { name: 'Somebody', phone: '99' }])).toEqual({ outcome: 'didNot' });
  expect(judged(['new:other', doc])).toEqual({ outcome: 'didNot' });
});

test('a lost change is told by its own fields, whatever else has changed', () => {
  const changes: FieldChange[] = [{ op: 'field', path: '/name', was: 'a', to: 'b' }, { op: 'field', path: '/phone', was: '1', to: '2' }];
  const judged = (doc: NativeDoc | null) => judgeRecord(system, { call: { method: 'PUT', path: '/' }, effect: { type: 'change', contact: '1', scope, changes } }, doc ? [{ key: '1', scope, doc }] : [], names).outcome;
  expect([judged({ name: ' b', phone: '2', open: true }), judged({ name: 'a', phone: '1', strange: 5 }), judged({ name: 'b', phone: '1' }), judged(null)]).toEqual(['happened', 'didNot', 'cannotTell', 'cannotTell']);
});

test('what is laid over a record changes no field that is as wanted already', () => {
  const doc = { name: ' a ', phone: '1 2' };
  expect(laidOver(fields, doc, [{ op: 'field', path: '/phone', was: '', to: '12' }])).toBe(doc);
});

test('a phone is found by every way it is dialled', () => {
  expect(digitForms('+64 21 555 0123')).toContain('0215550123');
  expect(digitForms('+1 (415) 555-0100')).toEqual(expect.arrayContaining(['14155550100', '04155550100']));
  expect([digitForms('none'), digitForms('04 555 0100')]).toEqual([[], ['045550100']]);
});
