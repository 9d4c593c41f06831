import { fetch as undiciFetch, request, type Dispatcher } from 'undici';
import { err, ok, type Result } from '../../shared/result.ts';
import { troubleOf, type Trouble } from './trouble.ts';

export interface Question {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Whole address. */
  url: string;
  headers: Record<string, string>;
  body?: string;
}

export interface Answer {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  text: string;
}

/** Asks once and reads the whole answer. Any answer at all is a value, a redirect too; the error says whether the question may have arrived. */
export async function exchange(dispatcher: Dispatcher, { method, url, headers, body }: Question): Promise<Result<Answer, Trouble>> {
  try {
    const answer = await request(url, { method, dispatcher, headers, ...(body === undefined ? {} : { body }) });
    return ok({ status: answer.statusCode, headers: flatten(answer.headers), text: await answer.body.text() });
  } catch (error) {
    return err(troubleOf(error));
  }
}

const flatten = (headers: Record<string, string | string[] | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]));

/** `fetch` for libraries that want one (OAuth): over this dispatcher, and a redirect is an answer. What it throws is for `troubleOf`. */
export const fetchOver = (dispatcher: Dispatcher): typeof fetch =>
  ((url: Parameters<typeof undiciFetch>[0], init: Parameters<typeof undiciFetch>[1]) => undiciFetch(url, { ...init, dispatcher, redirect: 'manual' })) as unknown as typeof fetch;
