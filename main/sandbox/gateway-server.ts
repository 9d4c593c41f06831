import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServerOptions } from 'node:https';
import { setTimeout as waited } from 'node:timers/promises';
import type { FaultDesk, Fault } from './faults.ts';
import { refused } from './ird/answers.ts';
import type { Answer } from './ird/answers.ts';
import { answerCall } from './ird/gateway.ts';
import type { Profile } from './ird/profile.ts';
import { bodyOf, isForeign, Listener, send } from './listener.ts';
import { isOAuthPath } from './oauth/oauth-server.ts';
import type { OAuthServer } from './oauth/oauth-server.ts';
import { outagePage, portalAddress, portalPage } from './pages.ts';
import type { RequestLog } from './record.ts';
import type { Tokens } from './tokens.ts';

export interface GatewayParts {
  profile: Profile;
  tokens: Tokens;
  oauth: OAuthServer;
  faults: FaultDesk;
  log: RequestLog;
  clock: () => number;
}

/** One request, read whole. */
interface Arrived {
  request: IncomingMessage;
  method: string;
  path: string;
  query: string;
  body: string;
}

type Silent = Fault & { fault: 'dropReply' | 'cutBefore' | 'halfBody' | 'stall' };

const html = (status: number, body: string, headers: Record<string, string> = {}): Answer => ({
  status,
  body,
  headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
});

const isReading = (path: string): boolean => path.startsWith('/gateway/customer/') || path.startsWith('/gateway/account/');
const nameOf = ({ method, path, body }: Arrived): string => `${method} ${path} ${body}`;

/** Promises more than it sends. An empty answer loses its end too: the reader waits for bytes that never come. */
function sendHalf(response: ServerResponse, answer: Answer): void {
  const body = Buffer.from(answer.body, 'utf8');
  response.writeHead(answer.status, { ...answer.headers, 'content-length': String(Math.max(body.length, 16)) });
  response.flushHeaders();
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}

async function arrived(request: IncomingMessage): Promise<Arrived | null> {
  const body = await bodyOf(request);
  const url = request.url ?? '';
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  if (body === null || isForeign(request, isOAuthPath(path))) return null;
  return { request, method: request.method ?? '', path, query: mark < 0 ? '' : url.slice(mark + 1), body };
}

/** The gateway's own address, and a second one over TLS where that is wanted: plays the faults that were ordered, and otherwise answers as the profile does. */
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
    const call = await arrived(request);
    if (call === null) return void response.destroy();
    const { latencyMs, fault } = this.#parts.faults.draw(call.method, call.path);
    if (latencyMs > 0) await this.#delay(latencyMs, response);
    // A caller that hung up while it waited is not served: its call counts as never having reached us.
    const hungUp = response.destroyed;
    const status = hungUp ? null : await this.#play(fault, call, response);
    const { method, path } = call;
    // What the OAuth server is sent is secret, and a test has its events to look at.
    const body = isOAuthPath(path) ? '' : call.body;
    this.#parts.log.add({ at: this.#parts.clock(), method, path, body, status, fault: hungUp ? 'latency' : (fault?.fault ?? '') });
  }

  /** Ends early when the faults are cleared or the caller hangs up. */
  async #delay(ms: number, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    await waited(ms, undefined, { signal: AbortSignal.any([this.#waits.signal, gone.signal]) }).catch(() => undefined);
  }

  async #answer({ request, method, path, query, body }: Arrived): Promise<Answer> {
    const { profile, tokens, oauth } = this.#parts;
    const { headers } = request;
    try {
      if (isOAuthPath(path)) return await oauth.answer({ method, path, query, headers, body });
      const principal = await tokens.authenticate(headers.authorization ?? '');
      return answerCall(profile, { method, path, principal, body, contentType: headers['content-type'] ?? '' });
    } catch (reason) {
      process.stderr.write(`Sandbox: ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}\n`);
      return refused('EU6001');
    }
  }

  /** A whole answer to a reading is remembered: a later one may be answered as if nothing had been written since. */
  async #remembering(call: Arrived): Promise<Answer> {
    const answer = await this.#answer(call);
    if (isReading(call.path) && answer.status === 200) this.#parts.faults.remember(nameOf(call), answer);
    return answer;
  }

  /** Who may not read now is refused now; who may reads what was there. */
  async #lagging(call: Arrived): Promise<Answer> {
    const answer = await this.#answer(call);
    return answer.status === 200 ? (this.#parts.faults.remembered<Answer>(nameOf(call)) ?? answer) : answer;
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
        return reply(html(fault.status, outagePage));
      case 'portal':
        return reply(fault.redirect === true ? html(302, portalPage, { location: portalAddress }) : html(200, portalPage));
      case 'lag':
        return reply(await this.#lagging(call));
      case 'expireToken':
        this.#parts.tokens.expireAll();
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
