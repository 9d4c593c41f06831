import { expect, test } from 'vitest';
import type { Effect } from '../../main/sandbox/record.ts';
import { compare, madeTwice, markStuck, type LedgerEdit, type RunHistory } from '../../scripts/faults/compare.ts';
import type { Change, Intent } from '../../shared/edits.ts';

const clientId = 'IRD:136410132';
const scope = { level: 'ird.customer', key: clientId } as const;
const phone = (number: string, key: string) => ({ key, PhoneType: 'CELL', Country: 'NZ', AreaCode: '', PhoneNumber: number, Extension: '' });
const changing = (...changes: Change[]): Intent => ({ type: 'edit', contact: '11', scope, changes });
const rename = (to: string): Intent => changing({ op: 'set', field: 'Name', was: '', to });
const dropPhone = (key: string): Intent => changing({ op: 'dropPhone', key, was: phone('1', key) });
const removal: Intent = { type: 'remove', contact: '11', scope, was: { ContactType: 'PRIMRY', Name: '', Phone: [] } };

const edit = (seq: number, intent: Intent, state: LedgerEdit['state'] = 'done', lastFault = ''): LedgerEdit => ({ editId: `e${seq}`, seq, clientId, intent, state, lastFault });

let n = 0;
function effect(method: string, on: 'contact' | 'phone', body: unknown, ids: Effect['ids'] = {}, actor: Effect['actor'] = 'caller'): Effect {
  n += 1;
  return { n, at: 0, actor, method, path: `/gateway/contact/${on}`, body, client: clientId, account: '', ids, act: null };
}
const renamed = (Name: string): Effect => effect('PUT', 'contact', { ContactID: 11, Contact: { Name } });

const states = { queued: 'waiting', sending: 'sending', unknown: 'checking', parked: 'needsYou', done: 'sent' } as const;
function history(ledger: LedgerEdit[], effects: Effect[], more: Partial<RunHistory> = {}): RunHistory {
  const queue = ledger.flatMap(({ editId, state }) => (state === 'undone' || state === 'discarded' ? [] : [{ editId, state: states[state] }]));
  return { accepted: ledger.map((one) => one.editId), takenBack: [], ledger, queue, effects, shown: [], ...more };
}
const wrongs = (given: RunHistory): string[] => compare(given).map((finding) => finding.wrong);

test('one effect for each edit, in order, is as it should be', () => {
  expect(wrongs(history([edit(1, rename('A')), edit(2, rename('B'))], [renamed('A'), renamed('B')]))).toEqual([]);
});

test('an edit that was accepted and is in no ledger is lost', () => {
  expect(wrongs(history([], [], { accepted: ['e1'] }))).toEqual(['lost']);
});

test('an edit said to be sent that left nothing at the gateway is lost', () => {
  expect(wrongs(history([edit(1, rename('A'))], []))).toEqual(['lost']);
});

test('an edit that waits behind nothing is lost once all is well; behind one that needs the person it is only held', () => {
  expect(wrongs(history(markStuck([edit(1, rename('A'), 'queued')]), []))).toEqual(['lost']);
  expect(wrongs(history(markStuck([edit(1, rename('A'), 'unknown')]), []))).toEqual(['lost']);
  expect(wrongs(history(markStuck([edit(1, rename('A'), 'parked', 'conflict'), edit(2, rename('B'), 'queued')]), []))).toEqual([]);
});

test('two effects of one edit are a double', () => {
  expect(wrongs(history([edit(1, rename('A'))], [renamed('A'), renamed('A')]))).toEqual(['doubled']);
});

test('an effect that no edit asked for, or one of an edit taken back in time, is one too many', () => {
  expect(wrongs(history([], [renamed('A')]))).toEqual(['doubled']);
  expect(wrongs(history([edit(1, rename('A'), 'undone')], [renamed('A')]))).toEqual(['doubled']);
});

test('what somebody else did is nobody’s edit', () => {
  expect(wrongs(history([], [effect('PUT', 'contact', { ContactID: 11, Contact: { Name: 'Theirs' } }, {}, 'other')]))).toEqual([]);
});

