import { describe, expect, it } from 'vitest';
import { ageWords, clockTime, counted, etaWords, momentWords } from '../../../renderer/desk/time-words.ts';

const now = new Date(2026, 10, 20, 14, 30).getTime();
const minutes = (n: number): number => n * 60_000;

describe('times in words', () => {
  it('says the time of day with two figures each', () => {
    expect(clockTime(new Date(2026, 10, 20, 9, 5).getTime())).toBe('09:05');
    expect(clockTime(new Date(2026, 10, 20, 0, 2).getTime())).toBe('00:02');
  });

  it('grows from just now to minutes, hours, yesterday and dates', () => {
    expect(ageWords(now, now)).toBe('just now');
    expect(ageWords(now + minutes(3), now)).toBe('just now');
    expect(ageWords(now - minutes(5), now)).toBe('5 min ago');
    expect(ageWords(now - minutes(125), now)).toBe('2 h ago');
    expect(ageWords(now - minutes(24 * 60), now)).toBe('yesterday 14:30');
    expect(momentWords(new Date(2026, 10, 3, 11, 2).getTime(), now)).toMatch(/^3 Nov 11:02$/);
    expect(momentWords(new Date(2025, 10, 3, 11, 2).getTime(), now)).toMatch(/^3 Nov 2025$/);
  });

  it('estimates no more exactly than it can', () => {
    expect(etaWords(null)).toBe('estimating the time left');
    expect(etaWords(3_000)).toBe('a few seconds left');
    expect(etaWords(31_000)).toBe('about 40 s left');
    expect(etaWords(170_000)).toBe('about 3 min left');
    expect(etaWords(minutes(70))).toBe('about 1 hour left');
    expect(etaWords(minutes(200))).toBe('about 3 hours left');
  });

  it('counts in grouped figures and agrees in number', () => {
    expect(counted(1, 'edit')).toBe('1 edit');
    expect(counted(2014, 'client')).toBe('2,014 clients');
  });
});
