import net from 'node:net';
import tls from 'node:tls';
import { codeOf, kindOf, TroubleError, type TroubleKind } from './trouble.ts';

/** Where to connect. Names as in a URL, an IPv6 address without its brackets. */
export interface Target {
  host: string;
  port: number;
  /** What secures it; null for plain HTTP. */
  context: tls.SecureContext | null;
  /** Our certificate is in `context`. */
  showsCertificate: boolean;
}

/** Called once: with a connection that is ready to be written to, or with why there is none. Nothing has been sent of a request then. */
export type Connected = (error: TroubleError | null, socket: net.Socket | null) => void;

const notSent = (kind: TroubleKind, code: string): TroubleError => new TroubleError({ kind, sent: false, code });

/** Connects to `target`, through `tunnel` where one leads there already. */
export function connect(target: Target, limitMs: number, done: Connected, tunnel?: net.Socket): void {
  const began = performance.now();
  const { host, port, context } = target;
  const way = tunnel ? { socket: tunnel, host } : { host, port };
  const secure = context ? tls.connect({ ...way, secureContext: context, servername: net.isIP(host) ? '' : host, ALPNProtocols: ['http/1.1'] }) : null;
  const socket = secure ?? tunnel ?? net.connect({ host, port });
  const finish = once(socket, limitMs, done);
  let serverShown = false;
  const look = (): boolean => (serverShown ||= secure?.getPeerX509Certificate() !== undefined);
  const fail = (code: string): void => finish(notSent(kindWhileConnecting(code, look(), target.showsCertificate), code));
  // Before Node's own listener, which forgets what it knew of the server.
  secure?.prependOnceListener('end', look);
  socket.on('error', (error) => {
    fail(codeOf(error));
    // An alert on a connection in use is told of, but ends it only when the other side hangs up, which hides what it said.
    socket.destroy();
  });
  socket.on('close', () => fail('closed'));
  secure?.once('secureConnect', () => {
    look();
    whenAccepted(secure, performance.now() - began, () => finish(null));
  });
  if (secure) return;
  if (tunnel) finish(null);
  else socket.once('connect', () => finish(null));
}

/**
 * Once the server has shown its certificate it is our turn. Some servers refuse ours without an alert and just hang up: where we showed one,
 * that is taken as the reason (inferred; a line that drops in that very moment looks the same, and nothing was sent either way).
 */
function kindWhileConnecting(code: string, serverShown: boolean, showsCertificate: boolean): TroubleKind {
  const kind = kindOf(code, serverShown);
  return kind === 'broken' && serverShown && showsCertificate ? 'clientCertificateRefused' : kind;
}

/** Hands over the connection, or its failure, once; a deadline is a failure too. */
function once(socket: net.Socket, limitMs: number, done: Connected): (error: TroubleError | null) => void {
  let over = false;
  const finish = (error: TroubleError | null): void => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    if (error) socket.destroy();
    else socket.setNoDelay(true).setKeepAlive(true, 60_000);
    done(error, error ? null : socket);
  };
  const timer = setTimeout(() => finish(notSent('timedOut', 'UND_ERR_CONNECT_TIMEOUT')), limitMs);
  return finish;
}

const shortestMs = 100;
const longestMs = 2_000;

/**
 * Waits until the server has taken our side of the handshake. In TLS 1.3 a client is ready one round trip before the server has looked at its
 * certificate; a request written in between would be lost with a refused certificate, leaving a doubt (and often a bare reset, as unread
 * bytes make a closing server's system discard its own alert). A server that has accepted sends a session ticket at once; not all do, so
 * silence for as long as the connection took to make counts as acceptance too.
 */
function whenAccepted(socket: tls.TLSSocket, tookMs: number, accepted: () => void): void {
  if (socket.getProtocol() !== 'TLSv1.3') return accepted();
  const timer = setTimeout(accepted, Math.min(longestMs, Math.max(shortestMs, tookMs)));
  socket.once('session', () => {
    clearTimeout(timer);
    // Told from within the TLS library, where nothing may be written.
    setImmediate(accepted);
  });
  socket.once('close', () => clearTimeout(timer));
}
