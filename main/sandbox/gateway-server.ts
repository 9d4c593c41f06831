import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServerOptions } from 'node:https';
import { setTimeout as waited } from 'node:timers/promises';
import type { Answer } from './answer.ts';
import type { FaultDesk, Fault } from './faults.ts';
import type { Arrived, Gateway } from './gateway.ts';
import { bodyOf, isForeign, Listener, send } from './listener.ts';
import { htmlPage, portalAddress, portalPage } from './pages.ts';
import type { RequestLog } from './record.ts';

export interface GatewayParts {
  gateway: Gateway;
  faults: FaultDesk;
  log: RequestLog;
  clock: () => number;
}

type Silent = Fault & { fault: 'dropReply' | 'cutBefore' | 'halfBody' | 'stall' };

const nameOf = ({ method, path, query, body }: Arrived): string => `${method} ${path}?${query} ${body}`;

/** Promises more than it sends. An empty answer loses its end too: the reader waits for bytes that never come. */
function sendHalf(response: ServerResponse, answer: Answer): void {
  const body = Buffer.from(answer.body, 'utf8');
  response.writeHead(answer.status, { ...answer.headers, 'content-length': String(Math.max(body.length, 16)) });
  response.flushHeaders();
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}

/** null where it cannot be read whole, or has no business here. */
async function arrived(request: IncomingMessage, gateway: Gateway): Promise<Arrived | null> {
  const body = await bodyOf(request);
  const { method = '', url = '', headers } = request;
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  if (body === null || isForeign(request, gateway.isSignIn(path))) return null;
  return { method, path, query: mark < 0 ? '' : url.slice(mark + 1), headers, body };
}

/** The gateway's own address, and a second one over TLS where that is wanted: plays the faults that were ordered, and otherwise answers as the system behind it does. */
export class GatewayServer {
  readonly #parts: GatewayParts;
  readonly #plain: Listener;
  readonly #secure: Listener | null;
  readonly #stalled = new Set<ServerResponse>();
  #waits = new AbortController();

  constructor(port: number, parts: GatewayParts, secure: { port: number; options: ServerOptions } | null = null) {
    this.#parts = parts;
    const serve = (request: IncomingMessage, response: ServerResponse): void => void this.#serve(request, response);
    this.#plain = new Listener(port, serve);
    this.#secure = secure === null ? null : new Listener(secure.port, serve, secure.options);
  }

  get url(): string {
    return this.#plain.url;
  }

  /** '' where there is none. */
  get secureUrl(): string {
    return this.#secure?.url ?? '';
  }

  /** Rejects when a port is taken. */
  async open(): Promise<void> {
    await this.#plain.open();
    await this.#secure?.open();
  }

  /** Refuses new connections and cuts those that are open. */
  async shut(): Promise<void> {
    await Promise.all([this.#plain.shut(), this.#secure?.shut()]);
  }

  /** Ends every wait: what was delayed goes on, what was stalled is cut. */
  release(): void {
    this.#waits.abort();
    this.#waits = new AbortController();
    for (const response of this.#stalled) response.destroy();
    this.#stalled.clear();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => response.destroy());
    const { gateway, faults, log, clock } = this.#parts;
    const call = await arrived(request, gateway);
    if (call === null) return void response.destroy();
    const { latencyMs, fault } = faults.draw(call.method, call.path);
    if (latencyMs > 0) await this.#delay(latencyMs, response);
    // A caller that hung up while it waited is not served: its call counts as never having reached us.
    const hungUp = response.destroyed;
    const status = hungUp ? null : await this.#play(fault, call, response);
    const { method, path } = call;
    // What a sign-in is sent is secret, and a test has the events of the sign-in to look at.
    const { query, body } = gateway.isSignIn(path) ? { query: '', body: '' } : call;
    log.add({ at: clock(), method, path, query, body, status, fault: hungUp ? 'latency' : (fault?.fault ?? '') });
  }

  /** Ends early when the faults are cleared or the caller hangs up. */
  async #delay(ms: number, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    await waited(ms, undefined, { signal: AbortSignal.any([this.#waits.signal, gone.signal]) }).catch(() => undefined);
  }

  async #answer(call: Arrived): Promise<Answer> {
    try {
      return await this.#parts.gateway.answer(call);
    } catch (reason) {
      process.stderr.write(`Sandbox: ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}\n`);
      return this.#parts.gateway.broken();
    }
  }

  /** A whole answer to a reading is remembered: a later one may be answered as if nothing had been written since. */
  async #remembering(call: Arrived): Promise<Answer> {
    const answer = await this.#answer(call);
    if (this.#parts.gateway.isReading(call) && answer.status === 200) this.#parts.faults.remember(nameOf(call), answer, this.#parts.clock());
    return answer;
  }

  /** Who may not read now is refused now; who may reads what was there. */
  async #lagging(call: Arrived, longestMs = Infinity): Promise<Answer> {
    const answer = await this.#answer(call);
    return answer.status === 200 ? (this.#parts.faults.remembered<Answer>(nameOf(call), this.#parts.clock() - longestMs) ?? answer) : answer;
  }

  /** The status that was sent; null when no answer arrived whole. */
  async #play(fault: Fault | null, call: Arrived, response: ServerResponse): Promise<number | null> {
    const reply = (answer: Answer): number => {
      send(response, answer);
      return answer.status;
    };
    switch (fault?.fault) {
      case 'answer':
        if (fault.applied === true) await this.#answer(call);
        return reply({ status: fault.status, body: fault.body ?? '', headers: { 'content-type': 'application/json; charset=utf-8', ...fault.headers } });
      case 'outage':
        return reply(this.#parts.gateway.outage(fault.status));
      case 'portal':
        return reply(fault.redirect === true ? htmlPage(302, portalPage, { location: portalAddress }) : htmlPage(200, portalPage));
      case 'lag':
        return reply(await this.#lagging(call, fault.longestMs));
      case 'expireToken':
        this.#parts.gateway.expireCredentials();
        return reply(await this.#answer(call));
      case 'dropReply':
      case 'cutBefore':
      case 'halfBody':
      case 'stall':
        return this.#silence(fault, call, response);
      default:
        return reply(await this.#remembering(call));
    }
  }

  async #silence(fault: Silent, call: Arrived, response: ServerResponse): Promise<null> {
    const applied = fault.fault === 'stall' ? fault.applied === true : fault.fault !== 'cutBefore';
    const { signal } = this.#waits;
    const answer = applied ? await this.#answer(call) : null;
    // The faults may have been cleared meanwhile: then there is nothing to wait for.
    if (fault.fault === 'stall' && !signal.aborted && !response.destroyed) {
      this.#stalled.add(response);
      response.on('close', () => this.#stalled.delete(response));
    } else if (fault.fault === 'halfBody' && answer !== null) sendHalf(response, answer);
    else response.destroy();
    return null;
  }
}
