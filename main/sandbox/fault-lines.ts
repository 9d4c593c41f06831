import type { Answer } from './answer.ts';
import { faultOrder } from './control-orders.ts';
import { wholeOf } from './control-server.ts';
import type { Lines } from './control-server.ts';
import type { FaultDesk } from './faults.ts';
import type { GatewayServer } from './gateway-server.ts';
import { parsedJson } from './json.ts';
import type { RequestLog } from './record.ts';

export interface FaultParts {
  server: GatewayServer;
  faults: FaultDesk;
  log: RequestLog;
  describe: () => object;
  /** What the system itself takes back to the start. */
  reset: () => void;
}

/** What an act of somebody else answers. */
export const actAnswer = ({ status, body }: Answer): { status: number; body: unknown } => ({ status, body: body === '' ? null : parsedJson(body) });

/** Those lines of the control address that are the same for every system: faults, the line going down, requests. */
export function faultLines({ server, faults, log, describe, reset }: FaultParts): Lines {
  const calm = (): object => {
    faults.clear();
    server.release();
    return {};
  };
  return {
    'GET /': describe,
    'GET /faults': () => faults.waiting(),
    'POST /faults': ({ body }) => ({ id: faults.order(faultOrder(body)) }),
    'DELETE /faults': calm,
    'POST /offline': async () => (await server.shut(), {}),
    'POST /online': async () => (await server.open(), {}),
    'GET /requests': ({ query }) => log.after(wholeOf(query, 'after', 0)),
    'POST /reset': () => {
      calm();
      reset();
      log.clear();
      return {};
    },
  };
}
