import { Refusal, wholeOf } from '../control-server.ts';
import type { Lines } from '../control-server.ts';
import { actAnswer } from '../fault-lines.ts';
import { isObject } from '../json.ts';
import type { ContactSystem, OtherCall } from './system.ts';

const methods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

function otherCall(body: unknown): OtherCall {
  const { method, path } = isObject(body) ? body : {};
  if (typeof method !== 'string' || !methods.has(method)) throw new TypeError(`order.method must be one of ${[...methods].join(', ')}`);
  if (typeof path !== 'string' || !path.startsWith('/')) throw new TypeError('order.path must be a path of this system');
  return { method, path, ...(isObject(body) && body['body'] !== undefined ? { body: body['body'] } : {}) };
}

/** What the control address of a contact system takes besides faults; its own orders are lines by their names. */
export function contactLines(system: ContactSystem): Lines {
  const orders = Object.entries(system.orders).map(([name, order]) => [`POST /${name}`, ({ body }: { body: unknown }) => order(body)] as const);
  return {
    ...Object.fromEntries(orders),
    'POST /token': () => system.credentials(),
    'POST /token/expire': () => (system.expireCredentials(), {}),
    'GET /effects': ({ query }) => {
      const after = wholeOf(query, 'after', 0);
      return system.effects().filter((effect) => effect.n > after);
    },
    'GET /contacts': ({ query }) => system.contacts(wholeOf(query, 'start', 0), wholeOf(query, 'count', 100)),
    'GET /contacts/': ({ rest }) => {
      const slash = rest.indexOf('/');
      const found = system.contact(rest.slice(0, slash), rest.slice(slash + 1));
      if (found === null) throw new Refusal(404, `No contact ${rest} here`);
      return found;
    },
    'POST /act': ({ body }) => actAnswer(system.act(otherCall(body))),
  };
}
