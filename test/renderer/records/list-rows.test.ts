import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asDoc, newRow, withoutRow, withPart } from '../../../renderer/records/list-rows.ts';
import type { Json } from '../../../shared/contacts.ts';
import type { FieldSpec } from '../../../shared/systems.ts';

const kind: FieldSpec = { path: '/kind', label: 'For', group: '', kind: 'choice', required: true, options: [{ value: 'WORK', label: 'Work' }, { value: 'HOME', label: 'Home' }] };
const primary: FieldSpec = { path: '/primary', label: 'Primary', group: '', kind: 'yesNo', only: true };
const email: FieldSpec = { path: '/email', label: 'Email', group: '', kind: 'email', required: true };
const emails: FieldSpec = { path: '/emails', label: 'Emails', group: '', kind: 'list', item: [email, kind, primary] };
const names: FieldSpec = { path: '/names', label: 'Names', group: '', kind: 'list' };

const seed = Date.now() % 100_000;
console.log(`rows of a list: seed ${seed}`);
const row: fc.Arbitrary<Json> = fc.record({ email: fc.string(), primary: fc.boolean(), id: fc.nat() });
const place = fc.array(row, { minLength: 1, maxLength: 5 }).chain((rows) => fc.nat(rows.length - 1).map((at) => ({ rows, at })));

test('a new row says yes or no from the start, a choice that is needed is made, and the first is what only one can be', () => {
  expect(newRow(emails, [])).toEqual({ kind: 'WORK', primary: true });
  expect(newRow(emails, [{}])).toEqual({ kind: 'WORK', primary: false });
  expect(newRow({ ...emails, item: [email, { ...kind, required: false }] }, [])).toEqual({});
  expect(newRow(names, [])).toBe('');
});

test('what only one row can be moves there from the others, and nothing else of them is touched', () => {
  const rows: Json[] = [{ email: 'a', primary: true, id: 1 }, { email: 'b', primary: false, id: 2 }, { email: 'c' }];
  expect(withPart(rows, 1, primary, true)).toEqual([{ email: 'a', primary: false, id: 1 }, { email: 'b', primary: true, id: 2 }, { email: 'c' }]);
  expect(withPart(rows, 0, primary, false)).toEqual([{ email: 'a', primary: false, id: 1 }, rows[1], rows[2]]);
  expect(withPart(rows, 1, { ...primary, only: false }, true)[0]).toBe(rows[0]);
});

test('changing a part of one row leaves every other row, and what nobody here knows of that one', () => {
  fc.assert(
    fc.property(place, fc.string(), ({ rows, at }, text) => {
      const after = withPart(rows, at, email, text);
      expect(after).toHaveLength(rows.length);
      expect(after[at]).toEqual({ ...asDoc(rows[at]), email: text });
      for (const [n, held] of rows.entries()) if (n !== at) expect(after[n]).toBe(held);
    }),
    { seed },
  );
});

test('a removed row is the one that goes', () => {
  fc.assert(fc.property(place, ({ rows, at }) => void expect(withoutRow(rows, at)).toEqual([...rows.slice(0, at), ...rows.slice(at + 1)])), { seed });
});