test('effects of one client in another order than its queue are reordered, as are the calls of one edit', () => {
  expect(wrongs(history([edit(1, rename('A')), edit(2, rename('B'))], [renamed('B'), renamed('A')]))).toEqual(['reordered']);
  const both = changing({ op: 'set', field: 'Name', was: '', to: 'A' }, { op: 'addPhone', phone: phone('5', 'new:1') });
  const added = (): Effect => effect('POST', 'phone', { ContactID: 11, Phone: { PhoneNumber: '5' } }, { phoneIds: [70] });
  expect(wrongs(history([edit(1, both)], [renamed('A'), added()]))).toEqual([]);
  expect(wrongs(history([edit(1, both)], [added(), renamed('A')]))).toEqual(['reordered']);
});

test('clients do not wait for each other', () => {
  const other = { ...edit(2, rename('B')), clientId: 'IRD:1' };
  expect(wrongs(history([edit(1, rename('A')), other], [{ ...renamed('B'), client: 'IRD:1' }, renamed('A')]))).toEqual([]);
});

test('an unfinished edit that the queue does not show, or shows as something else, is hidden', () => {
  expect(wrongs(history([edit(1, rename('A'), 'parked', 'conflict')], [], { queue: [] }))).toEqual(['hidden']);
  expect(wrongs(history([edit(1, rename('A'), 'parked', 'conflict')], [], { queue: [{ editId: 'e1', state: 'sent' }] }))).toEqual(['hidden']);
});

test('to be told of a refusal when it did happen is hidden; to be told that it could not be confirmed is not', () => {
  expect(wrongs(history([edit(1, rename('A'), 'parked', 'refused')], [renamed('A')]))).toEqual(['hidden']);
  expect(wrongs(history([edit(1, rename('A'), 'parked', 'unknown')], [renamed('A')]))).toEqual([]);
});

test('a client shown otherwise than it is at the gateway is hidden', () => {
  expect(wrongs(history([], [], { shown: [{ clientId, when: '', desk: ['a'], gateway: ['b'] }] }))).toEqual(['hidden']);
  expect(wrongs(history([], [], { shown: [{ clientId, when: '', desk: ['a'], gateway: ['a'] }] }))).toEqual([]);
});

test('a removal is found by the id its target got, and is done when somebody else was first', () => {
  const added = changing({ op: 'addPhone', phone: phone('5', 'new:1') });
  const adding = effect('POST', 'phone', { ContactID: 11, Phone: { PhoneNumber: '5' } }, { phoneIds: [70] });
  const removing = effect('DELETE', 'phone', { PhoneID: 70 }, { phoneIds: [70] });
  expect(wrongs(history([edit(1, added), edit(2, dropPhone('new:1'))], [adding, removing]))).toEqual([]);
  expect(wrongs(history([edit(1, dropPhone('70'))], [{ ...removing, actor: 'other' }]))).toEqual([]);
  expect(wrongs(history([edit(1, dropPhone('70'))], []))).toEqual(['lost']);
  expect(wrongs(history([edit(1, removal)], [effect('DELETE', 'contact', { ContactID: 11 }, { contactId: 11 }, 'other')]))).toEqual([]);
});

test('somebody else’s change that was read and sent over without a question is hidden', () => {
  const seen = (Name: string) => ({ ContactType: 'PRIMRY', Name, Phone: [] });
  const mine = changing({ op: 'set', field: 'Name', was: 'Seen', to: 'Mine' });
  const sent = (): Effect[] => [renamed('Mine')];
  expect(wrongs(history([{ ...edit(1, mine), read: seen('Theirs') }], sent()))).toEqual(['hidden']);
  expect(wrongs(history([{ ...edit(1, mine), read: seen('Seen') }], sent()))).toEqual([]);
});

test('what a damaged ledger has lost, and the person was told of, is not lost in silence; it may have happened once, not twice', () => {
  const meant = [{ editId: 'e1', clientId, intent: rename('A') }];
  const loss = { told: 'The file was damaged.', meant };
  expect(wrongs(history([], [], { accepted: ['e1'], loss: { told: '', meant } }))).toEqual(['lost']);
  expect(wrongs(history([], [], { accepted: ['e1'], loss }))).toEqual([]);
  expect(wrongs(history([], [renamed('A')], { accepted: ['e1'], loss }))).toEqual([]);
  expect(wrongs(history([], [renamed('A'), renamed('A')], { accepted: ['e1'], loss }))).toEqual(['doubled']);
});

