import { expect, test } from 'vitest';
import { dnsimpleFacts } from '../../../main/engine/connectors/dnsimple/facts.ts';
import { connectionName, initialsOf, leftWords, retiredWords, standingWords } from '../../../renderer/connections/connection-words.ts';
import { chooseAddress, connectionDraftOf, connectionRequest, missingIn, newConnection, otherAddress, reserveWords, valueOf, wholeProblem } from '../../../renderer/connections/record-connection-draft.ts';
import { budgetWords, isShort } from '../../../renderer/desk/status-words.ts';
import type { ConnectionRow } from '../../../shared/ipc-contract.ts';
import type { SystemFacts } from '../../../shared/systems.ts';

const facts: SystemFacts = { ...dnsimpleFacts, connect: { ...dnsimpleFacts.connect, scope: { label: 'Business id', hint: '', several: true } } };

test('a new form begins at the system itself, one of a retired system at an address to be typed', () => {
  expect(valueOf(newConnection(facts), 'settings.address')).toBe('https://api.dnsimple.com/v2');
  expect(valueOf(newConnection({ ...facts, lifecycle: { state: 'retired', note: 'Retired.' } }), 'settings.choice')).toBe(otherAddress);
});

test('an address typed is still there after another was chosen and left again', () => {
  const typed = { ...newConnection(facts), values: { 'settings.choice': otherAddress, 'settings.address': 'http://127.0.0.1:4321/v2' } };
  const away = chooseAddress(typed, 'https://api.dnsimple.com/v2');
  expect(valueOf(away, 'settings.address')).toBe('https://api.dnsimple.com/v2');
  expect(valueOf(chooseAddress(away, otherAddress), 'settings.address')).toBe('http://127.0.0.1:4321/v2');
});

test('what is missing is said beside its field; a secret that is held is not asked for again', () => {
  expect(missingIn(newConnection(facts), facts).map(({ field }) => field)).toEqual(['settings.scope', 'secrets.token']);
  const held = connectionDraftOf({ system: 'dnsimple', name: 'Domains', address: 'http://127.0.0.1:4321/v2', scope: '1010', proxy: { kind: 'system', address: '', user: '' }, reserve: 10 }, ['token'], facts);
  expect(missingIn(held, facts)).toEqual([]);
  expect(connectionRequest(held, facts)).toEqual({
    settings: { system: 'dnsimple', name: 'Domains', address: 'http://127.0.0.1:4321/v2', scope: '1010', proxy: { kind: 'system', address: '', user: '' }, reserve: 10 },
    secrets: { token: '', authorities: '', proxyPassword: '' },
  });
  expect(missingIn({ ...held, values: { ...held.values, 'settings.reserve': 'many' } }, facts).map(({ field }) => field)).toEqual(['settings.reserve']);
});

test('what is wrong with no field that shows is said once for the whole form', () => {
  const issues = ['settings.address', 'settings.system', ''].map((field) => ({ field, code: 'x', text: `${field}!` }));
  expect(wholeProblem(issues, facts)).toBe('settings.system! !');
  expect(reserveWords(facts)).toBe('Left empty, 400 of 2400 calls each hour are left to other programs: the limit is shared by all tokens of the DNSimple account.');
});

const row = (part: Partial<ConnectionRow> = {}): ConnectionRow => ({ id: 'a', name: 'Ngata & Co', system: 'ird', colour: 0, practice: false, signIn: 'token', trouble: '', status: null, unsent: 0, ...part });
const online = { connection: { state: 'online' as const }, waiting: 2, sending: 0, checking: 0, needsYou: 1, upToDateAt: 1, listTrouble: '', reading: null };

test('a connection is known by two letters, how it stands and what waits there, needs of a person first', () => {
  expect(['Ngata & Co', 'Domains', 'Ōtaki Fish', 'X', ' & '].map(initialsOf)).toEqual(['NC', 'Do', 'ŌF', 'X', '?']);
  expect([standingWords(row()), standingWords(row({ trouble: 'Locked' })), standingWords(row({ status: { ...online, connection: { state: 'offline', since: 0, nextTryAt: null } } })), standingWords(row({ status: online }))]).toEqual(['Opening', 'Not open', 'Offline', '']);
  expect([leftWords(row({ unsent: 3 })), leftWords(row({ unsent: 3, status: online })), leftWords(row())]).toEqual(['3 unsent', '1 needs you', '']);
  expect(connectionName(row({ unsent: 3, status: online }), dnsimpleFacts)).toBe('Ngata & Co, DNSimple, 3 edits not sent, 1 needs you');
});

test('that a system is retired is said wherever a connection to it is named', () => {
  const retired = { ...dnsimpleFacts, lifecycle: { state: 'retired' as const, note: 'Retired.' } };
  expect([retiredWords(dnsimpleFacts), retiredWords(null)]).toEqual(['', '']);
  expect(connectionName(row({ status: { ...online, needsYou: 0 } }), retired)).toBe('Ngata & Co, DNSimple, retired, practice only');
});

test('what is left of the limit can always be told, and is short below a quarter or where calls wait', () => {
  const at = new Date(2026, 10, 20, 14, 3).getTime();
  const budget = { limit: 60, left: 41, moreAt: null, sharedBy: '' };
  expect([budgetWords(budget, at), isShort(budget)]).toEqual(['41 of 60 calls left', false]);
  expect([{ ...budget, left: 14 }, { ...budget, moreAt: at }].map(isShort)).toEqual([true, true]);
  expect(budgetWords({ limit: 60, left: 0, moreAt: at, sharedBy: '' }, at - 60_000)).toBe('0 of 60 calls left, more at 14:03');
  expect(budgetWords({ limit: 2_400, left: 500, moreAt: null, sharedBy: '' }, at)).toBe('500 of 2,400 calls left');
});
