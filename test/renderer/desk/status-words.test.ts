import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Status } from '../../../shared/views.ts';
import { connectionWords, needsYouWords, nextBatch, noBatch, waitingWords } from '../../../renderer/desk/status-words.ts';

const now = new Date(2026, 10, 20, 11, 2).getTime();
const quiet: Status = { connection: { state: 'online' }, waiting: 0, sending: 0, checking: 0, needsYou: 0, upToDateAt: now, listTrouble: '', reading: null };
const words = (change: Partial<Status>, batch = noBatch): string => connectionWords({ ...quiet, ...change }, batch, now).text;

describe('the one truth of the connection', () => {
  it('says each state in its own words', () => {
    expect(words({})).toBe('Up to date at 11:02');
    expect(words({ connection: { state: 'offline', since: now - 20 * 60_000, nextTryAt: now + 2 * 60_000 } })).toBe('Offline since 10:42, next try 11:04');
    expect(words({ connection: { state: 'offline', since: now, nextTryAt: null } })).toBe('Offline since 11:02');
    expect(words({ connection: { state: 'signedOut' }, waiting: 3 })).toBe('Sign in to send 3 edits');
    expect(words({ connection: { state: 'signedOut' } })).toBe('Signed out');
    expect(words({ connection: { state: 'busy', until: now + 2 * 60_000 } })).toBe('Gateway busy, next try 11:04');
    expect(words({ connection: { state: 'portal' } })).toBe('This network wants a sign-in page');
    expect(words({ connection: { state: 'paused' } })).toBe('Working offline, as you asked');
    expect(words({ checking: 1 })).toBe('Checking 1 edit');
    expect(words({ upToDateAt: null })).toBe('Connected');
    expect(words({ upToDateAt: null, reading: { done: 1, total: 9, etaMs: null, requestsLeft: 8 } })).toBe('Reading your clients');
  });

  it('counts a batch as it goes out, and grows it when more edits are made meanwhile', () => {
    let batch = nextBatch(noBatch, { ...quiet, waiting: 5 });
    expect(batch).toEqual(noBatch);
    batch = nextBatch(batch, { ...quiet, waiting: 4, sending: 1 });
    expect(words({ waiting: 4, sending: 1 }, batch)).toBe('Sending 1 of 5');
    batch = nextBatch(batch, { ...quiet, waiting: 3, sending: 1 });
    expect(words({ waiting: 3, sending: 1 }, batch)).toBe('Sending 2 of 5');
    batch = nextBatch(batch, { ...quiet, waiting: 5, sending: 1 });
    expect(words({ waiting: 5, sending: 1 }, batch)).toBe('Sending 2 of 7');
    expect(nextBatch(batch, quiet)).toEqual(noBatch);
  });

  it('never says up to date while an edit waits, nor between two calls of a batch', () => {
    expect(words({ waiting: 1 })).toBe('Connected');
    expect(words({ waiting: 3 }, { total: 5, sent: 2 })).toBe('Sending 3 of 5');
  });

  it('never counts past the end of a batch, whatever statuses come', () => {
    const status = fc.record({ waiting: fc.nat(9), sending: fc.nat(3), checking: fc.nat(3), needsYou: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(status), (statuses) => {
        let batch = noBatch;
        for (const part of statuses) {
          batch = nextBatch(batch, { ...quiet, ...part });
          expect(batch.sent).toBeGreaterThanOrEqual(0);
          expect(batch.sent).toBeLessThanOrEqual(batch.total);
        }
      }),
    );
  });

  it('says what waits and what needs a person, and nothing when nothing does', () => {
    expect(waitingWords({ ...quiet, waiting: 3 })).toBe('3 edits waiting');
    expect(waitingWords({ ...quiet, waiting: 3, connection: { state: 'signedOut' } })).toBe('');
    expect(waitingWords(quiet)).toBe('');
    expect([needsYouWords(0), needsYouWords(1), needsYouWords(2)]).toEqual(['', '1 needs you', '2 need you']);
  });
});
