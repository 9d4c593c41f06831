import { expect, test } from 'vitest';
import { emptyWords, type NoRows } from '../../../renderer/clients/empty-words.ts';
import type { Status } from '../../../shared/views.ts';

const online: Status = { connection: { state: 'online' }, waiting: 0, sending: 0, checking: 0, needsYou: 0, upToDateAt: 1, listTrouble: '', reading: null };
const said = (status: Partial<Status> | null, more: Partial<NoRows> = {}): string => {
  const { title, text } = emptyWords({ query: '', view: 'all', total: 0, words: { one: 'client', many: 'clients', system: 'Inland Revenue' }, status: status === null ? null : { ...online, ...status }, ...more });
  return `${title}. ${text}`;
};

test('only a list that was read can say that no client is linked', () => {
  expect(said({})).toMatch(/^No clients yet/);
  const never = { upToDateAt: null };
  for (const connection of [{ state: 'offline', since: 0, nextTryAt: null }, { state: 'portal' }, { state: 'busy', until: 0 }, { state: 'signedOut' }, { state: 'paused' }, { state: 'connecting' }] as const)
    for (const view of ['all', 'notLinked'] as const) {
      expect(said({ ...never, connection }, { view })).toMatch(/not on this computer yet|^Connecting/);
      expect(said({ ...never, connection }, { view })).not.toMatch(/linked/);
    }
  expect(said({ ...never, reading: { done: 0, total: 9, etaMs: null, requestsLeft: 9 } })).toMatch(/^Reading your clients/);
  expect(said({ listTrouble: 'Sign in again.' })).toMatch(/^No client list could be read/);
});

test('on a desk of contacts there is no client list that could not be read', () => {
  const words = { one: 'contact', many: 'contacts', system: 'DNSimple' } as const;
  expect(said({ listTrouble: 'DNSimple cannot be read.' }, { words })).toMatch(/^Your contacts could not be read\./);
});

test('a filter never says that nothing waits or needs the person while something does and its client was never read', () => {
  expect(said({}, { view: 'waiting' })).toMatch(/^No edits waiting/);
  expect(said({}, { view: 'needsYou' })).toMatch(/^Nothing needs you/);
  expect(said({ upToDateAt: null, waiting: 2, checking: 1 }, { view: 'waiting' })).toMatch(/3 edits meanwhile/);
  expect(said({ upToDateAt: null, needsYou: 1 }, { view: 'needsYou' })).toMatch(/^Its client has not been read yet/);
});

test('a search says what was searched', () => {
  expect(said({}, { query: ' zz ', total: 2_000 })).toMatch(/“zz”.*2,000 clients/);
  expect(said({ reading: { done: 1, total: 9, etaMs: null, requestsLeft: 9 } }, { query: 'zz', view: 'waiting' })).toMatch(/Only this filter.*still being read/);
});
