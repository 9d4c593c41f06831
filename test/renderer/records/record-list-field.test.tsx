import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { RecordListField } from '../../../renderer/records/record-list-field.tsx';
import type { Json } from '../../../shared/contacts.ts';
import type { FieldIssue } from '../../../shared/faults.ts';
import type { FieldSpec } from '../../../shared/systems.ts';

/** What is drawn, and what belongs to what for a screen reader. Where the focus goes is in the end-to-end test of lists: test/e2e/record-forms.spec.ts. */

const spec: FieldSpec = {
  path: '/emails', label: 'Emails', group: '', kind: 'list', most: 2,
  item: [{ path: '/email', label: 'Email', group: '', kind: 'email' }, { path: '/id', label: 'Id', group: '', kind: 'text', readOnly: true }, { path: '/at', label: 'Since', group: '', kind: 'time' }],
};
const issue = (field: string, text: string): FieldIssue => ({ field, code: 'x', text });
const drawn = (value: Json | undefined, { issues = [], doubts = [], of = spec }: { issues?: FieldIssue[]; doubts?: FieldIssue[]; of?: FieldSpec } = {}): string =>
  renderToStaticMarkup(<RecordListField spec={of} value={value} issues={issues} doubts={doubts} onChange={() => undefined} />);

/** The opening tag that has all of this in it, and the text of the element a tag is described by. */
const tag = (html: string, ...has: string[]): string => [...html.matchAll(/<[a-z][^>]*>/g)].map(([text]) => text).find((text) => has.every((part) => text.includes(part))) ?? '';
const idsIn = (text: string): string[] => (/aria-describedby="([^"]*)"/.exec(text)?.[1] ?? '').split(' ');
const after = (html: string, id: string): string => html.slice(html.indexOf(`id="${id}"`)).replace(/^[^>]*>/, '');
const described = (html: string, ...has: string[]): string => idsIn(tag(html, ...has)).map((id) => after(html, id).replace(/<\/div>.*$/s, '').replace(/<[^>]*>/g, '')).join(' ');

test('each row has its fields, what is never written left out, and a button of its own to remove it', () => {
  const html = drawn([{ email: 'a@b.example', id: 7 }, { email: 'c@d.example' }]);
  expect(html.match(/<input/g)).toHaveLength(2);
  expect(html).toContain('value="a@b.example"');
  expect(html).toContain('aria-label="Emails, 2"');
  expect(html).toContain('aria-label="Remove from emails, 2"');
  expect(html).not.toMatch(/Since|>Id</);
});

test('as many rows as the system takes: then nothing is offered to add, and the list says why', () => {
  expect(drawn([{}])).toContain('aria-label="Add to emails"');
  const html = drawn([{}, {}]);
  expect(html).not.toContain('Add to emails');
  expect(described(html, 'role="group"', 'data-list="/emails"')).toBe('As many as are taken: 2.');
});

test('what is said of a row is what its group is described by, of a part what its field is, of the whole what the list is', () => {
  const html = drawn([{ email: 'a' }, { email: 'b' }], { issues: [issue('/emails/1', 'This row is there twice.'), issue('/emails', 'Too many.')], doubts: [issue('/emails/0/email', 'This looks odd.')] });
  expect(described(html, 'aria-label="Emails, 2"')).toBe('This row is there twice.');
  expect(described(html, 'aria-label="Emails, 1"')).toBe('');
  expect(described(html, '<input', 'value="a"')).toContain('This looks odd.');
  expect(described(html, 'data-list="/emails"')).toBe('Too many.');
  expect(idsIn(tag(html, 'aria-label="Emails, 1"'))).not.toEqual(idsIn(tag(html, 'aria-label="Emails, 2"')));
});

test('a list of plain texts has one field a row, with what is wrong beside it', () => {
  const html = drawn(['one', 'two'], { of: { path: '/names', label: 'Names', group: '', kind: 'list' }, issues: [issue('/names/1', 'Not this one.')] });
  expect(html).toContain('value="two"');
  expect(described(html, '<input', 'value="two"')).toContain('Not this one.');
  expect(tag(html, '<input', 'value="two"')).toContain('aria-invalid="true"');
});

test('what is no list is drawn as an empty one', () => {
  for (const value of [undefined, null, 'text', { a: 1 }]) expect(drawn(value)).not.toContain('<input');
});
