import type { EngineNews } from '../shared/ipc-contract.ts';

/** A browser's MessagePort; Node's own fits as well. */
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

/**
 * The page's end of the line to the engine. Requests made before there is a line wait for it; when the engine starts anew, those
 * without an answer are rejected (whether they were heard is not known here; the page reads its lists again) and a fresh line is used.
 *
 * On the wire: `{ id, channel, ask }` one way; `{ id, value }`, `{ id, error }` (a programming error) or `{ news }` the other.
 */
export class EngineLine {
  readonly #reach: () => Promise<unknown>;
  readonly #listeners = new Set<(news: EngineNews) => void>();
  readonly #unanswered = new Map<number, Waiting>();
  #unsent: Waiting[] = [];
  #port: LinePort | null = null;
  #lastId = 0;

  /**
   * `reach` asks for a line whenever one is needed and there is none; asking again must be harmless. Where it rejects (a locked desk
   * gives no line), what waited for that line is rejected with it, and the next request asks for a line again.
   */
  constructor(reach: () => Promise<unknown>) {
    this.#reach = reach;
  }

  ask(channel: string, ask: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const request: Waiting = { channel, ask, resolve, reject };
      if (this.#port !== null) return this.#send(this.#port, request);
      this.#unsent.push(request);
      this.#reach().catch((error: unknown) => this.#refuse(request, error as Error));
    });
  }

  onNews(listener: (news: EngineNews) => void): () => void {
    this.#listeners.add(listener);
    if (this.#port === null) this.#reach().catch(() => undefined);
    return () => void this.#listeners.delete(listener);
  }

  /** Uses a port from now on, in place of the one before. */
  use(next: LinePort): void {
    this.#port?.close();
    this.#drop();
    this.#port = next;
    next.addEventListener('message', ({ data }) => {
      if (this.#port === next) this.#hear(data as FromEngine);
    });
    next.addEventListener('close', () => {
      if (this.#port !== next) return;
      this.#port = null;
      this.#drop();
    });
    next.start();
    for (const request of this.#unsent.splice(0)) this.#send(next, request);
  }

  /** Unless another line has come meanwhile and taken it along. */
  #refuse(request: Waiting, error: Error): void {
    if (!this.#unsent.includes(request)) return;
    this.#unsent = this.#unsent.filter((waiting) => waiting !== request);
    request.reject(error);
  }

  #send(port: LinePort, request: Waiting): void {
    this.#lastId += 1;
    this.#unanswered.set(this.#lastId, request);
    try {
      port.postMessage({ id: this.#lastId, channel: request.channel, ask: request.ask });
    } catch (error) {
      // Something that cannot be copied was asked: the page's mistake, told to the page.
      this.#unanswered.delete(this.#lastId);
      request.reject(error as Error);
    }
  }

  #hear(message: FromEngine): void {
    if ('news' in message) {
      for (const listener of this.#listeners) listener(message.news);
      return;
    }
    const request = this.#unanswered.get(message.id);
    this.#unanswered.delete(message.id);
    if ('error' in message) request?.reject(new Error(message.error));
    else request?.resolve(message.value);
  }

  #drop(): void {
    const lost = [...this.#unanswered.values()];
    this.#unanswered.clear();
    for (const { channel, reject } of lost) reject(new Error(`${channel}: the engine was started again before it answered.`));
  }
}
