import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json, NativeDoc } from '../../../shared/contacts.ts';
import type { FieldSpec } from '../../../shared/systems.ts';
import { changesBetween, groupsOf, labelAt, rowWords, unknownOf, valueWords } from '../../../renderer/records/field-values.ts';
import { valueAt, withValue } from '../../../renderer/records/pointer.ts';
import { editDraft, fieldsOfFix, fixDraft, fixedIntent, newRecordDraft, recordIntent, restedOnEdit, standsBeside, typed } from '../../../renderer/records/record-draft.ts';
import type { ShownContact } from '../../../shared/views.ts';

const fields: readonly FieldSpec[] = [
  { path: '/first', label: 'First name', group: 'Person', kind: 'text' },
  { path: '/country', label: 'Country', group: 'Address', kind: 'choice', options: [{ value: 'NZ', label: 'New Zealand' }] },
  { path: '/last', label: 'Last name', group: 'Person', kind: 'text' },
  { path: '/changed', label: 'Changed', group: 'Times', kind: 'time' },
  {
    path: '/emails', label: 'Emails', group: 'Reached by', kind: 'list',
    item: [{ path: '/email', label: 'Email', group: '', kind: 'email' }, { path: '/primary', label: 'Primary', group: '', kind: 'yesNo' }],
  },
];

const scope = { level: 'example.account', key: '1010' };
const doc: NativeDoc = { id: 5, first: 'Ada', last: null, country: 'NZ', changed: '2026-01-01T00:00:00Z', emails: [{ email: 'ada@ngata.example', primary: true, id: 7 }], odd: { deep: [1] } };
const contact = { key: '5', name: 'Ada', doc } as unknown as ShownContact;
const level = { scope } as unknown as Parameters<typeof editDraft>[1]['level'];

test('only what was changed is said, and nothing, null and absent are one', () => {
  expect(changesBetween(doc, { ...doc, last: '' }, fields)).toEqual([]);
  expect(changesBetween(doc, { ...doc, first: 'Adah', changed: 'x', odd: 1 }, fields)).toEqual([{ op: 'field', path: '/first', was: 'Ada', to: 'Adah' }]);
  expect(changesBetween(doc, { ...doc, emails: [] }, fields)).toEqual([{ op: 'field', path: '/emails', was: doc['emails'], to: [] }]);
});

test('writing at a pointer leaves everything else of a document as it is, unknown things included', () => {
  const value = fc.jsonValue() as fc.Arbitrary<Json>;
  fc.assert(
    fc.property(fc.dictionary(fc.string().filter((name) => name !== '__proto__'), value), fc.constantFrom('/first', '/a~1b', '/address/city'), value, (before, pointer, to) => {
      const after = withValue(before as NativeDoc, pointer, to);
      expect(valueAt(after, pointer)).toEqual(to);
      const top = pointer === '/a~1b' ? 'a/b' : pointer === '/first' ? 'first' : 'address';
      for (const name of Object.keys(before)) if (name !== top) expect(after[name]).toBe(before[name]);
    }),
    { verbose: true },
  );
  expect(withValue(doc, '/emails/0/email', 'a@b.example')).toEqual({ ...doc, emails: [{ email: 'a@b.example', primary: true, id: 7 }] });
});

test('values are said in words, and a value nobody knows as it is', () => {
  const [, country, , changed, emails] = fields as [FieldSpec, FieldSpec, FieldSpec, FieldSpec, FieldSpec];
  expect([valueWords(country, 'NZ', 0), valueWords(country, 'ZZ', 0), valueWords(country, null, 0), valueWords(changed, 'soon', 0)]).toEqual(['New Zealand', 'ZZ', '', 'soon']);
  expect(rowWords(emails, { email: 'ada@ngata.example', primary: true, id: 7 }, 0)).toBe('ada@ngata.example · Primary');
  expect(unknownOf(doc, fields)).toEqual([{ name: 'id', text: '5' }, { name: 'odd', text: '{"deep":[1]}' }]);
});

test('fields stand in their groups, and a pointer is called by its label wherever it is met', () => {
  expect(groupsOf(fields).map(({ title, fields: of }) => `${title}: ${of.length}`)).toEqual(['Person: 2', 'Address: 1', 'Times: 1', 'Reached by: 1']);
  expect(['/first', '/emails', '/emails/1', '/emails/1/primary', '/odd/deep'].map((pointer) => labelAt(fields, pointer))).toEqual(['First name', 'Emails', 'Emails, 2', 'Emails, 2: Primary', 'deep']);
  expect(['/first', '/emails/0/email', '/changed', '/odd', 'name'].map((pointer) => standsBeside(fields, pointer))).toEqual([true, true, false, false, false]);
});

test('a form means the fields that differ from what was seen; without any it means nothing', () => {
  const draft = editDraft('1010/5', { level, contact });
  expect(recordIntent(draft, fields)).toBeNull();
  expect(recordIntent(typed(draft, '/last', 'Ngata'), fields)).toEqual({ type: 'edit', contact: '5', scope, changes: [{ op: 'field', path: '/last', was: null, to: 'Ngata' }] });
  expect(recordIntent(typed(newRecordDraft(scope, 'new:1'), '/first', 'Ada'), fields)).toEqual({ type: 'create', contact: 'new:1', scope, doc: { first: 'Ada' } });
});

test('typing takes away what was said about the field and about the whole, and nothing else', () => {
  const issues = ['', '/first', '/emails/0/email', '/last'].map((field) => ({ field, code: 'x', text: 'x' }));
  const draft = { ...editDraft('1010/5', { level, contact }), issues };
  expect(typed(draft, '/emails', []).issues.map(({ field }) => field)).toEqual(['/first', '/last']);
});

test('an open form rests on an edit made elsewhere here: what the person typed stays, what they did not follows', () => {
  const draft = typed(editDraft('1010/5', { level, contact }), '/first', 'Adah');
  const after = restedOnEdit(draft, { type: 'edit', contact: '5', scope, changes: [{ op: 'field', path: '/first', was: 'Ada', to: 'Aada' }, { op: 'field', path: '/last', was: null, to: 'Ngata' }] });
  expect(recordIntent(after, fields)).toEqual({ type: 'edit', contact: '5', scope, changes: [{ op: 'field', path: '/first', was: 'Aada', to: 'Adah' }] });
  expect(after.doc['last']).toBe('Ngata');
});

test('an edit corrected in the queue keeps what was seen and says what the form says', () => {
  const intent = { type: 'edit', contact: '5', scope, changes: [{ op: 'field', path: '/first', was: 'Ada', to: 'A'.repeat(99) }] } as const;
  const fix = fixDraft({ editId: 'E', clientId: '1010/5', issues: [] }, { ...intent, changes: [...intent.changes] });
  expect(fieldsOfFix(fix.intent, fields).map(({ path }) => path)).toEqual(['/first']);
  expect(fixedIntent(typed(fix, '/first', 'Adah'))).toEqual({ ...intent, changes: [{ op: 'field', path: '/first', was: 'Ada', to: 'Adah' }] });
});
