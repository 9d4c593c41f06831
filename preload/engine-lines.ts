import type { EngineNews } from '../shared/ipc-contract.ts';
import { EngineLine, type LinePort } from './engine-line.ts';

type Listener = (news: EngineNews, connection: string) => void;

/** A line to the engine of each connection. Each reconnects by itself; which one is in front is the shell's to say. */
export class EngineLines {
  readonly #reach: (connection: string | null) => Promise<string>;
  readonly #lines = new Map<string, EngineLine>();
  readonly #listeners = new Set<Listener>();
  #front: Promise<string> | null = null;

  /** `reach` asks the shell for lines to all engines, and answers the connection that was meant: null is the one in front, '' says that there is none. Asking again must be harmless. */
  constructor(reach: (connection: string | null) => Promise<string>) {
    this.#reach = reach;
  }

  /** Asks the engine of a connection; without one, of that in front. */
  async ask(channel: string, ask: unknown, connection?: string): Promise<unknown> {
    const meant = connection ?? (await this.#inFront());
    if (meant === '') throw new Error(`${channel}: there is no connection yet.`);
    return this.#line(meant).ask(channel, ask);
  }

  onNews(listener: Listener): () => void {
    this.#listeners.add(listener);
    if (this.#lines.size === 0) this.#inFront().catch(() => undefined);
    return () => void this.#listeners.delete(listener);
  }

  /** Uses a port for a connection from now on, in place of the one before. */
  use(connection: string, port: LinePort): void {
    this.#line(connection).use(port);
  }

  /** Another connection may be in front: asked for anew when it is next needed. */
  frontMayHaveChanged(): void {
    this.#front = null;
  }

  #inFront(): Promise<string> {
    if (this.#front !== null) return this.#front;
    const asked = this.#reach(null);
    this.#front = asked;
    const forget = (): void => {
      if (this.#front === asked) this.#front = null;
    };
    // What there is not yet, or was refused while the desk was locked, is asked for again.
    asked.then((id) => id === '' && forget(), forget);
    return asked;
  }

  #line(connection: string): EngineLine {
    const known = this.#lines.get(connection);
    if (known !== undefined) return known;
    const line = new EngineLine(() => this.#reach(connection));
    this.#lines.set(connection, line);
    line.onNews((news) => {
      for (const listener of this.#listeners) listener(news, connection);
    });
    return line;
  }
}
