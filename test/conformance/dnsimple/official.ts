import { readdirSync } from 'node:fs';
import { officialOf } from '../openapi.ts';

export const official = officialOf('dnsimple');

export interface Fixture {
  /** 0 for a request. */
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** `createContact/created` and so on: every published exchange that is here. */
export const fixtureNames = (): string[] =>
  official.present
    ? readdirSync(official.path('fixtures'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.http')).map((file) => file.replaceAll('\\', '/').slice(0, -5)).sort()
    : [];

export function fixture(name: string): Fixture {
  const text = official.text('fixtures', `${name}.http`).replaceAll('\r\n', '\n');
  const end = text.indexOf('\n\n');
  const [first = '', ...lines] = text.slice(0, end < 0 ? undefined : end).split('\n');
  const headers = lines.filter((line) => line.includes(':')).map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]);
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(first)?.[1] ?? 0), headers: Object.fromEntries(headers) as Record<string, string>, body: end < 0 ? '' : text.slice(end + 2).trim() };
}

/** The shape of a value: its names in their order, the kinds of what they hold, and of a list the shape of its first. */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value;
  return Object.entries(value).map(([name, held]) => [name, shapeOf(held)]);
}

/** Times and addresses of their own, and what only some of the servers of those years said. */
const passing = new Set(['date', 'connection', 'status', 'content-length', 'x-work-with-us', 'etag', 'cache-control', 'server', 'x-request-id', 'x-runtime']);

/** Headers of a fixture that an answer must have too: all but those that carry the moment. */
export const lastingHeaders = (headers: Record<string, string>): string[] => Object.keys(headers).filter((name) => !passing.has(name)).sort();
