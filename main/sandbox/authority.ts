// Without it the X.509 library does not load; it has to come first.
import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension, BasicConstraintsExtension, ExtendedKeyUsage, ExtendedKeyUsageExtension, KeyUsageFlags, KeyUsagesExtension,
  SubjectAlternativeNameExtension, SubjectKeyIdentifierExtension, X509CertificateGenerator,
} from '@peculiar/x509';
import type { Extension, X509Certificate } from '@peculiar/x509';

/** A certificate and its key, both PEM; the key is PKCS #8 without a pass phrase. */
export interface Identity {
  certificate: string;
  key: string;
}

export type KeyKind = 'P-256' | 'P-384' | 'P-521' | 'RSA';

export interface Wish {
  commonName: string;
  /** Names and addresses that a server answers to. Left out: a client's certificate. */
  hosts?: readonly string[];
  notBefore?: Date;
  notAfter?: Date;
  /** P-256 when left out: Inland Revenue's servers are ECC only (SPEC 4.4). */
  keyKind?: KeyKind;
}

export interface Authority {
  /** PEM. */
  certificate: string;
  issue(wish: Wish): Promise<Identity>;
}

const dayMs = 24 * 60 * 60 * 1000;
const yesterday = (): Date => new Date(Date.now() - dayMs);
const inAYear = (): Date => new Date(Date.now() + 365 * dayMs);

const rsa = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
const hashes = { 'P-256': 'SHA-256', 'P-384': 'SHA-384', 'P-521': 'SHA-512' };
const algorithmOf = (kind: KeyKind): typeof rsa | { name: string; namedCurve: string; hash: string } => (kind === 'RSA' ? rsa : { name: 'ECDSA', namedCurve: kind, hash: hashes[kind] });

// The types of keys are whatever the platform at hand says: tests know a browser's too.
const newKeys = async (kind: KeyKind) => crypto.subtle.generateKey(algorithmOf(kind), true, ['sign', 'verify']);
type KeyPair = Awaited<ReturnType<typeof newKeys>>;
/** Positive, as a serial number has to be. */
const serialNumber = (): string => `5${randomBytes(9).toString('hex').slice(1)}`;

const keyPem = async (keys: KeyPair): Promise<string> => {
  const text = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${text.replace(/.{1,64}/g, '$&\n')}-----END PRIVATE KEY-----\n`;
};

const pem = (certificate: X509Certificate): string => `${certificate.toString('pem')}\n`;
const isAddress = (host: string): boolean => /^[\d.]+$|:/.test(host);

async function extensionsOf(wish: Wish, keys: KeyPair, authorityKey: KeyPair['publicKey']): Promise<Extension[]> {
  const usage = wish.hosts === undefined ? ExtendedKeyUsage.clientAuth : ExtendedKeyUsage.serverAuth;
  const names = (wish.hosts ?? []).map((value) => ({ type: isAddress(value) ? ('ip' as const) : ('dns' as const), value }));
  return [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([usage]),
    await SubjectKeyIdentifierExtension.create(keys.publicKey),
    await AuthorityKeyIdentifierExtension.create(authorityKey),
    ...(names.length === 0 ? [] : [new SubjectAlternativeNameExtension(names)]),
  ];
}

/** A private certificate authority that exists as long as whoever holds it. */
export async function createAuthority(commonName: string): Promise<Authority> {
  const signingAlgorithm = algorithmOf('P-256');
  const keys = await newKeys('P-256');
  const name = `CN=${commonName}`;
  const extensions = [new BasicConstraintsExtension(true, 0, true), new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true), await SubjectKeyIdentifierExtension.create(keys.publicKey)];
  const own = await X509CertificateGenerator.createSelfSigned({ serialNumber: serialNumber(), name, notBefore: new Date(Date.now() - 30 * dayMs), notAfter: inAYear(), signingAlgorithm, keys, extensions });
  const issue = async (wish: Wish): Promise<Identity> => {
    const subjectKeys = await newKeys(wish.keyKind ?? 'P-256');
    const certificate = await X509CertificateGenerator.create({
      serialNumber: serialNumber(), subject: `CN=${wish.commonName}`, issuer: name, publicKey: subjectKeys.publicKey, signingKey: keys.privateKey, signingAlgorithm,
      notBefore: wish.notBefore ?? yesterday(), notAfter: wish.notAfter ?? inAYear(), extensions: await extensionsOf(wish, subjectKeys, keys.publicKey),
    });
    return { certificate: pem(certificate), key: await keyPem(subjectKeys) };
  };
  return { certificate: pem(own), issue };
}

/** A certificate that nobody but its owner vouches for, as one for signing JWTs may be (SPEC 4.3). */
export async function selfSigned(wish: Omit<Wish, 'hosts'>): Promise<Identity> {
  const kind = wish.keyKind ?? 'P-256';
  const keys = await newKeys(kind);
  const { notBefore = yesterday(), notAfter = inAYear() } = wish;
  const extensions = [new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true)];
  const certificate = await X509CertificateGenerator.createSelfSigned({ serialNumber: serialNumber(), name: `CN=${wish.commonName}`, notBefore, notAfter, signingAlgorithm: algorithmOf(kind), keys, extensions });
  return { certificate: pem(certificate), key: await keyPem(keys) };
}
