import { describe, expect, it } from 'vitest';
import type { QueueRow } from '../../../shared/views.ts';
import { actionWord, discardedWords, discardQuestion, fieldWord, mustAsk, neighbour, sideWords, whenWords } from '../../../renderer/outbox/queue-words.ts';

const now = new Date(2026, 10, 20, 11, 2).getTime();
const row = (part: Partial<QueueRow> = {}): QueueRow => ({
  editId: 'A', seq: 1, clientId: 'IRD:1', clientName: 'Ngata', title: 'Add mobile', where: '', state: 'waiting', at: now - 5 * 60_000, sentAt: null, attempts: 0, reason: '', conflicts: [], details: null, actions: [], restingOn: 0, ...part,
});

describe('a row of the queue in words', () => {
  it('says when it was made and how often it was tried', () => {
    expect(whenWords(row(), now)).toBe('Made 5 min ago');
    expect(whenWords(row({ attempts: 1 }), now)).toBe('Made 5 min ago · tried once');
    expect(whenWords(row({ attempts: 3 }), now)).toBe('Made 5 min ago · tried 3 times');
    expect(whenWords(row({ state: 'sent', sentAt: now }), now)).toBe('Sent 11:02 · made 5 min ago');
  });

  it('calls discarding in a conflict what it does', () => {
    const conflicts = [{ field: 'name', was: 'a', mine: 'b', theirs: 'c' }];
    const conflict = row({ conflicts, actions: ['keepMine', 'discard'] });
    expect(actionWord(conflict, 'discard')).toBe('Keep Inland Revenue’s');
    expect(actionWord(row(), 'discard')).toBe('Discard');
    expect(actionWord(row({ conflicts, actions: ['retry', 'discard'] }), 'discard')).toBe('Discard');
    expect(actionWord(conflict, 'keepMine')).toBe('Keep mine');
  });

  it('asks before discarding, and says how many edits go with it', () => {
    expect(discardQuestion(row()).question).toBe('Discard this edit?');
    expect(discardQuestion(row({ restingOn: 1 })).question).toBe('Discard this edit and the one that rests on it?');
    expect(discardQuestion(row({ restingOn: 2 }))).toEqual({ question: 'Discard this edit and the 2 that rest on it?', yes: 'Discard 3 edits' });
    expect([discardedWords(1), discardedWords(3)]).toEqual(['Discarded', 'Discarded, with 2 that rested on it']);
  });

  it('asks about a side of a conflict only where more goes with it', () => {
    const conflict = row({ conflicts: [{ field: 'name', was: 'a', mine: 'b', theirs: 'c' }], actions: ['keepMine', 'discard'] });
    expect([mustAsk(row(), 'discard'), mustAsk(row({ restingOn: 2 }), 'retry')]).toEqual([true, false]);
    expect([mustAsk(conflict, 'discard'), mustAsk({ ...conflict, restingOn: 2 }, 'discard'), mustAsk({ ...conflict, restingOn: 2 }, 'keepMine')]).toEqual([false, true, false]);
    expect(discardQuestion({ ...conflict, restingOn: 2 }).question).toBe('Keep Inland Revenue’s and discard this edit and the 2 that rest on it?');
  });

  it('names fields in words, and leaves what it does not know', () => {
    expect([fieldWord('name'), fieldWord('phone.number'), fieldWord('Strange')]).toEqual(['Name', 'Number', 'Strange']);
  });

  it('spells out codes, and says what is not there', () => {
    expect([sideWords('phone.type', 'CELL'), sideWords('phone.country', 'AU'), sideWords('name', 'R. Hēnare')]).toEqual(['Mobile', 'Australia', 'R. Hēnare']);
    expect([sideWords('phone.extension', ''), sideWords('contact', '', true), sideWords('contact', '')]).toEqual(['nothing', 'removed', 'nothing']);
  });

  it('passes the focus to the next row, otherwise to the one before', () => {
    const rows = ['A', 'B', 'C'].map((editId) => row({ editId }));
    expect([neighbour(rows, 'A'), neighbour(rows, 'C'), neighbour([row()], 'A')]).toEqual(['B', 'B', '']);
  });
});
