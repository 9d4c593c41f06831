import { describe, expect, it } from 'vitest';
import type { QueueRow } from '../../../shared/views.ts';
import { actionWord, fieldWord, neighbour, sideWords, whenWords } from '../../../renderer/outbox/queue-words.ts';

const now = new Date(2026, 10, 20, 11, 2).getTime();
const row = (part: Partial<QueueRow> = {}): QueueRow => ({
  editId: 'A', seq: 1, clientId: 'IRD:1', clientName: 'Ngata', title: 'Add mobile', where: '', state: 'waiting', at: now - 5 * 60_000, sentAt: null, nextTryAt: null, attempts: 0, reason: '', conflicts: [], details: null, actions: [], ...part,
});

describe('a row of the queue in words', () => {
  it('says when it was made, how often it was tried and when it is tried next', () => {
    expect(whenWords(row(), now)).toBe('Made 5 min ago');
    expect(whenWords(row({ attempts: 1 }), now)).toBe('Made 5 min ago · tried once');
    expect(whenWords(row({ attempts: 3, nextTryAt: now + 120_000 }), now)).toBe('Made 5 min ago · tried 3 times · next try 11:04');
    expect(whenWords(row({ nextTryAt: now - 1 }), now)).toBe('Made 5 min ago');
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
