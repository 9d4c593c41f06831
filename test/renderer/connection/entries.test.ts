import { describe, expect, it } from 'vitest';
import { agencyDigits, daysOf, hoursOf, looksLikeNumber, numberProblem, numbersProblem, parseCalls, parseDays, parseHours, parsePorts } from '../../../renderer/connection/entries.ts';

const problem = (parsed: { ok: boolean; error?: string }): string => parsed.error ?? '';

describe('ports', () => {
  it('are read in the order given, whatever stands between them', () => {
    expect(parsePorts('53171, 53172;53173\n53174  8080')).toEqual({ ok: true, value: [53_171, 53_172, 53_173, 53_174, 8_080] });
  });

  it('are refused in words: none, no port, twice, too many', () => {
    expect(problem(parsePorts('  '))).toMatch(/Type the ports/);
    expect(problem(parsePorts('53171, 0, 65536, 80a, -1'))).toMatch(/Not a port: 0, 65536, 80a, -1/);
    expect(problem(parsePorts('80 81 80'))).toBe('80 is there twice.');
    expect(problem(parsePorts(Array.from({ length: 21 }, (_, at) => 50_000 + at).join(' ')))).toMatch(/At most 20/);
  });
});

describe('lifetimes and calls at once', () => {
  it('give back the seconds they were made from', () => {
    for (const seconds of [1, 60, 90, 1_800, 5_400, 28_800, 86_399]) expect(parseHours(hoursOf(seconds))).toEqual({ ok: true, value: seconds });
    for (const seconds of [60, 86_400, 31_536_000, 315_360_000]) expect(parseDays(daysOf(seconds))).toEqual({ ok: true, value: seconds });
    expect(hoursOf(28_800)).toBe('8');
    expect(parseHours('0,5')).toEqual({ ok: true, value: 1_800 });
  });

  it('are refused in words when they are no number, nothing or endless', () => {
    for (const text of ['', 'eight', '0', '-1', '1e3', '99999999']) expect(problem(parseHours(text))).toMatch(/Type a number of hours/);
    for (const text of ['', '0', '21', '2.5']) expect(problem(parseCalls(text))).toMatch(/from 1 to 20/);
    expect(parseCalls(' 5 ')).toEqual({ ok: true, value: 5 });
  });
});

describe('numbers of an agency and of clients', () => {
  it('are sent as nine digits, or as the ten of a customer id', () => {
    expect(agencyDigits('136-410-132')).toBe('136410132');
    expect(agencyDigits(' 49 091 850 ')).toBe('049091850');
    expect(agencyDigits('1512100301')).toBe('1512100301');
    expect(agencyDigits(' not a number ')).toBe('not a number');
  });

  it('are checked by their last digit, customer ids by their length', () => {
    expect(numberProblem('136410132')).toBe('');
    expect(numberProblem('1512100301')).toBe('');
    expect(numberProblem('136410133')).toMatch(/last digit/);
    expect(looksLikeNumber('102-210-221')).toBe(true);
    expect(looksLikeNumber('1022')).toBe(false);
  });

  it('are named by their line when they are wrong', () => {
    expect(numbersProblem('136410132\n\n049091850\r\n1512100301\n')).toBe('');
    expect(numbersProblem('136410132, 049091850')).toBe('');
    expect(numbersProblem('136410132\n049091850, 7')).toMatch(/^Line 2: /);
    expect(numbersProblem(' \n')).toMatch(/one a line/);
    expect(numbersProblem('136410132\n\nabc')).toMatch(/^Line 3: An IRD number has digits only/);
    expect(numbersProblem('1\n136410132\n2\n3')).toMatch(/^Line 1: .* Look at lines 3, 4 too\.$/);
    expect(numbersProblem('1\n2\n3\n4\n5\n6')).toMatch(/lines 2, 3, 4 and 2 more too\.$/);
    expect(numbersProblem('1\n2')).toMatch(/Look at line 2 too\.$/);
  });
});
