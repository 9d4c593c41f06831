import { expect, test } from 'vitest';
import type { ContactEffect } from '../../main/sandbox/contact-system/effects.ts';
import type { RequestLine } from '../../main/sandbox/record.ts';
import type { LedgerEdit } from '../../scripts/faults/compare.ts';
import { compareRecords, type RecordHistory } from '../../scripts/faults/records/record-compare.ts';
import { recordForms } from '../../scripts/faults/records/record-forms.ts';
import type { Json } from '../../shared/contacts.ts';
import type { RecordIntent } from '../../shared/edits.ts';

const form = recordForms['8x8'];
const scope = { level: form.level, key: 'c' };
const ada = { id: '1', contactType: 'company', firstName: 'Ada', department: 'Ops', emails: [{ id: 5, email: 'ada@example.com', purposeType: 'WORK', primary: true }], pronouns: 'ia' };
const row = (email: string): Record<string, Json> => ({ email, purposeType: 'WORK', primary: false });

const changing = (...changes: [name: string, was: Json, to: Json][]): RecordIntent => ({ type: 'edit', contact: '1', scope, changes: changes.map(([name, was, to]) => ({ op: 'field', path: `/${name}`, was, to })) });
const edit = (seq: number, intent: RecordIntent, state: LedgerEdit['state'] = 'done'): LedgerEdit<RecordIntent> => ({ editId: `e${seq}`, seq, clientId: `c/${intent.contact}`, intent, state, lastFault: '' });
const effect = (n: number, before: object | null, after: object | null, more: Partial<ContactEffect> = {}): ContactEffect => ({ n, at: n * 10, actor: 'caller', method: 'PUT', path: '', body: null, scope: 'c', id: '1', before, after, ...more });
const reading = (at: number, more: Partial<RequestLine> = {}): RequestLine => ({ n: at, at, method: 'GET', path: '/contacts', query: `filter=${encodeURIComponent("id=='1'")}`, body: '', status: 200, fault: '', ...more });

function wrongs(ledger: LedgerEdit<RecordIntent>[], effects: ContactEffect[], more: Partial<RecordHistory> = {}): string[] {
  const queue = ledger.flatMap(({ editId, state }) => (state === 'undone' ? [] : [{ editId, state: state === 'parked' ? ('needsYou' as const) : ('sent' as const) }]));
  return compareRecords(form, { accepted: ledger.map(({ editId }) => editId), takenBack: [], ledger, queue, effects, shown: [], requests: [], past: [], ...more }).findings.map(({ wrong }) => wrong);
}

const napier = changing(['department', 'Ops', 'Napier']);
const atNapier = { ...ada, department: 'Napier' };

test('one effect for each edit, whatever ids the rows got and however a text was written', () => {
  const rewritten = { ...ada, department: ' napier', emails: [{ ...ada.emails[0], id: 99 }] };
  expect(wrongs([edit(1, napier)], [effect(1, ada, rewritten)])).toEqual([]);
});

test('no effect is lost, two are a double, and so is one that was taken back in time', () => {
  expect(wrongs([edit(1, napier)], [])).toEqual(['lost']);
  expect(wrongs([edit(1, napier)], [effect(1, ada, atNapier), effect(2, ada, atNapier)])).toEqual(['doubled']);
  expect(wrongs([edit(1, napier, 'undone')], [effect(1, ada, atNapier)])).toEqual(['doubled']);
});

test('a call that changed nothing was sent for nothing', () => {
  expect(wrongs([edit(1, napier)], [effect(1, ada, atNapier), effect(2, atNapier, atNapier)])).toEqual(['doubled']);
});

test('a field that nobody knows and that goes with another, or a row of a list, is found out', () => {
  const { pronouns: _gone, ...without } = atNapier;
  expect(wrongs([edit(1, napier)], [effect(1, ada, without)])).toEqual(['doubled']);
  expect(wrongs([edit(1, napier)], [effect(1, ada, { ...atNapier, emails: [] })])).toEqual(['doubled']);
});

test('a row that is added is one effect, with all that is in it', () => {
  const more = changing(['emails', ada.emails, [...ada.emails, row('new@example.com')]]);
  expect(wrongs([edit(1, more)], [effect(1, ada, { ...ada, emails: [...ada.emails, row('new@example.com')] })])).toEqual([]);
  expect(wrongs([edit(1, more)], [effect(1, ada, { ...ada, emails: [row('new@example.com')] })])).toEqual(['doubled']);
});

