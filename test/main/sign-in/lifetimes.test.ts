import { expect, test } from 'vitest';
import { dueIn, obtainedBefore, overIn, restMs } from '../../../main/sign-in/lifetimes.ts';
import type { SignInMethod } from '../../../shared/connection-settings.ts';

const hour = 3_600_000;
const minute = 60_000;
const year = 365 * 24 * hour;
const wall = Date.UTC(2026, 10, 20);
const held = (method: SignInMethod, lifeMs: number | null = 8 * hour) => ({ method, set: { access: 'a', refresh: null, spent: false, obtainedAt: wall, lifeMs, logon: '' }, obtainedAt: 1_000 });
const later = (ms: number, clockSetBy = 0, slept = 0) => ({ wall: wall + ms + slept + clockSetBy, steady: 1_000 + ms });

test('it is renewed five minutes before its end, a short one a tenth before', () => {
  expect(dueIn(held('cloud'), later(0))).toBe(8 * hour - 5 * minute);
  expect(dueIn(held('cloud', 20 * minute), later(0))).toBe(18 * minute);
});

test('sleep counts, because the wall clock saw it', () => {
  expect(dueIn(held('cloud'), later(0, 0, 9 * hour))).toBeLessThanOrEqual(0);
  expect(overIn(held('native'), later(0, 0, 9 * hour))).toBe(8 * hour);
});

test('a clock that was put back does not lengthen a life, and makes a JWT be signed anew', () => {
  expect(dueIn(held('cloud'), later(8 * hour, -10 * year))).toBeLessThanOrEqual(0);
  expect(dueIn(held('cloud'), later(hour, -10 * year))).toBe(7 * hour - 5 * minute);
  expect(dueIn(held('machine'), later(hour, -10 * year))).toBe(0);
  expect(dueIn(held('machine'), later(hour, -minute))).toBeGreaterThan(0);
});

test('a life that nobody knows never ends by itself; one of no length is not renewed without end', () => {
  expect([dueIn(held('cloud', null), later(year)), overIn(held('token', null), later(year))]).toEqual([Infinity, Infinity]);
  expect(dueIn(held('cloud', 0), later(0))).toBe(10_000);
});

test('after a restart it is as old as the wall clock says, and never younger than new', () => {
  const { set } = held('native');
  expect(obtainedBefore(set, { wall: wall + hour, steady: 50 })).toBe(50 - hour);
  expect(obtainedBefore(set, { wall: wall - year, steady: 50 })).toBe(50);
});

test('it is tried ever more rarely, up to five minutes; half an hour where a person has to help', () => {
  expect([1, 2, 3, 10, 100].map((rests) => restMs(rests, false))).toEqual([5_000, 10_000, 20_000, 300_000, 300_000]);
  expect(restMs(1, true)).toBe(30 * minute);
});
