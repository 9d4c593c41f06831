import tls from 'node:tls';
import type { NetworkAccess } from './access.ts';
import { readAuthorities, trustedAuthorities } from './authorities.ts';
import { optionsOf } from './client-certificate.ts';

/**
 * Suites of SPEC 4.4: TLS 1.3, and TLS 1.2 with ephemeral keys and authenticated encryption only. Inland Revenue's own servers have ECDSA
 * certificates; the ECDHE-RSA three are for relays in a firm and proxies, whose private authority often issues RSA ones. They add no
 * weaker way in: the name and the authority are checked alike, and a server with an ECDSA certificate cannot choose them.
 */
const suites = [
  'TLS_AES_256_GCM_SHA384', 'TLS_AES_128_GCM_SHA256', 'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-RSA-CHACHA20-POLY1305',
].join(':');

/** Made when first needed and kept: some 300 authorities take 30 ms to load. */
export interface SecureContexts {
  /** Shows our certificate. */
  gateway(): tls.SecureContext;
  /** A proxy is a stranger: our certificate is not for it. */
  proxy(): tls.SecureContext;
}

/** Throws `CertificateTrouble` at once where the client certificate or the authorities cannot be loaded. */
export function secureContexts({ clientCertificate, authorities }: Pick<NetworkAccess, 'clientCertificate' | 'authorities'>): SecureContexts {
  const shown = clientCertificate ? optionsOf(clientCertificate) : {};
  const read = readAuthorities(authorities);
  if (!read.ok) throw read.error;
  const make = (own: tls.SecureContextOptions): tls.SecureContext => tls.createSecureContext({ ...own, ca: trustedAuthorities(authorities), minVersion: 'TLSv1.2', ciphers: suites });
  let gateway: tls.SecureContext | undefined;
  let proxy: tls.SecureContext | undefined;
  return { gateway: () => (gateway ??= make(shown)), proxy: () => (proxy ??= make({})) };
}
