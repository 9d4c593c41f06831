import { controlListener } from './control-server.ts';
import type { Lines } from './control-server.ts';
import { faultLines } from './fault-lines.ts';
import { FaultDesk } from './faults.ts';
import { GatewayServer } from './gateway-server.ts';
import type { Gateway } from './gateway.ts';
import { RequestLog } from './record.ts';
import type { TlsAccess, TlsMaterial, TlsOptions } from './tls.ts';

export interface ServerOptions {
  gateway: Gateway;
  /** 0 for any free one. */
  port: number;
  /** Epoch milliseconds. */
  clock: () => number;
  tls?: TlsOptions | undefined;
  /** The system's own lines on the control address. */
  lines: Lines;
  /** What the control address says of it, besides its address and its requests. */
  describe: () => object;
  /** What the system itself takes back to the start. */
  reset: () => void;
}

export interface Servers {
  /** `http://127.0.0.1:4321` */
  readonly url: string;
  readonly control: string;
  /** null where TLS was not asked for. */
  readonly secure: (TlsAccess & { url: string }) | null;
  close(): Promise<void>;
}

/** Only whoever wants certificates waits until their library is loaded. */
const createdTls = async (options: TlsOptions): Promise<TlsMaterial> => (await import('./tls.ts')).createTls(options);

/** Opens a system's address, a second one over TLS where that is wanted, and the control address. Rejects when a port is taken; then none is open. */
export async function openServers({ gateway, port, clock, tls: wanted, lines, describe, reset }: ServerOptions): Promise<Servers> {
  const tls = wanted === undefined ? null : await createdTls(wanted);
  const [faults, log] = [new FaultDesk(), new RequestLog()];
  const server = new GatewayServer(port, { gateway, faults, log, clock }, tls && { port: wanted?.port ?? 0, options: tls.server });
  const told = (): object => ({ url: server.url, requests: log.count, ...describe() });
  const control = controlListener({ ...lines, ...faultLines({ server, faults, log, describe: told, reset }) });
  const close = async (): Promise<void> => {
    server.release();
    await Promise.all([server.shut(), control.shut()]);
  };
  try {
    await server.open();
    await control.open();
  } catch (reason) {
    await close();
    throw reason;
  }
  return { url: server.url, control: control.url, secure: tls && { url: server.secureUrl, ...tls.access }, close };
}
