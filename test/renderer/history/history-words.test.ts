import { describe, expect, it } from 'vitest';
import type { HistoryRow } from '../../../shared/views.ts';
import { countWords, historyName, madeWords, outcomeMark, reverseMeans, reverseQuestion } from '../../../renderer/history/history-words.ts';

const now = new Date(2026, 10, 20, 11, 2).getTime();
const row = (part: Partial<HistoryRow> = {}): HistoryRow => ({
  editId: 'A', seq: 1, at: now - 20 * 60_000, by: 'mere', clientId: 'IRD:1', clientName: 'Ngata', title: 'Rename A to B', where: '', changes: [{ field: 'name', before: 'A', after: 'B' }], alsoChanged: [], outcome: 'sent', sentAt: now - 60_000, answer: null, attempts: 0, reverse: 'compensate', reverseNote: '', ...part,
});

describe('a row of the history in words', () => {
  it('says who made it, when, and when it arrived', () => {
    expect(madeWords(row(), now)).toBe('Made 10:42 by mere · sent 11:01');
    expect(madeWords(row({ by: '', sentAt: null, attempts: 2 }), now)).toBe('Made 10:42 · tried 2 times before');
  });

  it('is read out with what was before and after', () => {
    expect(historyName(row())).toBe('Rename A to B, Ngata. Sent. A became B.');
    expect(historyName(row({ outcome: 'undone', changes: [{ field: 'phone', before: '', after: 'mobile 021 555 0199' }] }))).toBe('Rename A to B, Ngata. Undone. nothing became mobile 021 555 0199.');
  });

  it('marks what was taken back as nothing that is under way', () => {
    expect([outcomeMark('sent'), outcomeMark('needsYou'), outcomeMark('undone'), outcomeMark('discarded')]).toEqual(['upToDate', 'needsYou', null, null]);
  });

  it('asks for undoing and for reversing in their own words', () => {
    expect(reverseQuestion(row()).yes).toBe('Queue the opposite');
    expect(reverseQuestion(row({ reverse: 'undo' })).yes).toBe('Undo edit');
    expect(reverseMeans(row())).toContain('A new edit');
  });
});

describe('somebody else\'s change that stands beside an edit', () => {
  it('is read out after it', () => {
    expect(historyName(row({ alsoChanged: [{ field: 'phone.extension', before: '', after: '7' }] }))).toBe('Rename A to B, Ngata. Sent. A became B. Somebody else had changed meanwhile; both stand: nothing became 7.');
  });
});

describe('the count above the history', () => {
  it('says how far a search is while it is not through', () => {
    expect([countWords(1, false, 1), countWords(12_000, true, 1), countWords(12, true, 0.349)]).toEqual(['1 edit', '12,000 found', '12 found so far, 34 % searched']);
  });
});
