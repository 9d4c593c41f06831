import { createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { objection, requestObjection } from './official.ts';
import { soapObjection } from './official-xml.ts';

export interface Passed {
  method: string;
  path: string;
  /** Names and values as they came, names in lower case. */
  headers: [string, string][];
  body: Buffer;
  /** NaN: no answer came. */
  status: number;
}

export interface RecordingGateway {
  url: string;
  /** Everything that went through, in the order of its arrival. */
  passed: Passed[];
  /** What was not as published, in words; of requests and of replies. */
  violations: string[];
  /** `POST /gateway/contact/phone`, and SOAP operations by their name: how often each went through. */
  seen: Map<string, number>;
  close(): Promise<void>;
}

const soapPath = '/gateway/gws/intermediation/';
const jsonPath = /^\/gateway\/(contact|customer|account|notification)\/[a-z]+$/;
/** Content-Type of a SOAP 1.2 request; an action may be named in it (SOAP 1.2's media type). */
const soapType = /^application\/soap\+xml; ?charset=utf-8(; ?action="[^"]+")?$/i;

const only = (headers: [string, string][], name: string): string[] => headers.filter(([key]) => key === name).map(([, value]) => value);
/** What a client of this gateway may send; hop-by-hop headers are HTTP's own. */
const allowed = ['authorization', 'content-type', 'content-length', 'transfer-encoding', 'host', 'connection', 'accept', 'accept-encoding', 'user-agent'];

function headerFaults({ headers, body }: Passed): string[] {
  const authorization = only(headers, 'authorization');
  const faults = headers.filter(([name]) => !allowed.includes(name)).map(([name]) => `header ${name}`);
  if (authorization.length !== 1 || !/^(Bearer \S+|[\w-]+\.[\w-]+\.[\w-]+)$/.test(authorization[0] ?? '')) faults.push('no single Authorization header of a known form');
  if (body.length > 0 && only(headers, 'content-type').length !== 1) faults.push('no single Content-Type');
  if (body.length === 0 && only(headers, 'content-type').length > 0) faults.push('a Content-Type without a body');
  return faults;
}

/** The text, or null where the bytes are not UTF-8 or begin with a mark. */
function textOf(body: Buffer): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    return text.startsWith('\ufeff') ? null : text;
  } catch {
    return null;
  }
}

/** The operation inside an envelope. */
const operationIn = (text: string): string => /<(?:\w+:)?Body[^>]*>\s*<(?:\w+:)?(\w+)/.exec(text)?.[1] ?? 'unknown operation';

function soapFaults(text: string, contentType: string): string[] {
  const faults = soapType.test(contentType) ? [] : [`content type "${contentType}"`];
  const action = /Action[^>]*>\s*([^<\s]+)\s*</.exec(text)?.[1] ?? '';
  if (action !== `https://services.ird.govt.nz/GWS/Intermediation/Intermediation/${operationIn(text)}`) faults.push(`action "${action}"`);
  return [...faults, soapObjection(text)];
}

function requestFaults(one: Passed): string[] {
  const text = textOf(one.body);
  if (text === null) return ['a body that is not plain UTF-8'];
  const contentType = only(one.headers, 'content-type')[0] ?? '';
  if (one.path === soapPath && one.method === 'POST') return [...headerFaults(one), ...soapFaults(text, contentType)];
  if (!jsonPath.test(one.path)) return [`${one.method} ${one.path} is not published`];
  return [...headerFaults(one), requestObjection(one.method, one.path.slice('/gateway/'.length), contentType, text)];
}

function replyFaults(one: Passed, text: string, contentType: string): string[] {
  if (one.path === soapPath) return contentType.startsWith('application/soap+xml') ? [soapObjection(text)] : [`answered as ${contentType}`];
  return jsonPath.test(one.path) ? [objection(one.method, one.path.slice('/gateway/'.length), one.status, text)] : [];
}

async function wholeOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const pairsOf = (raw: readonly string[]): [string, string][] => raw.flatMap((name, at) => (at % 2 === 0 ? [[name.toLowerCase(), raw[at + 1] ?? ''] as [string, string]] : []));

/** Passes a call on as it is, but for the name of the host. */
const answerOf = (upstream: string, one: Passed): Promise<{ status: number; headers: [string, string][]; body: Buffer }> =>
  new Promise((resolve, reject) => {
    const asking = request(upstream + one.path, { method: one.method, agent: false }, (reply) => {
      wholeOf(reply).then((body) => resolve({ status: reply.statusCode ?? 0, headers: pairsOf(reply.rawHeaders), body }), reject);
    });
    for (const [name, value] of one.headers) if (!['host', 'connection', 'transfer-encoding', 'content-length'].includes(name)) asking.setHeader(name, value);
    if (one.body.length > 0) asking.setHeader('content-length', one.body.length);
    asking.on('error', reject);
    asking.end(one.body);
  });

/**
 * Stands in front of a gateway, passes everything on, and holds every byte of both directions against Inland Revenue's own definitions:
 * path, method, headers, content type and body. Needs the official files (`present` of official.ts).
 */
export async function recordingGateway(upstream: string): Promise<RecordingGateway> {
  const gateway: RecordingGateway = { url: '', passed: [], violations: [], seen: new Map(), close: () => Promise.resolve() };
  const note = (one: Passed, faults: string[]): void => {
    for (const fault of faults) if (fault !== '') gateway.violations.push(`${one.method} ${one.path}: ${fault}`);
  };
  const serve = async (asked: IncomingMessage, response: ServerResponse): Promise<void> => {
    const one: Passed = { method: asked.method ?? '', path: asked.url ?? '', headers: pairsOf(asked.rawHeaders), body: await wholeOf(asked), status: NaN };
    const name = one.path === soapPath ? operationIn(one.body.toString('utf8')) : `${one.method} ${one.path}`;
    gateway.passed.push(one);
    gateway.seen.set(name, (gateway.seen.get(name) ?? 0) + 1);
    note(one, requestFaults(one));
    const answer = await answerOf(upstream, one);
    one.status = answer.status;
    note(one, replyFaults(one, answer.body.toString('utf8'), only(answer.headers, 'content-type')[0] ?? ''));
    response.writeHead(answer.status, answer.headers.filter(([key]) => key !== 'connection' && key !== 'keep-alive').flat());
    response.end(answer.body);
  };
  const server = createServer((asked, response) => void serve(asked, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  gateway.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  gateway.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return gateway;
}
