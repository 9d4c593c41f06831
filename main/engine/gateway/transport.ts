import { Agent, request } from 'undici';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Fault } from '../../../shared/faults.ts';
import type { HttpCall, HttpReply } from './connector.ts';

export interface TransportOptions {
  /** Scheme, host and port: what paths are appended to. */
  baseUrl: string;
  /** The whole header value; null when signed out. */
  authorization: () => string | null;
  /** Deadline for an answer: Inland Revenue's gateway itself gives up after 60 s (SPEC 12). */
  deadlineMs: number;
}

/** Larger answers are not the gateway's. */
const maxBytes = 20 * 1024 * 1024;

/** Failures that happen before a connection exists: proof that nothing was sent. */
const notSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL', 'UND_ERR_CONNECT_TIMEOUT']);

/** One HTTP client for one gateway: no redirects, no cookies, deadlines on everything. */
export class Transport {
  readonly #options: TransportOptions;
  readonly #agent: Agent;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#agent = new Agent({
      connections: 8,
      pipelining: 1,
      connectTimeout: Math.min(10_000, options.deadlineMs),
      headersTimeout: options.deadlineMs,
      bodyTimeout: options.deadlineMs,
      maxResponseSize: maxBytes,
    });
  }

  /** Sends one call. Errors: `signedOut` (no token), `offline` (proved not sent), `unknown` (it left, and no whole answer came back). */
  async send(call: HttpCall): Promise<Result<HttpReply, Fault>> {
    const authorization = this.#options.authorization();
    if (!authorization) return err({ kind: 'signedOut' });
    try {
      const answer = await request(this.#options.baseUrl + call.path, {
        method: call.method,
        dispatcher: this.#agent,
        headers: { authorization, ...(call.body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }) },
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      });
      const text = await answer.body.text();
      return ok({ status: answer.statusCode, headers: flatten(answer.headers), text });
    } catch (error) {
      return err(transportFault(error));
    }
  }

  /** Ends idle and running connections. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

const flatten = (headers: Record<string, string | string[] | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]));

function transportFault(error: unknown): Fault {
  const code = codeOf(error);
  if (notSent.has(code) || isCertificateProblem(code)) return { kind: 'offline', detail: code };
  return { kind: 'unknown', detail: code || 'The connection broke.' };
}

/** A failed TLS handshake ends before any request is written. */
const isCertificateProblem = (code: string): boolean => code.startsWith('ERR_TLS') || code.startsWith('CERT_') || code.endsWith('_CERT') || code.startsWith('UNABLE_TO_') || code === 'DEPTH_ZERO_SELF_SIGNED_CERT';

/** Connecting to several addresses at once fails with an AggregateError: the first cause's code stands for all. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause ? codeOf(error.cause) : '';
}