test('what an earlier call of the same edit has done says nothing of what was read afterwards', () => {
  const both = changing({ op: 'set', field: 'Name', was: 'Seen', to: 'Mine' }, { op: 'addPhone', phone: phone('5', 'new:1') });
  const effects = (): Effect[] => [renamed('Mine'), effect('POST', 'phone', { ContactID: 11, Phone: { PhoneNumber: '5' } }, { phoneIds: [70] })];
  const read = { ContactType: 'PRIMRY', Name: 'Theirs', Phone: [] };
  expect(wrongs(history([{ ...edit(1, both), read }], effects()))).toEqual(['hidden']);
  expect(wrongs(history([{ ...edit(1, both), read, settled: [0] }], effects()))).toEqual([]);
});

test('what is had back brings the same again: each edit has its own effect, and a third is one too many', () => {
  const [first, back] = [edit(1, rename('A')), edit(3, rename('A'))];
  expect(wrongs(history([first, edit(2, rename('B')), back], [renamed('A'), renamed('B'), renamed('A')]))).toEqual([]);
  expect(wrongs(history([first, edit(2, rename('B')), back], [renamed('A'), renamed('B'), renamed('A'), renamed('A')]))).toEqual(['doubled']);
  expect(wrongs(history([first, edit(2, rename('B')), back], [renamed('A'), renamed('B')]))).toEqual(['lost']);
});

test('an edit that was taken back and had back comes after what was sent meanwhile, or was being sent by then, and before all else', () => {
  const [first, second] = [edit(1, rename('A')), edit(2, rename('B'))];
  expect(wrongs(history([{ ...first, reopenedAt: 9 }, { ...second, beganAt: 7 }], [renamed('B'), renamed('A')]))).toEqual([]);
  expect(wrongs(history([{ ...first, reopenedAt: 5 }, { ...second, beganAt: 7 }], [renamed('B'), renamed('A')]))).toEqual(['reordered']);
});

test('where an edit that is lost brought the same, nobody knows which effect came when', () => {
  const meant = [{ editId: 'gone', clientId, intent: rename('A') }];
  const known = [edit(2, rename('B')), edit(3, rename('A'))];
  const effects = (): Effect[] => [renamed('A'), renamed('B'), renamed('A')];
  expect(wrongs(history(known, effects(), { loss: { told: 'Part of it is lost.', meant } }))).toEqual([]);
  expect(wrongs(history([...known, edit(4, rename('A'))], effects()))).toEqual(['reordered']);
});

test('an effect of what an edit was before it was corrected is one too many, unless the ledger has forgotten which it was', () => {
  const meant = [rename('Before'), rename('After')].map((intent) => ({ editId: 'e1', clientId, intent }));
  expect(wrongs(history([edit(1, rename('After'))], [renamed('Before'), renamed('After')]))).toEqual(['doubled']);
  expect(wrongs(history([edit(1, rename('Before'), 'parked', 'broken')].map((one) => ({ ...one, doubtful: true })), [renamed('After')], { loss: { told: 'Part of it is lost.', meant } }))).toEqual([]);
});

test('two edits that stand and were made from one are a double, and so is an edit beside what was made instead of it; what was taken back is none, nor is what part of the ledger is lost', () => {
  const from = (seq: number, state: LedgerEdit['state'] = 'queued'): LedgerEdit => ({ ...edit(seq, rename(`Made ${seq}`), state), predecessor: 'e1' });
  const given = (first: LedgerEdit['state'], ...made: LedgerEdit[]): RunHistory => history([edit(1, removal, first), ...made], []);
  const twice = (one: RunHistory): string[] => madeTwice(one).map(({ wrong }) => wrong);
  expect(twice(given('done', from(2), from(3)))).toEqual(['doubled']);
  expect(twice(given('done', from(2, 'undone'), from(3)))).toEqual([]);
  expect(twice(given('discarded', from(2)))).toEqual([]);
  expect(twice(given('parked', from(2)))).toEqual(['doubled']);
  expect(twice(given('parked', from(2, 'undone')))).toEqual([]);
  expect(twice({ ...given('done', from(2), from(3)), loss: { told: 'lost', meant: [] } })).toEqual([]);
  expect(compare(given('done', from(2), from(3))).map(({ text }) => text)).toContain('edits 2 (queued) and 3 (queued) were both made from one');
});
