import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import type { TlsOptions } from 'node:tls';

export interface Running {
  port: number;
  /** What arrived, `GET /x`. */
  seen: string[];
  connections(): number;
  close(): Promise<void>;
}

type Listener = http.RequestListener;

const cleanStop = (server: net.Server, sockets: Set<net.Socket>) => async (): Promise<void> => {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
};

async function run(server: net.Server, seen: string[]): Promise<Running> {
  const sockets = new Set<net.Socket>();
  let count = 0;
  server.on('connection', (socket: net.Socket) => {
    count += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, seen, connections: () => count, close: cleanStop(server, sockets) };
}

const answering = (seen: string[], listener: Listener): Listener => (request, response) => {
  seen.push(`${request.method} ${request.url}`);
  listener(request, response);
};

const sayOk: Listener = (_request, response) => void response.end('OK');

/** A gateway over plain HTTP; says `OK` to everything unless told otherwise. */
export function plainServer(listener: Listener = sayOk): Promise<Running> {
  const seen: string[] = [];
  return run(http.createServer(answering(seen, listener)), seen);
}

/** A gateway over TLS. */
export function secureServer(options: TlsOptions, listener: Listener = sayOk): Promise<Running> {
  const seen: string[] = [];
  const server = https.createServer(options, answering(seen, listener));
  server.on('tlsClientError', () => undefined);
  return run(server, seen);
}

/** Whatever speaks no HTTP: hands each connection to `speak`. */
export const rawServer = (speak: (socket: net.Socket) => void): Promise<Running> => run(net.createServer(speak), []);
