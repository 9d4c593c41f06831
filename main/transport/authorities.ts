import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { err, ok, type Result } from '../../shared/result.ts';
import { CertificateTrouble } from './certificate-trouble.ts';

/** One certificate authority, as a person would recognise it. `validTo` is epoch milliseconds. */
export interface Authority {
  subject: string;
  validTo: number;
}

const block = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** The certificates in a PEM text, each with its own frame. Pure. */
export const certificatesIn = (pem: string): string[] => pem.match(block) ?? [];

/** What authorities a PEM text holds; `notACertificate` where it holds none, or one that cannot be read. '' holds none and is no error. */
export function readAuthorities(pem: string): Result<Authority[], CertificateTrouble> {
  const blocks = certificatesIn(pem);
  if (blocks.length === 0) return pem.trim() === '' ? ok([]) : err(new CertificateTrouble('notACertificate', 'authorities'));
  try {
    const read = blocks.map((one) => new X509Certificate(one));
    return ok(read.map((one) => ({ subject: one.subject.replaceAll('\n', ', '), validTo: Date.parse(one.validTo) })));
  } catch {
    return err(new CertificateTrouble('notACertificate', 'authorities'));
  }
}

/** Where Linux distributions keep the system's authorities: Debian, Fedora, SUSE, Alpine. */
const bundles = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/ca-bundle.pem', '/etc/ssl/cert.pem'];

const readIfThere = (path: string | undefined): string => {
  try {
    return path ? readFileSync(path, 'utf8') : '';
  } catch {
    return '';
  }
};

/** The operating system's authorities. Runtimes before Node 22.15 cannot be asked: there Linux's own files are read, and elsewhere none are known. */
function ofTheSystem(): string[] {
  // Newer than the oldest runtime this runs on, whatever the types say.
  const ask = tls.getCACertificates as typeof tls.getCACertificates | undefined;
  if (ask) return ask('system');
  return certificatesIn(bundles.map(readIfThere).find((text) => text !== '') ?? '');
}

let known: string[] | null = null;

/**
 * What to trust, PEM: the authorities every runtime brings, the system's, those an administrator named in NODE_EXTRA_CA_CERTS, and our own.
 * A list given to TLS replaces its defaults, so all are named. The first call takes some 50 ms and reads files; later ones are free.
 */
export function trustedAuthorities(own: string): string[] {
  known ??= [...new Set([...tls.rootCertificates, ...ofTheSystem(), ...certificatesIn(readIfThere(process.env['NODE_EXTRA_CA_CERTS']))])];
  return [...known, ...certificatesIn(own)];
}
