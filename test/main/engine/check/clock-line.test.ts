import { expect, test } from 'vitest';
import { clockLine } from '../../../../main/engine/check/clock-line.ts';

const date = 'Fri, 20 Nov 2026 10:00:00 GMT';
const theirs = Date.parse(date);
const minutes = (count: number): number => count * 60_000;

test.each([0, minutes(5), -minutes(5)])('%d ms apart is as good as agreed', (apart) => {
  expect(clockLine(date, theirs + apart)).toMatchObject({ outcome: 'ok', code: '' });
});

test.each([
  [minutes(6), '6 minutes ahead of'],
  [-minutes(6), '6 minutes behind'],
  [minutes(180), '3 hours ahead of'],
  [-minutes(60 * 24 * 365), '365 days behind'],
])('%d ms apart is told in the unit a person would choose', (apart, words) => {
  expect(clockLine(date, theirs + apart)).toMatchObject({ what: 'clock', outcome: 'wrong', code: 'clockSkew', text: expect.stringContaining(words) });
});

test('a gateway that tells no date says nothing about the clock', () => {
  expect([clockLine(undefined, theirs), clockLine('yesterday', theirs)]).toEqual([null, null]);
});
