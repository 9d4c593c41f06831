import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';

export interface ProxyWishes {
  user?: string;
  password?: string;
  /** What a 407 offers. */
  schemes?: string[];
  /** Answers every CONNECT with this status. */
  refuse?: number;
  /** For a proxy that is reached over TLS. */
  tls?: { cert: string; key: string };
  /** Leads every way to this port of this computer instead, as somebody in between would. */
  divert?: number;
}

/** A real proxy that opens tunnels (CONNECT) for those who know its password. */
export async function startProxy({ user = '', password = '', schemes = ['Basic realm="firm"'], refuse, tls, divert }: ProxyWishes = {}) {
  const asked: string[] = [];
  const sockets = new Set<net.Socket>();
  const server = tls ? https.createServer(tls) : http.createServer();
  const expected = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  server.on(tls ? 'secureConnection' : 'connection', (socket: net.Socket) => sockets.add(socket.on('error', () => undefined)));
  server.on('connect', (request: http.IncomingMessage, socket: net.Socket, head: Buffer) => {
    asked.push(`${request.url} ${request.headers.host}`);
    if (refuse !== undefined) return void socket.end(`HTTP/1.1 ${refuse} No\r\ncontent-length: 0\r\n\r\n`);
    if (user !== '' && request.headers['proxy-authorization'] !== expected)
      return void socket.end(`HTTP/1.1 407 Proxy Authentication Required\r\n${schemes.map((scheme) => `proxy-authenticate: ${scheme}\r\n`).join('')}content-length: 0\r\n\r\n`);
    const { hostname, port } = new URL(`http://${request.url}`);
    const far = net.connect(divert ?? Number(port || 80), divert === undefined ? hostname : '127.0.0.1');
    sockets.add(far);
    far.on('error', () => socket.destroy()).once('connect', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      far.write(head);
      far.pipe(socket).pipe(far);
    });
    socket.on('close', () => far.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    /** Every CONNECT: where to, and its Host. */
    asked,
    async close(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
