import { expect, it } from 'vitest';
import { newZealandTime } from '../../../main/sandbox/nz-time.ts';

it.each([
  ['2026-11-20T20:52:01Z', '2026-11-21T09:52:01'],
  ['2026-07-01T11:59:59Z', '2026-07-01T23:59:59'],
  ['2026-07-01T12:00:00Z', '2026-07-02T00:00:00'],
  // Summer time ends on 5 April 2026 at 3 a.m.: the hour from two to three comes twice.
  ['2026-04-04T13:30:00Z', '2026-04-05T02:30:00'],
  ['2026-04-04T14:30:00Z', '2026-04-05T02:30:00'],
])('%s is %s in New Zealand', (at, local) => expect(newZealandTime(Date.parse(at))).toBe(local));