test('a record is made once and with all that was typed', () => {
  const doc = { firstName: 'Ida', lastName: 'B', department: 'Law' };
  const made: RecordIntent = { type: 'create', contact: 'new:1', scope, doc };
  const later = { ...changing(['department', 'Law', 'Tax']), contact: 'new:1' };
  const creation = effect(1, null, { id: '7', ...doc }, { id: '7' });
  expect(wrongs([edit(1, made), edit(2, later)], [creation, effect(2, { id: '7', ...doc }, { id: '7', ...doc, department: 'Tax' }, { id: '7' })])).toEqual([]);
  expect(wrongs([edit(1, made)], [creation, effect(2, null, { id: '8', ...doc }, { id: '8' })])).toEqual(['doubled']);
  expect(wrongs([edit(1, made)], [effect(1, null, { id: '7', firstName: 'Ida', lastName: 'B' }, { id: '7' })])).toEqual(['lost']);
});

test('edits of one record in another order than they were queued are reordered', () => {
  const renamed = changing(['firstName', 'Ada', 'Eda']);
  expect(wrongs([edit(1, napier), edit(2, renamed)], [effect(1, ada, { ...ada, firstName: 'Eda' }), effect(2, { ...ada, firstName: 'Eda' }, { ...atNapier, firstName: 'Eda' })])).toEqual(['reordered']);
});

test('of two edits that bring the same, the one that found it so by somebody else’s doing leaves the effect to the other', () => {
  const at = (department: string): object => ({ ...ada, department });
  const found: LedgerEdit<RecordIntent> = { ...edit(1, napier), life: ['queued', 'done alreadySo 0'] };
  const effects = [effect(1, ada, at('Napier'), { actor: 'other' }), effect(2, at('Napier'), at('Law')), effect(3, at('Law'), at('Napier'))];
  const ledger = [found, edit(2, changing(['department', 'Napier', 'Law'])), edit(3, changing(['department', 'Law', 'Napier']))];
  expect(wrongs(ledger, effects)).toEqual([]);
  expect(wrongs(ledger, [effects[0], effects[2], effects[1]].flatMap((one, at) => (one ? [{ ...one, n: at + 1 }] : [])))).toContain('reordered');
});

test('what was lost may have been made with what a later edit, lost with it, had put into the same call', () => {
  const doc = { firstName: 'Ida', lastName: 'B', department: 'Law' };
  const made: RecordIntent = { type: 'create', contact: 'new:1', scope, doc };
  const meant = [edit(1, made), edit(2, { ...changing(['department', 'Law', 'Tax']), contact: 'new:1' })];
  const loss = { told: 'part of it is lost', meant };
  expect(wrongs([], [effect(1, null, { id: '7', ...doc, department: 'Tax' }, { id: '7' })], { loss })).toEqual([]);
  expect(wrongs([], [effect(1, null, { id: '7', ...doc, department: 'Ops' }, { id: '7' })], { loss })).toEqual(['lost']);
  expect(wrongs([], [effect(1, null, { id: '7', firstName: 'Ida', lastName: 'B' }, { id: '7' })], { loss })).toEqual(['lost']);
});

test('what a call brought that nobody could be sure of is its own, though the same was sent again for another edit after a conflict', () => {
  const together: LedgerEdit<RecordIntent> = { ...edit(1, napier, 'discarded'), lastFault: 'unknown', group: ['e1', 'e2'], beganAt: 10 };
  const again: LedgerEdit<RecordIntent> = { ...edit(2, changing(['department', 'Theirs', 'Napier'])), beganAt: 20 };
  const theirs = { ...ada, department: 'Theirs' };
  const effects = [effect(1, ada, atNapier), effect(2, atNapier, theirs, { actor: 'other' }), effect(3, theirs, atNapier)];
  expect(wrongs([together, again], effects, { requests: [reading(25)], queue: [{ editId: 'e2', state: 'sent' }] })).toEqual([]);
});

test('of lost edits that went together, what one of them was typed over the person had seen', () => {
  const theirs = { ...ada, department: 'Theirs' };
  const effects = [effect(1, ada, theirs, { actor: 'other' }), effect(2, theirs, atNapier)];
  const lost = (...intents: RecordIntent[]): Partial<RecordHistory> => ({ requests: [reading(15)], loss: { told: 'part of it is lost', meant: intents.map((intent, at) => ({ editId: `e${at}`, clientId: 'c/1', intent })) } });
  expect(wrongs([], effects, lost(changing(['department', 'Theirs', 'Law']), changing(['department', 'Law', 'Napier'])))).toEqual([]);
  expect(wrongs([], effects, lost(changing(['department', 'Ops', 'Law']), changing(['department', 'Law', 'Napier'])))).toEqual(['hidden']);
});

