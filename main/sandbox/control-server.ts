import type { IncomingMessage, ServerResponse } from 'node:http';
import { actOrder, closeOrder, faultOrder, lifetimesOrder, linkOrder, machineOrder, registerOrder, roleOrder, tokenOrder } from './control-orders.ts';
import type { Doors } from './doors.ts';
import type { GatewayServer, GatewayParts } from './gateway-server.ts';
import { answerOther } from './ird/gateway.ts';
import { bodyOf, isForeign, Listener, send } from './listener.ts';

export interface ControlParts extends GatewayParts, Doors {
  gateway: GatewayServer;
  describe: () => object;
}

interface Ask {
  parts: ControlParts;
  /** What stands after the route in the path. */
  rest: string;
  query: URLSearchParams;
  body: unknown;
}

type Handler = (ask: Ask) => unknown;

/** A reason to answer something else than 200. */
class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const whole = (query: URLSearchParams, name: string, otherwise: number): number => {
  const given = query.get(name);
  if (given === null) return otherwise;
  if (!/^\d+$/.test(given)) throw new Refusal(400, `${name} must be a whole number`);
  return Number(given);
};

const setLink = ({ parts, body }: Ask, unlink: boolean): unknown => {
  const order = linkOrder(body);
  const link = order.link ?? { access: 'FULL' as const, master: true, accounts: [] };
  if (!parts.profile.setLink(order.client, unlink ? null : link)) throw new Refusal(404, `No client ${order.client} here whose link could change`);
  return {};
};

const registerAccount: Handler = ({ parts, body }) => {
  const { client: of, type } = registerOrder(body);
  const account = parts.profile.registerAccount(of, type);
  if (account === null) throw new Refusal(404, `No client ${of} here who could get an account`);
  return { account };
};

const closeAccount: Handler = ({ parts, body }) => {
  const { account } = closeOrder(body);
  if (!parts.profile.closeAccount(account)) throw new Refusal(404, `No account ${account} here that could be closed`);
  return {};
};

const setRole: Handler = ({ parts, body }) => {
  const { logon, role } = roleOrder(body);
  if (!parts.logons.setRole(logon, role)) throw new Refusal(404, `No logon ${logon} here`);
  return {};
};

const act: Handler = ({ parts, body }) => {
  const order = actOrder(body);
  const { status, body: text } = answerOther(parts.profile, order.method, `/gateway/contact/${order.on}`, order.body);
  return { status, body: text === '' ? null : (JSON.parse(text) as unknown) };
};

const client: Handler = ({ parts, rest }) => {
  const found = parts.profile.client(decodeURIComponent(rest));
  if (found === null) throw new Refusal(404, `No client ${rest} here`);
  return found;
};

const calm: Handler = ({ parts }) => {
  parts.faults.clear();
  parts.gateway.release();
  return {};
};

const handlers: Readonly<Record<string, Handler>> = {
  'GET /': ({ parts }) => parts.describe(),
  'GET /faults': ({ parts }) => parts.faults.waiting(),
  'POST /faults': ({ parts, body }) => ({ id: parts.faults.order(faultOrder(body)) }),
  'DELETE /faults': calm,
  'POST /offline': async ({ parts }) => (await parts.gateway.shut(), {}),
  'POST /online': async ({ parts }) => (await parts.gateway.open(), {}),
  'POST /token': ({ parts, body }) => parts.tokens.issue(tokenOrder(body).logon),
  'POST /token/expire': ({ parts }) => (parts.tokens.expireAll(), {}),
  'POST /oauth/lifetimes': ({ parts, body }) => Object.assign(parts.lifetimes, lifetimesOrder(body)),
  'GET /oauth/events': ({ parts, query }) => parts.oauth.events.after(whole(query, 'after', 0)),
  'DELETE /oauth/consents': ({ parts }) => (parts.oauth.authorize.revokeConsents(), {}),
  'GET /logons': ({ parts }) => parts.logons.list(),
  'POST /logons': setRole,
  'POST /machines': ({ parts, body }) => {
    const { issuer, certificate } = machineOrder(body);
    parts.machines.register(issuer, certificate);
    return {};
  },
  'GET /effects': ({ parts, query }) => {
    const after = whole(query, 'after', 0);
    return parts.profile.effects().filter((effect) => effect.n > after);
  },
  'GET /requests': ({ parts, query }) => parts.log.after(whole(query, 'after', 0)),
  'GET /clients': ({ parts, query }) => parts.profile.clients(whole(query, 'start', 0), whole(query, 'count', 100)),
  'GET /clients/': client,
  'POST /act': act,
  'POST /link': (ask) => setLink(ask, false),
  'POST /unlink': (ask) => setLink(ask, true),
  'POST /accounts': registerAccount,
  'POST /accounts/close': closeAccount,
  'POST /reset': (ask) => {
    calm(ask);
    ask.parts.profile.reset();
    ask.parts.log.clear();
    ask.parts.logons.reset();
    ask.parts.oauth.events.clear();
    return {};
  },
};

const json = { 'content-type': 'application/json; charset=utf-8' };

async function perform(parts: ControlParts, request: IncomingMessage): Promise<unknown> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const text = await bodyOf(request);
  const rest = /^\/clients\/(.+)$/.exec(pathname)?.[1] ?? '';
  const handler = handlers[`${request.method} ${rest === '' ? pathname : '/clients/'}`];
  if (handler === undefined) throw new Refusal(404, `Nothing here by the name of ${request.method} ${pathname}`);
  let body: unknown;
  try {
    body = text === null || text === '' ? {} : JSON.parse(text);
  } catch {
    throw new Refusal(400, 'The order is not JSON');
  }
  return handler({ parts, rest, query: searchParams, body });
}

/** The control address: orders faults, tells what happened. For tests, the tour and practice sign-in; loopback only. */
export function controlListener(parts: ControlParts): Listener {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (isForeign(request)) return void response.destroy();
    try {
      send(response, { status: 200, body: JSON.stringify(await perform(parts, request)), headers: json });
    } catch (reason) {
      const status = reason instanceof Refusal ? reason.status : reason instanceof TypeError ? 400 : 500;
      send(response, { status, body: JSON.stringify({ error: reason instanceof Error ? reason.message : String(reason) }), headers: json });
    }
  };
  return new Listener(0, (request, response) => void serve(request, response));
}
