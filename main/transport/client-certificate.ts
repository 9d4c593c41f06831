import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { Duplex } from 'node:stream';
import tls from 'node:tls';
import { err, ok, type Result } from '../../shared/result.ts';
import type { ClientCertificate } from './access.ts';
import { certificatesIn } from './authorities.ts';
import { CertificateTrouble, type CertificateTroubleKind } from './certificate-trouble.ts';

/** A client certificate that can be used. Times are epoch milliseconds; `thumbprint` is SHA-256, upper-case hex without colons. */
export interface ReadCertificate {
  subject: string;
  issuer: string;
  validFrom: number;
  validTo: number;
  thumbprint: string;
}

/** What TLS takes. */
export type CertificateOptions = Pick<tls.SecureContextOptions, 'pfx' | 'cert' | 'key' | 'passphrase'>;

/**
 * What the settings hold as what TLS is given; null where there is no certificate. PEM is known by its frame; anything else is a PFX in base64.
 * The key may be in a file of its own or in the same one. Pure.
 */
export function clientCertificateOf(certificate: string, key: string, passPhrase: string): ClientCertificate | null {
  if (certificate.trim() === '') return null;
  if (!certificate.includes('-----BEGIN')) return { pfx: certificate, passPhrase };
  return { certificate, key: key.trim() === '' ? certificate : key, passPhrase };
}

/** Reads a client certificate with its key; `now` (epoch milliseconds) judges its dates. */
export function readClientCertificate(certificate: ClientCertificate, now: number = Date.now()): Result<ReadCertificate, CertificateTrouble> {
  try {
    const leaf = leafOf(optionsOf(certificate));
    const read = { subject: inOneLine(leaf.subject), issuer: inOneLine(leaf.issuer), validFrom: Date.parse(leaf.validFrom), validTo: Date.parse(leaf.validTo), thumbprint: leaf.fingerprint256.replaceAll(':', '') };
    if (now > read.validTo) return err(new CertificateTrouble('expired'));
    return now < read.validFrom ? err(new CertificateTrouble('notYetValid')) : ok(read);
  } catch (error) {
    if (error instanceof CertificateTrouble) return err(error);
    throw error;
  }
}

/**
 * What TLS takes, proved to be loadable. Throws `CertificateTrouble`, but not for dates: this computer's clock may be wrong, and whether
 * an old certificate will do is the gateway's word.
 */
export function optionsOf(certificate: ClientCertificate): CertificateOptions {
  const options = 'pfx' in certificate ? fromPfx(certificate.pfx, certificate.passPhrase) : fromPem(certificate);
  try {
    tls.createSecureContext(options);
    return options;
  } catch (error) {
    throw new CertificateTrouble(loadTrouble(codeOf(error), options));
  }
}

function loadTrouble(code: string, { pfx }: CertificateOptions): CertificateTroubleKind {
  if (pfx === undefined) return code === 'ERR_OSSL_X509_KEY_VALUES_MISMATCH' ? 'keyDoesNotMatch' : 'notACertificate';
  if (code === 'ERR_CRYPTO_UNSUPPORTED_OPERATION') return 'oldEncryption';
  // Other failures of a PFX carry no code: that it is one has been seen by its form, so what is left is the pass phrase.
  return 'wrongPassPhrase';
}

function fromPfx(base64: string, passphrase: string): CertificateOptions {
  const pfx = Buffer.from(base64, 'base64');
  if (!looksLikePfx(pfx)) throw new CertificateTrouble('notACertificate');
  return { pfx, passphrase };
}

/** RFC 7292: a PFX is a DER (or BER) sequence that begins with the integer 3. */
function looksLikePfx(bytes: Buffer): boolean {
  if (bytes[0] !== 0x30) return false;
  const length = bytes[1] ?? 0;
  const start = length > 0x80 ? 2 + (length & 0x7f) : 2;
  return bytes.subarray(start, start + 3).equals(Buffer.from([2, 1, 3]));
}

function fromPem({ certificate, key, passPhrase }: Extract<ClientCertificate, { key: string }>): CertificateOptions {
  const [leaf, ...chain] = certificatesIn(certificate);
  if (leaf === undefined) throw new CertificateTrouble('notACertificate');
  const opened = keyOf(key, passPhrase);
  if (!parsed(leaf).checkPrivateKey(opened)) throw new CertificateTrouble('keyDoesNotMatch');
  return { cert: [leaf, ...chain].join('\n'), key: opened.export({ type: 'pkcs8', format: 'pem' }) };
}

function parsed(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new CertificateTrouble('notACertificate');
  }
}

const privateKey = /-----BEGIN ([A-Z]+ )*PRIVATE KEY-----[\s\S]+?-----END ([A-Z]+ )*PRIVATE KEY-----/;

function keyOf(pem: string, passphrase: string): KeyObject {
  const [key] = privateKey.exec(pem) ?? [];
  if (key === undefined) throw new CertificateTrouble('keyMissing');
  // By RFC 7468 and RFC 1421 an encrypted key says so in clear.
  const locked = key.includes('-----BEGIN ENCRYPTED') || key.includes('Proc-Type: 4,ENCRYPTED');
  try {
    return createPrivateKey(passphrase === '' ? { key } : { key, passphrase });
  } catch {
    throw new CertificateTrouble(locked ? 'wrongPassPhrase' : 'keyMissing');
  }
}

/** The certificate that would be shown: TLS itself is asked, as it is the only reader of PFX a runtime has. Nothing is connected. */
function leafOf(options: CertificateOptions): X509Certificate {
  if (options.cert !== undefined) return new X509Certificate(String(options.cert));
  const nowhere = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
  const socket = new tls.TLSSocket(nowhere, { secureContext: tls.createSecureContext(options), isServer: true });
  try {
    const leaf = socket.getX509Certificate();
    if (!leaf) throw new CertificateTrouble('notACertificate');
    return leaf;
  } finally {
    socket.destroy();
  }
}

const inOneLine = (name: string): string => name.replaceAll('\n', ', ');

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '');
