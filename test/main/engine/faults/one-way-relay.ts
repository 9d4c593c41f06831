import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What passes: everything; what the desk sends and nothing that comes back; nothing that it sends. */
export type Passing = 'both' | 'requests' | 'answers';

export interface Relay {
  url: string;
  pass: (what: Passing) => void;
  /** The same, from the first bytes on that the desk begins with these words. */
  passFrom: (beginning: string, what: Passing) => void;
  close: () => Promise<void>;
}

/** A line to a local address, byte by byte, that can be cut in one direction only. A connection stays open then: neither end is told. */
export async function relayTo(url: string): Promise<Relay> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  let passing: Passing = 'both';
  let later: { beginning: string; what: Passing } | null = null;
  const sent = (bytes: Buffer, far: Socket): void => {
    if (later && bytes.toString('latin1').startsWith(later.beginning)) {
      passing = later.what;
      later = null;
    }
    // What is not passed on is lost, as on a line.
    if (passing !== 'answers') far.write(bytes);
  };
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  };
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    keep(near);
    keep(far);
    near.on('data', (bytes: Buffer) => sent(bytes, far));
    far.on('data', (bytes) => passing !== 'requests' && near.write(bytes));
    // That the desk has given up is not heard at the other end either.
    near.on('close', () => passing !== 'answers' && far.destroy());
    far.on('close', () => near.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pass: (what) => (passing = what),
    passFrom: (beginning, what) => (later = { beginning, what }),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
