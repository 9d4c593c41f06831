import { expect, test } from 'vitest';
import { troublesOf } from '../../../renderer/desk/trouble-words.ts';

test('what waiting cures has no strip of its own; what it does not cure has', () => {
  const offline = { state: 'offline' as const, since: 0, nextTryAt: 1 };
  expect(troublesOf({ connection: offline, listTrouble: '' })).toEqual([]);
  expect(troublesOf({ connection: { ...offline, why: 'The proxy wants a password.' }, listTrouble: 'No client lists.' })).toEqual(['The proxy wants a password.', 'No client lists.']);
});

test('a list that cannot be read is nothing to tell somebody who has to sign in first', () => {
  expect(troublesOf({ connection: { state: 'signedOut' }, listTrouble: 'No client lists.' })).toEqual([]);
});
