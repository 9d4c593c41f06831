import type { FaultOrder } from './faults.ts';
import type { RequestLine } from './record.ts';

/** What every sandbox's control address can do, whichever system is behind it. */
export interface FaultControl {
  order(fault: FaultOrder): Promise<number>;
  /** Orders that still wait for calls, oldest first; `left` is null for those that stand. */
  faults(): Promise<{ id: number; order: FaultOrder; skip: number; left: number | null }[]>;
  /** No more faults: what was delayed goes on, what was stalled is cut. Does not go online. */
  calm(): Promise<void>;
  /** Refuses connections and cuts open ones. */
  offline(): Promise<void>;
  /** Back at the same address. */
  online(): Promise<void>;
  /** Every call, oldest first; `after` skips those up to that number. */
  requests(after?: number): Promise<RequestLine[]>;
  /** State, effects, requests and faults back to the start. Tokens and keys stay. */
  reset(): Promise<void>;
}

/** One thing, that may not be there. */
const single = /^\/(clients|contacts)\/./;

async function asked(url: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(url + path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const answer: unknown = await response.json();
  if (response.status === 404 && single.test(path)) return null;
  if (!response.ok) throw new Error(`The sandbox refused ${method} ${path}: ${String((answer as { error?: unknown }).error)}`);
  return answer;
}

export interface Asking {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  remove(path: string): Promise<void>;
}

/** Calls a control address. Each call rejects with plain words when the sandbox refuses or is gone; what is not there is null. */
export const asking = (url: string): Asking => ({
  get: async <T>(path: string): Promise<T> => (await asked(url, 'GET', path)) as T,
  post: async <T>(path: string, body?: unknown): Promise<T> => (await asked(url, 'POST', path, body)) as T,
  remove: async (path) => void (await asked(url, 'DELETE', path)),
});

export function faultControlOf(url: string): FaultControl {
  const { get, post, remove } = asking(url);
  return {
    order: async (fault) => (await post<{ id: number }>('/faults', fault)).id,
    faults: () => get('/faults'),
    calm: () => remove('/faults'),
    offline: () => post('/offline'),
    online: () => post('/online'),
    requests: (after = 0) => get(`/requests?after=${after}`),
    reset: () => post('/reset'),
  };
}
