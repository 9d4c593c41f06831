import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { startSandbox } from '../../../main/sandbox/sandbox.ts';
import type { Sandbox, SandboxOptions } from '../../../main/sandbox/sandbox.ts';
import { controlOf } from '../../../main/sandbox/control-client.ts';
import type { Control } from '../../../main/sandbox/control-client.ts';

export interface Reply {
  status: number;
  text: string;
  headers: IncomingHttpHeaders;
  /** The parsed body; undefined when it is empty or not JSON. */
  json: unknown;
  /** The error code, or '' when there is none. */
  code: string;
  message: string;
}

export interface Ask {
  /** The whole Authorization header; null to send none. */
  authorization?: string | null;
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const replyOf = (status: number, headers: IncomingHttpHeaders, text: string): Reply => {
  const json = parsed(text);
  const first = (json as { errors?: { code: string; message: string }[] } | undefined)?.errors?.[0];
  return { status, headers, text, json, code: first?.code ?? '', message: first?.message ?? '' };
};

/** One call over a connection of its own, so that no retry or reuse of a client library hides what happened. */
export function call(url: string, method: string, path: string, body: unknown, authorization: string | null): Promise<Reply> {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const headers = { ...(authorization === null ? {} : { authorization }), 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) };
  return new Promise((resolve, reject) => {
    const asking = request(url + path, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve(replyOf(response.statusCode ?? 0, response.headers, Buffer.concat(chunks).toString('utf8'))));
    });
    asking.on('error', reject);
    asking.end(text);
  });
}

export interface World {
  sandbox: Sandbox;
  control: Control;
  ask(method: string, path: string, body?: unknown, how?: Ask): Promise<Reply>;
  /** `POST contact/contact` and so on. */
  gateway(method: string, path: string, body?: unknown): Promise<Reply>;
  close(): Promise<void>;
}

/** A running sandbox with somebody who calls it. */
export async function world(options: Partial<SandboxOptions> = {}): Promise<World> {
  const sandbox = await startSandbox({ system: 'ird', profile: 'practice', clients: 60, seed: 7, port: 0, ...options });
  const bearer = `Bearer ${sandbox.credentials.token}`;
  const ask: World['ask'] = (method, path, body, how = {}) => call(sandbox.url, method, path, body, how.authorization === undefined ? bearer : how.authorization);
  return { sandbox, control: controlOf(sandbox.control), ask, gateway: (method, path, body) => ask(method, `/gateway/${path}`, body), close: () => sandbox.close() };
}
