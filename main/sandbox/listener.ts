import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const mostBytes = 4 * 1024 * 1024;

/** A loopback HTTP server that can go away and come back at the same port. */
export class Listener {
  readonly #server: Server;
  #port: number;

  constructor(port: number, answer: (request: IncomingMessage, response: ServerResponse) => void) {
    this.#port = port;
    this.#server = createServer({ keepAliveTimeout: 65_000 }, answer);
    this.#server.on('clientError', (_error, socket) => socket.destroy());
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Rejects when the port is taken. */
  async open(): Promise<void> {
    if (this.#server.listening) return;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#port, '127.0.0.1', () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Refuses new connections and cuts those that are open. */
  async shut(): Promise<void> {
    if (!this.#server.listening) return;
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}

/** The whole body as text, or null where it is too long or the sender went away. */
export async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > mostBytes) return null;
      chunks.push(chunk);
    }
  } catch {
    return null;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Whether a request may have come from a web page, or by a name that merely points here: neither has any business with
 * a server on loopback.
 */
export const isForeign = (request: IncomingMessage): boolean =>
  request.headers.origin !== undefined || !/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '');

export function send(response: ServerResponse, answer: { status: number; body: string; headers: Readonly<Record<string, string>> }): void {
  const body = Buffer.from(answer.body, 'utf8');
  response.writeHead(answer.status, { ...answer.headers, 'content-length': String(body.length) });
  response.end(body);
}