test('what one call did has no order, and of what was sent before part of the ledger was lost nobody knows what went with it', () => {
  const renamed = changing(['firstName', 'Ada', 'Eda']);
  const together: LedgerEdit<RecordIntent> = { ...edit(1, changing(['firstName', 'Ada', 'Eda'], ['jobTitle', '', 'Clerk']), 'discarded'), lastFault: 'unknown', group: ['e1', 'e2'], beganAt: 10 };
  expect(wrongs([together, edit(2, napier)], [effect(1, ada, { ...atNapier, firstName: 'Eda', jobTitle: 'Clerk' })], { queue: [{ editId: 'e2', state: 'sent' }] })).toEqual([]);
  const again: LedgerEdit<RecordIntent> = { ...edit(2, changing(['department', 'Ops', 'Napier'], ['nickName', '', 'Countess'])), beganAt: 20 };
  const inDoubt: LedgerEdit<RecordIntent> = { ...edit(1, changing(['nickName', '', 'Countess'], ['firstName', 'Ada', 'Eda']), 'discarded'), lastFault: 'unknown', group: ['e1', 'e2'], beganAt: 10 };
  const [countess, both] = [{ ...ada, nickName: 'Countess', firstName: 'Eda' }, { ...atNapier, nickName: 'Countess', firstName: 'Eda' }];
  expect(wrongs([inDoubt, again], [effect(1, ada, countess), effect(2, countess, both)], { queue: [{ editId: 'e2', state: 'sent' }] })).toEqual([]);
  const lost: LedgerEdit<RecordIntent> = { ...edit(1, renamed), life: ['queued', 'done answered 200'] };
  expect(wrongs([lost], [], { loss: { told: 'part of it is lost', meant: [] } })).toEqual([]);
  expect(wrongs([lost], [])).toEqual(['lost']);
});

test('what somebody else had changed and the person had not seen may not be overwritten, unless it came after the last reading', () => {
  const theirs = { ...ada, department: 'Theirs' };
  const effects = [effect(1, ada, theirs, { actor: 'other' }), effect(2, theirs, atNapier)];
  expect(wrongs([edit(1, napier)], effects, { requests: [reading(15)] })).toEqual(['hidden']);
  expect(wrongs([edit(1, napier)], effects, { requests: [reading(5)] })).toEqual([]);
  expect(wrongs([edit(1, napier)], effects, { requests: [reading(5), reading(15, { fault: 'lag' })] })).toEqual([]);
  expect(wrongs([edit(1, napier)], effects, { requests: [reading(5), reading(15)] })).toEqual([]);
  expect(wrongs([edit(1, napier)], effects, { requests: [reading(5 - 60_000), reading(15)] })).toEqual(['hidden']);
  const beside = [effect(1, ada, { ...ada, firstName: 'Eda' }, { actor: 'other' }), effect(2, { ...ada, firstName: 'Eda' }, atNapier)];
  expect(wrongs([edit(1, napier)], beside, { requests: [reading(15)] })).toEqual(['doubled']);
  expect(wrongs([edit(1, napier)], beside, { requests: [reading(5)] })).toEqual([]);
});

test('a call that takes a whole record brings back what somebody else has changed since its reading, and only that', () => {
  const nicknamed = changing(['nickName', '', 'Countess']);
  const theirs = { ...ada, department: 'Theirs' };
  const effects = [effect(1, ada, atNapier), effect(2, atNapier, theirs, { actor: 'other' }), effect(3, theirs, { ...atNapier, nickName: 'Countess' })];
  expect(wrongs([edit(1, napier), edit(2, nicknamed)], effects, { requests: [reading(15)] })).toEqual([]);
  expect(wrongs([edit(1, napier), edit(2, nicknamed)], effects, { requests: [reading(15 - 60_000), reading(25)] })).toEqual(['doubled']);
});

test('a removal of what has changed since the person saw it is hidden; one that somebody else was first with is done', () => {
  const removal: RecordIntent = { type: 'remove', contact: '1', scope, was: ada };
  const theirs = { ...ada, department: 'Theirs' };
  expect(wrongs([edit(1, removal)], [effect(1, ada, null)])).toEqual([]);
  expect(wrongs([edit(1, removal)], [effect(1, ada, theirs, { actor: 'other' }), effect(2, theirs, null)], { requests: [reading(15)] })).toEqual(['hidden']);
  expect(wrongs([edit(1, removal)], [effect(1, ada, null, { actor: 'other' })])).toEqual([]);
});
