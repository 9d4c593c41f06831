import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto as unknown as Crypto);

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const rsa = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2048 };

export interface Issued {
  /** PEM. */
  certificate: string;
  key: string;
}

export interface Wish {
  name: string;
  /** Days from now. */
  from?: number;
  to?: number;
  /** DNS names or addresses; none for a client. */
  hosts?: string[];
  rsa?: boolean;
}

const day = 86_400_000;

/** A private authority that issues whatever a test needs. */
export async function certificateOffice(name = 'Invented Authority') {
  const { subtle } = webcrypto;
  const keys = (await subtle.generateKey(ecdsa, true, ['sign', 'verify'])) as CryptoKeyPair;
  const own = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`, keys, signingAlgorithm: ecdsa, serialNumber: serial(),
    notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + 3_650 * day),
    extensions: [new x509.BasicConstraintsExtension(true, 2, true), new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true)],
  });

  return {
    /** PEM of the authority itself. */
    authority: own.toString('pem'),
    async issue(wish: Wish): Promise<Issued> {
      const algorithm = wish.rsa ? rsa : ecdsa;
      const pair = (await subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
      const certificate = await x509.X509CertificateGenerator.create({
        subject: `CN=${wish.name}`, issuer: own.subject, publicKey: pair.publicKey, signingKey: keys.privateKey, signingAlgorithm: ecdsa, serialNumber: serial(),
        notBefore: new Date(Date.now() + (wish.from ?? -1) * day), notAfter: new Date(Date.now() + (wish.to ?? 30) * day),
        extensions: extensionsOf(wish),
      });
      const key = Buffer.from(await subtle.exportKey('pkcs8', pair.privateKey)).toString('base64').match(/.{1,64}/g)?.join('\n');
      return { certificate: certificate.toString('pem'), key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n` };
    },
  };
}

function extensionsOf({ hosts }: Wish): x509.Extension[] {
  const usage = new x509.ExtendedKeyUsageExtension([hosts ? x509.ExtendedKeyUsage.serverAuth : x509.ExtendedKeyUsage.clientAuth]);
  const names = hosts?.map((host): { type: 'ip' | 'dns'; value: string } => ({ type: /^[\d.]+$/.test(host) ? 'ip' : 'dns', value: host }));
  return [new x509.BasicConstraintsExtension(false), usage, ...(names ? [new x509.SubjectAlternativeNameExtension(names)] : [])];
}

const serial = (): string => Buffer.from(webcrypto.getRandomValues(new Uint8Array(8))).toString('hex').replace(/^[89a-f]/, '1');

export type CertificateOffice = Awaited<ReturnType<typeof certificateOffice>>;
