import type { EngineNews } from '../shared/ipc-contract.ts';

/**
 * The page's end of the line to the engine. Requests made before there is a line wait for it; when the engine starts anew, those
 * without an answer are rejected (whether they were heard is not known here; the page reads its lists again) and a fresh line is used.
 *
 * On the wire: `{ id, channel, ask }` one way; `{ id, value }`, `{ id, error }` (a programming error) or `{ news }` the other.
 */
export interface LinePort {
  postMessage(message: unknown): void;
  close(): void;
  start(): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'close', listener: () => void): void;
}

type FromEngine = { id: number; value: unknown } | { id: number; error: string } | { news: EngineNews };

interface Waiting {
  channel: string;
  ask: unknown;
  resolve: (value: unknown) => void;
  reject: (reason: Error) => void;
}

export interface EngineLine {
  ask(channel: string, ask: unknown): Promise<unknown>;
  onNews(listener: (news: EngineNews) => void): () => void;
  /** Uses a port from now on, in place of the one before. */
  use(port: LinePort): void;
}

/** `reach` asks for a line; called once, at the first need. */
export function createEngineLine(reach: () => void): EngineLine {
  const listeners = new Set<(news: EngineNews) => void>();
  const unanswered = new Map<number, Waiting>();
  let unsent: Waiting[] = [];
  let port: LinePort | null = null;
  let reached = false;
  let lastId = 0;

  const send = (line: LinePort, request: Waiting): void => {
    lastId += 1;
    unanswered.set(lastId, request);
    try {
      line.postMessage({ id: lastId, channel: request.channel, ask: request.ask });
    } catch (error) {
      // Something that cannot be copied was asked: the page's mistake, told to the page.
      unanswered.delete(lastId);
      request.reject(error as Error);
    }
  };

  const hear = (message: FromEngine): void => {
    if ('news' in message) {
      for (const listener of listeners) listener(message.news);
      return;
    }
    const request = unanswered.get(message.id);
    unanswered.delete(message.id);
    if ('error' in message) request?.reject(new Error(message.error));
    else request?.resolve(message.value);
  };

  const drop = (): void => {
    const lost = [...unanswered.values()];
    unanswered.clear();
    for (const { channel, reject } of lost) reject(new Error(`${channel}: the engine was started again before it answered.`));
  };

  const reachOnce = (): void => {
    if (reached) return;
    reached = true;
    reach();
  };

  return {
    ask: (channel, ask) =>
      new Promise((resolve, reject) => {
        const request: Waiting = { channel, ask, resolve, reject };
        if (port === null) {
          unsent.push(request);
          reachOnce();
        } else send(port, request);
      }),
    onNews(listener) {
      listeners.add(listener);
      reachOnce();
      return () => void listeners.delete(listener);
    },
    use(next) {
      port?.close();
      drop();
      port = next;
      next.addEventListener('message', ({ data }) => {
        if (port === next) hear(data as FromEngine);
      });
      next.addEventListener('close', () => {
        if (port !== next) return;
        port = null;
        drop();
      });
      next.start();
      const waiting = unsent;
      unsent = [];
      for (const request of waiting) send(next, request);
    },
  };
}
