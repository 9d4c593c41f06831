import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyOf, isForeign, Listener, send } from './listener.ts';

/** What came to one line of the control address. */
export interface Ask {
  /** What stands after the line in the path, decoded: only for lines that end in a slash. */
  rest: string;
  query: URLSearchParams;
  body: unknown;
}

/** By method and path, `GET /faults`; one that ends in a slash, `GET /clients/`, takes whatever follows. */
export type Lines = Readonly<Record<string, (ask: Ask) => unknown>>;

/** A reason to answer something else than 200. */
export class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** A number of the query, such as `after`. */
export function wholeOf(query: URLSearchParams, name: string, otherwise: number): number {
  const given = query.get(name);
  if (given === null) return otherwise;
  if (!/^\d+$/.test(given)) throw new Refusal(400, `${name} must be a whole number`);
  return Number(given);
}

const json = { 'content-type': 'application/json; charset=utf-8' };

/** The line that a call is for, and what follows it. */
function lineFor(lines: Lines, call: string): { name: string; rest: string } | null {
  if (Object.hasOwn(lines, call)) return { name: call, rest: '' };
  const name = Object.keys(lines).find((line) => line.endsWith('/') && !line.endsWith(' /') && call.startsWith(line));
  return name === undefined ? null : { name, rest: decodeURIComponent(call.slice(name.length)) };
}

async function perform(lines: Lines, request: IncomingMessage): Promise<unknown> {
  const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const text = await bodyOf(request);
  const line = lineFor(lines, `${request.method} ${pathname}`);
  if (line === null) throw new Refusal(404, `Nothing here by the name of ${request.method} ${pathname}`);
  let body: unknown;
  try {
    body = text === null || text === '' ? {} : JSON.parse(text);
  } catch {
    throw new Refusal(400, 'The order is not JSON');
  }
  return lines[line.name]?.({ rest: line.rest, query, body });
}

/** The control address: orders faults, tells what happened. For tests, the tour and practice sign-in; loopback only. */
export function controlListener(lines: Lines): Listener {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (isForeign(request)) return void response.destroy();
    try {
      send(response, { status: 200, body: JSON.stringify(await perform(lines, request)), headers: json });
    } catch (reason) {
      const status = reason instanceof Refusal ? reason.status : reason instanceof TypeError || reason instanceof URIError ? 400 : 500;
      send(response, { status, body: JSON.stringify({ error: reason instanceof Error ? reason.message : String(reason) }), headers: json });
    }
  };
  return new Listener(0, (request, response) => void serve(request, response));
}
