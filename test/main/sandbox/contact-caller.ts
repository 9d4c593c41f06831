import type { Answer } from '../../../main/sandbox/answer.ts';
import type { ContactSystem } from '../../../main/sandbox/contact-system/system.ts';

export interface Told extends Answer {
  /** The parsed body; undefined when it is empty or not JSON. A test looks into it as it likes: it is what is being tested. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  json: any;
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

export type Asking = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Told;

/** Calls a system's core without a server in between; `credentials` are headers, which a call may replace or leave out with ''. */
export function askingOf(system: ContactSystem, credentials: Record<string, string>): Asking {
  return (method, path, body, headers = {}) => {
    const url = new URL(path, 'http://127.0.0.1');
    const all = Object.entries({ 'content-type': 'application/json', ...credentials, ...headers }).filter(([, value]) => value !== '');
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const answer = system.answer({ method, path: url.pathname, query: url.searchParams, headers: Object.fromEntries(all), body: text });
    return { ...answer, json: parsed(answer.body) };
  };
}
