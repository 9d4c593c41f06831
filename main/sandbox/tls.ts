import type { ServerOptions } from 'node:https';
import { createAuthority } from './authority.ts';
import type { Authority, Identity, Wish } from './authority.ts';

export interface TlsOptions {
  /** `required`: a handshake without a certificate of the sandbox's own client authority is refused, as at port 4046 (SPEC 4.4). */
  clientCertificate: 'none' | 'required';
  /** 0 or left out for any free one. */
  port?: number;
  /** What is wrong with the server's own certificate, for tests of those who look at it. */
  flaw?: 'none' | 'expired' | 'notYetValid' | 'otherHost';
}

/** What a client needs to be let in. PEM. */
export interface TlsAccess {
  /** Of the server's own certificate. */
  authorities: string;
  /** Good for the listener that demands one, and shown to nobody else. */
  client: Identity;
  /** Another of the same authority: an expired one, for instance. */
  issueClient: Authority['issue'];
}

export interface TlsMaterial {
  server: ServerOptions;
  access: TlsAccess;
}

/** The suites of SPEC 4.4: TLS 1.3's three, and with an elliptic certificate three of TLS 1.2. */
const ciphers = [
  'TLS_AES_256_GCM_SHA384', 'TLS_AES_128_GCM_SHA256', 'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-CHACHA20-POLY1305',
].join(':');

/** Shaped like the names that Inland Revenue assigns: 32 hex digits, `irdgws`, the provider's domain (SPEC 4.4). */
const clientName = '0123456789abcdef0123456789abcdef.irdgws.test.agentbook.example';

const dayMs = 24 * 60 * 60 * 1000;
const daysAgo = (days: number): Date => new Date(Date.now() - days * dayMs);

function serverWish(flaw: TlsOptions['flaw']): Wish {
  const wish = { commonName: 'localhost', hosts: ['localhost', '127.0.0.1'] };
  switch (flaw) {
    case 'expired':
      return { ...wish, notBefore: daysAgo(20), notAfter: daysAgo(1) };
    case 'notYetValid':
      return { ...wish, notBefore: daysAgo(-2) };
    case 'otherHost':
      return { commonName: 'elsewhere.example', hosts: ['elsewhere.example'] };
    default:
      return wish;
  }
}

/** Two private authorities, made anew at each start: one for the server, one for its clients. */
export async function createTls({ clientCertificate, flaw }: TlsOptions): Promise<TlsMaterial> {
  const [serverAuthority, clientAuthority] = await Promise.all([createAuthority('Sandbox server authority'), createAuthority('Sandbox client authority')]);
  const identity = await serverAuthority.issue(serverWish(flaw));
  const demanded = clientCertificate === 'required' ? { requestCert: true, rejectUnauthorized: true, ca: clientAuthority.certificate } : {};
  const server: ServerOptions = { cert: identity.certificate, key: identity.key, minVersion: 'TLSv1.2', ciphers, honorCipherOrder: true, ...demanded };
  const client = await clientAuthority.issue({ commonName: clientName });
  return { server, access: { authorities: serverAuthority.certificate, client, issueClient: clientAuthority.issue } };
}
