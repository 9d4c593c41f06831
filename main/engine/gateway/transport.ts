import type { Dispatcher } from 'undici';
import type { Fault } from '../../../shared/faults.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { NetworkAccess, Proxy } from '../../transport/access.ts';
import { CertificateTrouble } from '../../transport/certificate-trouble.ts';
import { createDispatcher, usualLimits } from '../../transport/dispatcher.ts';
import { exchange, type Question } from '../../transport/exchange.ts';
import { troubleOf, troubleOfStatus, type Trouble, type TroubleKind } from '../../transport/trouble.ts';
import type { HttpCall, HttpReply } from './connector.ts';

export interface TransportOptions {
  /** Scheme, host and port: what paths are appended to. */
  baseUrl: string;
  network: NetworkAccess;
  /** What a call carries to be let in, or why it cannot go. */
  headers: (call: HttpCall) => Result<Record<string, string>, Fault>;
  /** Deadline for an answer: Inland Revenue's gateway itself gives up after 60 s (SPEC 12). */
  deadlineMs: number;
}

/** One HTTP client for one gateway: no redirects, no cookies, deadlines on everything. */
export class Transport {
  readonly #options: TransportOptions;
  /** Those of earlier proxies live until their last call has ended. */
  readonly #retired = new Set<Dispatcher>();
  #network: NetworkAccess;
  #way: Result<Dispatcher, Trouble>;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#network = options.network;
    this.#way = this.#open();
  }

  /** Another network may need another proxy. Calls that are under way end on the old one. */
  setProxy(proxy: Proxy | null): void {
    if (JSON.stringify(proxy) === JSON.stringify(this.#network.proxy)) return;
    const old = this.#way;
    this.#network = { ...this.#network, proxy };
    this.#way = this.#open();
    if (!old.ok) return;
    this.#retired.add(old.value);
    void old.value.close().finally(() => this.#retired.delete(old.value));
  }

  /**
   * Sends one call, once. Errors: `signedOut` (no token), `refused` (no right to this call), `offline` (proved not sent; the detail is a `TroubleKind`), `unknown` (it may have
   * left, and no whole answer came back; the detail is a sentence).
   */
  async send(call: HttpCall): Promise<Result<HttpReply, Fault>> {
    const headers = this.#options.headers(call);
    if (!headers.ok) return headers;
    if (!this.#way.ok) return err(faultOf(this.#way.error));
    const reply = await exchange(this.#way.value, questionOf(call, this.#options.baseUrl, headers.value));
    if (!reply.ok) return err(faultOf(reply.error));
    // A redirect is an answer, if not the gateway's: what it means is the gate's to say. That a relay refused our certificate is none.
    const trouble = troubleOfStatus(reply.value.status);
    return trouble?.kind === 'clientCertificateRefused' ? err(faultOf(trouble)) : reply;
  }

  /** Ends idle and running connections: what is under way is `unknown` from now on. Calls after this go over new ones. */
  async cut(): Promise<void> {
    const all = this.#all;
    this.#way = this.#open();
    await Promise.all(all.map((one) => one.destroy()));
  }

  /** Ends idle and running connections. */
  async close(): Promise<void> {
    await Promise.all(this.#all.map((one) => one.destroy()));
  }

  get #all(): Dispatcher[] {
    return [...this.#retired, ...(this.#way.ok ? [this.#way.value] : [])];
  }

  /** A certificate that cannot be loaded keeps the desk offline, not closed: what is on it can be worked with. */
  #open(): Result<Dispatcher, Trouble> {
    const { deadlineMs } = this.#options;
    try {
      return ok(createDispatcher(this.#network, { ...usualLimits, connectMs: Math.min(usualLimits.connectMs, deadlineMs), answerMs: deadlineMs }));
    } catch (error) {
      if (error instanceof CertificateTrouble) return err(troubleOf(error));
      throw error;
    }
  }
}

/** What goes over the wire for a call: JSON (SPEC 3) or SOAP 1.2 (SPEC 11). Pure. `headers`: what it carries to be let in. */
export function questionOf(call: HttpCall, baseUrl: string, headers: Record<string, string>): Question {
  const question = { method: call.method, url: call.at ?? baseUrl + call.path };
  if (call.soap !== undefined) return { ...question, headers: { ...headers, 'content-type': 'application/soap+xml; charset=utf-8' }, body: call.soap };
  if (call.body === undefined) return { ...question, headers };
  return { ...question, headers: { ...headers, 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(call.body) };
}

const unknownWords: Partial<Record<TroubleKind, string>> = { timedOut: 'No answer came in time.', clientCertificateRefused: 'The gateway ended the connection because of the client certificate.' };

export const faultOf = ({ kind, sent }: Trouble): Fault =>
  sent === false ? { kind: 'offline', detail: kind } : { kind: 'unknown', detail: unknownWords[kind] ?? 'The connection broke.' };
