import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceFrom } from '../../../renderer/outbox/word-difference.ts';

const marked = (other: string, text: string): string => differenceFrom(other, text).map((piece) => (piece.differs ? `[${piece.text}]` : piece.text)).join('');

describe('what differs between two texts', () => {
  it('is marked word by word', () => {
    expect(marked('Māhina Ngata', 'Māhina Te Rangi')).toBe('Māhina [Te Rangi]');
    expect(marked('021 555 0199', '021 555 0188')).toBe('021 555 [0188]');
    expect([marked('A', 'A'), marked('', 'New'), marked('Gone', '')]).toEqual(['A', '[New]', '']);
  });

  it('loses nothing of the text, and marks nothing of an equal one', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c', 'ā'), { maxLength: 12 }).map((list) => list.join(' '));
    fc.assert(fc.property(words, words, (other, text) => {
      expect(differenceFrom(other, text).map((piece) => piece.text).join('')).toBe(text);
      expect(differenceFrom(text, text).some((piece) => piece.differs)).toBe(false);
    }));
  });

  it('of very long texts says that they differ', () => {
    const long = 'word '.repeat(300);
    expect(differenceFrom(long, `${long}more`)).toEqual([{ text: `${long}more`, differs: true }]);
  });
});
