import { parseIrdNumber } from '../../shared/inland-revenue/ird-number.ts';
import type { Result } from '../../shared/result.ts';
import { err, ok } from '../../shared/result.ts';

/** What a person types into the connection's form, read: each answers the value, or what is wrong in words. */

const maxPorts = 20;

/** `53171, 53172 53173` in the order given. Each must be a whole number from 1 to 65535, named once. */
export function parsePorts(text: string): Result<number[], string> {
  const entries = text.split(/[\s,;]+/).filter((entry) => entry !== '');
  if (entries.length === 0) return err('Type the ports that were registered with Inland Revenue, such as 53171, 53172.');
  if (entries.length > maxPorts) return err(`At most ${maxPorts} ports; these are ${entries.length}.`);
  const wrong = entries.filter((entry) => !/^\d{1,5}$/.test(entry) || Number(entry) < 1 || Number(entry) > 65_535);
  if (wrong.length > 0) return err(`Not a port: ${wrong.join(', ')}. Ports are whole numbers from 1 to 65535.`);
  const ports = entries.map(Number);
  const twice = ports.find((port, at) => ports.indexOf(port) !== at);
  return twice === undefined ? ok(ports) : err(`${twice} is there twice.`);
}

/** Ten years: more than any token lasts. */
const longest = 10 * 31_536_000;

function parseTime(text: string, secondsOfUnit: number, unit: string): Result<number, string> {
  const number = /^\d+([.,]\d+)?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) : Number.NaN;
  const seconds = Math.round(number * secondsOfUnit);
  return seconds >= 1 && seconds <= longest ? ok(seconds) : err(`Type a number of ${unit}, such as ${unit === 'hours' ? 8 : 365}.`);
}

/** Seconds from hours: `8`, `0.5`. */
export const parseHours = (text: string): Result<number, string> => parseTime(text, 3_600, 'hours');
/** Seconds from days. */
export const parseDays = (text: string): Result<number, string> => parseTime(text, 86_400, 'days');

/** Short enough to read, exact enough to give the same seconds back. */
const inUnits = (seconds: number, unit: number): string => String(Number((seconds / unit).toFixed(6)));
export const hoursOf = (seconds: number): string => inUnits(seconds, 3_600);
export const daysOf = (seconds: number): string => inUnits(seconds, 86_400);

export function parseCalls(text: string): Result<number, string> {
  const number = /^\d{1,2}$/.test(text.trim()) ? Number(text.trim()) : 0;
  return number >= 1 && number <= 20 ? ok(number) : err('Type a whole number from 1 to 20. Inland Revenue has published no limit; 5 is polite.');
}

const digitsOf = (text: string): string => text.normalize('NFKC').replace(/[\s\p{Dash}.]/gu, '');

/** An agency's number as it is sent: nine digits, or the ten of a customer id. What is neither stays as it was typed. */
export function agencyDigits(text: string): string {
  const digits = digitsOf(text);
  return /^\d{8}$/.test(digits) ? digits.padStart(9, '0') : /^\d{9,10}$/.test(digits) ? digits : text.trim();
}

/** What is wrong with an agency's or a client's number; '' when it can be one. Ten digits are a customer id, which has no check digit. */
export function numberProblem(text: string): string {
  if (/^\d{10}$/.test(digitsOf(text))) return '';
  const parsed = parseIrdNumber(text);
  return parsed.ok ? '' : parsed.error;
}

/** True for eight or nine digits whatever their check digit: test data of Inland Revenue's has numbers that are none. */
export const looksLikeNumber = (text: string): boolean => /^\d{8,10}$/.test(digitsOf(text));

const shownLines = 3;

/** Clients' numbers, one a line; empty lines do not count. Wrong ones are named by their line. */
export function numbersProblem(text: string): string {
  const lines = text.split(/\r?\n/).flatMap((line, at) => line.split(/[,;]/).map((entry) => ({ line: entry.trim(), at: at + 1 }))).filter(({ line }) => line !== '');
  if (lines.length === 0) return 'Type the IRD number of each client, one a line: Inland Revenue tells a machine no client list.';
  const wrong = lines.map(({ line, at }) => ({ at, problem: numberProblem(line) })).filter(({ problem }) => problem !== '');
  const [first] = wrong;
  if (first === undefined) return '';
  const others = wrong.slice(1, shownLines + 1).map(({ at }) => at);
  const more = wrong.length - 1 - others.length;
  const rest = others.length === 0 ? '' : ` Look at ${others.length === 1 ? 'line' : 'lines'} ${others.join(', ')}${more > 0 ? ` and ${more} more` : ''} too.`;
  return `Line ${first.at}: ${first.problem}${rest}`;
}
