import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import net from 'node:net';
import type tls from 'node:tls';
import type { Proxy } from './access.ts';
import { codeOf, TroubleError, type Trouble } from './trouble.ts';

export interface TunnelOptions {
  proxy: Proxy;
  /** For a proxy whose address is https. */
  context: () => tls.SecureContext;
  limitMs: number;
}

export type Tunnelled = (error: TroubleError | null, socket: net.Socket | null) => void;

/** Asks the proxy for a way to `host:port` (CONNECT, RFC 9110 section 9.3.6). What the request is about is not told to the proxy. */
export function openTunnel(host: string, port: number, { proxy, context, limitMs }: TunnelOptions, done: Tunnelled): void {
  let over = false;
  const finish = (trouble: Trouble | null, socket: net.Socket | null = null): void => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    if (trouble) request?.destroy();
    done(trouble && new TroubleError(trouble), socket);
  };
  const unreachable = (code: string): void => finish({ kind: 'proxyUnreachable', sent: false, code });
  const timer = setTimeout(() => unreachable('UND_ERR_CONNECT_TIMEOUT'), limitMs);
  const request = ask(host, port, proxy, context);
  if (!request) return unreachable('ERR_INVALID_URL');
  request.on('error', (error) => unreachable(codeOf(error)));
  request.once('connect', (answer, socket, head) => {
    const trouble = troubleOfAnswer(answer);
    // Nothing of ours has gone through: whatever has come already belongs to whoever speaks next.
    if (!trouble && head.length > 0) socket.unshift(head);
    finish(trouble, trouble ? null : socket);
    if (trouble) socket.destroy();
  });
  request.end();
}

function ask(host: string, port: number, { address, user, password }: Proxy, context: () => tls.SecureContext): ClientRequest | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  const authority = `${net.isIPv6(host) ? `[${host}]` : host}:${port}`;
  const credentials = user === '' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
  const proxyHost = url.hostname.replace(/^\[|\]$/g, '');
  const secure = url.protocol === 'https:';
  const options = { method: 'CONNECT', host: proxyHost, port: url.port || (secure ? 443 : 80), path: authority, agent: false as const, headers: { host: authority, connection: 'keep-alive', ...credentials } };
  return secure ? https.request({ ...options, secureContext: context(), servername: net.isIP(proxyHost) ? '' : proxyHost } as https.RequestOptions) : http.request(options);
}

/** What the proxy's answer means, by its status; null: the way is open. */
function troubleOfAnswer({ statusCode = 0, headers }: IncomingMessage): Trouble | null {
  const code = String(statusCode);
  if (statusCode >= 200 && statusCode < 300) return null;
  if (statusCode !== 407) return { kind: 'proxyRefused', sent: false, code };
  return { kind: takesBasic(headers['proxy-authenticate'] ?? []) ? 'proxyCredentials' : 'proxyUnsupported', sent: false, code };
}

/** RFC 9110 section 11.7.1. Challenges may share a line: a scheme is the first word of it, or of what follows a comma, and no `name=`. */
function takesBasic(challenges: string | string[]): boolean {
  const lines = [challenges].flat();
  return lines.length === 0 || lines.some((line) => /(^|,)\s*basic(\s|,|$)/i.test(line));
}
