import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export interface Call {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  form: URLSearchParams;
}

export interface Reply {
  status: number;
  body: string;
  headers?: Record<string, string>;
}

/** A server that answers what it is told to: for answers the sandbox never gives. */
export async function startSignInServer(): Promise<{ url: string; calls: Call[]; next: Reply; close: () => Promise<void> }> {
  const server = createServer((request, response) => void answer(request, response));
  const held = { url: '', calls: [] as Call[], next: json(200, {}), close: async (): Promise<void> => void (await new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); })) };
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const part of request) text += String(part);
    held.calls.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, form: new URLSearchParams(text) });
    response.writeHead(held.next.status, held.next.headers).end(held.next.body);
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  held.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return held;
}

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Reply => ({ status, body: JSON.stringify(body), headers: { 'content-type': 'application/json; charset=utf-8', ...headers } });
