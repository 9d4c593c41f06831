import { Agent, type Dispatcher } from 'undici';
import type { NetworkAccess } from './access.ts';
import { connect, type Connected, type Target } from './connection.ts';
import { openTunnel } from './proxy-tunnel.ts';
import { secureContexts, type SecureContexts } from './secure-contexts.ts';

export interface Limits {
  /** For each stage of connecting: to the proxy, and to the gateway with its TLS handshake. Milliseconds. */
  connectMs: number;
  /** For the beginning of an answer, and between two parts of it. Inland Revenue's gateway itself gives up after 60 s (SPEC 12). */
  answerMs: number;
  /** Longer answers are cut off: they are not the gateway's. */
  maxBytes: number;
  /** At once, for each origin. */
  connections: number;
}

export const usualLimits: Limits = { connectMs: 10_000, answerMs: 60_000, maxBytes: 64 * 1024 * 1024, connections: 20 };

/**
 * The one way out: our certificate, our authorities, our proxy, deadlines on everything. Follows no redirect, keeps no cookie, tries nothing twice.
 * Connections are kept and used again. Throws `CertificateTrouble` where the certificate or the authorities cannot be loaded. Whoever makes
 * one closes it. Errors of its requests are for `troubleOf`.
 */
export function createDispatcher(access: NetworkAccess, limits: Limits = usualLimits): Dispatcher {
  const contexts = secureContexts(access);
  return new Agent({
    connect: ({ hostname, port, protocol }, callback) => {
      const secure = protocol === 'https:';
      const target: Target = { host: hostname, port: Number(port) || (secure ? 443 : 80), context: secure ? contexts.gateway() : null, showsCertificate: access.clientCertificate !== null };
      const done: Connected = (error, socket) => (error ? callback(error, null) : socket && callback(null, socket));
      if (access.proxy) throughProxy(target, { ...access, proxy: access.proxy }, contexts, limits, done);
      else connect(target, limits.connectMs, done);
    },
    connections: limits.connections,
    pipelining: 1,
    headersTimeout: limits.answerMs,
    bodyTimeout: limits.answerMs,
    maxResponseSize: limits.maxBytes,
  });
}

function throughProxy(target: Target, { proxy }: { proxy: NonNullable<NetworkAccess['proxy']> }, contexts: SecureContexts, { connectMs }: Limits, done: Connected): void {
  openTunnel(target.host, target.port, { proxy, context: () => contexts.proxy(), limitMs: connectMs }, (error, tunnel) => {
    if (tunnel) connect(target, connectMs, done, tunnel);
    else done(error, null);
  });
}
