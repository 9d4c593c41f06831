import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as waited } from 'node:timers/promises';
import type { FaultDesk, Fault } from './faults.ts';
import { refused } from './ird/answers.ts';
import type { Answer } from './ird/answers.ts';
import { answerCall } from './ird/gateway.ts';
import type { Call } from './ird/gateway.ts';
import type { Profile } from './ird/profile.ts';
import { bodyOf, isForeign, Listener, send } from './listener.ts';
import { outagePage, portalAddress, portalPage } from './pages.ts';
import type { RequestLog } from './record.ts';
import type { Tokens } from './tokens.ts';

export interface GatewayParts {
  profile: Profile;
  tokens: Tokens;
  faults: FaultDesk;
  log: RequestLog;
  clock: () => number;
}

const html = (status: number, body: string, headers: Record<string, string> = {}): Answer => ({
  status,
  body,
  headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
});

/** Promises more than it sends. An empty answer loses its end too: the reader waits for bytes that never come. */
function sendHalf(response: ServerResponse, answer: Answer): void {
  const body = Buffer.from(answer.body, 'utf8');
  response.writeHead(answer.status, { ...answer.headers, 'content-length': String(Math.max(body.length, 16)) });
  response.flushHeaders();
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}

/** The gateway's own address: plays the faults that were ordered, and otherwise answers as the profile does. */
export class GatewayServer {
  readonly listener: Listener;
  readonly #parts: GatewayParts;
  readonly #stalled = new Set<ServerResponse>();
  #waits = new AbortController();

  constructor(port: number, parts: GatewayParts) {
    this.#parts = parts;
    this.listener = new Listener(port, (request, response) => void this.#serve(request, response));
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
    const body = await bodyOf(request);
    if (body === null || isForeign(request)) return void response.destroy();
    const { authorization = '' } = request.headers;
    const [method, path] = [request.method ?? '', (request.url ?? '').split('?')[0] ?? ''];
    const { latencyMs, fault } = this.#parts.faults.draw(method, path);
    if (latencyMs > 0) await this.#delay(latencyMs, response);
    if (fault?.fault === 'expireToken') this.#parts.tokens.expireAll();
    const call: Call = { method, path, principal: await this.#parts.tokens.authenticate(authorization), body };
    // A caller that hung up while it waited is not served: its call counts as never having reached us.
    const hungUp = response.destroyed;
    const status = hungUp ? null : this.#play(fault, call, response);
    this.#parts.log.add({ at: this.#parts.clock(), method, path, body, status, fault: hungUp ? 'latency' : (fault?.fault ?? '') });
  }

  /** Ends early when the faults are cleared or the caller hangs up. */
  async #delay(ms: number, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    await waited(ms, undefined, { signal: AbortSignal.any([this.#waits.signal, gone.signal]) }).catch(() => undefined);
  }

  #answer(call: Call): Answer {
    try {
      return answerCall(this.#parts.profile, call);
    } catch (reason) {
      process.stderr.write(`Sandbox: ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}\n`);
      return refused('EU6001');
    }
  }

  /** The status that was sent; null when no answer arrived whole. */
  #play(fault: Fault | null, call: Call, response: ServerResponse): number | null {
    const reply = (answer: Answer): number => {
      send(response, answer);
      return answer.status;
    };
    switch (fault?.fault) {
      case 'answer':
        if (fault.applied === true) this.#answer(call);
        return reply({ status: fault.status, body: fault.body ?? '', headers: { 'content-type': 'application/json; charset=utf-8', ...fault.headers } });
      case 'outage':
        return reply(html(fault.status, outagePage));
      case 'portal':
        return reply(fault.redirect === true ? html(302, portalPage, { location: portalAddress }) : html(200, portalPage));
      case 'dropReply':
      case 'cutBefore':
      case 'halfBody':
      case 'stall':
        return this.#silence(fault, call, response);
      default:
        return reply(this.#answer(call));
    }
  }

  #silence(fault: Fault & { fault: 'dropReply' | 'cutBefore' | 'halfBody' | 'stall' }, call: Call, response: ServerResponse): null {
    const applied = fault.fault === 'stall' ? fault.applied === true : fault.fault !== 'cutBefore';
    const answer = applied ? this.#answer(call) : null;
    if (fault.fault === 'stall') {
      this.#stalled.add(response);
      response.on('close', () => this.#stalled.delete(response));
    } else if (fault.fault === 'halfBody' && answer !== null) sendHalf(response, answer);
    else response.destroy();
    return null;
  }
}
