import { expect, test } from 'vitest';
import { newlyFound, saidBy, stillFound } from '../../../renderer/records/doubts.ts';
import { fixDraft, newRecordDraft, typed } from '../../../renderer/records/record-draft.ts';
import type { FieldIssue } from '../../../shared/faults.ts';
import type { FieldSpec } from '../../../shared/systems.ts';

const fields: readonly FieldSpec[] = [
  { path: '/gstin', label: 'GSTIN', group: 'Tax', kind: 'text' },
  { path: '/emails', label: 'Emails', group: 'Reached by', kind: 'list', item: [{ path: '/email', label: 'Email', group: '', kind: 'email' }] },
];
const scope = { level: 'example.account', key: '1010' };
const odd = (field: string, text = 'Looks odd.'): FieldIssue => ({ field, code: 'doubtful', text });

test('what was said of a value goes as soon as another is typed, and what was said of others stays', () => {
  const told = { doc: { gstin: 'odd', emails: [{ email: 'nobody' }, { email: 'a@b.example' }] }, found: [odd('/gstin'), odd('/emails/0/email')] };
  expect(stillFound(told, told.doc)).toEqual(told.found);
  expect(stillFound(told, { ...told.doc, gstin: 'odder' })).toEqual([odd('/emails/0/email')]);
  expect(stillFound(told, { ...told.doc, emails: [{ email: 'nobody' }, { email: 'c@d.example' }] })).toEqual(told.found);
  expect(stillFound(told, { ...told.doc, emails: [{ email: 'a@b.example' }] })).toEqual([odd('/gstin')]);
  expect(stillFound(told, {})).toEqual([]);
});

test('a form is asked about as it stands: a new contact whole, a change as that, nothing where nothing was changed', () => {
  const fresh = newRecordDraft(scope, 'new:1');
  expect(saidBy(typed(fresh, '/gstin', 'odd'), fields)).toMatchObject({ type: 'create', doc: { gstin: 'odd' } });
  const open = { ...fresh, was: { gstin: 'a' }, doc: { gstin: 'a' } };
  expect(saidBy(open, fields)).toBeNull();
  expect(saidBy(typed(open, '/gstin', 'odd'), fields)).toMatchObject({ type: 'edit', changes: [{ path: '/gstin', was: 'a', to: 'odd' }] });
  const fix = fixDraft({ editId: 'E', clientId: '1010/5', issues: [] }, { type: 'edit', contact: '5', scope, changes: [{ op: 'field', path: '/gstin', was: '', to: 'x' }] });
  expect(saidBy(typed(fix, '/gstin', 'odd'), fields)).toMatchObject({ changes: [{ path: '/gstin', was: '', to: 'odd' }] });
});

test('only what came up since is read out, with the name of its field and its row', () => {
  const saved = [odd('/gstin')];
  expect(newlyFound(saved, saved, fields)).toBe('');
  expect(newlyFound([odd('/gstin'), odd('/emails/1/email')], saved, fields)).toBe('Emails, 2: Email: Looks odd.');
  expect(newlyFound([odd('/gstin', 'Has too few characters.')], saved, fields)).toBe('GSTIN: Has too few characters.');
});
