import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { ServerOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

const mostBytes = 4 * 1024 * 1024;

const keepAliveTimeout = 65_000;

/** A loopback HTTP or HTTPS server that can go away and come back at the same port. */
export class Listener {
  readonly #server: Server;
  readonly #scheme: 'http' | 'https';
  /** Those whose handshake is still under way too, which the server itself would wait for when it closes. */
  readonly #sockets = new Set<Socket>();
  #port: number;

  /** `secure`: over TLS, with these. */
  constructor(port: number, answer: (request: IncomingMessage, response: ServerResponse) => void, secure: ServerOptions | null = null) {
    this.#port = port;
    this.#scheme = secure === null ? 'http' : 'https';
    this.#server = secure === null ? createServer({ keepAliveTimeout }, answer) : createSecureServer({ ...secure, keepAliveTimeout }, answer);
    this.#server.on('clientError', (_error, socket) => socket.destroy());
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  get url(): string {
    return `${this.#scheme}://127.0.0.1:${this.#port}`;
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
      for (const socket of this.#sockets) socket.destroy();
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
 * a server on loopback. `ownPages`: pages that this server itself has shown may ask.
 */
export function isForeign(request: IncomingMessage, ownPages = false): boolean {
  const { origin, host = '' } = request.headers;
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host)) return true;
  return origin !== undefined && !(ownPages && (origin === `http://${host}` || origin === `https://${host}`));
}

export function send(response: ServerResponse, answer: { status: number; body: string; headers: Readonly<Record<string, string>> }): void {
  const body = Buffer.from(answer.body, 'utf8');
  response.writeHead(answer.status, { ...answer.headers, 'content-length': String(body.length) });
  response.end(body);
}
